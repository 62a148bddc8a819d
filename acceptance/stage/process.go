package stage

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Process is a program that runs during a scenario.
type Process struct {
	cmd   *exec.Cmd
	lines chan string // first line of standard output
	done  chan struct{}
	err   error // of Wait, once done is closed

	mu  sync.Mutex
	log []string // latest lines of standard error and output
}

const keptLines = 4000

// startProcess starts a program; env nil inherits nothing but the path.
func startProcess(path string, env []string, dir string, args ...string) (*Process, error) {
	p := &Process{cmd: exec.Command(path, args...), lines: make(chan string, 1), done: make(chan struct{})}
	p.cmd.Dir, p.cmd.Env = dir, append(plainEnv(), env...)
	// If the test binary dies, so does the program.
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	stderr, err := p.cmd.StderrPipe()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var readers sync.WaitGroup
	readers.Go(func() { p.read(stdout) })
	readers.Go(func() { p.read(stderr) })
	go func() {
		readers.Wait()
		p.err = p.cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

func (p *Process) read(r io.Reader) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 4<<20)
	for in.Scan() {
		line := in.Text()
		select {
		case p.lines <- line:
		default:
		}
		p.mu.Lock()
		if len(p.log) >= keptLines {
			p.log = p.log[keptLines/2:]
		}
		p.log = append(p.log, line)
		p.mu.Unlock()
	}
}

// FirstLine is the first line of output, which a simulator prints as a JSON object of words.
func (p *Process) FirstLine() (map[string]string, error) {
	select {
	case line := <-p.lines:
		out := map[string]string{}
		if err := json.Unmarshal([]byte(line), &out); err != nil {
			return nil, fmt.Errorf("%s says %q: %w", p.cmd.Path, line, err)
		}
		return out, nil
	case <-p.done:
		return nil, fmt.Errorf("%s ended at once: %w", p.cmd.Path, p.err)
	case <-time.After(20 * time.Second):
		return nil, fmt.Errorf("%s says nothing", p.cmd.Path)
	}
}

// Kill ends the program as a power cut would, and waits until it is gone.
func (p *Process) Kill() {
	_ = p.cmd.Process.Signal(syscall.SIGKILL)
	<-p.done
}

// Stop asks the program to end (SIGTERM) and tells its exit code, -1 if it did not end within
// the time given and was killed.
func (p *Process) Stop(within time.Duration) int {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.done:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(within):
		p.Kill()
		return -1
	}
}

// Running tells whether the program still runs.
func (p *Process) Running() bool {
	select {
	case <-p.done:
		return false
	default:
		return true
	}
}

// Log is the program's latest output.
func (p *Process) Log() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.log...)
}

// Resident is the program's resident memory in bytes.
func (p *Process) Resident() (int64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", p.cmd.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("memory: %w", err)
	}
	var size, resident int64
	if _, err := fmt.Sscan(string(raw), &size, &resident); err != nil {
		return 0, fmt.Errorf("memory: %w", err)
	}
	return resident * int64(os.Getpagesize()), nil
}

// Peak is the most memory that was ever resident, in bytes.
func (p *Process) Peak() (int64, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("memory: %w", err)
	}
	_, rest, _ := strings.Cut(string(raw), "VmHWM:")
	var kilobytes int64
	if _, err := fmt.Sscan(rest, &kilobytes); err != nil {
		return 0, fmt.Errorf("memory: %w", err)
	}
	return kilobytes << 10, nil
}
