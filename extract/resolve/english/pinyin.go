package english

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

var romanize = pinyin.NewArgs()

// Pinyin writes a name in Hanyu Pinyin without tones, each of its parts with a
// capital: 賈克·席哈克 is "Jiake Xihake". Latin letters stay.
func Pinyin(name string) string {
	var b strings.Builder
	start := true
	for _, c := range name {
		switch {
		case strings.ContainsRune(dots+"、 ", c):
			if b.Len() > 0 && !start {
				b.WriteByte(' ')
			}
			start = true
		case !unicode.Is(unicode.Han, c):
			b.WriteRune(c)
			start = false
		default:
			syllable := syllableOf(c)
			if start {
				syllable = capital(syllable)
			}
			b.WriteString(syllable)
			start = syllable == "" && start
		}
	}
	return strings.TrimSpace(b.String())
}

// syllables keeps what readSyllable found: the package behind it is slow, and
// there are only so many characters.
var syllables sync.Map

// syllableOf reads a character; one that the dictionary lacks is left as it is.
func syllableOf(c rune) string {
	if s, ok := syllables.Load(c); ok {
		return s.(string)
	}
	s := readSyllable(c)
	syllables.Store(c, s)
	return s
}

func readSyllable(c rune) string {
	if s := pinyin.SinglePinyin(c, romanize); len(s) > 0 {
		return strings.ReplaceAll(s[0], "v", "u") // the dictionary writes ü as v
	}
	return string(c)
}

func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// longestName is how many characters a name has at most, and each part of one
// with dots between its parts; what is longer is a phrase.
const longestName = 8

const dots = "·．•‧・"

// IsName reports whether words are a name that pinyin can stand for: short, no
// verbs, adverbs or particles among them, and none of the characters that no
// name has.
func IsName(words []Word) bool {
	characters, dotted := 0, false
	for _, w := range words {
		switch w.UPOS {
		case "VERB", "AUX", "ADP", "ADV", "SCONJ", "CCONJ", "DET", "PRON", "ADJ":
			return false
		}
		dotted = dotted || strings.ContainsAny(w.Form, dots)
		if !isNameForm(w.Form) {
			return false
		}
		characters += utf8.RuneCountInString(w.Form)
	}
	return characters > 0 && (characters <= longestName || dotted && characters <= 4*longestName)
}

// isNameForm reports whether a word may be part of a name.
func isNameForm(form string) bool {
	for part := range strings.FieldsFuncSeq(form, func(c rune) bool { return strings.ContainsRune(dots+"、 ", c) }) {
		if utf8.RuneCountInString(part) > longestName || strings.ContainsAny(part, "的了們们是在與与這这那被把嗎呢（）()「」“”《》，。：；？！") {
			return false
		}
	}
	return true
}

// Name returns the English of a name that only the text knows, by its class: a
// person with the surname apart, an organisation or a place by the English of its
// last part, all else in pinyin.
func (w *Writer) Name(name, class string) string {
	if class == "Person" {
		if surname, given, roman, ok := w.lex.Surname(name); ok && given != "" && surname != "" {
			return capital(roman) + " " + Pinyin(given)
		}
		return Pinyin(name)
	}
	if s, ok := w.lex.Suffix(name); ok && (class == "" || w.lex.IsA(s.Type, class)) {
		rest := name[:len(name)-len(s.Text)]
		if english, e := w.known(rest); e != nil {
			return strings.ReplaceAll(s.English, "%s", english.Text)
		}
		return strings.ReplaceAll(s.English, "%s", Pinyin(rest))
	}
	return Pinyin(name)
}
