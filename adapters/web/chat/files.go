package chat

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"

	"guichet/tickets"
)

// Limits of files.
const (
	MaxFile  = 25 << 20 // bytes of one file, as the desk takes by default
	MaxFiles = 64 << 20 // bytes of all files of a chat that is in memory only
	maxName  = 100      // characters of a file's name
)

// files are the files that people joined. In a folder each is two: the bytes, and what is
// known of them.
type files struct {
	dir string

	mu     sync.Mutex
	known  map[string]File
	bodies map[string][]byte // without a folder
	size   int64
}

var fileID = regexp.MustCompile(`^[A-Z2-7]{26}$`)

func openFiles(dir string) (*files, error) {
	if dir == "" {
		return &files{known: map[string]File{}, bodies: map[string][]byte{}}, nil
	}
	dir = filepath.Join(dir, "files")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("chat: a folder for files: %w", err)
	}
	return &files{dir: dir, known: map[string]File{}}, nil
}

// PutFile keeps somebody's file and gives it an id that nobody guesses. One over MaxFile is
// ErrTooLong.
func (c *Chat) PutFile(by, name string, body io.Reader) (File, error) {
	return c.files.put(by, name, body)
}

// OpenFile opens a file.
func (c *Chat) OpenFile(id string) (File, io.ReadSeekCloser, error) { return c.files.open(id) }

// FileInfo is what is known of a file.
func (c *Chat) FileInfo(id string) (File, error) { return c.files.info(id) }

func (s *files) put(by, name string, body io.Reader) (File, error) {
	f := File{ID: rand.Text(), Name: cleanName(name), By: by}
	if s.dir == "" {
		return s.putInMemory(f, body)
	}
	to, err := os.OpenFile(s.path(f.ID), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return File{}, fmt.Errorf("chat: keep a file: %w", err)
	}
	err = f.pour(to, body)
	if err = errors.Join(err, to.Close()); err == nil {
		err = s.note(f)
	}
	if err != nil {
		_ = os.Remove(s.path(f.ID)) // what is left lies there unknown
		return File{}, fmt.Errorf("chat: keep a file: %w", err)
	}
	return f, nil
}

func (s *files) putInMemory(f File, body io.Reader) (File, error) {
	var b bytes.Buffer
	if err := f.pour(&b, body); err != nil {
		return File{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.size+f.Size > MaxFiles {
		return File{}, ErrTooLong
	}
	s.size += f.Size
	s.bodies[f.ID], s.known[f.ID] = b.Bytes(), f
	return f, nil
}

// pour copies a body, and notes its size and what its first bytes tell.
func (f *File) pour(to io.Writer, body io.Reader) (err error) {
	head := make([]byte, 512)
	n, err := io.ReadFull(body, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	f.Type = sniff(head[:n])
	f.Size, err = io.Copy(to, io.LimitReader(io.MultiReader(bytes.NewReader(head[:n]), body), MaxFile+1))
	if err == nil && f.Size > MaxFile {
		err = ErrTooLong
	}
	return err
}

// note writes down what is known of a file.
func (s *files) note(f File) error {
	about, err := json.Marshal(f)
	if err != nil {
		return err
	}
	if err := os.WriteFile(s.path(f.ID)+".json", about, 0o600); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known[f.ID] = f
	return nil
}

func (s *files) info(id string) (File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.known[id]; ok {
		return f, nil
	}
	if s.dir == "" || !fileID.MatchString(id) {
		return File{}, fmt.Errorf("%w: file", ErrGone)
	}
	about, err := os.ReadFile(s.path(id) + ".json")
	if errors.Is(err, fs.ErrNotExist) {
		return File{}, fmt.Errorf("%w: file", ErrGone)
	}
	var f File
	if err == nil {
		err = json.Unmarshal(about, &f)
	}
	if err != nil {
		return File{}, fmt.Errorf("chat: read a file: %w", err)
	}
	s.known[id] = f
	return f, nil
}

func (s *files) open(id string) (File, io.ReadSeekCloser, error) {
	f, err := s.info(id)
	if err != nil {
		return File{}, nil, err
	}
	if s.dir == "" {
		s.mu.Lock()
		defer s.mu.Unlock()
		return f, inMemory{bytes.NewReader(s.bodies[id])}, nil
	}
	body, err := os.Open(s.path(id))
	if err != nil {
		return File{}, nil, fmt.Errorf("chat: read a file: %w", err)
	}
	return f, body, nil
}

type inMemory struct{ *bytes.Reader }

func (inMemory) Close() error { return nil }

func (s *files) path(id string) string { return filepath.Join(s.dir, id) }

// sniff tells what a file is by its bytes: https://mimesniff.spec.whatwg.org
func sniff(body []byte) string {
	kind, _, _ := strings.Cut(http.DetectContentType(body), ";")
	return kind
}

// cleanName is a name that is no path and hides nothing.
func cleanName(name string) string {
	name = tickets.SafeName(name)
	if r := []rune(name); len(r) > maxName {
		name = string(r[:maxName])
	}
	return name
}
