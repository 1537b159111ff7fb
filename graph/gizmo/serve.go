package gizmo

import (
	"bufio"
	"errors"
	"io"
	"runtime/debug"

	cayley "github.com/cayleygraph/cayley/graph"
)

// An Opener opens the view at an address for reading, in a query process.
type Opener func(address string) (cayley.QuadStore, error)

// maxTask is the size in bytes of the largest task, script and parameters.
const maxTask = 8 << 20

// Serve is the main function of a query process: it opens the view that the
// parent names, limits the process, and answers tasks until in ends. The parent
// closing in, or dying, ends it in the middle of a query too: the caller must
// then leave the process, since the query may still be running.
func Serve(in io.Reader, out io.Writer, open Opener) error {
	var first hello
	if _, err := readFrame(in, maxTask, &first); err != nil {
		return err
	}
	answer := bufio.NewWriterSize(out, 64<<10)
	store, err := prepare(first, open)
	if err != nil {
		return send(answer, reply{Error: errorf(NoProcess, "%v", err)})
	}
	defer store.Close()
	if err := send(answer, reply{End: true}); err != nil {
		return err
	}
	tasks, ended := receive(in)
	runner := &runner{store: store, out: answer}
	for {
		select {
		case t := <-tasks:
			done := make(chan error, 1)
			go func() { done <- runner.do(t) }()
			select {
			case err := <-done:
				if err != nil {
					return err
				}
			case err := <-ended:
				return err
			}
		case err := <-ended:
			return err
		}
	}
}

func prepare(first hello, open Opener) (cayley.QuadStore, error) {
	debug.SetMaxStack(int(first.Stack))
	store, err := open(first.Address)
	if err != nil {
		return nil, err
	}
	if err := limitMemory(first.Memory); err != nil {
		store.Close()
		return nil, err
	}
	return store, nil
}

// receive reads tasks in the background, so that the end of in is noticed while
// a query runs. The end is nil for an orderly one.
func receive(in io.Reader) (<-chan task, <-chan error) {
	tasks, ended := make(chan task), make(chan error, 1)
	go func() {
		for {
			var t task
			if _, err := readFrame(in, maxTask, &t); err != nil {
				if errors.Is(err, io.EOF) {
					err = nil
				}
				ended <- err
				return
			}
			tasks <- t
		}
	}()
	return tasks, ended
}

func send(w *bufio.Writer, r reply) error {
	if err := writeFrame(w, r); err != nil {
		return err
	}
	return w.Flush()
}
