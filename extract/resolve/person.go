package resolve

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/syntax"
)

// person reads a person by a title before or after the name, or by a part of a
// name that the same text gives in full.
func (d *document) person(m *mention) (naming, bool) {
	for _, read := range []step{(*document).afterTitle, (*document).beforeTitle, (*document).shortName} {
		if n, ok := read(d, m); ok {
			return n, true
		}
	}
	return naming{}, false
}

// afterTitle reads 法國總統席哈克: a name at the end, and a title right before it.
func (d *document) afterTitle(m *mention) (naming, bool) {
	start := len(m.tokens)
	for start > 0 && isPersonWord(m.tokens[start-1]) {
		start--
	}
	if start == 0 || start == len(m.tokens) || !d.endsInTitle(m.tokens[start-1].Form) {
		return naming{}, false
	}
	return d.personNamed(m.tokens[start:], ByTitle), true
}

// isPersonWord holds for a word of a person's name.
func isPersonWord(t syntax.Token) bool {
	return strings.HasSuffix(t.Entity, "-PER") || t.Entity == "O" && t.UPOS == "PROPN" || t.Entity == "" && t.UPOS == "PROPN" ||
		t.Form == "·" || t.Form == "．"
}

func (d *document) endsInTitle(word string) bool {
	for i := range word {
		if t, ok := d.lex.Title(word[i:]); ok && !t.After {
			return true
		}
	}
	return false
}

// personNamed names the person of a name: the one of the lexicon, the one that
// the text gives in full, or one by this very name.
func (d *document) personNamed(tokens []syntax.Token, reason string) naming {
	name := formsOf(tokens)
	if n, ok := d.lookup(nowhere, name); ok && d.lex.IsA(n.entity.Type, "Person") {
		n.reason = reason
		return n
	}
	if full, ok := d.fullNameOf(name); ok {
		if n, ok := d.lookup(nowhere, full); ok {
			n.reason = reason
			return n
		}
		return naming{name: full, class: "Person", reason: reason}
	}
	return naming{name: name, class: "Person", reason: reason, words: d.wordsOf(tokens)}
}

// beforeTitle reads 席哈克總統 and 王先生. A bare surname with a title is one person
// in this text alone, unless the text has one full name with that surname.
func (d *document) beforeTitle(m *mention) (naming, bool) {
	at := d.titleAt(m.text)
	if at <= 0 {
		return naming{}, false
	}
	name := m.text[:at]
	if d.isNoPerson(name) {
		return naming{}, false
	}
	rest, ok := m.after(at)
	words := m.tokens[:max(0, len(m.tokens)-len(rest))]
	if n, known := d.lookup(nowhere, name); known && d.lex.IsA(n.entity.Type, "Person") {
		n.reason = ByTitle
		return n, true
	}
	if full, ok := d.fullNameOf(name); ok {
		return d.fullPerson(full), true
	}
	if d.isSurname(name) {
		return d.scoped(m, m.text, "Person"), true
	}
	if !ok || !tagged(words, "PER") {
		return naming{}, false
	}
	return naming{name: name, class: "Person", reason: ByTitle, words: d.wordsOf(words)}, true
}

// isNoPerson reports whether the lexicon has a name, and for no person, so that a
// tag that makes it one is mistaken (韓國 of 韓國代表).
func (d *document) isNoPerson(name string) bool {
	senses := d.lex.Lookup(name)
	return len(senses) > 0 && !slices.ContainsFunc(senses, func(s lexicon.Sense) bool { return d.lex.IsA(s.Entity.Type, "Person") })
}

// titleAt returns the byte at which the longest title begins with which a text
// ends, -1 where it ends with none.
func (d *document) titleAt(text string) int {
	for i := range text {
		if _, ok := d.lex.Title(text[i:]); ok {
			return i
		}
	}
	return -1
}

func (d *document) isSurname(s string) bool {
	if n := utf8.RuneCountInString(s); n == 0 || n > 2 {
		return false
	}
	surname, _, _, ok := d.lex.Surname(s + "某某"[:6/(utf8.RuneCountInString(s))])
	return ok && surname == s
}

// shortName reads part of a name that the text gives in full.
func (d *document) shortName(m *mention) (naming, bool) {
	if len(m.tokens) == 0 || !isPersonWord(m.tokens[0]) && !tagged(m.tokens, "PER") {
		return naming{}, false
	}
	full, ok := d.fullNameOf(m.text)
	if !ok || full == m.text {
		return naming{}, false
	}
	return d.fullPerson(full), true
}

func (d *document) fullPerson(full string) naming {
	if n, ok := d.lookup(nowhere, full); ok && d.lex.IsA(n.entity.Type, "Person") {
		n.reason = BySurname
		return n
	}
	return naming{name: full, class: "Person", reason: BySurname}
}

// fullNameOf returns the one person of the text whose name a short name is part
// of: the last part of 賈克·席哈克, the surname of 王金平.
func (d *document) fullNameOf(short string) (string, bool) {
	found := ""
	for _, full := range d.people {
		if !d.isPartOf(short, full) || full == short {
			continue
		}
		if found != "" {
			return "", false
		}
		found = full
	}
	if found == "" && slices.Contains(d.people, short) && !d.isSurname(short) {
		return short, true
	}
	return found, found != ""
}

// nameDots divide the parts of foreign names.
const nameDots = "·．•‧・"

func (d *document) isPartOf(short, full string) bool {
	if i := strings.LastIndexAny(full, nameDots); i >= 0 {
		_, size := utf8.DecodeRuneInString(full[i:])
		return full[i+size:] == short
	}
	surname, _, _, ok := d.lex.Surname(full)
	return ok && surname == short
}
