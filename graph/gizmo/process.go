package gizmo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// CommandName is the hidden command by which the program becomes a query
// process: main must call [Serve] when it is started with this one argument.
const CommandName = "query-process"

// process is one running query process, seen from the parent. It does one task
// at a time.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	stderr *head
	limits Limits
	exited chan struct{}
	once   sync.Once
}

// start starts a query process and waits until it has opened the view.
func start(ctx context.Context, address string, limits Limits) (*process, error) {
	p, err := launch(limits)
	if err != nil {
		return nil, errorf(NoProcess, "start a query process: %v", err)
	}
	var ready reply
	err = p.during(ctx, func() error {
		first := hello{Address: address, Memory: limits.Memory, Stack: limits.Stack}
		if err := writeFrame(p.in, first); err != nil {
			return err
		}
		_, err := readFrame(p.out, maxTask, &ready)
		return err
	})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, errorf(NoProcess, "the query process ended at once: %v", p.cause(err))
	case ready.Error != nil:
		p.kill()
		return nil, ready.Error
	}
	return p, nil
}

// launch starts this program again. Its name stays the same, since test
// binaries choose by their name what to be.
func launch(limits Limits) (*process, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{stderr: &head{}, limits: limits, exited: make(chan struct{})}
	p.cmd = &exec.Cmd{Path: path, Args: []string{os.Args[0], CommandName}, Stderr: p.stderr}
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if p.out, err = p.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	return p, p.cmd.Start()
}

// during calls talk, and kills the process when the context ends before it.
func (p *process) during(ctx context.Context, talk func() error) error {
	stop := context.AfterFunc(ctx, p.kill)
	err := talk()
	if !stop() && err == nil {
		err = ctx.Err() // the process is being killed, though it has just answered
	}
	if err != nil {
		p.kill()
	}
	return err
}

// kill ends the process, whatever it does, and waits for it.
func (p *process) kill() {
	p.once.Do(func() {
		p.cmd.Process.Kill()
		p.in.Close()
		p.cmd.Wait()
		close(p.exited)
	})
	<-p.exited
}

// run does one task. It reports whether the process can be given another one.
func (p *process) run(ctx context.Context, t task) (answer *Result, shape json.RawMessage, reusable bool, err error) {
	timed, cancel := context.WithTimeout(ctx, p.limits.Timeout)
	defer cancel()
	t.CPU = 2*p.limits.Timeout + time.Second
	t.Rows = p.limits.Rows
	answer = &Result{}
	var last reply
	err = p.during(timed, func() (err error) {
		if err = writeFrame(p.in, t); err == nil {
			last, err = p.read(answer)
		}
		return err
	})
	switch {
	case err == nil && last.Error != nil:
		if last.Spent {
			p.kill()
		}
		return answer, nil, !last.Spent, last.Error
	case err == nil:
		answer.Value, answer.Path = last.Value, last.Path
		return answer, last.Shape, !last.Spent, nil
	case ctx.Err() != nil:
		return answer, nil, false, ctx.Err()
	case timed.Err() != nil:
		return answer, nil, false, errorf(Timeout, "stopped after %v", p.limits.Timeout)
	default:
		return answer, nil, false, p.cause(err)
	}
}

// read collects the rows of an answer up to its last reply, within the limits.
func (p *process) read(answer *Result) (reply, error) {
	for left := p.limits.Output; ; {
		var r reply
		size, err := readFrame(p.out, left, &r)
		switch {
		case errors.Is(err, errFrameSize):
			return r, errorf(SizeLimit, "the answer is larger than %d bytes", p.limits.Output)
		case err != nil:
			return r, err
		case r.End || r.Error != nil:
			return r, nil
		case r.Row == nil:
			return r, errors.New("gizmo: reply without a meaning")
		case len(answer.Rows) == p.limits.Rows:
			return r, errorf(RowLimit, "more than %d rows", p.limits.Rows)
		}
		left -= size
		row, err := r.Row.decode()
		if err != nil {
			return r, err
		}
		answer.Rows = append(answer.Rows, row)
	}
}

// cause says why a killed or dead process failed, by what it wrote at its end.
func (p *process) cause(err error) error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	p.kill()
	text := p.stderr.String()
	switch {
	case strings.Contains(text, "out of memory"), strings.Contains(text, "cannot allocate memory"),
		// Where memory for its own tables is refused, the Go runtime runs into a nil pointer.
		strings.HasPrefix(text, "SIGSEGV"):
		return errorf(Memory, "stopped: it needs more than %d MB of memory", p.limits.Memory>>20)
	case strings.Contains(text, "stack overflow"), strings.Contains(text, "stack exceeds"):
		return errorf(Recursion, "stopped: it recurses too deeply")
	case strings.Contains(text, "SIGXCPU"), strings.Contains(p.cmd.ProcessState.String(), "CPU time limit"):
		return errorf(Timeout, "stopped: it used too much CPU time")
	}
	return errorf(Crash, "the query made the query process fail (%s)", reason(text, p.cmd.ProcessState))
}

// reason is the line by which a Go program says why it fails, or else how the
// process ended.
func reason(stderr string, state fmt.Stringer) string {
	for line := range strings.Lines(stderr) {
		for _, mark := range []string{"panic: ", "fatal error: ", "runtime: "} {
			if text, ok := strings.CutPrefix(line, mark); ok {
				return strings.TrimSuffix(strings.TrimSpace(text), " [recovered, repanicked]")
			}
		}
	}
	return state.String()
}

// head keeps the beginning of what is written to it, and forgets the rest.
type head struct {
	mu  sync.Mutex
	buf []byte
}

const headSize = 16 << 10

func (h *head) Write(b []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.buf = append(h.buf, b[:min(len(b), headSize-len(h.buf))]...)
	return len(b), nil
}

func (h *head) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return string(h.buf)
}
