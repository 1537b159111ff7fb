package clause

import (
	"slices"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
)

// A noun of an act states something like a verb: of 美國對朝鮮的制裁 that the one
// sanctions the other, and of 韓國恢復與朝鮮的談判 that the two negotiate.

// nominal is a noun of an act with what belongs to it.
type nominal struct {
	head      int
	marker    []int // tokens of the coverb before its argument
	argument  int
	agents    []int // heads of the phrases of who acts
	recovered bool  // who acts stands outside the phrase
}

// nominals makes a statement of every noun of an act that has an argument and
// an agent, and of every noun of what its owner has (朝鮮的核子計畫).
func (r *reading) nominals() []*Statement {
	var out []*Statement
	for i := range r.toks {
		if r.pos(i) != "NOUN" || r.at[i] != nil {
			continue
		}
		if n, ok := r.nominalAt(i); ok && r.findAgent(&n) {
			out = append(out, r.stateNominal(n)...)
		}
		if isA(r.form(i), possession) {
			out = append(out, r.possessions(i)...)
		}
	}
	return out
}

// nominalAt reads a noun of an act with a coverb phrase and 的 before it. The
// coverb may hang under the noun of the act or under that of its phrase.
func (r *reading) nominalAt(i int) (nominal, bool) {
	if !lexicon.Verbs()[r.form(i)] || utf8.RuneCountInString(r.form(i)) < 2 || r.isTime(i) {
		return nominal{}, false
	}
	for _, y := range slices.Backward(r.kidsOf(i, "nmod")) {
		marker := r.markerOf(y)
		if len(marker) == 0 && r.ownsMarker(i) {
			marker = r.markerOf(i)
		}
		if y > i || len(marker) != 1 || marker[0] > y || !r.deBetween(y, i) {
			continue
		}
		if role, _ := valueOf(r.form(marker[0]), coverb); Role(role) == Partner || slices.Contains(towards, r.form(marker[0])) || r.form(marker[0]) == "針對" {
			return nominal{head: i, marker: marker, argument: y}, true
		}
	}
	return nominal{}, false
}

// ownsMarker reports whether a coverb under the noun belongs to the act: as a
// phrase of a verb the noun would need one of its own.
func (r *reading) ownsMarker(i int) bool {
	return !slices.Contains([]string{"obl", "iobj", "dislocated"}, r.base(i))
}

// deBetween reports whether 的 stands between the phrase of y and the noun i,
// under either of them.
func (r *reading) deBetween(y, i int) bool {
	return slices.ContainsFunc(append(r.kidsOf(y, "case"), r.kidsOf(i, "case")...), func(k int) bool {
		return k > y && k < i && r.form(k) == "的"
	})
}

// findAgent finds who does the act: whose it is, by the words before the
// coverb, or else the subject of a verb that says no more than that it is done.
func (r *reading) findAgent(n *nominal) bool {
	for _, a := range slices.Backward(r.kidsOf(n.head, "nmod", "nsubj")) {
		if a < n.marker[0] && !r.isTime(a) && r.isNominal(a) && !r.clauseBreakBetween(a, n.head) {
			n.agents = []int{a}
			return true
		}
	}
	p := r.predicateOver(n.head)
	if p == nil || !p.subject.found() || len(p.subject.heads) == 0 || !r.isDoneBy(p, n) {
		return false
	}
	n.agents, n.recovered = p.subject.heads, true
	return !slices.ContainsFunc(n.agents, func(a int) bool { return r.under(n.head, a) || r.under(a, n.head) })
}

// isDoneBy reports whether the subject of p does the act: it begins, holds or
// ends it, or something else in its course.
func (r *reading) isDoneBy(p *predicate, n *nominal) bool {
	role, _ := valueOf(r.form(n.marker[0]), coverb)
	if r.head[n.head] == p.head {
		return r.base(n.head) == "obj" && isA(r.form(p.head), light)
	}
	over := r.head[n.head]
	return Role(role) == Partner && r.head[over] == p.head && r.base(over) == "obl" && isA(r.form(over), localizer)
}

