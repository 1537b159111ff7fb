package resolve

// Entity is a node of the graph that is not a statement: what the terms of
// statements with the same canonical name stand for.
type Entity struct {
	Name    string   // canonical name; the store's IRI is ent:Name
	Type    string   // schema.org class; empty when unknown
	Concept bool     // a common noun phrase, not a named thing
	Labels  []Label  // names to show, at most one a language
	Aliases []Alias  // other names that were merged into this entity
	Members []string // canonical names of the members of a group
	Head    string   // canonical name of the head noun, for concepts: 核能 of 民生用核能
	Lexicon bool     // comes from the lexicon, not from the document alone
}

// Label returns the name to show in a language, empty when there is none.
func (e *Entity) Label(lang string) string {
	for _, l := range e.Labels {
		if l.Lang == lang {
			return l.Text
		}
	}
	return ""
}

// Label is a name in one language and script.
type Label struct {
	Lang  string // BCP 47: zh-Hant, zh-Hans, en
	Text  string
	Gloss bool // composed by machine from glosses
}

// Alias is another name of an entity, with the reason why it is taken for one.
type Alias struct {
	Text   string
	Lang   string
	Reason string // sameBecause: lexicon, cldr, abbreviation-in-text, surname, capital, pronoun, ...
}
