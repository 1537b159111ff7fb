package lexicon

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/*.tsv data/entities/*.tsv data/names/*.txt
var data embed.FS

// Sources of entities and aliases; any other source is a user's file.
const (
	SourceLexicon = "lexicon"
	SourceCLDR    = "cldr"
)

// Lexicon is what is known before any text is read. It does not change once it
// is loaded, and may be used by many goroutines.
type Lexicon struct {
	entities map[string]*Entity // by canonical name
	order    []*Entity          // as they were added
	senses   map[string][]Sense // by folded name
	initials map[rune][]*Entity // by folded character
	groups   map[string]*Entity // by sorted members
	lengths  *lengths           // of names and aliases

	names       map[string][]string // classes by folded name
	nameLengths *lengths

	relations    map[string]*Relation
	glosses      map[string][]Gloss
	glossLengths *lengths

	tables   tables
	types    map[string]string  // schema.org class -> parent
	capitals map[string]*Entity // countries by the canonical name of their capital
	apart    map[[2]string]bool // pairs that the user forbids to merge
}

// Default returns the lexicon that the program carries. It is loaded once.
var Default = sync.OnceValues(func() (*Lexicon, error) { return Load() })

// Load reads the lexicon that the program carries and then the user's files,
// which add to it and override it. Faults in the user's files are *Error values,
// joined.
func Load(files ...string) (*Lexicon, error) {
	l := &Lexicon{
		entities: map[string]*Entity{}, senses: map[string][]Sense{}, initials: map[rune][]*Entity{},
		groups: map[string]*Entity{}, lengths: new(lengths),
		names: map[string][]string{}, nameLengths: new(lengths),
		relations: map[string]*Relation{}, glosses: map[string][]Gloss{}, glossLengths: new(lengths),
		types: map[string]string{}, capitals: map[string]*Entity{}, apart: map[[2]string]bool{},
	}
	if err := l.loadData(); err != nil {
		return nil, fmt.Errorf("built-in lexicon: %w", err)
	}
	for _, file := range files {
		if err := l.loadUser(file); err != nil {
			return nil, err
		}
	}
	l.finish()
	return l, nil
}

func (l *Lexicon) loadData() error {
	return errors.Join(
		l.readData("types.tsv", l.addType),
		l.addCountries(),
		l.loadEntities(),
		l.loadNames(),
		l.readData("relations.tsv", l.addRelation),
		l.readData("glosses.tsv", l.addGloss),
		l.loadTables(),
	)
}

func (l *Lexicon) readData(name string, add func(row) error) error {
	f, err := data.Open("data/" + name)
	if err != nil {
		return err
	}
	defer f.Close()
	return readRows(name, f, add)
}

func (l *Lexicon) loadEntities() error {
	files, err := fs.Glob(data, "data/entities/*.tsv")
	if err != nil {
		return err
	}
	for _, file := range files {
		err := l.readData("entities/"+path.Base(file), func(r row) error {
			e, err := parseEntity(r, SourceLexicon, l.types)
			if err != nil {
				return err
			}
			if l.entities[e.Name] != nil {
				return r.errorf("%s is there twice", e.Name)
			}
			l.addEntity(e)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *Lexicon) loadUser(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("lexicon: %w", err)
	}
	defer f.Close()
	return readRows(file, f, l.addUser)
}

// addType reads a class and its parent.
func (l *Lexicon) addType(r row) error {
	l.types[r.cell(0)] = r.cell(1)
	return r.width(1, 2)
}

func (l *Lexicon) addEntity(e *Entity) {
	l.entities[e.Name] = e
	l.order = append(l.order, e)
	l.addSense(Sense{e, Alias{Text: e.Name, Lang: langOf(e.Name), Source: e.Source}})
	for _, a := range e.Aliases {
		l.addSense(Sense{e, a})
	}
}

// addSense files a name under its key, the surer kinds first.
func (l *Lexicon) addSense(s Sense) {
	key := Fold(s.Alias.Text)
	if s.Alias.Kind == Initial {
		r, _ := utf8.DecodeRuneInString(key)
		l.initials[r] = append(l.initials[r], s.Entity)
		return
	}
	senses := l.senses[key]
	if slices.ContainsFunc(senses, func(o Sense) bool { return o.Entity == s.Entity }) {
		return
	}
	i := len(senses)
	for i > 0 && senses[i-1].Alias.Kind > s.Alias.Kind {
		i--
	}
	l.senses[key] = slices.Insert(senses, i, s)
	l.lengths.add(key)
}

// finish builds what depends on all of the files.
func (l *Lexicon) finish() {
	for _, e := range l.order {
		if e.Capital != "" {
			l.capitals[e.Capital] = e
		}
		if len(e.Members) > 0 {
			key := memberKey(e.Members)
			if l.groups[key] == nil {
				l.groups[key] = e
			}
		}
	}
}

// Entity returns the entity of a canonical name, nil when there is none.
func (l *Lexicon) Entity(name string) *Entity { return l.entities[name] }

// Entities returns every entity, in the order of the files.
func (l *Lexicon) Entities() []*Entity { return l.order }

// Lookup returns the readings of a name in either script, the surest first. A
// name that several entities share has several.
func (l *Lexicon) Lookup(name string) []Sense {
	senses, _ := folded(l.senses, name)
	return senses
}

// Longest returns the longest name that begins at a byte of a text, as its
// length in bytes and its readings; 0 when none does. Latin names only match
// whole words. Folding the text first (see Fold) makes repeated calls cheap.
func (l *Lexicon) Longest(text string, at int) (int, []Sense) {
	return longest(l.lengths, l.senses, text, at)
}

func foldRune(r rune) rune {
	if r >= foldStart && r < foldEnd {
		if to := foldTable()[r-foldStart]; to != 0 {
			return rune(to)
		}
	}
	return r
}

// Initials returns the entities that a single character stands for in
// enumerations such as 美英法, the likeliest first.
func (l *Lexicon) Initials(r rune) []*Entity { return l.initials[foldRune(r)] }

// Group returns the known group with exactly these members (canonical names, in
// any order), nil when there is none.
func (l *Lexicon) Group(members ...string) *Entity { return l.groups[memberKey(members)] }

func memberKey(members []string) string {
	return strings.Join(slices.Compact(slices.Sorted(slices.Values(members))), "|")
}

// CapitalOf returns the country that has a place, given by its canonical name,
// for its capital; nil when none has.
func (l *Lexicon) CapitalOf(place string) *Entity { return l.capitals[place] }

// Apart reports whether the user's files forbid to merge two names.
func (l *Lexicon) Apart(a, b string) bool { return l.apart[pair(a, b)] }

func pair(a, b string) [2]string {
	a, b = Fold(a), Fold(b)
	return [2]string{min(a, b), max(a, b)}
}

// IsA reports whether a schema.org class is another one or a descendant of it.
func (l *Lexicon) IsA(class, ancestor string) bool {
	for class != "" && class != ancestor {
		class = l.types[class]
	}
	return class == ancestor && class != ""
}

// NameTag is the class of names in tags, PER, LOC or ORG, that fits a schema.org
// class, or empty.
func (l *Lexicon) NameTag(class string) string {
	switch {
	case l.IsA(class, "Person"):
		return "PER"
	case l.IsA(class, "Place"):
		return "LOC"
	case l.IsA(class, "Organization"):
		return "ORG"
	}
	return ""
}
