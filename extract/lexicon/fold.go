package lexicon

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

// foldPairs holds, one pair a line, a Traditional character and the Simplified
// one that OpenCC's t2s conversion gives it. A test compares it with OpenCC,
// and writes it anew with -update.
//
//go:embed data/fold.txt
var foldPairs string

// foldTable maps the block of CJK Unified Ideographs to Simplified characters;
// 0 where a character stays as it is.
var foldTable = sync.OnceValue(func() *[foldEnd - foldStart]uint16 {
	var table [foldEnd - foldStart]uint16
	for line := range strings.Lines(foldPairs) {
		from, size := utf8.DecodeRuneInString(line)
		to, _ := utf8.DecodeRuneInString(line[size:])
		table[from-foldStart] = uint16(to)
	}
	return &table
})

const (
	foldStart = 0x4E00
	foldEnd   = 0xA000
)

// foldPhrases are words in which a character is written otherwise in Simplified
// text than elsewhere: 計畫 is 计划, 畫家 is 画家. None changes its first character.
var foldPhrases = strings.NewReplacer("计画", "计划", "规画", "规划", "策画", "策划", "企画", "企划",
	"凭藉", "凭借", "回覆", "回复", "答覆", "答复")

// Fold writes a text in Simplified characters, so that names in either script
// have the same key. The result is as long as the text, in bytes and in runes.
func Fold(s string) string {
	var room [keyRoom]byte
	out := appendFold(room[:0], s)
	if string(out) == s {
		return s
	}
	return string(out)
}

// SameFolded reports whether two texts are the same but for the script.
func SameFolded(a, b string) bool {
	if a == b || len(a) != len(b) {
		return a == b
	}
	var roomA, roomB [keyRoom]byte
	return string(appendFold(roomA[:0], a)) == string(appendFold(roomB[:0], b))
}

// keyRoom is the length in bytes up to which names are folded without taking
// memory from the heap.
const keyRoom = 128

// appendFold appends a folded text to an empty buffer.
func appendFold(out []byte, s string) []byte {
	table := foldTable()
	out = append(out, s...)
	phrase := false
	for i, r := range s {
		if r < foldStart || r >= foldEnd {
			continue
		}
		phrase = phrase || r == '畫' || r == '画' || r == '藉' || r == '覆'
		if to := rune(table[r-foldStart]); to != 0 {
			utf8.EncodeRune(out[i:], to)
		}
	}
	if phrase {
		out = append(out[:0], foldPhrases.Replace(string(out))...)
	}
	return out
}

// folded looks a name in either script up in a table by folded names.
func folded[V any](table map[string]V, name string) (V, bool) {
	var room [keyRoom]byte
	v, ok := table[string(appendFold(room[:0], name))]
	return v, ok
}
