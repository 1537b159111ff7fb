package text

import (
	"bytes"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// codec is an encoding with its name.
type codec struct {
	name     string
	encoding encoding.Encoding // nil for UTF-8
	detected bool
}

var (
	utf8Codec    = codec{name: "UTF-8"}
	utf16LE      = codec{name: "UTF-16LE", encoding: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)}
	utf16BE      = codec{name: "UTF-16BE", encoding: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)}
	big5Codec    = codec{name: "Big5", encoding: traditionalchinese.Big5}
	gb18030Codec = codec{name: "GB18030", encoding: simplifiedchinese.GB18030}
)

// codecs are the encodings by names that are not in the index of the web's
// encodings, or mean more here than there: GB18030 reads all of GBK and GB2312.
var codecs = map[string]codec{
	"utf8": utf8Codec, "utf-8": utf8Codec, "ascii": utf8Codec, "us-ascii": utf8Codec,
	"utf16le": utf16LE, "utf-16le": utf16LE, "utf16be": utf16BE, "utf-16be": utf16BE,
	"big5": big5Codec, "cp950": big5Codec, "big5-hkscs": big5Codec,
	"gb18030": gb18030Codec, "gbk": gb18030Codec, "gb2312": gb18030Codec, "cp936": gb18030Codec, "euc-cn": gb18030Codec,
}

// namedEncoding finds an encoding by its name. UTF-16 without an endianness is
// told from the text.
func namedEncoding(name string) (codec, error) {
	lower := strings.ToLower(strings.TrimSpace(name))
	if c, ok := codecs[lower]; ok {
		return c, nil
	}
	if lower == "utf-16" || lower == "utf16" {
		return codec{name: "UTF-16"}, nil
	}
	e, err := htmlindex.Get(lower)
	if err != nil {
		return codec{}, fmt.Errorf("%w: %q", ErrEncoding, name)
	}
	canonical, _ := htmlindex.Name(e)
	return codec{name: canonical, encoding: e}, nil
}

// decode turns the bytes of a document into UTF-8. A byte order mark stays, so
// that offsets hold.
func (r *Reader) decode(raw []byte, format Format) (string, error) {
	c, err := r.codec(raw, format)
	if err != nil {
		return "", err
	}
	return c.decode(raw, r.options.Lossy)
}

// codec returns the encoding of a text: what the options say, or what the text
// shows.
func (r *Reader) codec(raw []byte, format Format) (codec, error) {
	if r.options.Encoding == "" {
		return detect(raw, format)
	}
	c, err := namedEncoding(r.options.Encoding)
	if c.name == "UTF-16" {
		c = utf16LE
		if bytes.HasPrefix(raw, []byte{0xfe, 0xff}) || utf16Share(raw, utf16BE) > utf16Share(raw, utf16LE) {
			c = utf16BE
		}
	}
	return c, err
}

// detect tells the encoding of a text, or that it is none.
func detect(raw []byte, format Format) (codec, error) {
	c, err := guess(raw, format)
	c.detected = true
	return c, err
}

func guess(raw []byte, format Format) (codec, error) {
	head := raw[:min(len(raw), sample)]
	switch {
	case bytes.HasPrefix(raw, []byte{0xff, 0xfe}):
		return utf16LE, nil
	case bytes.HasPrefix(raw, []byte{0xfe, 0xff}):
		return utf16BE, nil
	case bytes.IndexByte(head, 0) < 0 && mostlyUTF8(raw):
		return utf8Codec, binary(head)
	}
	for _, c := range []codec{utf16LE, utf16BE} {
		if utf16Share(head, c) > 0.95 {
			return c, nil
		}
	}
	if err := binary(head); err != nil {
		return codec{}, err
	}
	if format == HTML {
		if _, name, certain := charset.DetermineEncoding(head, ""); certain {
			return namedEncoding(name)
		}
	}
	return guessLegacy(head)
}

// mostlyUTF8 reports whether the text is UTF-8, a few damaged bytes aside. By
// chance, text in another encoding holds more that is not UTF-8 than that is.
func mostlyUTF8(raw []byte) bool {
	good, bad := 0, 0
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		switch {
		case r == utf8.RuneError && size == 1 && utf8.FullRune(raw):
			bad++
		case size > 1:
			good += size
		}
		raw = raw[size:]
	}
	return good >= 10*bad
}

// utf16Share is the share of characters that are likely in Chinese text, if raw is
// read as UTF-16. It is 0 for text that has an unlikely character but none of
// those that every longer text has: line breaks, spaces, Chinese punctuation.
func utf16Share(raw []byte, c codec) float64 {
	likely, common, n := 0, 0, 0
	for i := 0; i+1 < len(raw); i += 2 {
		u := rune(raw[i]) | rune(raw[i+1])<<8
		if c.name == utf16BE.name {
			u = rune(raw[i])<<8 | rune(raw[i+1])
		}
		n++
		switch {
		case u == '\n', u >= ' ' && u < 0x7f, u >= 0x3000 && u <= 0x3011, u == 0xff0c, u == 0xff1a:
			common++
			likely++
		case u == '\r', u == '\t', u >= 0x3000 && u <= 0x303f, u >= 0x4e00 && u <= 0x9fff, u >= 0xff00 && u <= 0xff5e,
			u >= 0x2010 && u <= 0x2026, utf16.IsSurrogate(u):
			likely++
		}
	}
	odd := len(raw)%2 != 0 && len(raw) < sample
	if n == 0 || odd || common == 0 && (likely < n || n < 6) {
		return 0
	}
	return float64(likely) / float64(n)
}

