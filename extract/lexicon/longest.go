package lexicon

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// lengths tells how many runes the keys of a table have that begin with some runes.
// Most searches end with it and never touch the table, which is too big for the
// caches. Keys may share a place in it; then a length is tried in vain.
type lengths struct {
	byFirst [1 << 12]uint64 // by the first rune: a bit for each length
	byTwo   [1 << 13]uint64 // by the first two; the bits are rotated, to use them all
}

// maxLength is the most runes that a key is looked for with.
const maxLength = 63

// golden spreads runes over places: 2^64 divided by the golden ratio.
const golden = 0x9E3779B97F4A7C15

func (l *lengths) first(r rune) *uint64 { return &l.byFirst[uint64(r)*golden>>52] }

// two returns the place of the lengths of keys that begin with two runes, and by how
// much its bits are rotated.
func (l *lengths) two(a, b rune) (place *uint64, rotation int) {
	h := (uint64(a)<<32 | uint64(b)) * golden
	return &l.byTwo[h>>51], int(h >> 45 & 63)
}

// add notes the length of a key.
func (l *lengths) add(key string) {
	n := min(utf8.RuneCountInString(key), maxLength)
	first, size := utf8.DecodeRuneInString(key)
	*l.first(first) |= 1 << n
	if n > 1 {
		second, _ := utf8.DecodeRuneInString(key[size:])
		place, rotation := l.two(first, second)
		*place |= bits.RotateLeft64(1<<n, rotation)
	}
}

// of returns the lengths of the keys that may begin with a text of one or two runes.
func (l *lengths) of(begin []byte) uint64 {
	const single = 1 << 1
	first, size := utf8.DecodeRune(begin)
	found := *l.first(first)
	if size == len(begin) {
		return found & single
	}
	second, _ := utf8.DecodeRune(begin[size:])
	place, rotation := l.two(first, second)
	return found & (bits.RotateLeft64(*place, -rotation) | single)
}

// longest tries the keys that begin at a byte of a text, the longest first.
func longest[V any](lengths *lengths, table map[string][]V, text string, at int) (int, []V) {
	var room [keyRoom]byte
	mask := lengths.of(appendFold(room[:0], text[at:at+sizeOfTwo(text[at:])]))
	if mask == 0 {
		return 0, nil
	}
	var ends [maxLength + 1]int
	n, end := 0, at
	for end < len(text) && n < maxLength && mask>>(n+1) != 0 {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
		n++
		ends[n] = end
	}
	key := appendFold(room[:0], text[at:end])
	for ; n > 0; n-- {
		if mask&(1<<n) == 0 || !wholeWord(text, at, ends[n]) {
			continue
		}
		if found := table[string(key[:ends[n]-at])]; found != nil {
			return ends[n] - at, found
		}
	}
	return 0, nil
}

// sizeOfTwo is the number of bytes of the first two runes of a text.
func sizeOfTwo(text string) int {
	_, first := utf8.DecodeRuneInString(text)
	_, second := utf8.DecodeRuneInString(text[first:])
	return first + second
}

// wholeWord reports whether a piece of a text does not cut a Latin word or a
// number.
func wholeWord(text string, start, end int) bool {
	return !joins(text, start) && !joins(text, end)
}

func joins(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	return isLatin(before) && isLatin(after)
}

func isLatin(r rune) bool {
	return r < foldStart && r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
