package english

import (
	"strings"

	"sanyuan/extract/lexicon"
)

// Writer words things in English. It may be used by many goroutines.
type Writer struct {
	lex *lexicon.Lexicon
}

// New returns a writer that goes by a lexicon.
func New(lex *lexicon.Lexicon) *Writer { return &Writer{lex} }

// Word is a word of a phrase.
type Word struct {
	Form string // in Traditional characters
	UPOS string // universal part of speech; may be empty
	Name bool   // is part of a name

	English string // of a group that is named by its members; other names are looked up
}

// Name returns the English of a name that the lexicon has, as headlines have it,
// without its article.
func (w *Writer) known(name string) (lexicon.English, *lexicon.Entity) {
	var found *lexicon.Entity
	for _, s := range w.lex.Lookup(name) {
		if s.Alias.Kind == lexicon.Metonym {
			continue
		}
		if found != nil || s.Alias.Shared {
			return lexicon.English{}, nil
		}
		found = s.Entity
	}
	if found == nil || found.Short.Text == "" {
		return lexicon.English{}, nil
	}
	return found.Short, found
}

// isTangled reports whether a phrase is too long, or has clauses in clauses, to
// be composed word by word so that anybody understands it.
func isTangled(items []item) bool {
	verbs := 0
	for _, it := range items {
		if it.role == verb {
			verbs++
		}
	}
	return len(items) > 12 || verbs > 3
}

// Phrase returns the English of a noun phrase or of a verb phrase that stands
// for an act. It reports false where a word is unknown.
func (w *Writer) Phrase(words []Word) (string, bool) {
	items := w.items(words)
	if items == nil || isTangled(items) {
		return "", false
	}
	out := strings.TrimSpace(w.phrase(items))
	return strings.TrimPrefix(out, "the "), out != ""
}
