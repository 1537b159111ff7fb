package resolve

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/syntax"
)

// maxShort bounds the length of a short form in brackets, in runes.
const maxShort = 40

// findShortForms reads what the text itself explains: 世界貿易組織（WTO）,
// 世界貿易組織WTO, 世界貿易組織（以下簡稱世貿組織）. A short form that is explained in two
// ways is forgotten.
func (d *document) findShortForms() {
	clash := map[string]bool{}
	for _, tokens := range d.in.Tokens {
		for i := 1; i < len(tokens); i++ {
			full, short := d.explanation(tokens, i)
			if short == "" {
				continue
			}
			n, key := d.fullName(full), lexicon.Fold(short)
			if old, ok := d.short[key]; ok && old.nameOf() != n.nameOf() {
				clash[key] = true
			}
			d.short[key] = n
		}
	}
	for key := range clash {
		delete(d.short, key)
	}
}

func (n naming) nameOf() string {
	if n.entity != nil {
		return n.entity.Name
	}
	return n.name
}

// explanation returns the full name that ends before token i and the short form
// that begins there, if there are such.
func (d *document) explanation(tokens []syntax.Token, i int) ([]syntax.Token, string) {
	short, marked := bracketed(tokens[i:])
	if short == "" && isAcronym(tokens[i].Form) {
		short = tokens[i].Form
	}
	if short == "" || utf8.RuneCountInString(short) > maxShort {
		return nil, ""
	}
	full := d.nameBefore(tokens[:i])
	if len(full) == 0 || !fits(formsOf(full), short, marked) || d.knownOtherwise(full, short) {
		return nil, ""
	}
	if tokens[i].Form == short && !d.knownAs(full, short) && !isLongOrganization(full, short) {
		return nil, "" // 向島TB is no island
	}
	return full, short
}

// knownAs reports whether the lexicon has a short form for what it has a full
// name for.
func (d *document) knownAs(full []syntax.Token, short string) bool {
	a, ok := d.lookup(nowhere, formsOf(full))
	b, known := d.lookup(nowhere, short)
	return ok && known && a.entity == b.entity
}

// isLongOrganization holds for names that are likely to have the letters after
// them for their short form, without brackets around.
func isLongOrganization(full []syntax.Token, short string) bool {
	return tagged(full, "ORG") && utf8.RuneCountInString(formsOf(full)) >= 5 && len(short) >= 3
}

// bracketed returns what stands in brackets from the first token on, and
// whether it is said to be a short form.
func bracketed(tokens []syntax.Token) (short string, marked bool) {
	if tokens[0].Form != "（" && tokens[0].Form != "(" {
		return "", false
	}
	for i, t := range tokens {
		if t.Form == "）" || t.Form == ")" {
			short = formsOf(tokens[1:i])
			break
		}
		if i > maxShort {
			return "", false
		}
	}
	for _, mark := range []string{"以下簡稱為", "以下簡稱", "下稱", "簡稱為", "簡稱"} {
		if rest, ok := strings.CutPrefix(short, mark); ok {
			return strings.Trim(rest, quotationMarks+"："), true
		}
	}
	return strings.Trim(short, quotationMarks), false
}

// nameBefore returns the name with which a run of words ends: one that is
// tagged, or the longest one that the lexicon has.
func (d *document) nameBefore(tokens []syntax.Token) []syntax.Token {
	start := len(tokens)
	for start > 0 && strings.HasPrefix(tokens[start-1].Entity, "I-") {
		start--
	}
	if start > 0 && strings.HasPrefix(tokens[start-1].Entity, "B-") {
		return tokens[start-1:]
	}
	for start = max(0, len(tokens)-8); start < len(tokens); start++ {
		if properSenses(d.lex.Lookup(formsOf(tokens[start:]))) != nil {
			return tokens[start:]
		}
	}
	return nil
}

// fits reports whether a short form may stand for a full name: one that is said
// to be, a Latin name of a Chinese one, or characters of it in their order.
func fits(full, short string, marked bool) bool {
	switch {
	case utf8.RuneCountInString(full) < 2 || lexicon.SameFolded(full, short):
		return false
	case marked:
		return true
	case isLatinName(short):
		return hasHan(full)
	}
	n := utf8.RuneCountInString(short)
	return n >= 2 && n < utf8.RuneCountInString(full) && isSubsequence(short, full)
}

