package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"sync"
)

// payload is the body of a call: JSON, or a form with the JSON and the files, which are opened
// one after the other as they are sent, so that their size costs no memory.
type payload struct {
	contentType string
	size        int64
	parts       []part
}

// part is a piece of a payload: text, or a file.
type part struct {
	text []byte
	file func() (io.ReadCloser, error)
}

// encode writes the body of a call.
// https://docs.discord.com/developers/reference#uploading-files
func encode(call Call) (*payload, error) {
	p := &payload{}
	if call.Body == nil {
		return p, nil
	}
	raw, err := json.Marshal(call.Body)
	if err != nil {
		return nil, fmt.Errorf("encode body: %w", err)
	}
	if len(call.Files) == 0 {
		p.contentType = "application/json"
		p.add(raw)
		return p, nil
	}
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	p.contentType = w.FormDataContentType()
	head := func(name, file, contentType string) error {
		h := textproto.MIMEHeader{"Content-Type": {contentType}}
		h.Set("Content-Disposition", disposition(name, file))
		_, err := w.CreatePart(h)
		return err
	}
	if err := head("payload_json", "", "application/json"); err != nil {
		return nil, fmt.Errorf("encode body: %w", err)
	}
	buf.Write(raw)
	for i, f := range call.Files {
		kind := f.Type
		if kind == "" {
			kind = "application/octet-stream"
		}
		if err := head(fmt.Sprintf("files[%d]", i), f.Name, kind); err != nil {
			return nil, fmt.Errorf("encode file: %w", err)
		}
		p.add(bytes.Clone(buf.Bytes()))
		buf.Reset()
		p.parts = append(p.parts, part{file: f.Open})
		p.size += f.Size
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("encode body: %w", err)
	}
	p.add(buf.Bytes())
	return p, nil
}

func (p *payload) add(text []byte) {
	p.parts = append(p.parts, part{text: text})
	p.size += int64(len(text))
}

// open reads the payload from its start.
func (p *payload) open() io.ReadCloser {
	if p.size == 0 {
		return http.NoBody
	}
	return &stream{left: p.parts}
}

// stream reads one part after the other. Closing it may come from another goroutine than reading:
// an answer can come before all is sent.
type stream struct {
	mu     sync.Mutex
	left   []part
	now    io.Reader
	file   io.Closer // of now, nil for text
	closed bool
}

// Read is io.Reader's.
func (s *stream) Read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for !s.closed {
		if s.now == nil {
			if len(s.left) == 0 {
				return 0, io.EOF
			}
			if err := s.next(); err != nil {
				return 0, err
			}
		}
		n, err := s.now.Read(b)
		if errors.Is(err, io.EOF) {
			err = s.end()
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
	return 0, io.ErrClosedPipe
}

func (s *stream) next() error {
	p := s.left[0]
	s.left = s.left[1:]
	if p.file == nil {
		s.now = bytes.NewReader(p.text)
		return nil
	}
	f, err := p.file()
	if err != nil {
		return fmt.Errorf("open a file: %w", err)
	}
	s.now, s.file = f, f
	return nil
}

func (s *stream) end() error {
	s.now = nil
	if s.file == nil {
		return nil
	}
	f := s.file
	s.file = nil
	return f.Close()
}

// Close is io.Closer's.
func (s *stream) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return s.end()
}

func disposition(name, file string) string {
	d := `form-data; name="` + name + `"`
	if file != "" {
		clean := strings.NewReplacer("\\", "_", `"`, "_", "\r", "_", "\n", "_", "\x00", "_").Replace(file)
		d += `; filename="` + clean + `"`
	}
	return d
}
