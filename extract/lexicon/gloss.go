package lexicon

import "strings"

// Gloss is the English of a common word.
type Gloss struct {
	Word    string // in Traditional characters
	POS     POS
	English string
}

// POS is the part of speech that a gloss has in English.
type POS string

// The parts of speech.
const (
	Noun      POS = "n"
	Plural    POS = "pl" // a noun that stands in the plural: security guarantees
	Mass      POS = "u"  // a noun with neither article nor plural: uranium
	Adjective POS = "a"
	Adverb    POS = "adv"
	TimeWord  POS = "t"
	Number    POS = "num"
	Locative  POS = "loc"  // 境內, 之間: a preposition in English
	Conjunct  POS = "conj" // 與, 或
)

var partsOfSpeech = map[POS]bool{
	Noun: true, Plural: true, Mass: true, Adjective: true, Adverb: true, TimeWord: true, Number: true, Locative: true, Conjunct: true,
}

// Nominal reports whether the gloss can be the head of a noun phrase.
func (g Gloss) Nominal() bool { return g.POS == Noun || g.POS == Plural || g.POS == Mass }

// addGloss reads a line of glosses.tsv: word, part of speech, English.
func (l *Lexicon) addGloss(r row) error {
	if err := r.width(3, 3); err != nil {
		return err
	}
	if err := r.need(2); err != nil {
		return err
	}
	g := Gloss{Word: r.cell(0), POS: POS(r.cell(1)), English: r.cell(2)}
	if !partsOfSpeech[g.POS] {
		return r.errorf("unknown part of speech %q; known are n, pl, u, a, adv, t, num, loc, conj", g.POS)
	}
	key := Fold(g.Word)
	for i, old := range l.glosses[key] {
		if old.POS == g.POS {
			l.glosses[key][i] = g
			return nil
		}
	}
	l.glosses[key] = append(l.glosses[key], g)
	l.glossLengths.add(key)
	return nil
}

// Gloss returns the glosses of a word in either script, one a part of speech.
func (l *Lexicon) Gloss(word string) []Gloss {
	glosses, _ := folded(l.glosses, word)
	return glosses
}

// GlossAs returns a word's gloss of one of the parts of speech, the first one
// that is known; empty when none is.
func (l *Lexicon) GlossAs(word string, pos ...POS) string {
	glosses := l.Gloss(word)
	for _, p := range pos {
		for _, g := range glosses {
			if g.POS == p {
				return g.English
			}
		}
	}
	return ""
}

// LongestGloss returns the longest word with a gloss that begins at a byte of a
// text, as its length in bytes and its glosses; 0 when none does.
func (l *Lexicon) LongestGloss(text string, at int) (int, []Gloss) {
	return longest(l.glossLengths, l.glosses, text, at)
}

// PluralOf returns the plural of an English noun or noun phrase, whose last word
// is inflected but for phrases with "of".
func PluralOf(noun string) string {
	if head, rest, ok := strings.Cut(noun, " of "); ok {
		return PluralOf(head) + " of " + rest
	}
	at := strings.LastIndexAny(noun, " -") + 1
	return noun[:at] + pluralWord(noun[at:])
}

func pluralWord(w string) string {
	if p, ok := irregularPlurals[w]; ok {
		return p
	}
	switch {
	case w == "":
		return ""
	case hasSuffix(w, "s", "x", "z", "ch", "sh"):
		return w + "es"
	case strings.HasSuffix(w, "y") && !vowelBefore(w, 1):
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}

var irregularPlurals = map[string]string{
	"man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
	"crisis": "crises", "analysis": "analyses", "basis": "bases", "thesis": "theses", "hypothesis": "hypotheses",
	"life": "lives", "knife": "knives", "wife": "wives", "leaf": "leaves", "half": "halves", "wolf": "wolves",
	"shelf": "shelves", "thief": "thieves", "loaf": "loaves", "calf": "calves",
	"potato": "potatoes", "tomato": "tomatoes", "hero": "heroes", "veto": "vetoes", "echo": "echoes", "embargo": "embargoes",
	"torpedo": "torpedoes", "volcano": "volcanoes", "mosquito": "mosquitoes", "tornado": "tornadoes",
	"criterion": "criteria", "phenomenon": "phenomena", "bacterium": "bacteria", "medium": "media", "datum": "data",
	"nucleus": "nuclei", "curriculum": "curricula", "memorandum": "memoranda",
	"sheep": "sheep", "fish": "fish", "deer": "deer", "aircraft": "aircraft", "spacecraft": "spacecraft", "species": "species",
	"series": "series", "means": "means", "headquarters": "headquarters", "troops": "troops", "mouse": "mice", "goose": "geese",
	"businessman": "businessmen", "spokesman": "spokesmen", "chairman": "chairmen", "fisherman": "fishermen", "fireman": "firemen",
	"policeman": "policemen", "statesman": "statesmen", "businesswoman": "businesswomen", "spokesperson": "spokespeople",
	"quiz": "quizzes", "ox": "oxen", "passer-by": "passers-by", "yuan": "yuan", "baht": "baht", "yen": "yen", "won": "won",
}
