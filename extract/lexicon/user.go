package lexicon

import (
	"iter"
	"slices"
	"strings"
)

// userRows are the kinds of lines in a user's file, by their first cell.
var userRows = map[string]func(*Lexicon, row) error{
	"entity":   (*Lexicon).addUserEntity,
	"relation": (*Lexicon).addRelation,
	"gloss":    (*Lexicon).addGloss,
	"same":     (*Lexicon).addSame,
	"notsame":  (*Lexicon).addApart,
}

// addUser reads a line of a user's file: what it is, and then the columns that
// the built-in file of that kind has.
func (l *Lexicon) addUser(r row) error {
	add, ok := userRows[r.cell(0)]
	if !ok {
		return r.errorf("the first column is %q, want entity, relation, gloss, same or notsame", r.cell(0))
	}
	if len(r.cells) < 2 {
		return r.errorf("nothing after %q (columns are divided by tabs)", r.cell(0))
	}
	return add(l, r.shift())
}

// addUserEntity adds an entity or replaces the one of the same name. Its names
// no longer stand for anything else.
func (l *Lexicon) addUserEntity(r row) error {
	e, err := parseEntity(r, r.file, l.types)
	if err != nil {
		return err
	}
	if old := l.entities[e.Name]; old != nil {
		e.inherit(old)
		l.remove(old)
	}
	for _, a := range append(e.Aliases, Alias{Text: e.Name}) {
		if a.Kind != Initial && !a.Shared {
			delete(l.senses, Fold(a.Text))
		}
	}
	l.addEntity(e)
	return nil
}

// UserNames yields the names of the user's files with the entities that they stand for,
// but for initials and for names that may stand for something else.
func (l *Lexicon) UserNames() iter.Seq2[string, *Entity] {
	return func(yield func(string, *Entity) bool) {
		for _, e := range l.order {
			for _, s := range e.names() {
				if s.Source != SourceLexicon && s.Source != SourceCLDR && s.Kind != Initial && !s.Shared && !yield(s.Text, e) {
					return
				}
			}
		}
	}
}

// names are the entity's name and aliases.
func (e *Entity) names() []Alias {
	return append([]Alias{{Text: e.Name, Source: e.Source}}, e.Aliases...)
}

// inherit keeps what a user's line leaves empty.
func (e *Entity) inherit(old *Entity) {
	if e.Type == "" {
		e.Type = old.Type
	}
	if e.English.Text == "" {
		e.English, e.Short = old.English, old.Short
	}
	if e.Members == nil {
		e.Members = old.Members
	}
	e.Demonym, e.Code, e.Capital = old.Demonym, old.Code, old.Capital
	if e.Hans == Fold(e.Name) {
		e.Hans = old.Hans
	}
	for _, a := range old.Aliases {
		if !slices.ContainsFunc(e.Aliases, func(b Alias) bool { return b.Text == a.Text }) {
			e.Aliases = append(e.Aliases, a)
		}
	}
}

func (l *Lexicon) remove(e *Entity) {
	l.order = slices.DeleteFunc(l.order, func(o *Entity) bool { return o == e })
	for _, text := range e.texts() {
		l.dropSense(e, text)
	}
	for r, es := range l.initials {
		l.initials[r] = slices.DeleteFunc(es, func(o *Entity) bool { return o == e })
	}
	delete(l.entities, e.Name)
}

// texts lists the entity's name and aliases.
func (e *Entity) texts() []string {
	var texts []string
	for _, a := range e.names() {
		texts = append(texts, a.Text)
	}
	return texts
}

// dropSense makes a name no longer stand for an entity.
func (l *Lexicon) dropSense(e *Entity, text string) {
	key := Fold(text)
	l.senses[key] = slices.DeleteFunc(l.senses[key], func(s Sense) bool { return s.Entity == e })
	if len(l.senses[key]) == 0 {
		delete(l.senses, key)
	}
}

// addSame makes every name of the line stand for what the first one stands for.
func (l *Lexicon) addSame(r row) error {
	if err := r.width(2, 1<<10); err != nil {
		return err
	}
	e, err := l.only(r)
	if err != nil {
		return err
	}
	for _, text := range r.cells[1:] {
		if text == "" {
			return r.errorf("an empty name")
		}
		a := Alias{Text: text, Lang: langOf(text), Source: r.file}
		delete(l.senses, Fold(text))
		delete(l.apart, pair(e.Name, text))
		e.Aliases = append(without(e.Aliases, text), a)
		l.addSense(Sense{e, a})
	}
	return nil
}

// only returns the one entity that the first cell names, a new one when the
// name is unknown.
func (l *Lexicon) only(r row) (*Entity, error) {
	name := r.cell(0)
	if e := l.entities[name]; e != nil {
		return e, nil
	}
	switch senses := l.Lookup(name); len(senses) {
	case 0:
		e := &Entity{Name: name, Hans: Fold(name), Source: r.file}
		l.addEntity(e)
		return e, nil
	case 1:
		return senses[0].Entity, nil
	default:
		var names []string
		for _, s := range senses {
			names = append(names, s.Entity.Name)
		}
		return nil, r.errorf("%s is ambiguous, write one of %s", name, strings.Join(names, ", "))
	}
}

// addApart forbids to merge the names of a line with each other.
func (l *Lexicon) addApart(r row) error {
	if err := r.width(2, 1<<10); err != nil {
		return err
	}
	for i, a := range r.cells {
		for _, b := range r.cells[i+1:] {
			l.separate(a, b)
			l.separate(b, a)
			l.apart[pair(a, b)] = true
		}
	}
	return nil
}

// separate takes a name away from the entity that another one stands for.
func (l *Lexicon) separate(name, from string) {
	for _, s := range slices.Clone(l.Lookup(from)) {
		if Fold(s.Entity.Name) != Fold(name) {
			l.dropSense(s.Entity, name)
			s.Entity.Aliases = slices.DeleteFunc(s.Entity.Aliases, func(a Alias) bool { return Fold(a.Text) == Fold(name) })
		}
	}
}

// nearest suggests the class that a misspelt one may have meant.
func nearest(class string, types map[string]string) string {
	best, least := "", 3
	for t := range types {
		if d := distance(strings.ToLower(class), strings.ToLower(t)); d < least || d == least && best > t {
			best, least = t, d
		}
	}
	if best == "" {
		return "; see types.tsv"
	}
	return "; did you mean " + best + "?"
}

// distance is the number of bytes to insert, delete or replace (Levenshtein 1966).
func distance(a, b string) int {
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(prev[j+1]+1, next[j]+1, prev[j]+cost)
		}
		prev = next
	}
	return prev[len(b)]
}
