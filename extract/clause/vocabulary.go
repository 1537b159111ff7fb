package clause

import "sanyuan/extract/lexicon"

// category is a use of function words: see lexicon/function-words.tsv.
type category string

const (
	coverb    category = "coverb"
	passive   category = "passive"
	disposal  category = "disposal"
	negation  category = "negation"
	modal     category = "modal"
	adverb    category = "adverb"
	link      category = "link"
	condition category = "condition"
	purpose   category = "purpose"
	cause     category = "cause"
	timeWord  category = "time"
	postverb  category = "postverb"
	localizer category = "localizer"
	pronoun   category = "pronoun"
	moment    category = "moment"
	content   category = "content"
	manner    category = "manner"
	giving    category = "giving"
	light     category = "light"

	possession category = "possession"
)

// isA reports whether the word has a use of the category.
func isA(form string, c category) bool {
	_, ok := valueOf(form, c)
	return ok
}

// valueOf returns what the word means for the category.
func valueOf(form string, c category) (string, bool) {
	for _, use := range lexicon.FunctionWords()[form] {
		if use.Category == string(c) {
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
