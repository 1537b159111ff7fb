package clause

import "slices"

// source is where the subject of a predicate comes from.
type source struct {
	heads     []int  // heads of its phrases; empty when none was found
	recovered bool   // left out in the clause and found elsewhere
	how       string // name of the rule that found it
	gap       int    // head of the relative clause that the subject was found over
	outside   *Term  // the topic of the sentence before, when the heads are empty
}

func (s *source) found() bool { return s != nil && (len(s.heads) > 0 || s.outside != nil) }

// resolveSubjects finds the subject of every predicate.
func (r *reading) resolveSubjects(topic *Term) {
	for n := range r.predicates {
		r.subjectOf(n, topic, map[*predicate]bool{})
	}
}

// subjectRules find the subject of a predicate that has none of its own, in
// the order in which they are tried.
var subjectRules = []struct {
	name string
	find func(r *reading, p *predicate) (heads []int, from *predicate)
}{
	{"relative-gap", (*reading).gapSubject},
	{"controlled-subject", (*reading).controlledSubject},
	{"shared-subject", (*reading).laterSubject},
	{"topic-chain", (*reading).chainSubject},
	{"locative-subject", (*reading).locativeSubject},
}

func (r *reading) subjectOf(n int, topic *Term, seen map[*predicate]bool) *source {
	p := r.predicates[n]
	if p.subject != nil || seen[p] {
		return p.subject
	}
	seen[p] = true
	p.subject = r.findSubject(p, topic, seen)
	return p.subject
}

func (r *reading) findSubject(p *predicate, topic *Term, seen map[*predicate]bool) *source {
	if len(p.subjects) > 0 {
		return &source{heads: r.ownSubject(p), how: "subject"}
	}
	if h := r.head[p.head]; h >= 0 && r.base(p.head) == "csubj" && (r.copulaOf(h) >= 0 || isCopula(r.form(h))) {
		return &source{} // 減少浪費是目標: anybody's act
	}
	if r.isUndirected(p) {
		return &source{}
	}
	for _, rule := range subjectRules {
		heads, from := rule.find(r, p)
		if len(heads) > 0 {
			return &source{heads: heads, recovered: rule.name != "relative-gap", how: rule.name, gap: p.head}
		}
		if from != nil {
			if s := r.subjectOf(slices.Index(r.predicates, from), topic, seen); s.found() {
				if p.matrix == from && r.merges(from, p) {
					return s // one relation has one subject
				}
				return &source{heads: s.heads, outside: s.outside, gap: s.gap, recovered: true, how: chained(rule.name, s)}
			}
		}
	}
	if topic != nil && p.relHead < 0 && p.matrix == nil && r.opensSentence(p) {
		return &source{outside: topic, recovered: true, how: "topic-of-sentence-before"}
	}
	return &source{}
}

// isUndirected reports whether p is demanded of nobody who is named (要求撤軍): it is not
// the one who demands who is to do it.
func (r *reading) isUndirected(p *predicate) bool {
	m := p.matrix
	if m == nil || m.head > p.head || r.hasOwnSubject(m, p) || !r.isFirstComplement(m, p) {
		return false
	}
	use, _ := takesClause(r.form(m.head))
	directed := slices.ContainsFunc(m.obliques, func(o oblique) bool { return o.role != Place && o.role != When })
	return use.Class == "demand" && use.Control == "object" && !m.passive && !directed && len(m.objects)+len(m.recipients)+len(m.patients) == 0
}

// chained names how a subject was found through another predicate.
func chained(rule string, s *source) string {
	if s.how == "relative-gap" {
		return s.how
	}
	return rule
}

// ownSubject returns the subject next to the predicate; with two in a row the
// first is a topic.
func (r *reading) ownSubject(p *predicate) []int {
	return p.subjects[len(p.subjects)-1:]
}

// opensSentence reports whether no clause of the sentence, but relative ones and
// complements, has a subject of its own.
func (r *reading) opensSentence(p *predicate) bool {
	return !slices.ContainsFunc(r.predicates, func(q *predicate) bool {
		return len(q.subjects) > 0 && q.relHead < 0 && q.matrix == nil
	})
}

// gapSubject takes the noun that a relative clause modifies for its subject,
// unless the noun is the clause's object or only says when or where.
func (r *reading) gapSubject(p *predicate) ([]int, *predicate) {
	if p.relHead < 0 || r.isTime(p.relHead) || p.passive && len(p.agents) > 0 && len(p.objects) > 0 {
		return nil, nil
	}
	if isA(r.form(p.relHead), localizer) || r.holdsContent(p) || r.isPassiveOfObject(p) {
		return nil, nil
	}
	return []int{p.relHead}, nil
}

// isPassiveOfObject reports whether what looks like the object of a passive verb is what
// it is done to: 有關[被佔領]地區的報告.
func (r *reading) isPassiveOfObject(p *predicate) bool {
	return p.passive && len(p.agents) == 0 && len(p.objects) > 0 && p.words[len(p.words)-1] == p.head && !isA(r.form(p.head), giving)
}