// binary refuses what is not text: control characters tell.
func binary(head []byte) error {
	control := 0
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != '\v' && b != 0x1a && b != 0x1b {
			control++
			if b == 0 {
				control += len(head)
			}
		}
	}
	if control*100 <= len(head) && !bytes.HasPrefix(head, []byte("%PDF-")) {
		return nil
	}
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	if strings.HasPrefix(kind, "text/") || kind == "application/octet-stream" {
		return ErrBinary
	}
	return fmt.Errorf("%w: it looks like %s", ErrBinary, kind)
}

// guessLegacy tells Big5 from GB18030, by the statistics of chardet where it is
// sure, else (for short texts) by how much of the text is made of the characters
// that each of the two standards lists as the common ones.
func guessLegacy(head []byte) (codec, error) {
	found := chardet.Detect(head)
	switch {
	case found.Encoding == "Big5":
		return big5Codec, nil
	case strings.HasPrefix(found.Encoding, "GB"):
		return gb18030Codec, nil
	}
	big5, gb := commonShare(head, 0xa4, 0xc6), commonShare(head, 0xb0, 0xd7)
	if big5 > gb && big5 > 0.7 && clean(head, big5Codec) {
		return big5Codec, nil
	}
	if gb > 0.7 && clean(head, gb18030Codec) {
		return gb18030Codec, nil
	}
	if found.Encoding != "" && found.Confidence > 0.5 {
		return codec{}, fmt.Errorf("%w: perhaps it is %s", ErrEncoding, found.Encoding)
	}
	return codec{}, ErrEncoding
}

// clean reports whether raw has no undecodable bytes, a cut end aside.
func clean(raw []byte, c codec) bool {
	decoded, _ := c.decode(raw, true)
	at := strings.IndexRune(decoded, utf8.RuneError)
	return at < 0 || at >= len(decoded)-2*utf8.UTFMax
}

// commonShare is the share of double-byte characters other than punctuation whose
// first byte lies in the given range.
func commonShare(raw []byte, from, to byte) float64 {
	common, n := 0, 0
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] < 0x80 {
			continue
		}
		if raw[i] >= 0xa4 {
			n++
			if raw[i] >= from && raw[i] <= to {
				common++
			}
		}
		i++
	}
	if n == 0 {
		return 0
	}
	return float64(common) / float64(n)
}

// decode decodes raw. Bytes that are undecodable are an error, or become U+FFFD
// if lossy.
func (c codec) decode(raw []byte, lossy bool) (string, error) {
	if c.encoding == nil {
		return c.decodeUTF8(raw, lossy)
	}
	decoded, err := c.encoding.NewDecoder().Bytes(raw)
	if err != nil {
		return "", err
	}
	s := string(decoded)
	if !lossy {
		if at := c.undecodable(raw, s); at >= 0 {
			return "", &UndecodableError{Encoding: c.name, Offset: at, Byte: raw[at], Detected: c.detected}
		}
	}
	return s, nil
}

func (c codec) decodeUTF8(raw []byte, lossy bool) (string, error) {
	s := string(raw)
	if utf8.ValidString(s) {
		return s, nil
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 && !lossy {
			return "", &UndecodableError{Encoding: c.name, Offset: i, Byte: s[i], Detected: c.detected}
		}
		b.WriteRune(r)
		i += size
	}
	return b.String(), nil
}

// undecodable returns the place in raw of the first byte that could not be decoded,
// or -1. The decoders write U+FFFD for it, which the text can also hold in its
// own right; so each is looked up in raw by decoding up to it.
func (c codec) undecodable(raw []byte, decoded string) int {
	own, _ := c.encoding.NewEncoder().Bytes([]byte(string(utf8.RuneError)))
	offset := 0
	for {
		at := strings.IndexRune(decoded, utf8.RuneError)
		if at < 0 {
			return -1
		}
		_, n, _ := c.encoding.NewDecoder().Transform(make([]byte, at), raw[offset:], true)
		offset += n
		if len(own) == 0 || !bytes.HasPrefix(raw[offset:], own) {
			return min(offset, len(raw)-1)
		}
		offset += len(own)
		decoded = decoded[at+len(string(utf8.RuneError)):]
	}
}

// transformer decodes a stream. Undecodable bytes become U+FFFD.
func (c codec) transformer() transform.Transformer {
	if c.encoding == nil {
		return transform.Nop
	}
	return c.encoding.NewDecoder()
}

// format tells the format of an input: by the options, its name, its first bytes.
func (r *Reader) format(source string, head []byte) Format {
	if r.options.Format != Auto {
		return r.options.Format
	}
	name := strings.ToLower(source)
	for _, packed := range []string{".gz", ".zst", ".bz2"} {
		name = strings.TrimSuffix(name, packed)
	}
	switch filepath.Ext(name) {
	case ".html", ".htm", ".xhtml", ".shtml":
		return HTML
	case ".jsonl", ".ndjson", ".json":
		return JSONL
	case ".txt", ".text":
		return Plain
	}
	return sniff(head)
}

// sniff tells the format from the beginning of a text. The zero bytes of UTF-16
// are left out of the account.
func sniff(head []byte) Format {
	line, _, _ := bytes.Cut(bytes.TrimSpace(bytes.TrimLeft(bytes.ReplaceAll(head, []byte{0}, nil), "\xef\xbb\xbf\xff\xfe")), []byte{'\n'})
	start := strings.ToLower(string(line[:min(len(line), 64)]))
	switch {
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"), strings.HasPrefix(start, "<?xml") && bytes.Contains(head, []byte("<html")):
		return HTML
	case strings.HasPrefix(start, `{"`), strings.HasPrefix(start, `{ "`):
		return JSONL
	}
	return Plain
}
