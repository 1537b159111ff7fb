package vocab

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

const hex = "0123456789ABCDEF"

// Escape makes a string fit to stand in an IRI as a local name. What RFC 3987
// does not allow there, white space, and the percent sign are percent-encoded
// byte by byte, so that Unescape gives back every string, even one that is not
// valid UTF-8.
func Escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if allowed(r, n) {
			b.WriteString(s[i : i+n])
		} else {
			for _, c := range []byte(s[i : i+n]) {
				b.Write([]byte{'%', hex[c>>4], hex[c&15]})
			}
		}
		i += n
	}
	return b.String()
}

// allowed tells whether a rune of n bytes stands for itself in a local name.
func allowed(r rune, n int) bool {
	switch {
	case r < utf8.RuneSelf:
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' ||
			strings.ContainsRune("-._~!$&'()*+,;=:@/", r)
	case r == utf8.RuneError && n == 1, r == utf8.RuneError:
		return false
	}
	return unicode.IsGraphic(r) && !unicode.IsSpace(r)
}

// Unescape undoes Escape. A percent sign that does not begin an escape stands
// for itself.
func Unescape(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			hi, lo := strings.IndexByte(hex, s[i+1]), strings.IndexByte(hex, s[i+2])
			if hi >= 0 && lo >= 0 {
				b = append(b, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		b = append(b, s[i])
	}
	return string(b)
}

// Name is the name that an IRI of the graph was made from: 法國 for ent:法國.
func Name(iri quad.IRI) string {
	_, local, ok := strings.Cut(string(iri), ":")
	if !ok {
		return string(iri)
	}
	return Unescape(local)
}

// Check reports an IRI that cannot be written as N-Quads and read back.
func Check(iri quad.IRI) error {
	if iri == "" {
		return fmt.Errorf("empty IRI")
	}
	if !utf8.ValidString(string(iri)) {
		return fmt.Errorf("IRI %q is not valid UTF-8", string(iri))
	}
	for _, r := range string(iri) {
		if r <= ' ' || r == 0x7f || strings.ContainsRune("<>\"{}|\\^`", r) {
			return fmt.Errorf("IRI %q holds %q, which must be percent-escaped", string(iri), r)
		}
	}
	return nil
}
