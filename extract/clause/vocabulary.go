package clause

import (
	"sync"

	"sanyuan/extract/lexicon"
)

// category is a use of function words, a bit each: see lexicon/function-words.tsv.
type category uint32

const (
	coverb category = 1 << iota
	passive
	disposal
	negation
	modal
	adverb
	link
	condition
	purpose
	cause
	timeWord
	postverb
	localizer
	pronoun
	moment
	content
	manner
	giving
	light
	possession
	telling
)

// categories are the names of the categories in the file.
var categories = map[string]category{
	"coverb":     coverb,
	"passive":    passive,
	"disposal":   disposal,
	"negation":   negation,
	"modal":      modal,
	"adverb":     adverb,
	"link":       link,
	"condition":  condition,
	"purpose":    purpose,
	"cause":      cause,
	"time":       timeWord,
	"postverb":   postverb,
	"localizer":  localizer,
	"pronoun":    pronoun,
	"moment":     moment,
	"content":    content,
	"manner":     manner,
	"giving":     giving,
	"light":      light,
	"possession": possession,
	"telling":    telling,
}

// uses holds the categories of every function word.
var uses = sync.OnceValue(func() map[string]category {
	out := map[string]category{}
	for word, all := range lexicon.FunctionWords() {
		for _, use := range all {
			out[word] |= categories[use.Category]
		}
	}
	return out
})

// isA reports whether the word has a use of the category.
func isA(form string, c category) bool { return uses()[form]&c != 0 }

// valueOf returns what the word means for the category.
func valueOf(form string, c category) (string, bool) {
	if !isA(form, c) {
		return "", false
	}
	for _, use := range lexicon.FunctionWords()[form] {
		if categories[use.Category] == c {
			return use.Value, true
		}
	}
	return "", false
}

// takesClause returns what the verb does to its complement.
func takesClause(form string) (lexicon.Predicate, bool) {
	p, ok := lexicon.Predicates()[form]
	return p, ok
}

// modalities maps the classes of predicates.tsv to the modality of the complement.
var modalities = map[string]Modality{
	"speech": Claimed, "belief": Claimed,
	"doubt": Doubted, "denial": Doubted,
	"question": Hypothetical, "prevention": Hypothetical, "support": Hypothetical,
	"opposition": Hypothetical, "failure": Hypothetical, "refusal": Hypothetical,
	"desire": Wanted, "intention": Intended, "attempt": Intended,
	"commitment": Promised, "agreement": Agreed,
	"ability": Possible, "permission": Possible, "demand": Demanded,
}
