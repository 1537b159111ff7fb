package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// columns is the display width of a rune in a fixed-width font: 2 for full-width
// characters and for those that East Asian fonts draw so (“ ” … —), 0 for marks
// that take no room.
func columns(r rune) int {
	switch {
	case r < 0x80:
		return 1
	case r >= 0x3000 && r <= 0x303e, r >= 0x3400 && r <= 0x9fff, r >= 0xff01 && r <= 0xff60:
		return 2
	case r == '\ufeff' || r == '\u200b' || unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianAmbiguous:
		return 2
	}
	return 1
}

// latin reports whether a rune belongs to words that are written with spaces
// between them.
func latin(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// Marks that open and close quotations and brackets, pair by pair.
const (
	openers = "「『“‘（【《〈〔［｛([{﹁﹃〝«"
	closers = "」』”’）】》〉〕］｝)]}﹂﹄〞»"
)

// Marks that may not begin a line by the rules of Chinese typesetting.
const clinging = closers + "，、。；：！？…,.;:!?%"

func opener(r rune) bool { return strings.ContainsRune(openers, r) }

// closer reports whether r can close a quotation or a bracket; the straight
// quotation mark can.
func closer(r rune) bool { return r == '"' || strings.ContainsRune(closers, r) }

// quoteCloser reports whether r closes a quotation, not just a bracket.
func quoteCloser(r rune) bool { return strings.ContainsRune("」』”’\"﹂﹄〞»", r) }

// lineBreak reports whether r ends a line.
func lineBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\f', '\v', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// space reports whether r is white space or a mark that shows nothing at the
// edge of a line, such as a byte order mark.
func space(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b' }

// trim returns the range of s without white space at its ends.
func trim(s string, in Span) Span {
	part := s[in.Start:in.End]
	left := strings.TrimLeftFunc(part, space)
	in.Start += len(part) - len(left)
	in.End = in.Start + len(strings.TrimRightFunc(left, space))
	return in
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// spaced reports whether a line break between two lines stands for a space: it
// does between Latin words, it does not next to Chinese characters or within a
// number or after a hyphen.
func spaced(before, after string) bool {
	last, first := lastRune(before), firstRune(after)
	if digit(last) && digit(first) {
		return false
	}
	leads := latin(first) || strings.ContainsRune("(\"'&$", first)
	trails := latin(last) || strings.ContainsRune(",.;:!?)\"'&%", last)
	return leads && trails && (latin(first) || latin(last))
}
