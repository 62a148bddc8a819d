package stage

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Bot is the product under test. It can be killed and started again on the same database.
type Bot struct {
	bins *Binaries
	env  []string
	dir  string
	addr string

	mu      sync.Mutex
	proc    *Process
	started time.Time
}

// newBot prepares the product in a folder of its own with the environment given.
func newBot(b *Binaries, dir, config string, env []string) (*Bot, error) {
	addr, err := freeAddr()
	if err != nil {
		return nil, err
	}
	env = append([]string{
		"HELPDESK_CHANNEL=#helpdesk", "POOL_CHANNEL=#helpdesk-team", "ESCALATION_CHANNEL=#helpdesk-escalations",
		"MANAGER_CHANNEL=#helpdesk-managers", "HTTP_ADDR=" + addr, "LOG_LEVEL=debug", "LOG_FORMAT=json",
	}, env...)
	if config != "" {
		path := filepath.Join(dir, "guichet.yaml")
		if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
			return nil, fmt.Errorf("configuration: %w", err)
		}
		env = append(env, "GUICHET_CONFIG="+path)
	}
	return &Bot{bins: b, env: env, dir: dir, addr: addr}, nil
}

// lastPort is the one that was given out last; every process begins elsewhere.
var lastPort atomic.Int64

func init() { lastPort.Store(int64(os.Getpid())) }

// freeAddr is an address to listen on, given to one bot only. Systems hand out ports for
// connections from 32768 on, so that those below are not taken between being found free and being
// used: https://docs.kernel.org/networking/ip-sysctl.html (ip_local_port_range).
func freeAddr() (string, error) {
	const first, many = 20000, 12000
	var last error
	for range many {
		addr := fmt.Sprint("127.0.0.1:", first+lastPort.Add(1)%many)
		port, err := net.Listen("tcp", addr)
		if err == nil {
			return addr, port.Close()
		}
		last = err
	}
	return "", fmt.Errorf("port: %w", last)
}

// Start starts the product without waiting for anything.
func (b *Bot) Start() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	proc, err := startProcess(b.bins.Guichet, b.env, b.dir, "run")
	if err != nil {
		return err
	}
	b.proc, b.started = proc, time.Now()
	return nil
}

// Ready waits until /readyz says so and tells how long that took since the start.
func (b *Bot) Ready(within time.Duration) (time.Duration, error) {
	var last string
	for end := time.Now().Add(within); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if !b.Running() {
			return 0, fmt.Errorf("guichet has ended:\n%s", b.Log())
		}
		code, body, err := b.Get("/readyz")
		if err == nil && code == http.StatusOK {
			return time.Since(b.started), nil
		}
		last = fmt.Sprint(code, " ", body, " ", err)
	}
	return 0, fmt.Errorf("guichet is not ready after %v (%s):\n%s", within, last, b.Log())
}

// Get reads a page of the product's HTTP server.
func (b *Bot) Get(path string) (int, string, error) {
	client := http.Client{Timeout: 5 * time.Second}
	res, err := client.Get("http://" + b.addr + path)
	if err != nil {
		return 0, "", fmt.Errorf("%s: %w", path, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, "", fmt.Errorf("%s: %w", path, err)
	}
	return res.StatusCode, string(body), nil
}

// Kill ends the product as a power cut would (kill -9).
func (b *Bot) Kill() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.proc != nil {
		b.proc.Kill()
	}
}

// Stop ends the product politely and tells its exit code, -1 when it takes too long.
func (b *Bot) Stop(within time.Duration) int { return b.process().Stop(within) }

// Running tells whether the product's process lives.
func (b *Bot) Running() bool { p := b.process(); return p != nil && p.Running() }

// Resident is the product's resident memory in bytes.
func (b *Bot) Resident() (int64, error) { return b.process().Resident() }

// Peak is the most memory that was ever resident, in bytes.
func (b *Bot) Peak() (int64, error) { return b.process().Peak() }

// Log is the end of what the product logged.
func (b *Bot) Log() string {
	p := b.process()
	if p == nil {
		return "(never started)"
	}
	lines := p.Log()
	if n := len(lines); n > 60 {
		lines = lines[n-60:]
	}
	return strings.Join(lines, "\n")
}

// WholeLog is all that the product logged since its latest start.
func (b *Bot) WholeLog() string {
	if p := b.process(); p != nil {
		return strings.Join(p.Log(), "\n")
	}
	return ""
}

func (b *Bot) process() *Process {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.proc
}

// Command runs another subcommand with the same settings, and tells what it says on both
// outputs and its exit code.
func (b *Bot) Command(args ...string) (string, int) {
	p, err := startProcess(b.bins.Guichet, b.env, b.dir, args...)
	if err != nil {
		return err.Error(), -1
	}
	select {
	case <-p.done:
	case <-time.After(30 * time.Second):
		p.Kill()
	}
	return strings.Join(p.Log(), "\n"), p.cmd.ProcessState.ExitCode()
}

// Configure writes another guichet.yaml, for the next start.
func (b *Bot) Configure(config string) error {
	if err := os.WriteFile(filepath.Join(b.dir, "guichet.yaml"), []byte(config), 0o600); err != nil {
		return fmt.Errorf("configuration: %w", err)
	}
	return nil
}
