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
	table := foldTable()
	var out []byte // nil while nothing changes
	phrase := false
	for i, r := range s {
		if r < foldStart || r >= foldEnd {
			continue
		}
		phrase = phrase || r == '畫' || r == '画' || r == '藉' || r == '覆'
		to := rune(table[r-foldStart])
		if to == 0 {
			continue
		}
		if out == nil {
			out = []byte(s)
		}
		utf8.EncodeRune(out[i:], to)
	}
	if out != nil {
		s = string(out)
	}
	if phrase {
		s = foldPhrases.Replace(s)
	}
	return s
}
