package lexicon

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Error is a fault in one line of a lexicon file.
type Error struct {
	File string
	Line int // from 1
	Msg  string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// maxErrors bounds the faults that one file is reported to have.
const maxErrors = 20

// row is one line of a file, cut at its tabs. A cell that holds "-" is empty.
type row struct {
	file  string
	line  int
	cells []string
}

// cell returns the i-th cell, empty when the line ends before it.
func (r row) cell(i int) string {
	if i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

// list cuts a cell at "|".
func (r row) list(i int) []string {
	if r.cell(i) == "" {
		return nil
	}
	return strings.Split(r.cells[i], "|")
}

// shift returns the row without its first cell.
func (r row) shift() row { return row{r.file, r.line, r.cells[1:]} }

func (r row) errorf(format string, args ...any) error {
	return &Error{r.file, r.line, fmt.Sprintf(format, args...)}
}

// width checks the number of cells and that the first one is not empty.
func (r row) width(least, most int) error {
	if n := len(r.cells); n < least || n > most {
		return r.errorf("%d columns, want %s (columns are divided by tabs)", n, between(least, most))
	}
	return r.need(0)
}

// need checks that a cell is not empty.
func (r row) need(i int) error {
	if r.cell(i) == "" {
		return r.errorf("column %d is empty", i+1)
	}
	return nil
}

func between(least, most int) string {
	if least == most {
		return fmt.Sprint(least)
	}
	return fmt.Sprintf("%d to %d", least, most)
}

// readRows hands each line of a file to add. Empty lines and those that begin
// with "#" are passed over. Faults are gathered, so that a user sees all of
// them at once.
func readRows(file string, in io.Reader, add func(row) error) error {
	var faults []error
	scan := bufio.NewScanner(in)
	scan.Buffer(nil, 1<<20)
	for n := 1; scan.Scan() && len(faults) < maxErrors; n++ {
		line := scan.Text()
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		r, err := cut(file, n, line)
		if err == nil {
			err = add(r)
		}
		if err != nil {
			faults = append(faults, err)
		}
	}
	if err := scan.Err(); err != nil {
		faults = append(faults, fmt.Errorf("%s: %w", file, err))
	}
	return errors.Join(faults...)
}

func cut(file string, n int, line string) (row, error) {
	r := row{file: file, line: n}
	if !utf8.ValidString(line) {
		return r, r.errorf("not UTF-8")
	}
	r.cells = strings.Split(strings.TrimRight(line, " \t\r"), "\t")
	for i, c := range r.cells {
		if c = strings.TrimSpace(c); c == "-" {
			c = ""
		}
		r.cells[i] = c
	}
	return r, nil
}
