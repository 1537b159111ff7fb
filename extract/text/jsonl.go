package text

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/transform"
)

// Names of the fields of a record when the options name none.
const (
	defaultText  = "text"
	defaultID    = "id"
	defaultDate  = "date"
	defaultTitle = "title"
)

// record is one line of a JSONL file.
type record struct {
	text, id, date, title value
}

// value is a value of a record, with its place in the line.
type value struct {
	raw string // as JSON; empty when the record lacks it
	at  int    // byte of the line where it begins
}

// readRecords reads JSONL: each line with an object is a document, whose offsets are
// bytes of the line. It reports whether to go on.
func (r *Reader) readRecords(file Document, in io.Reader, head []byte, yield func(Document, error) bool) bool {
	if end := bytes.LastIndexByte(head, '\n'); end >= 0 {
		head = head[:end]
	}
	c, err := r.codec(head, JSONL)
	if err != nil {
		return yield(file, &Error{Source: file.Source, Err: err})
	}
	if c.encoding != nil {
		in = transform.NewReader(in, c.transformer())
	}
	records := recordReader{reader: r, codec: c, file: file, seen: map[uint64]int{}, seed: maphash.MakeSeed()}
	lines := bufio.NewReaderSize(in, sample)
	for line := 1; ; line++ {
		raw, err := readLine(lines)
		if err == io.EOF {
			return true
		}
		stub := Document{ID: fmt.Sprintf("%s#%d", file.ID, line), Source: fmt.Sprintf("%s:%d", file.Source, line)}
		doc := stub
		if err == nil {
			if isBlank(raw) {
				continue
			}
			doc, err = records.read(stub, raw, line)
		}
		if err != nil {
			var broken *readError
			fatal := errors.As(err, &broken)
			if !yield(stub, &Error{Source: file.Source, Line: line, Err: err}) {
				return false
			}
			if fatal {
				return true
			}
			continue
		}
		if !yield(doc, nil) {
			return false
		}
	}
}

// readError is an error of the input itself, after which there is no next line.
type readError struct{ error }

func (e *readError) Unwrap() error { return e.error }

// readLine reads a line without its end. A line that is too long is skipped.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for started, tooLong := false, false; ; started = true {
		part, err := in.ReadSlice('\n')
		tooLong = tooLong || len(line)+len(part) > MaxDocument
		if !tooLong {
			line = append(line, part...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(part) == 0 && !started:
			return nil, io.EOF
		case err != nil && err != io.EOF:
			return nil, &readError{cause(err)}
		case tooLong:
			return nil, fmt.Errorf("%w: more than %d MiB", ErrTooLarge, MaxDocument>>20)
		}
		return bytes.TrimRight(line, "\r\n"), nil
	}
}

