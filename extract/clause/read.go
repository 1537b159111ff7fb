package clause

import (
	"slices"

	"sanyuan/extract/syntax"
	"sanyuan/extract/text"
)

// Read returns what one sentence states, in the order of its words. The tree's
// forms are in Traditional characters; its offsets point into the sentence's
// text, which may be in either script, and the statements use the words of the
// text. The topic is the subject of the sentence before, for a sentence that
// leaves its own out; it may be nil.
//
// Names are not resolved yet and confidence is that of the rule and the tree.
func Read(tree syntax.Tree, sentence string, topic *Term) []*Statement {
	r := newReading(tree, sentence)
	r.repair()
	r.findPredicates()
	r.findQuotes()
	r.linkQuotations()
	r.resolveSubjects(topic)
	return r.statements()
}

// statements builds the statements of every predicate, nominal and apposition.
func (r *reading) statements() []*Statement {
	made := map[*predicate][]*Statement{}
	var out []*Statement
	for n := len(r.predicates) - 1; n >= 0; n-- { // complements before what takes them
		p := r.predicates[n]
		made[p] = r.state(p, made)
	}
	r.linkAdjuncts(made)
	for _, p := range r.predicates {
		out = append(out, made[p]...)
	}
	return append(append(out, r.nominals()...), r.appositions()...)
}

// state builds the statements of one predicate.
func (r *reading) state(p *predicate, made map[*predicate][]*Statement) []*Statement {
	for _, rule := range predicateRules {
		outcomes, fits := rule.read(r, p)
		if !fits {
			continue
		}
		var out []*Statement
		for n, o := range outcomes {
			o.rule = rule.name
			r.linkInner(p, n, o, made)
			out = append(out, r.spell(p, o)...)
		}
		return out
	}
	return nil
}

// linkInner points the n-th clause object of p at the statement of its
// complement.
func (r *reading) linkInner(p *predicate, n int, o outcome, made map[*predicate][]*Statement) {
	if len(o.objects) != 1 || o.objects[0].Kind != Inner {
		return
	}
	inner := r.innerStatements(p, n, made)
	if len(inner) > 0 {
		o.objects[0].Statement = inner[0]
	} else {
		o.objects[0].Kind = Concept
	}
}

func (r *reading) innerStatements(p *predicate, n int, made map[*predicate][]*Statement) []*Statement {
	complements := r.complements(p)
	if n < len(complements) {
		q := complements[n]
		for len(made[q]) == 0 {
			next := r.complements(q)
			if len(next) == 0 {
				return nil
			}
			q = next[0]
		}
		return made[q]
	}
	for _, q := range r.predicates { // a quotation before the verb
		if q.matrix == p && len(made[q]) > 0 {
			return made[q]
		}
	}
	return nil
}

// spell writes an outcome out as statements, one for each coordinated subject
// and object.
func (r *reading) spell(p *predicate, o outcome) []*Statement {
	if !o.subject.found() || r.isTopQuestion(p) {
		return nil
	}
	s := r.statusOf(p)
	relation := r.relation(o.words)
	relation.Lemma = r.lemma(p)
	features := r.describe(p, o)
	objects := o.objects
	if len(objects) == 0 {
		objects = []Term{{}}
	}
	var out []*Statement
	for _, subject := range r.subjectTerms(o.subject) {
		for n, object := range objects {
			st := &Statement{
				Subject: subject, Relation: relation, Object: object, Arguments: o.args,
				Polarity: s.polarity, Modality: s.modality, Embedded: s.embedded, Rule: o.rule, features: features, sibling: n, siblings: len(objects),
				Evidence: []Evidence{{Subject: subject.Spans, Relation: relation.Spans, Object: object.Spans}},
			}
			if subject.Recovered {
				st.SubjectRule = o.subject.how
			}
			if s.attribution.found() {
				st.Attribution = r.subjectTerms(s.attribution)[0]
			}
			if worthStating(st) {
				st.setConfidence()
				out = append(out, st)
			}
		}
	}
	return out
}

// isTopQuestion reports whether p is the main clause of a question.
func (r *reading) isTopQuestion(p *predicate) bool {
	return p.matrix == nil && p.relHead < 0 && r.inQuestion(p)
}

// worthStating reports whether a statement says more than that its subject acts.
func worthStating(s *Statement) bool {
	if s.Subject.Surface == "" || s.Relation.Surface == "" || s.Subject.Surface == s.Object.Surface {
		return false
	}
	if slices.Contains(questionWords, s.Object.Name) || slices.Contains(questionWords, s.Subject.Name) {
		return false
	}
	if s.Object.Kind != None {
		return s.Object.Surface != ""
	}
	return len(s.Arguments) > 0
}

// lemma is the bare predicate.
func (r *reading) lemma(p *predicate) string {
	if p.kind == copular {
		return r.form(r.copulaOf(p.head))
	}
	return r.form(p.head)
}

// appositions makes a statement of every title and apposition: 總統戴高樂.
func (r *reading) appositions() []*Statement {
	var out []*Statement
	for i := range r.toks {
		for _, k := range r.kidsOf(i, "appos") {
			if k > i && (r.isTitle(i, k) || r.isMarkedName(i, k)) {
				for _, title := range append(r.jointTitles(i), i) {
					out = append(out, r.apposition("title", r.term(k, r.nameTokens(k)), r.term(title, r.titleTokens(title, k))))
				}
			}
		}
	}
	return out
}

// nameTokens is the name of k, with the marks around it, without the 的 that makes it an
// owner.
func (r *reading) nameTokens(k int) []int {
	first := r.firstUnder(k)
	if first > 0 && r.closingOf(first-1) > k {
		first--
	}
	end := r.closingOf(first)
	if end < k {
		return r.trim(r.subtree(k, func(t int) bool { return t > k && r.base(t) == "case" }))
	}
	var toks []int
	for t := first; t <= end; t++ {
		toks = append(toks, t)
	}
	return toks
}

// isMarkedName reports whether k is the name, between marks, of what the noun i before
// them is: 電影《英雄》.
func (r *reading) isMarkedName(i, k int) bool {
	open := i + 1
	if open >= k || r.pos(i) != "NOUN" || r.isNamed(i) {
		return false
	}
	if mark := r.form(open); mark != "《" && mark != "「" && mark != "“" && mark != "『" {
		return false
	}
	closing := r.closingOf(open)
	return k < closing && r.firstUnder(k) >= open
}

func (r *reading) titleTokens(i, name int) []int {
	var toks []int
	first := r.firstUnder(name)
	for _, t := range r.phraseTokens(i, false) {
		if t < first {
			toks = append(toks, t)
		}
	}
	return r.trim(toks)
}

func (r *reading) apposition(rule string, name, what Term) *Statement {
	s := &Statement{
		Subject: name, Object: what, Rule: rule, features: []string{"rule=" + rule},
		Relation: Relation{Name: "是", Lemma: "是"},
		Evidence: []Evidence{{Subject: name.Spans, Relation: []text.Span{}, Object: what.Spans}},
	}
	s.setConfidence()
	return s
}
