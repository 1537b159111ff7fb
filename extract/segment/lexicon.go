package segment

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// Lexicon are words that a user wants to be found as they are, each with a type
// of name. Script, case and width do not matter. Where words of it overlap, gse
// takes the fewest. It is safe for concurrent use.
type Lexicon struct {
	mu    sync.RWMutex
	fold  *Fold
	gse   gse.Segmenter
	stale bool // words were added since gse computed its path lengths
}

// NewLexicon returns an empty lexicon that folds as the dictionary does.
func NewLexicon(d *Dictionary) *Lexicon {
	l := &Lexicon{fold: &d.Fold}
	l.gse.SkipLog = true
	l.gse.Dict = gse.NewDict()
	return l
}

const (
	lexiconFreq = 1000    // the same for all words, so that gse takes the fewest
	lexiconTag  = "user:" // of the words in gse's dictionary, with the type behind it
)

// Add adds a word with its type of name, which may be empty.
func (l *Lexicon) Add(word, kind string) error {
	folded := strings.Map(l.fold.Rune, word)
	if strings.ContainsFunc(folded, isSpace) || folded == "" {
		return fmt.Errorf("lexicon: %q: a word is not empty and has no white space", word)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stale = true
	return l.gse.AddToken(folded, lexiconFreq, lexiconTag+kind)
}

// Wanted is a word of the user's lexicon found in a sentence.
type Wanted struct {
	From, To int    // units, half open
	Kind     string // type of name; may be empty
}

// find appends the words in the sentence. Those that would cut a unit are left
// out.
func (l *Lexicon) find(v *View, out []Wanted) []Wanted {
	if l.empty() {
		return out
	}
	segments := l.segment(strings.Map(l.fold.Rune, v.text))
	at, unit := 0, 0 // bytes of the sentence, unit from there on
	for _, s := range segments {
		start := at
		for range utf8.RuneCountInString(s.Token().Text()) {
			_, size := utf8.DecodeRuneInString(v.text[at:])
			at += size
		}
		kind, ours := strings.CutPrefix(s.Token().Pos(), lexiconTag)
		if !ours {
			continue
		}
		for unit < len(v.units) && v.units[unit].Start < start {
			unit++
		}
		from := unit
		for unit < len(v.units) && v.units[unit].End <= at {
			unit++
		}
		if from < unit && v.units[from].Start == start && v.units[unit-1].End == at {
			out = append(out, Wanted{from, unit, kind})
		}
	}
	return out
}

func (l *Lexicon) empty() bool {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.gse.Dict.NumTokens() == 0
}

// segment cuts a folded text into words of the lexicon and single characters.
func (l *Lexicon) segment(folded string) []gse.Segment {
	l.mu.RLock()
	if !l.stale {
		defer l.mu.RUnlock()
		return l.gse.Segment([]byte(folded))
	}
	l.mu.RUnlock()
	l.mu.Lock()
	if l.stale {
		l.gse.CalcToken()
		l.stale = false
	}
	l.mu.Unlock()
	return l.segment(folded)
}
