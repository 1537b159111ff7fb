package index

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"

	"sanyuan/extract/lexicon"
)

// Kinds of words, the best first.
const (
	whole    = "0" // the name from its beginning
	inner    = "1" // the name from a later character or word on
	phonetic = "2" // its pinyin, and the initials of that
)

// Lengths in characters. Longer names are found by their first characters, and
// longer queries by comparing names.
const (
	nameRunes   = 32
	wordRunes   = 16
	pinyinRunes = 8
)

// Fold makes names comparable: without the difference of Traditional and
// Simplified, of width, and of case, with single spaces.
func Fold(s string) string {
	s = lexicon.Fold(strings.ToLower(norm.NFKC.String(s)))
	return strings.Join(strings.Fields(s), " ")
}

// words are the keys, without the node, by which a name is found.
func words(name string) []string {
	runes := []rune(Fold(name))
	if len(runes) > nameRunes {
		runes = runes[:nameRunes]
	}
	var out []string
	for i, r := range runes {
		kind := inner
		switch {
		case i == 0:
			kind = whole
		case !begins(runes[i-1], r):
			continue
		}
		out = append(out, wordPrefix+kind+string(runes[i:min(len(runes), i+wordRunes)]))
	}
	for _, sound := range sounds(runes) {
		out = append(out, wordPrefix+phonetic+sound)
	}
	return out
}

// begins tells whether a search may begin at r, with prev before it: at every
// character of Chinese, and at the beginning of words.
func begins(prev, r rune) bool {
	if unicode.Is(unicode.Han, r) {
		return true
	}
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return letter(r) && (!letter(prev) || unicode.Is(unicode.Han, prev))
}

var toneless = pinyin.NewArgs()

// sounds are the pinyin of a short name and its initials: yilang and yl.
func sounds(runes []rune) []string {
	if len(runes) < 2 || len(runes) > pinyinRunes {
		return nil
	}
	var full, initials strings.Builder
	for _, r := range runes {
		syllable := pinyin.SinglePinyin(r, toneless)
		if len(syllable) == 0 || syllable[0] == "" {
			return nil
		}
		full.WriteString(syllable[0])
		initials.WriteByte(syllable[0][0])
	}
	return []string{full.String(), initials.String()}
}
