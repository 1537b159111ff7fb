package text

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"
)

// sample is the number of bytes from which format and encoding are told.
const sample = 64 << 10

// Reader reads documents from files. It is safe for concurrent use, but for the
// standard input.
type Reader struct {
	options Options
	date    time.Time
}

// NewReader returns a reader. The error, which wraps ErrOption, says which option
// makes no sense.
func NewReader(o Options) (*Reader, error) {
	date, err := o.check()
	if err != nil {
		return nil, err
	}
	return &Reader{options: o, date: date}, nil
}

// Read reads the inputs one document at a time: files, directories with all files
// below them in sorted order, patterns such as news/*.txt, and "-" for the standard
// input. Compressed files are recognized by their content. A file that is named
// twice is read once.
//
// A document that cannot be read yields an error, with its place, and a Document
// that has ID and Source only; reading goes on with the next one unless the
// caller stops.
func (r *Reader) Read(inputs ...string) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) {
		for path, err := range files(inputs) {
			if err != nil {
				if !yield(Document{ID: documentID(path), Source: path}, err) {
					return
				}
				continue
			}
			if !r.readFile(path, yield) {
				return
			}
		}
	}
}

// ReadFrom reads the documents of an open input, as Read does. The name gives the
// documents their ID.
func (r *Reader) ReadFrom(name string, in io.Reader) iter.Seq2[Document, error] {
	return func(yield func(Document, error) bool) { r.read(name, in, yield) }
}

func (r *Reader) readFile(path string, yield func(Document, error) bool) bool {
	if path == stdin {
		in := r.options.Stdin
		if in == nil {
			in = strings.NewReader("")
		}
		return r.read("stdin", in, yield)
	}
	f, err := os.Open(path)
	if err != nil {
		return yield(Document{ID: documentID(path), Source: path}, &Error{Source: path, Err: cause(err)})
	}
	defer f.Close()
	return r.read(path, f, yield)
}

// read hands on the documents of one input, and reports whether to go on.
func (r *Reader) read(source string, in io.Reader, yield func(Document, error) bool) bool {
	stub := Document{ID: documentID(source), Source: source}
	plain, err := decompress(in)
	if err != nil {
		return yield(stub, &Error{Source: source, Err: err})
	}
	defer plain.Close()
	buffered := bufio.NewReaderSize(plain, sample)
	head, err := buffered.Peek(sample)
	if err != nil && err != io.EOF {
		return yield(stub, &Error{Source: source, Err: err})
	}
	format := r.format(source, head)
	if format == JSONL {
		return r.readRecords(stub, buffered, head, yield)
	}
	doc, err := r.readDocument(stub, buffered, format)
	if err != nil {
		return yield(stub, &Error{Source: source, Err: err})
	}
	return yield(doc, nil)
}

// readDocument reads an input that is one document.
func (r *Reader) readDocument(doc Document, in io.Reader, format Format) (Document, error) {
	raw, err := io.ReadAll(io.LimitReader(in, MaxDocument+1))
	if err != nil {
		return doc, err
	}
	if len(raw) > MaxDocument {
		return doc, fmt.Errorf("%w: more than %d MiB", ErrTooLarge, MaxDocument>>20)
	}
	decoded, err := r.decode(raw, format)
	if err != nil {
		return doc, err
	}
	doc.Hash = hash(raw)
	var m mapped
	if format == HTML {
		page, err := readHTML(decoded)
		if err != nil {
			return doc, err
		}
		m, doc.Title, doc.Date = page.text, page.title, page.date
	} else {
		m = identity(decoded)
	}
	r.fill(&doc, m)
	return doc, nil
}

// fill sets what follows from the text of a document.
func (r *Reader) fill(doc *Document, m mapped) {
	parts := paragraphs(m)
	doc.Sentences = sentencesOf(parts)
	if doc.Title == "" {
		doc.Title = heading(parts)
	}
	if !r.date.IsZero() {
		doc.Date = r.date
	} else if doc.Date.IsZero() {
		doc.Date = dateline(parts)
	}
}

func hash(raw []byte) string {
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}

const maxHeading = 60 // runes

// heading returns the first paragraph if it looks like the heading of what
// follows.
func heading(parts []mapped) string {
	if len(parts) < 2 {
		return ""
	}
	first := parts[0].text
	if len(first) > 4*maxHeading || utf8.RuneCountInString(first) > maxHeading || strings.ContainsRune("。；，,;.", lastRune(first)) {
		return ""
	}
	return first
}

// documentID makes the ID of a document of its path: cleaned, with slashes, and
// with bytes that are no text written as %XX.
func documentID(path string) string {
	if path == stdin {
		return "stdin"
	}
	return printable(filepath.ToSlash(filepath.Clean(path)))
}

// printable writes control characters and bytes that are not UTF-8 as %XX.
func printable(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		if c == utf8.RuneError && size == 1 || c < ' ' || c == 0x7f {
			fmt.Fprintf(&b, "%%%02X", s[i])
		} else {
			b.WriteString(s[i : i+size])
		}
		i += size
	}
	return b.String()
}