// stateNominal makes the statements of a nominal.
func (r *reading) stateNominal(n nominal) []*Statement {
	role, _ := valueOf(r.form(n.marker[0]), coverb)
	if Role(role) != Partner && (isA(r.form(n.head), giving) || speaks(r.form(n.head)) || lexicon.Aimed()[r.form(n.head)]) {
		role = string(Recipient)
	}
	var out []*Statement
	for _, agent := range r.owners(n.agents...) {
		agent.Recovered = n.recovered
		for _, argument := range r.owners(n.argument) {
			relation := r.relation([]int{n.head})
			relation.Lemma = relation.Name
			s := r.statementOf("nominal", n.head, agent, relation)
			if n.recovered {
				s.SubjectRule = "agent-of-nominal"
			}
			if Role(role) == Target {
				s.Object = argument
				s.Evidence[0].Object = argument.Spans
			} else {
				s.Arguments = []Argument{{Role: Role(role), Marker: r.surface(r.spans(n.marker)), Term: argument}}
			}
			if worthStating(s) {
				s.setConfidence()
				out = append(out, s)
			}
		}
	}
	return out
}

// possessions makes a statement of each named owner of the noun.
func (r *reading) possessions(i int) []*Statement {
	var out []*Statement
	for _, owner := range r.kidsOf(i, "nmod") {
		if owner > i || !r.isNamed(owner) || len(r.markerOf(owner)) > 0 || !r.deBetween(owner, i) || r.ownsMarker(i) && len(r.markerOf(i)) > 0 {
			continue
		}
		has := r.trim(slices.DeleteFunc(r.phrase(i), func(t int) bool {
			return t <= owner || r.under(t, owner) || r.form(t) == "的" && t < i && r.head[t] == i
		}))
		for _, subject := range r.owners(owner) {
			s := r.statementOf("possession", i, subject, Relation{Name: "有", Lemma: "有"})
			s.Object = r.term(i, has)
			s.Evidence[0].Object = s.Object.Spans
			if worthHaving(s) {
				s.setConfidence()
				out = append(out, s)
			}
		}
	}
	return out
}

// owners is spread without the 的 behind each phrase.
func (r *reading) owners(heads ...int) []Term {
	var out []Term
	for _, h := range heads {
		for _, c := range r.conjuncts(h) {
			toks := r.phrase(c)
			for len(toks) > 1 && r.form(toks[len(toks)-1]) == "的" {
				toks = toks[:len(toks)-1]
			}
			out = append(out, r.term(c, toks))
		}
	}
	return out
}

func worthHaving(s *Statement) bool { return s.Subject.Surface != "" && s.Object.Surface != "" }

// statementOf begins a statement that a noun makes, held as the noun's place in
// the sentence lets it be.
func (r *reading) statementOf(rule string, i int, subject Term, relation Relation) *Statement {
	s := &Statement{
		Subject: subject, Relation: relation, Rule: rule, features: []string{"rule=" + rule},
		Evidence: []Evidence{{Subject: subject.Spans, Relation: relation.Spans}},
	}
	held := r.statusAt(i)
	s.Embedded, s.Modality = held.embedded, held.modality
	if held.attribution.found() {
		s.Attribution = r.subjectTerms(held.attribution)[0]
	}
	return s
}

// statusAt works out how the verbs over a noun let what it states be held. Only
// what plainly takes place around it leaves it asserted.
func (r *reading) statusAt(i int) status {
	var s status
	p := r.predicateOver(i)
	if p == nil {
		return s
	}
	outer := r.statusOf(p)
	s.embedded, s.attribution = outer.embedded || !outer.modality.Asserted(), outer.attribution
	if s.embedded {
		s.modality = max(outer.modality, Hypothetical)
	}
	use, _ := takesClause(r.form(p.head))
	if modality := modalities[use.Class]; i > p.head && (modality != Asserted || p.negative) {
		s.embedded, s.modality = true, Hypothetical
		if slices.Contains([]string{"doubt", "denial"}, use.Class) {
			s.modality = Doubted
		}
	}
	return s
}
