package segment

import (
	"unicode"
	"unicode/utf8"

	"sanyuan/extract/perceptron"
)

// Kind is the class of a unit of text.
type Kind uint8

// The kinds of units.
const (
	Other   Kind = iota
	Han          // an ideograph
	Numeral      // an ideograph that writes a digit or a power of ten
	Digits       // a run of digits, of ASCII or full width
	Letters      // a run of Latin, Greek or Cyrillic letters
	Mixed        // a run of letters and digits
	Kana         // a Japanese syllable
	Hangul       // a Korean syllable
	Punct        // punctuation
	Symbol       // a symbol
)

// Unit is what the segmenter never cuts: a character with its combining marks,
// or a run of letters and digits.
type Unit struct {
	Start, End int    // bytes of the sentence
	Code       uint64 // identity: equal text, equal code, up to case, width and variants
	Kind       Kind
	Class      uint8  // how names use it, see Fold.Class
	Space      bool   // white space stands before it
	fold       uint64 // hash of the folded characters, for the dictionary
	first      rune
}

// Units splits a sentence into units and appends them to out. White space is
// not part of any unit. Bytes that are not UTF-8 count as symbols.
func Units(sentence string, fold *Fold, out []Unit) []Unit {
	space, last := false, rune(0)
	for at := 0; at < len(sentence); {
		r, size := utf8.DecodeRuneInString(sentence[at:])
		switch {
		case isSpace(r):
			space = true
		case len(out) > 0 && !space && (joins(r) || last == joiner):
			out[len(out)-1].End = at + size
		default:
			out = appendRune(out, fold, r, at, size, space)
			space = false
		}
		at += size
		last = r
	}
	return out
}

// appendRune begins a new unit with a character, or lets it join the run before
// it.
func appendRune(out []Unit, fold *Fold, r rune, at, size int, space bool) []Unit {
	folded := fold.Rune(r)
	kind := kindOf(folded)
	if n := len(out) - 1; n >= 0 && !space && isRun(kind) && isRun(out[n].Kind) && out[n].End == at {
		u := &out[n]
		u.End = at + size
		u.fold = mix(u.fold, folded)
		u.Code = u.fold
		if u.Kind != kind {
			u.Kind = Mixed
		}
		return out
	}
	u := Unit{Start: at, End: at + size, Kind: kind, Class: fold.Class(folded), Space: space, fold: mix(hashSeed, folded), first: folded}
	u.Code = uint64(fold.Variant(r))
	if isRun(kind) {
		u.Code = u.fold
	}
	return append(out, u)
}

func isRun(k Kind) bool { return k == Digits || k == Letters || k == Mixed }

// joiner makes one picture of the two around it.
const joiner = 0x200D

// joins reports whether r belongs to the character before it: combining marks,
// variation selectors, joiners and skin tones.
func joins(r rune) bool {
	if r < firstMark || isIdeograph(r) {
		return false
	}
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc) || r >= 0x200B && r <= joiner || r == 0xFEFF ||
		r >= 0x1F3FB && r <= 0x1F3FF || r >= 0xE0020 && r <= 0xE007F
}

// firstMark is the first of all combining marks.
const firstMark = 0x300

// isIdeograph knows the common ideographs without a search in unicode's tables.
func isIdeograph(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF }

// isSpace also takes the separators of ASCII, as CoNLL-U's readers do.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x1C && r <= 0x1F
}

func kindOf(r rune) Kind {
	switch {
	case r < utf8.RuneSelf:
		return kindOfASCII(r)
	case isIdeograph(r) || unicode.Is(unicode.Han, r) || r == '〇':
		if isNumeral(r) {
			return Numeral
		}
		return Han
	case unicode.In(r, unicode.Hiragana, unicode.Katakana) || r == 'ー':
		return Kana
	case unicode.Is(unicode.Hangul, r):
		return Hangul
	case unicode.IsPunct(r):
		return Punct
	case unicode.IsDigit(r):
		return Digits
	case unicode.IsLetter(r):
		return Letters
	case unicode.IsSymbol(r):
		return Symbol
	}
	return Other
}

func kindOfASCII(r rune) Kind {
	switch {
	case r >= '0' && r <= '9':
		return Digits
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
		return Letters
	case unicode.IsPunct(r):
		return Punct
	case unicode.IsSymbol(r):
		return Symbol
	}
	return Other
}

func isNumeral(r rune) bool {
	switch r {
	case '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '兩', '两', '廿', '卅', '半', '几', '数':
		return true
	}
	return false
}

const hashSeed = uint64(14695981039346656037)

// mix adds a folded character to the hash of those before it.
func mix(h uint64, r rune) uint64 {
	return uint64(perceptron.Feature(h).With(uint64(r)))
}