func isBlank(raw []byte) bool {
	return len(bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\ufeff")))) == 0
}

// recordReader reads the records of one file.
type recordReader struct {
	reader *Reader
	codec  codec
	file   Document
	seen   map[uint64]int // line by hash of the id
	seed   maphash.Seed
}

// read makes a document of a line.
func (rr *recordReader) read(doc Document, raw []byte, line int) (Document, error) {
	s, err := rr.decode(raw)
	if err != nil {
		return doc, err
	}
	rec, err := rr.parse(s)
	if err != nil {
		return doc, err
	}
	id, err := rr.id(rec, line)
	if err != nil {
		return doc, err
	}
	if doc.Date, err = rr.date(rec); err != nil {
		return doc, err
	}
	doc.ID = rr.file.ID + "#" + printable(id)
	doc.Hash = hash(raw)
	if rec.title.isString() {
		doc.Title = strings.TrimSpace(unescape(rec.title).text)
	}
	rr.reader.fill(&doc, unescape(rec.text))
	return doc, nil
}

// decode decodes a line. Those of other encodings than UTF-8 have been decoded on
// the way, where U+FFFD stands for what was undecodable.
func (rr *recordReader) decode(raw []byte) (string, error) {
	if rr.codec.encoding == nil {
		return rr.codec.decode(raw, rr.reader.options.Lossy)
	}
	if !rr.reader.options.Lossy && bytes.ContainsRune(raw, utf8.RuneError) {
		return "", fmt.Errorf("%w: not valid %s", ErrUndecodable, rr.codec.name)
	}
	return string(raw), nil
}

// parse finds the fields of a record.
func (rr *recordReader) parse(line string) (rec record, err error) {
	o := rr.reader.options
	fields := map[string]*value{defaultTitle: &rec.title}
	fields[cmp.Or(o.DateField, defaultDate)] = &rec.date
	fields[cmp.Or(o.IDField, defaultID)] = &rec.id
	fields[cmp.Or(o.TextField, defaultText)] = &rec.text
	if err := scanObject(line, o.Lossy, fields); err != nil {
		return rec, fmt.Errorf("%w: %w", ErrRecord, err)
	}
	if !rec.text.isString() {
		return rec, fmt.Errorf("%w: it has no string in the field %q", ErrRecord, cmp.Or(o.TextField, defaultText))
	}
	return rec, nil
}

// scanObject sets the given fields of the JSON object that makes up the line.
func scanObject(line string, lossy bool, fields map[string]*value) error {
	body := strings.TrimPrefix(line, "\ufeff")
	skipped := len(line) - len(body)
	dec := jsontext.NewDecoder(bytes.NewBufferString(body), jsontext.AllowInvalidUTF8(lossy), jsontext.AllowDuplicateNames(true))
	if dec.PeekKind() != '{' {
		if err := dec.SkipValue(); err != nil && err != io.EOF {
			return syntax(err)
		}
		return errors.New("it is not a JSON object")
	}
	if _, err := dec.ReadToken(); err != nil {
		return syntax(err)
	}
	for dec.PeekKind() == '"' {
		name, err := dec.ReadToken()
		if err != nil {
			return syntax(err)
		}
		field := fields[name.String()]
		raw, err := dec.ReadValue()
		if err != nil {
			return syntax(err)
		}
		if field != nil {
			end := int(dec.InputOffset())
			*field = value{raw: body[end-len(raw) : end], at: skipped + end - len(raw)}
		}
	}
	if _, err := dec.ReadToken(); err != nil {
		return syntax(err)
	}
	if _, err := dec.ReadToken(); err != io.EOF {
		return errors.New("more follows the JSON object")
	}
	return nil
}

// syntax says what is wrong with JSON and where.
func syntax(err error) error {
	var at *jsontext.SyntacticError
	if errors.As(err, &at) {
		return fmt.Errorf("byte %d: %w", at.ByteOffset, at.Err)
	}
	return err
}

func (v value) isString() bool { return strings.HasPrefix(v.raw, `"`) }

// id returns the id of a record, which no record before it in the file has.
func (rr *recordReader) id(rec record, line int) (string, error) {
	id := rec.id.raw
	switch {
	case rec.id.isString():
		id = unescape(rec.id).text
	case id == "" && rr.reader.options.IDField == "":
		id = strconv.Itoa(line)
	}
	if id == "" || id == "null" || strings.HasPrefix(id, "{") || strings.HasPrefix(id, "[") {
		return "", fmt.Errorf("%w: it has no id in the field %q", ErrRecord, cmp.Or(rr.reader.options.IDField, defaultID))
	}
	key := maphash.String(rr.seed, id)
	if first := rr.seen[key]; first > 0 {
		return "", fmt.Errorf("%w: %q is the id of line %d", ErrDuplicate, id, first)
	}
	rr.seen[key] = line
	return id, nil
}

// date returns the date of a record. One that cannot be read is an error if the
// options name its field.
func (rr *recordReader) date(rec record) (time.Time, error) {
	raw := rec.date.raw
	if rec.date.isString() {
		raw = unescape(rec.date).text
		if t, ok := parseDate(raw); ok {
			return t, nil
		}
	} else if n, err := strconv.ParseInt(raw, 10, 64); err == nil {
		return unixTime(n), nil
	}
	if rr.reader.options.DateField == "" || raw == "" || raw == "null" {
		return time.Time{}, nil
	}
	return time.Time{}, fmt.Errorf("%w: %q is no date", ErrRecord, raw)
}

// unixTime reads seconds or, if that were millennia away, milliseconds.
func unixTime(n int64) time.Time {
	const millennia = 100_000_000_000
	if n > millennia || n < -millennia {
		return time.UnixMilli(n).UTC()
	}
	return time.Unix(n, 0).UTC()
}

// unescape decodes a JSON string. Each escape is a piece of its own.
func unescape(v value) mapped {
	var b mapper
	s := strings.TrimSuffix(strings.TrimPrefix(v.raw, `"`), `"`)
	at := v.at + 1
	for s != "" {
		plain := strings.IndexByte(s, '\\')
		if plain < 0 {
			plain = len(s)
		}
		b.add(s[:plain], Span{at, at + plain})
		s, at = s[plain:], at+plain
		if s == "" {
			break
		}
		r, size := unescapeRune(s)
		b.add(string(r), Span{at, at + size})
		s, at = s[size:], at+size
	}
	return b.mapped()
}

// unescapeRune decodes the escape at the beginning of s and returns its length.
func unescapeRune(s string) (rune, int) {
	if len(s) < 2 {
		return utf8.RuneError, len(s)
	}
	if s[1] != 'u' {
		if i := strings.IndexByte(`bfnrt`, s[1]); i >= 0 {
			return rune("\b\f\n\r\t"[i]), 2
		}
		return rune(s[1]), 2
	}
	r := hexRune(s)
	if utf16.IsSurrogate(r) {
		if pair := utf16.DecodeRune(r, hexRune(s[min(6, len(s)):])); pair != utf8.RuneError {
			return pair, 12
		}
		r = utf8.RuneError
	}
	return r, min(6, len(s))
}

// hexRune reads \u and four digits; U+FFFD if s does not begin so.
func hexRune(s string) rune {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return utf8.RuneError
	}
	n, err := strconv.ParseUint(s[2:6], 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}