func isSubsequence(short, full string) bool {
	for _, c := range short {
		if !unicode.Is(unicode.Han, c) {
			return false
		}
		i := strings.IndexRune(full, c)
		if i < 0 {
			return false
		}
		full = full[i+utf8.RuneLen(c):]
	}
	return true
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool { return unicode.Is(unicode.Han, c) })
}

// isLatinName holds for WTO, Jacques Chirac.
func isLatinName(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if !unicode.IsUpper(first) || len(s) < 2 {
		return false
	}
	for _, c := range s {
		if !unicode.Is(unicode.Latin, c) && !strings.ContainsRune(" .-'&", c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return true
}

// isAcronym holds for WTO, G20.
func isAcronym(s string) bool {
	return len(s) >= 2 && len(s) <= 8 && isLatinName(s) && strings.ToUpper(s) == s && !strings.Contains(s, " ")
}

// knownOtherwise reports whether the lexicon has a full name and a short form
// for two different things.
func (d *document) knownOtherwise(full []syntax.Token, short string) bool {
	shorts := d.lex.Lookup(short)
	if len(shorts) == 0 {
		return d.lex.Apart(formsOf(full), short)
	}
	for _, f := range d.lex.Lookup(formsOf(full)) {
		for _, s := range shorts {
			if f.Entity == s.Entity {
				return false
			}
		}
	}
	return len(d.lex.Lookup(formsOf(full))) > 0 || !shorts[0].Alias.Shared
}

// fullName names what a full name stands for.
func (d *document) fullName(tokens []syntax.Token) naming {
	name := formsOf(tokens)
	if n, ok := d.lookup(nowhere, name); ok {
		n.reason = ByAbbreviation
		return n
	}
	return naming{name: name, class: d.classOf(name, tokens), reason: ByAbbreviation, words: d.wordsOf(tokens)}
}

// explained reads a short form that the text explains. What the lexicon has
// goes before it.
func (d *document) explained(m *mention) (naming, bool) {
	if len(d.short) == 0 {
		return naming{}, false
	}
	n, ok := d.short[lexicon.Fold(m.text)]
	if !ok {
		return naming{}, false
	}
	if known, ok := d.lookup(m, m.text); ok {
		return known, true
	}
	return n, true
}

// withShortForm reads a full name together with its short form: 世界貿易組織WTO.
func (d *document) withShortForm(m *mention) (naming, bool) {
	if len(m.tokens) == 1 {
		if full := d.fullForm(m.text); full != m.text {
			n, ok := d.lookup(m, full)
			n.reason = ByAbbreviation
			return n, ok
		}
	}
	for i := 1; i < len(m.tokens); i++ {
		full, short := d.explanation(m.tokens, i)
		if short == "" || len(full) != i || !endsAfter(m.tokens[i:], short) {
			continue
		}
		return d.fullName(full), true
	}
	return naming{}, false
}

// fullForm takes the short form off a name that stands with it in one word.
func (d *document) fullForm(word string) string {
	at := strings.IndexFunc(word, func(c rune) bool { return c >= 'A' && c <= 'Z' })
	if at <= 0 || !isAcronym(word[at:]) {
		return word
	}
	full, _ := d.lookup(nowhere, word[:at])
	short, _ := d.lookup(nowhere, word[at:])
	if full.entity == nil || full.entity != short.entity {
		return word
	}
	return word[:at]
}

// fullForms joins words, names without their short forms.
func (d *document) fullForms(words []syntax.Token) string {
	full := slices.Clone(words)
	for i := range full {
		full[i].Form = d.fullForm(full[i].Form)
	}
	return formsOf(full)
}

// endsAfter reports whether the words are a short form, with or without
// brackets, and nothing else.
func endsAfter(tokens []syntax.Token, short string) bool {
	last := tokens[len(tokens)-1].Form
	return formsOf(tokens) == short || last == "）" || last == ")"
}
