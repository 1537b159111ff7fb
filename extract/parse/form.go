package parse

import (
	"strings"
	"unicode/utf8"

	"sanyuan/extract/segment"
)

// form is what is known of a word by its form alone.
type form struct {
	text   string
	folded string
	units  []segment.Unit
	names  [fields]string // symbols; empty where there is none, or where the form does not decide
	ids    [fields]int32  // numbers of the symbols
	chars  []int32        // numbers of the characters
	vector int            // number of its vector, or -1
	rows   []*row         // as which it was read
}

// row is a word in its context, as the network reads it.
type row struct {
	ids   [fields]int32
	gates [2][4 * hidden]float32 // what those of the first layer have from it, by direction
}

// maxForms is how many forms, and how many rows of forms, a reader keeps before it
// drops those that did not come again meanwhile; maxRows is how many rows it keeps of one.
const (
	maxForms = 1 << 12
	maxRows  = 8
)

// form returns what is known of a form. Most words of a text come again and again, so
// it is kept.
func (r *reader) form(text string) *form {
	if r.forms == nil || len(r.forms) >= maxForms || r.rows >= maxForms {
		r.forms, r.older, r.rows = make(map[string]*form, maxForms), r.forms, 0
	}
	f := r.forms[text]
	if f != nil {
		return f
	}
	if f = r.older[text]; f == nil {
		f = r.newForm(strings.Clone(text)) // not to keep the whole sentence
	}
	r.forms[f.text] = f
	r.rows += len(f.rows)
	return f
}

// row returns a form as it was read before with the same symbols, or, as fresh, one
// whose gates are to be computed.
func (r *reader) row(f *form, ids [fields]int32) (known *row, fresh bool) {
	for _, known := range f.rows {
		if known.ids == ids {
			return known, false
		}
	}
	known = &row{ids: ids}
	if len(f.rows) == maxRows {
		f.rows = nil
	}
	f.rows = append(f.rows, known)
	r.rows++
	return known, true
}

func (r *reader) newForm(text string) *form {
	f := &form{text: text, folded: strings.Map(r.known.Dictionary.Fold.Rune, text), units: segment.Units(text, &r.known.Dictionary.Fold, nil)}
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
