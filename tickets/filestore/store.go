// Package filestore keeps the bytes of files in a folder, each under the SHA-256 of its content:
// what is joined twice is kept once, and what people call a file never becomes a path.
//
// A file is written under a temporary name, synced and renamed, so that a crash leaves no half
// file under its hash. Several processes may share the folder. Nothing is ever opened up: an
// archive is bytes like others.
package filestore

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"guichet/tickets"
)

const (
	incoming  = "incoming"     // folder of files that are being written
	abandoned = 24 * time.Hour // what is older there was left by a crash
	chunk     = 64 << 10       // bytes in memory at a time
)

// Store is a folder of files. It implements tickets.FileStore.
type Store struct {
	dir string
}

var _ tickets.FileStore = (*Store)(nil)

// Open makes the folder if need be, for this user only, and clears away what a crash has left.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(filepath.Join(dir, incoming), 0o700); err != nil {
		return nil, fmt.Errorf("filestore: %w", err)
	}
	s := &Store{dir: dir}
	return s, s.sweep(time.Now())
}

// ForReading is the folder as it stands, whether it is there or not: another process writes in
// it. Nothing is made and nothing cleared away.
func ForReading(dir string) *Store { return &Store{dir: dir} }

// sweep removes what was being written a day ago.
func (s *Store) sweep(now time.Time) error {
	list, err := os.ReadDir(filepath.Join(s.dir, incoming))
	if err != nil {
		return fmt.Errorf("filestore: %w", err)
	}
	for _, one := range list {
		info, err := one.Info()
		if err != nil || now.Sub(info.ModTime()) < abandoned {
			continue // another process has just removed it, or is writing it
		}
		if err := os.Remove(filepath.Join(s.dir, incoming, one.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("filestore: %w", err)
		}
	}
	return nil
}

var hashForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// path is where the content lies: 65,536 folders at most, so that none grows large.
func (s *Store) path(hash string) string {
	return filepath.Join(s.dir, hash[:2], hash[2:4], hash)
}

// Open is tickets.FileStore's.
func (s *Store) Open(hash string) (io.ReadSeekCloser, error) {
	if !hashForm.MatchString(hash) {
		return nil, fmt.Errorf("filestore: %q is no hash: %w", hash, tickets.ErrNotFound)
	}
	f, err := os.Open(s.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("filestore: %s: %w", hash, tickets.ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("filestore: %w", err)
	}
	return f, nil
}

// Keep is tickets.FileStore's.
func (s *Store) Keep(ctx context.Context, r io.Reader, limit int64, takes func(mediaType string) bool) (tickets.Copy, error) {
	f, err := os.CreateTemp(filepath.Join(s.dir, incoming), "*") // 0600
	if err != nil {
		return tickets.Copy{}, broken(err)
	}
	kept := false
	defer func() {
		_ = f.Close() // what counts of closing is said below
		if !kept {
			_ = os.Remove(f.Name()) // else sweep does
		}
	}()
	c, err := pour(ctx, f, r, limit, takes)
	if err != nil {
		return tickets.Copy{}, err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return tickets.Copy{}, broken(err)
	}
	if kept, err = s.place(f.Name(), c); err != nil {
		return tickets.Copy{}, broken(err)
	}
	return c, nil
}

func broken(err error) error { return &tickets.StorageError{Err: fmt.Errorf("filestore: %w", err)} }

// place gives a written file its name. When the content is there already, whole, nothing moves.
func (s *Store) place(name string, c tickets.Copy) (moved bool, err error) {
	to := s.path(c.Hash)
	if info, err := os.Stat(to); err == nil && info.Size() == c.Size {
		return false, nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return false, err
	}
	if err := os.Rename(name, to); err != nil {
		return false, err
	}
	for dir := filepath.Dir(to); ; dir = filepath.Dir(dir) {
		if err := syncFolder(dir); err != nil {
			return true, err
		}
		if dir == s.dir || len(dir) <= len(s.dir) {
			return true, nil
		}
	}
}

// syncFolder makes the names in a folder durable.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// pour copies r into w, and tells what it was.
func pour(ctx context.Context, w io.Writer, r io.Reader, limit int64, takes func(string) bool) (tickets.Copy, error) {
	var c tickets.Copy
	sum := sha256.New()
	buf := make([]byte, chunk)
	for first := true; ; first = false {
		if err := ctx.Err(); err != nil {
			return c, err
		}
		n, err := fill(r, buf)
		ended := errors.Is(err, io.EOF)
		if err != nil && !ended {
			return c, err
		}
		if c.Size += int64(n); c.Size > limit {
			return c, &tickets.RefusedError{Why: tickets.FileTooLarge}
		}
		if first {
			if n == 0 {
				return c, &tickets.RefusedError{Why: tickets.FileEmpty}
			}
			if c.Type = mediaType(buf[:n]); takes != nil && !takes(c.Type) {
				return c, &tickets.RefusedError{Why: tickets.FileType}
			}
		}
		sum.Write(buf[:n])
		if _, err := w.Write(buf[:n]); err != nil {
			return c, broken(err)
		}
		if ended {
			c.Hash = hex.EncodeToString(sum.Sum(nil))
			return c, nil
		}
	}
}
