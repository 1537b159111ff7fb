package text

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// Options tell how inputs are read. The zero value detects everything.
type Options struct {
	Encoding string // IANA or common name of the inputs' encoding; detected when empty
	Lossy    bool   // replace undecodable bytes by U+FFFD instead of refusing the document
	Format   Format // Auto goes by the file name, then by content

	TextField string // field of a JSONL record that holds its text; "text" when empty
	IDField   string // ... its id; when empty "id", or the line number if there is none
	DateField string // ... its date; when empty "date", if there is one

	Date string // date of publication of all documents, 2005-05-13; overrides what they say

	Stdin io.Reader // what the input "-" reads; nothing when nil
}

// Format is a format of inputs.
type Format string

// The formats.
const (
	Auto  Format = ""
	Plain Format = "text"
	HTML  Format = "html"
	JSONL Format = "jsonl"
)

// Formats are the names by which users choose a format.
var Formats = []Format{Plain, HTML, JSONL}

// MaxDocument is the most bytes that one document may have after decompression.
const MaxDocument = 256 << 20

// What can be wrong with an input. Errors of a Reader wrap one of these, or what
// the file system or a decompressor reports.
var (
	ErrUndecodable = errors.New("undecodable bytes")       // not valid in the encoding
	ErrEncoding    = errors.New("unknown encoding")        // not detected, or no such name
	ErrBinary      = errors.New("not a text file")         // an image, an archive, ...
	ErrTooLarge    = errors.New("document is too large")   // more than MaxDocument
	ErrNoMatch     = errors.New("no file matches")         // a pattern without matches
	ErrRecord      = errors.New("unusable JSONL record")   // malformed, or without its text
	ErrDuplicate   = errors.New("record id occurs before") // in the same file
	ErrOption      = errors.New("unusable reading option") // see Options
)

// Error is an error with the place of the input that it is about.
type Error struct {
	Source string // path, or "stdin"
	Line   int    // from 1; 0 when the error is not about a line
	Err    error
}

func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: %v", e.Source, e.Line, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.Source, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// UndecodableError says where the first undecodable byte stands.
type UndecodableError struct {
	Encoding string
	Offset   int  // byte of the original (decompressed) file, or of the record, from 0
	Byte     byte // the byte there
	Detected bool // the encoding was guessed
}

func (e *UndecodableError) Error() string {
	how := "not valid " + e.Encoding
	if e.Detected {
		how += " (detected)"
	}
	return fmt.Sprintf("byte %d (0x%02x): %s", e.Offset, e.Byte, how)
}

// Is makes the error match ErrUndecodable.
func (e *UndecodableError) Is(target error) bool { return target == ErrUndecodable }

// check validates the options and returns the date they give.
func (o Options) check() (time.Time, error) {
	if _, err := namedEncoding(o.Encoding); o.Encoding != "" && err != nil {
		return time.Time{}, fmt.Errorf("%w: %w", ErrOption, err)
	}
	switch o.Format {
	case Auto, Plain, HTML, JSONL:
	default:
		return time.Time{}, fmt.Errorf("%w: format %q is none of %q", ErrOption, o.Format, Formats)
	}
	if o.Date == "" {
		return time.Time{}, nil
	}
	date, ok := parseDate(o.Date)
	if !ok {
		return time.Time{}, fmt.Errorf("%w: %q is not a date such as 2005-05-13", ErrOption, o.Date)
	}
	return date, nil
}
