package clause

import (
	"slices"
	"strings"
)

// term makes a participant of the tokens of a noun phrase.
func (r *reading) term(head int, toks []int) Term {
	spans := r.spans(toks)
	t := Term{
		Kind:    r.kindOf(head),
		Surface: r.surface(spans),
		Spans:   spans,
		Head:    r.headWord(head),
		Type:    r.typeOf(head),
	}
	t.Name = r.forms(toks)
	return t
}

func (r *reading) kindOf(head int) Kind {
	switch {
	case r.isTime(head):
		return Time
	case r.isNamed(head) || r.pos(head) == "PRON":
		return Entity
	case r.pos(head) == "NUM" || r.isMeasure(head):
		return Quantity
	}
	return Concept
}

// isNamed reports whether the head of a phrase is or ends a name.
func (r *reading) isNamed(head int) bool {
	tag := r.toks[head].Entity
	return r.pos(head) == "PROPN" || tag != "" && tag != "O"
}

// isMeasure reports whether the head is a unit with a number before it.
func (r *reading) isMeasure(head int) bool {
	return r.toks[head].XPOS == "NNB" && len(r.kidsOf(head, "nummod")) > 0
}

// headWord is the head noun with the parts that make one word of it in common
// use: 電視 + 機, and the given names after a family name.
func (r *reading) headWord(head int) string {
	toks := []int{head}
	for i := head - 1; i >= 0 && r.head[i] == head && r.base(i) == "compound" && r.pos(head) == "PART"; i-- {
		toks = append(toks, i)
	}
	for i := head + 1; i < len(r.toks) && r.under(i, head) && (r.base(i) == "flat" || r.form(i) == "·" || r.form(i) == "‧"); i++ {
		toks = append(toks, i)
	}
	slices.Sort(toks)
	return r.forms(toks)
}

// types maps name tags to classes of schema.org.
var types = map[string]string{"PER": "Person", "LOC": "Place", "ORG": "Organization"}

func (r *reading) typeOf(head int) string {
	_, tag, _ := strings.Cut(r.toks[head].Entity, "-")
	return types[tag]
}

// clauseTerm makes a participant of a clause: the words from the first token
// to the last.
func (r *reading) clauseTerm(head int, toks []int) Term {
	t := r.term(head, toks)
	t.Kind, t.Type = Concept, ""
	return t
}

// relation makes the relation of its tokens. Its name leaves out 著 and 過, which
// change nothing of what is said.
func (r *reading) relation(words []int) Relation {
	spans := r.spans(words)
	named := slices.DeleteFunc(slices.Clone(words), func(i int) bool { return r.pos(i) == "AUX" && isAspect(r.form(i)) })
	return Relation{Name: r.forms(named), Surface: r.surface(spans), Spans: spans}
}
