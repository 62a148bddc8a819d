package chat

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// logName is the file of the chat in its folder: one change a line, as JSON.
const logName = "chat.jsonl"

// maxLine bounds one line of the log, in bytes.
const maxLine = 1 << 20

// record is one line of the log: one of its fields is set.
type record struct {
	Message *Message `json:"m,omitempty"`
	Channel *Channel `json:"c,omitempty"`
	Read    *mark    `json:"r,omitempty"`
	Fact    *fact    `json:"f,omitempty"`
	Gone    string   `json:"g,omitempty"`
}

type mark struct {
	Who   string `json:"who"`
	At    string `json:"at"`
	Order int64  `json:"order"`
}

type fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// replay does what a line says.
func (c *Chat) replay(r record) {
	switch {
	case r.Message != nil:
		c.putMessage(*r.Message)
	case r.Channel != nil:
		c.putChannel(*r.Channel)
	case r.Read != nil:
		c.putRead(*r.Read)
	case r.Fact != nil:
		c.facts[r.Fact.Name] = r.Fact.Value
	case r.Gone != "":
		c.dropMessage(r.Gone)
	}
}

// log keeps the chat over a restart, also after a kill. It is not forced to the disk at each
// line: after a power cut the last seconds may be missing, which the bot takes as messages
// that somebody deleted, and posts its cards again.
type log struct {
	mu     sync.Mutex
	file   *os.File // nil: in memory only
	failed error
}

// openLog reads the log of the folder and goes on with it. A last line that was cut off by a
// kill is dropped.
func openLog(dir string, replay func(record)) (*log, error) {
	if dir == "" {
		return &log{}, nil
	}
	path := filepath.Join(dir, logName)
	whole, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read what was said: %w", err)
	}
	good := bytes.LastIndexByte(whole, '\n') + 1
	lines := bufio.NewScanner(bytes.NewReader(whole[:good]))
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		var r record
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s, line %d is damaged: %w", path, n, err)
		}
		replay(r)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read what was said: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("keep what is said: %w", err)
	}
	if err := f.Truncate(int64(good)); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if _, err := f.Seek(int64(good), 0); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &log{file: f}, nil
}

// write appends a line.
func (l *log) write(r record) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return l.failed
	}
	line, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("chat: keep what is said: %w", err)
	}
	if len(line) >= maxLine {
		return ErrTooLong
	}
	if l.failed != nil {
		return l.failed // half a line may stand at the end: nothing may follow it
	}
	if _, err := l.file.Write(append(line, '\n')); err != nil {
		l.failed = fmt.Errorf("chat: keep what is said: %w", err)
	}
	return l.failed
}

// later appends a line that nobody waits for; a mark that is lost is one message more to read.
func (l *log) later(r record) { _ = l.write(r) }

func (l *log) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return nil
	}
	err := l.file.Close()
	l.file, l.failed = nil, errors.New("chat: it is closed")
	return err
}
