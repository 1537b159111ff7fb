package main

import (
	"io"
	"os"

	"github.com/mattn/go-isatty"
)

// streams are the input and outputs of a command, so that tests can swap them.
type streams struct {
	in       io.Reader
	out, err io.Writer
	errTTY   bool // progress is drawn only on a terminal
	outTTY   bool
}

func systemStreams() *streams {
	return &streams{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		errTTY: isatty.IsTerminal(os.Stderr.Fd()),
		outTTY: isatty.IsTerminal(os.Stdout.Fd()),
	}
}

// open opens an input file; - is standard input, which closing leaves open.
func (s *streams) open(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(s.in), nil
	}
	return os.Open(path)
}
