package resolve

import (
	"cmp"
	"slices"

	"sanyuan/extract/clause"
	"sanyuan/extract/lexicon"
	"sanyuan/extract/resolve/english"
	"sanyuan/extract/resolve/timex"
	"sanyuan/extract/syntax"
	"sanyuan/extract/text"
)

// Resolver gives the terms of statements their canonical names. It may be used
// by many goroutines.
type Resolver struct {
	lex     *lexicon.Lexicon
	english *english.Writer
}

// New returns a resolver that goes by a lexicon.
func New(lex *lexicon.Lexicon) *Resolver {
	return &Resolver{lex: lex, english: english.New(lex)}
}

// Input is one document as the earlier stages leave it.
type Input struct {
	Document   *text.Document
	Tokens     [][]syntax.Token // by index of the sentence; forms in Traditional characters
	Statements []*clause.Statement
}

// Resolve sets the names, types, values and English of the terms and relations
// of a document's statements, in place, and returns the entities that they name,
// sorted by name. Resolving twice changes nothing more.
func (r *Resolver) Resolve(in Input) []Entity {
	d := r.newDocument(in)
	d.collect(in.Statements)
	d.findShortForms()
	for i := range d.mentions {
		d.resolve(&d.mentions[i])
	}
	d.translate(in.Statements)
	return d.list()
}

// document is one document while it is resolved.
type document struct {
	*Resolver
	in       Input
	times    timex.Reader
	mentions []mention
	short    map[string]naming // what abbreviations that the text explains stand for, by folded form
	first    []int             // for each sentence, the first one with the same words
	people   []string          // full names of persons, as tagged
	said     map[string]bool   // canonical names of the lexicon's entities that the text names beyond doubt; nil until asked
	entities map[string]*Entity
	words    map[string][]english.Word // words of the phrase that an entity is named by
}

func (r *Resolver) newDocument(in Input) *document {
	d := &document{
		Resolver: r, in: in,
		short: map[string]naming{}, entities: map[string]*Entity{}, words: map[string][]english.Word{},
	}
	d.times = timex.Reader{Reference: in.Document.Date, Eras: r.lex.Eras()}
	d.first = firstOf(in.Tokens)
	d.people = slices.DeleteFunc(d.taggedNames("PER"), d.isNoPerson)
	return d
}

// firstOf returns for each sentence the index of the first one with the same
// words.
func firstOf(sentences [][]syntax.Token) []int {
	first := make([]int, len(sentences))
	if len(sentences) == 1 {
		return first
	}
	seen := make(map[string]int, len(sentences))
	for i, tokens := range sentences {
		words := formsOf(tokens)
		if _, again := seen[words]; !again {
			seen[words] = i
		}
		first[i] = seen[words]
	}
	return first
}

// A step reads a mention in one way. Steps are tried in order; the first that
// can read the mention names it.
type step func(*document, *mention) (naming, bool)

var steps = []step{
	(*document).pronoun,
	(*document).explained,
	(*document).known,
	(*document).withShortForm,
	(*document).withRegion,
	(*document).side,
	(*document).enumeration,
	(*document).person,
	(*document).reference,
	(*document).possessive,
	(*document).plain,
}

// naming is what a mention is taken for.
type naming struct {
	name    string          // canonical name
	label   string          // what to show, where that is not the name
	entity  *lexicon.Entity // nil for what the lexicon does not know
	reason  string          // why a mention by another name is taken for it
	class   string          // schema.org class
	concept bool
	members []string
	head    string // canonical name of the head noun of a concept
	words   []english.Word
}

func (d *document) resolve(m *mention) {
	switch m.term.Kind {
	case clause.Time:
		d.readTime(m)
		return
	case clause.Quantity:
		readQuantity(m)
		return
	}
	for _, read := range steps {
		if n, ok := read(d, m); ok && !d.lex.Apart(m.text, n.nameOf()) {
			d.name(m, n)
			return
		}
	}
}

// name writes a naming into the mention's term and notes the entity.
func (d *document) name(m *mention, n naming) {
	if n.entity != nil {
		n.name, n.class, n.concept, n.members = n.entity.Name, n.entity.Type, false, n.entity.Members
	}
	if n.class == "" && m.class != actor {
		n.class = m.class
	}
	m.naming = n
	t := m.term
	t.Name, t.Type = n.name, n.class
	if !n.concept {
		t.Kind = clause.Entity
	}
	d.add(n, m)
}

func (d *document) readTime(m *mention) {
	m.term.Name = m.text
	if v, ok := d.times.Read(m.text); ok {
		m.term.Name, m.term.Value, m.term.Datatype = v.Lexical, v.Lexical, v.Datatype
	}
}

func readQuantity(m *mention) {
	m.term.Name = m.text
	if a, ok := timex.ReadAmount(m.text); ok {
		m.term.Name = a.Value.Lexical + a.Unit
		m.term.Value, m.term.Datatype, m.term.Unit = a.Value.Lexical, a.Value.Datatype, a.Unit
	}
}

// list returns the entities, sorted by name, with their English.
func (d *document) list() []Entity {
	out := make([]Entity, 0, len(d.entities))
	for _, e := range d.entities {
		slices.SortFunc(e.Aliases, func(a, b Alias) int { return cmp.Compare(a.Text, b.Text) })
		out = append(out, *e)
	}
	slices.SortFunc(out, func(a, b Entity) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
