package english

import (
	"slices"
	"strings"
)

// Agree puts a relation in the third person singular, as Writer.Relation words
// it, into the number of its subject: "some diplomats" "hope to join".
func Agree(relation, subject string) string {
	if !isPlural(subject) {
		return relation
	}
	words := strings.Split(relation, " ")
	for i, w := range words {
		if before[w] {
			continue
		}
		words[i] = pluralVerb(w)
		break
	}
	return strings.Join(words, " ")
}

// before are the adverbs that stand before the verb.
var before = func() map[string]bool {
	set := map[string]bool{"never": true, "no": true, "longer": true, "once": true, "not": true}
	for _, text := range adverbs {
		for w := range strings.FieldsSeq(text) {
			set[w] = true
		}
	}
	return set
}()

func pluralVerb(w string) string {
	switch w {
	case "is":
		return "are"
	case "has":
		return "have"
	case "does":
		return "do"
	case "lies", "dies", "ties":
		return w[:len(w)-1]
	}
	switch {
	case strings.HasSuffix(w, "ies"):
		return w[:len(w)-3] + "y"
	case hasEnding(w, "sses", "shes", "ches", "xes", "zzes", "oes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss"):
		return w[:len(w)-1]
	}
	return w
}

func hasEnding(w string, endings ...string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(w, e) })
}

// isPlural tells the number of a noun phrase by its head, the last word before
// a preposition or a clause. Names are singular.
func isPlural(phrase string) bool {
	if phrase == "they" || phrase == "we" || phrase == "you" || phrase == "I" || strings.Contains(phrase, " and ") {
		return true
	}
	for _, mark := range []string{" of ", " that ", " for ", " to ", " in "} {
		phrase, _, _ = strings.Cut(phrase, mark)
	}
	head := phrase[strings.LastIndex(phrase, " ")+1:]
	switch head {
	case "people", "men", "women", "children", "police", "media", "troops":
		return true
	case "news", "series", "species", "means", "headquarters", "":
		return false
	}
	if strings.ToLower(head[:1]) != head[:1] {
		return false
	}
	return strings.HasSuffix(head, "s") && !hasEnding(head, "ss", "us", "is", "ics", "'s")
}
