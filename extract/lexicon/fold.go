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
	s = foldCharacters(s)
	if strings.ContainsAny(s, "画藉覆") {
		s = foldPhrases.Replace(s)
	}
	return s
}

func foldCharacters(s string) string {
	table := foldTable()
	first := -1
	for i, r := range s {
		if r >= foldStart && r < foldEnd && table[r-foldStart] != 0 {
			first = i
			break
		}
	}
	if first < 0 {
		return s
	}
	out := []byte(s)
	for i, r := range s[first:] {
		if r >= foldStart && r < foldEnd && table[r-foldStart] != 0 {
			utf8.EncodeRune(out[first+i:], rune(table[r-foldStart]))
		}
	}
	return string(out)
}
