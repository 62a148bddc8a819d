package filestore_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"guichet/tickets"
	"guichet/tickets/filestore"
)

func open(t *testing.T, dir string) *filestore.Store {
	t.Helper()
	s, err := filestore.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// lying lists the files in the folder.
func lying(t *testing.T, dir string) (names []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		} else {
			names = append(names, d.Name())
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %o", path, info.Mode().Perm())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func noise(n int) []byte {
	b := make([]byte, n)
	src := rand.NewChaCha8([32]byte{1})
	_, _ = src.Read(b)
	return b
}

func TestKeepsContentOnceAndWhole(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "files")
	s := open(t, dir)
	for _, body := range [][]byte{[]byte("x"), noise(64 << 10), noise(64<<10 + 1), noise(3 << 20)} {
		sum := sha256.Sum256(body)
		want := tickets.Copy{Hash: hex.EncodeToString(sum[:]), Size: int64(len(body))}
		var copies sync.WaitGroup
		for range 4 {
			copies.Go(func() {
				got, err := s.Keep(t.Context(), bytes.NewReader(body), int64(len(body)), nil)
				want := want
				want.Type = got.Type
				if err != nil || got != want {
					t.Errorf("kept %+v, want %+v (%v)", got, want, err)
				}
			})
		}
		copies.Wait()
		f, err := open(t, dir).Open(want.Hash)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(f)
		if err := errors.Join(err, f.Close()); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%d bytes came back of %d: %v", len(got), len(body), err)
		}
	}
	if names := lying(t, dir); len(names) != 4 {
		t.Errorf("four contents make %d files: %v", len(names), names)
	}
}

func TestWhatIsNotTakenLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "f"))
	broken := errors.New("the line broke")
	for name, c := range map[string]struct {
		body io.Reader
		want error
	}{
		"one byte too many":        {bytes.NewReader(noise(1001)), &tickets.RefusedError{Why: tickets.FileTooLarge}},
		"endless":                  {rand.NewChaCha8([32]byte{}), &tickets.RefusedError{Why: tickets.FileTooLarge}},
		"nothing":                  {strings.NewReader(""), &tickets.RefusedError{Why: tickets.FileEmpty}},
		"a picture called nothing": {strings.NewReader("\x89PNG\r\n\x1a\n…"), &tickets.RefusedError{Why: tickets.FileType}},
		"broken":                   {io.MultiReader(strings.NewReader("half"), broke{broken}), broken},
		"cut off":                  {io.MultiReader(strings.NewReader("half"), broke{io.ErrUnexpectedEOF}), io.ErrUnexpectedEOF},
	} {
		_, err := s.Keep(t.Context(), c.body, 1000, func(kind string) bool { return kind != "image/png" })
		var refused, want *tickets.RefusedError
		if errors.As(c.want, &want) {
			if !errors.As(err, &refused) || refused.Why != want.Why {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
		} else if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Keep(ctx, strings.NewReader("late"), 1000, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
	if names := lying(t, filepath.Join(dir, "f")); len(names) != 0 {
		t.Errorf("left over: %v", names)
	}
}

// A disk that takes nothing more is no fault of who joined the file, and passes.
func TestAStoreThatCannotWriteSaysSo(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	away := filepath.Join(dir, "incoming")
	if err := os.Remove(away); err != nil {
		t.Fatal(err)
	}
	var full *tickets.StorageError
	if _, err := s.Keep(t.Context(), strings.NewReader("x"), 10, nil); !errors.As(err, &full) {
		t.Errorf("kept nowhere: %v", err)
	}
	if err := os.Mkdir(away, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Keep(t.Context(), strings.NewReader("x"), 10, nil); err != nil {
		t.Errorf("once there is room again: %v", err)
	}
}

type broke struct{ err error }

func (b broke) Read([]byte) (int, error) { return 0, b.err }

// A crash leaves what was being written; a name that is no hash, or a half file under a hash
// (which only another program can have put there), is never served as whole.
func TestCrash(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	body := []byte("the whole content")
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:])
	left := filepath.Join(dir, "incoming", "123")
	half := filepath.Join(dir, hash[:2], hash[2:4], hash)
	if err := errors.Join(os.WriteFile(left, body[:5], 0o600), os.MkdirAll(filepath.Dir(half), 0o700), os.WriteFile(half, body[:5], 0o600)); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
	if _, err := os.Stat(left); err != nil {
		t.Errorf("what another process may be writing is gone: %v", err)
	}
	old := time.Now().Add(-25 * time.Hour)
	if err := os.Chtimes(left, old, old); err != nil {
		t.Fatal(err)
	}
	open(t, dir)
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what a crash left stays: %v", err)
	}
	if _, err := s.Keep(t.Context(), bytes.NewReader(body), 100, nil); err != nil {
		t.Fatal(err)
	}
	f, err := s.Open(hash)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(f)
	if err := errors.Join(err, f.Close()); err != nil || !bytes.Equal(got, body) {
		t.Errorf("the half file stays: %q %v", got, err)
	}
}

func TestNamesThatAreNoHash(t *testing.T) {
	s := open(t, t.TempDir())
	for _, name := range []string{"", "..", "../../../etc/passwd", strings.Repeat("a", 63), strings.Repeat("A", 64), strings.Repeat("a", 64), strings.Repeat("/", 64)} {
		if f, err := s.Open(name); !errors.Is(err, tickets.ErrNotFound) {
			t.Errorf("%q: %v %v", name, f, err)
		}
	}
}

func TestTypesAreToldByBytes(t *testing.T) {
	s := open(t, t.TempDir())
	for want, body := range map[string]string{
		"image/png": "\x89PNG\r\n\x1a\n\x00\x00", "application/pdf": "%PDF-1.7\n", "text/plain": "bonjour\n",
		"application/vnd.microsoft.portable-executable": "MZ\x90\x00\x03\x00", "application/zip": "PK\x03\x04\x14\x00\x00\x00",
		"text/html": "<!DOCTYPE html><script>1</script>",
	} {
		got, err := s.Keep(t.Context(), strings.NewReader(body), 1000, nil)
		if err != nil || got.Type != want {
			t.Errorf("%q is %q (%v), want %q", body, got.Type, err, want)
		}
	}
}
