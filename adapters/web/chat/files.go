package chat

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Limits of files.
const (
	MaxFile  = 8 << 20  // bytes of one file
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

// PutFile keeps a file and gives it an id that nobody guesses.
func (c *Chat) PutFile(name string, body []byte) (File, error) { return c.files.put(name, body) }

// FileBody reads a file.
func (c *Chat) FileBody(id string) (File, []byte, error) { return c.files.get(id) }

// FileInfo is what is known of a file.
func (c *Chat) FileInfo(id string) (File, error) { return c.files.info(id) }

func (s *files) put(name string, body []byte) (File, error) {
	if len(body) > MaxFile {
		return File{}, ErrTooLong
	}
	f := File{ID: rand.Text(), Name: cleanName(name), Type: sniff(body), Size: int64(len(body))}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir == "" {
		if s.size+f.Size > MaxFiles {
			return File{}, ErrTooLong
		}
		s.size += f.Size
		s.bodies[f.ID], s.known[f.ID] = body, f
		return f, nil
	}
	about, err := json.Marshal(f)
	if err != nil {
		return File{}, fmt.Errorf("chat: keep a file: %w", err)
	}
	if err := os.WriteFile(s.path(f.ID), body, 0o600); err != nil {
		return File{}, fmt.Errorf("chat: keep a file: %w", err)
	}
	if err := os.WriteFile(s.path(f.ID)+".json", about, 0o600); err != nil {
		return File{}, fmt.Errorf("chat: keep a file: %w", err)
	}
	s.known[f.ID] = f
	return f, nil
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

func (s *files) get(id string) (File, []byte, error) {
	f, err := s.info(id)
	if err != nil {
		return File{}, nil, err
	}
	if s.dir == "" {
		s.mu.Lock()
		defer s.mu.Unlock()
		return f, s.bodies[id], nil
	}
	body, err := os.ReadFile(s.path(id))
	if err != nil {
		return File{}, nil, fmt.Errorf("chat: read a file: %w", err)
	}
	return f, body, nil
}

func (s *files) path(id string) string { return filepath.Join(s.dir, id) }

// sniff tells what a file is by its bytes: https://mimesniff.spec.whatwg.org
func sniff(body []byte) string {
	kind, _, _ := strings.Cut(http.DetectContentType(body), ";")
	return kind
}

// cleanName is a name that is no path and hides nothing.
func cleanName(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return -1
		}
		return r
	}, name)
	if name = strings.TrimSpace(name); name == "" || name == "." || name == ".." {
		name = "file"
	}
	if r := []rune(name); len(r) > maxName {
		name = string(r[:maxName])
	}
	return name
}
