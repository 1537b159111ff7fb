package segment

import (
	"unicode"
	"unicode/utf8"
)

// maxChunk is how many bytes are cut into words at once. Sentences are far
// shorter; the limit keeps time linear and memory flat on text without any
// punctuation.
const maxChunk = 3000

// Chunks calls do with the sentence in pieces of at most maxChunk bytes and with
// the byte at which each begins. It prefers to divide after punctuation or white
// space in the second half of a piece, and never divides characters or runs of
// letters and digits that fit into one.
func Chunks(sentence string, do func(at int, chunk string)) {
	at := 0
	for len(sentence)-at > maxChunk {
		end := at + divide(sentence[at:at+maxChunk])
		do(at, sentence[at:end])
		at = end
	}
	do(at, sentence[at:])
}

// divide returns where a text is best divided.
func divide(s string) int {
	best, rank := 0, 0
	for i := runeBoundary(s); i > len(s)/2; {
		before, size := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i:])
		if r := divideRank(before, after); r > rank {
			best, rank = i, r
		}
		i -= size
	}
	if best == 0 {
		best = runeBoundary(s)
	}
	return best
}

// divideRank says how good a place between two characters is: 2 after
// punctuation or white space, 1 between ideographs, 0 where words may be torn.
func divideRank(before, after rune) int {
	switch {
	case joins(after):
		return 0
	case unicode.IsPunct(before), isSpace(before):
		return 2
	case unicode.Is(unicode.Han, before) && unicode.Is(unicode.Han, after):
		return 1
	}
	return 0
}

// runeBoundary is the last place in s that does not tear a character.
func runeBoundary(s string) int {
	for i := len(s) - 1; i > len(s)-utf8.UTFMax; i-- {
		if utf8.RuneStart(s[i]) {
			return i
		}
	}
	return len(s)
}
