package parse

import (
	"strings"
	"unicode/utf8"

	"sanyuan/extract/segment"
)

// form is what is known of a word by its form alone.
type form struct {
	folded string
	units  []segment.Unit
	names  [fields]string // symbols; empty where there is none, or where the form does not decide
	ids    [fields]int32  // numbers of the symbols
	chars  []int32        // numbers of the characters
	vector int            // number of its vector, or -1
}

// maxForms is how many forms a reader keeps.
const maxForms = 1 << 12

// form returns what is known of a form. Most words of a text come again and again, so
// it is kept.
func (r *reader) form(text string) *form {
	if f := r.forms[text]; f != nil {
		return f
	}
	if r.forms == nil || len(r.forms) == maxForms {
		r.forms = make(map[string]*form, maxForms)
	}
	text = strings.Clone(text) // not to keep the whole sentence
	f := r.newForm(text)
	r.forms[text] = f
	return f
}

func (r *reader) newForm(text string) *form {
	f := &form{folded: strings.Map(r.known.Dictionary.Fold.Rune, text), units: segment.Units(text, &r.known.Dictionary.Fold, nil)}
	_, first := utf8.DecodeRuneInString(f.folded)
	_, last := utf8.DecodeLastRuneInString(f.folded)
	rest := f.folded[:len(f.folded)-last]
	_, second := utf8.DecodeLastRuneInString(rest)
	f.names[wordField] = f.folded
	f.names[firstField], f.names[lastField], f.names[secondField] = f.folded[:first], f.folded[len(rest):], rest[len(rest)-second:]
	f.names[kindField] = r.kind(f.units)
	f.names[shapeField], f.names[nameField] = shape(f.units)
	if r.symbols != nil {
		r.number(f)
	}
	return f
}

// number looks up the numbers of what a form is known by.
func (r *reader) number(f *form) {
	for i, name := range f.names {
		if name != "" {
			f.ids[i] = r.symbols[i].find(name)
		}
	}
	for _, c := range f.folded {
		f.chars = append(f.chars, r.symbols[lastField].find(string(c)))
	}
	var whole bool
	if f.vector, whole = r.known.Vectors.Find(f.folded); f.vector >= 0 {
		f.ids[vectorField] = r.symbols[vectorField].find(vectorSymbol(whole))
	}
}

// kind is gse's part of speech of a word.
func (r *reader) kind(units []segment.Unit) string {
	r.matches = r.known.Dictionary.Matches(units, 0, r.matches[:0])
	for _, m := range r.matches {
		if m.To == len(units) {
			return r.known.Dictionary.Tags[m.Tag]
		}
	}
	return ""
}

// shape tells of what characters a word is made, and how names use them.
func shape(units []segment.Unit) (shape, names string) {
	if len(units) == 0 {
		return "", ""
	}
	first, last := units[0], units[len(units)-1]
	size := byte('0' + min(6, len(units)))
	foreign := 0
	for _, u := range units {
		foreign += int(u.Class >> 2 & 3)
	}
	foreign = 4 * foreign / (3 * len(units))
	return string([]byte{'a' + byte(first.Kind), 'a' + byte(last.Kind), size}),
		string([]byte{'a' + first.Class&3, 'a' + last.Class>>4&3, 'a' + last.Class>>6, '0' + byte(foreign), size})
}