// controlledSubject finds the subject of a complement: the object of the verb
// that takes it (要求當局尊重), or else that verb's subject (同意提供).
func (r *reading) controlledSubject(p *predicate) ([]int, *predicate) {
	m := p.matrix
	if m == nil || m.head > p.head || m.kind == copular || isCopula(r.form(m.head)) {
		return nil, nil // a quotation before its verb has its own subjects
	}
	if heads, _ := r.laterSubject(p); len(heads) > 0 && heads[0] > m.head && heads[0] < p.head {
		return heads, nil
	}
	if first := r.complements(m); len(first) > 0 && first[0].head < p.head {
		return nil, first[0]
	}
	if r.isPivot(m) {
		for _, o := range append(slices.Clone(m.objects), m.recipients...) {
			if o < p.head {
				return []int{o}, nil
			}
		}
		if len(m.patients) > 0 {
			return m.patients[:1], nil
		}
	}
	return nil, m
}

// isPivot reports whether the object of the verb is the subject of its complement.
func (r *reading) isPivot(p *predicate) bool {
	use, _ := takesClause(r.form(p.head))
	return use.Control == "object" || lacks(r.form(p.head))
}

// laterSubject takes the subject that stands before p but was hung under a
// later verb of the same chain (GSD hangs it under the last).
func (r *reading) laterSubject(p *predicate) ([]int, *predicate) {
	for h := r.head[p.head]; h > p.head; h = r.head[h] {
		q := r.at[h]
		if q == nil {
			return nil, nil
		}
		if len(q.given) > 0 && p.relHead < 0 {
			if q.given[0] > p.head && r.goesOn(p) {
				return nil, nil
			}
			return r.subjectBefore(p, q), nil
		}
		if q.relHead >= 0 {
			return nil, q
		}
	}
	return nil, nil
}

// goesOn reports whether a clause before p, on its level, has a subject that p may go on with.
func (r *reading) goesOn(p *predicate) bool {
	return slices.ContainsFunc(r.predicates, func(q *predicate) bool {
		return q.head < p.head && len(q.subjects) > 0 && q.relHead < 0 && q.matrix == p.matrix && !r.isSubordinate(p)
	})
}

// subjectBefore returns the subject of q that stands nearest before p, or else
// its first.
func (r *reading) subjectBefore(p, q *predicate) []int {
	best := q.given[:1]
	for i, s := range q.given {
		if s < p.head {
			best = q.given[i : i+1]
		}
	}
	return best
}

// chainSubject goes on with the subject of the clause before.
func (r *reading) chainSubject(p *predicate) ([]int, *predicate) {
	if p.relHead >= 0 || p.matrix != nil && (p.matrix.kind == copular || isCopula(r.form(p.matrix.head))) {
		return nil, nil
	}
	if h := r.head[p.head]; h >= 0 && r.at[h] != nil && h < p.head && r.base(p.head) == "conj" {
		return nil, r.at[h]
	}
	at := slices.Index(r.predicates, p)
	for n := at - 1; n >= 0; n-- {
		q := r.predicates[n]
		if q.relHead < 0 && q.matrix == p.matrix && r.base(q.head) != "csubj" && !r.under(q.head, r.nominalOver(q)) && !r.isComplementOfSubject(q, p) {
			return nil, q
		}
	}
	if h := r.head[p.head]; h >= 0 && r.at[h] != nil && r.at[h] != p.matrix {
		return nil, r.at[h]
	}
	return nil, nil
}

// nominalOver returns a noun over q that is not part of the clause chain, or a
// number that is no token.
func (r *reading) nominalOver(q *predicate) int {
	for h := r.head[q.head]; h >= 0; h = r.head[h] {
		if r.at[h] == nil {
			return h
		}
	}
	return len(r.head)
}

// isComplementOfSubject reports whether q is inside the subject of p.
func (r *reading) isComplementOfSubject(q, p *predicate) bool {
	return slices.ContainsFunc(p.subjects, func(s int) bool { return r.under(q.head, s) })
}

// locativeSubject makes the place before 有 or 出現 its subject.
func (r *reading) locativeSubject(p *predicate) ([]int, *predicate) {
	if !slices.Contains([]string{"有", "沒有", "存在", "出現", "發生", "設有"}, r.form(p.head)) {
		return nil, nil
	}
	for _, o := range p.obliques {
		if o.role == Place && !o.after {
			return []int{o.head}, nil
		}
	}
	return nil, nil
}

// isSubordinate reports whether a conjunction or a word of time makes the
// clause depend on another.
func (r *reading) isSubordinate(p *predicate) bool {
	return slices.ContainsFunc(r.kidsOf(p.head, "mark", "case", "advmod"), func(k int) bool {
		form := r.form(k)
		return isA(form, condition) || isA(form, cause) || isA(form, purpose) && k < p.head || isA(form, timeWord) || isA(form, coverb)
	})
}
