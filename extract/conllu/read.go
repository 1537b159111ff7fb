package conllu

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error is a fault in a CoNLL-U file.
type Error struct {
	File string // as given to the reader
	Line int    // from 1
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err) }

// Unwrap returns the fault without its place.
func (e *Error) Unwrap() error { return e.Err }

// Faults that callers may want to tell apart.
var (
	ErrColumns   = errors.New("a word has 10 columns, separated by tabs")
	ErrMultiword = errors.New("multiword tokens are not supported")
	ErrEncoding  = errors.New("the line is not UTF-8")
)

// Reader reads sentences one by one.
type Reader struct {
	in   *bufio.Reader
	file string
	line int // number of the line read last
}

// NewReader returns a reader of CoNLL-U; file names it in errors.
func NewReader(in io.Reader, file string) *Reader {
	return &Reader{in: bufio.NewReaderSize(in, 1<<16), file: file}
}

// Read returns the next sentence, and io.EOF after the last one. Any other
// error is an *Error, or one of the underlying reader with the file's name.
func (r *Reader) Read() (Sentence, error) {
	var s Sentence
	for {
		line, err := r.next()
		if err == io.EOF || err == nil && isBlank(line) {
			if len(s.Words) > 0 {
				return s, r.wrap(s.validate())
			}
			if err != nil {
				return Sentence{}, err
			}
			continue // comments before an empty line belong to the next sentence
		}
		if err == nil {
			err = s.add(line)
		}
		if err != nil {
			return Sentence{}, r.wrap(err)
		}
	}
}

// next returns the next line without its end; a last line may lack one.
func (r *Reader) next() (string, error) {
	line, err := r.in.ReadString('\n')
	if line == "" && err != nil {
		return "", err
	}
	r.line++
	if r.line == 1 {
		line = strings.TrimPrefix(line, "\ufeff")
	}
	if !utf8.ValidString(line) {
		return "", ErrEncoding
	}
	return strings.TrimRight(line, "\r\n"), nil
}

func (r *Reader) wrap(err error) error {
	if err == nil {
		return nil
	}
	return &Error{File: r.file, Line: r.line, Err: err}
}

// add takes in one line that is not empty.
func (s *Sentence) add(line string) error {
	if line[0] == '#' {
		s.Comments = append(s.Comments, line[1:])
		return nil
	}
	c := strings.Split(line, "\t")
	switch {
	case len(c) != 10:
		return fmt.Errorf("%w, not %d", ErrColumns, len(c))
	case strings.Contains(c[0], "."):
		return nil
	case strings.Contains(c[0], "-"):
		return ErrMultiword
	case c[0] != strconv.Itoa(len(s.Words)+1):
		return fmt.Errorf("word %s stands where %d should", c[0], len(s.Words)+1)
	case isBlank(c[1]):
		return errors.New("empty form")
	}
	head, err := strconv.Atoi(c[6])
	if err != nil {
		return fmt.Errorf("bad head %q", c[6])
	}
	s.Words = append(s.Words, Word{
		Form: c[1], Lemma: c[2], UPOS: c[3], XPOS: c[4], Feats: c[5],
		Head: head, Rel: c[7], Deps: c[8], Misc: c[9],
	})
	return nil
}

// ReadAll reads every sentence; file names the input in errors.
func ReadAll(in io.Reader, file string) ([]Sentence, error) {
	var out []Sentence
	for r := NewReader(in, file); ; {
		s, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
}

// ReadFile reads every sentence of a file.
func ReadFile(path string) ([]Sentence, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadAll(f, path)
}

func isBlank(s string) bool { return strings.TrimFunc(s, isSpace) == "" }

// isSpace tells white space as Python's str.isspace does, which the shared
// task's evaluation uses: Unicode's, and the four ASCII separators.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f
}
