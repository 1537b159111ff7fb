package clause

import "slices"

// additions join a further demand to the one before it.
var additions = []string{"並", "並且", "且", "而且", "以及", "及", "和"}

// reports are the classes of verbs by which the one who demands goes on to speak.
var reports = []string{"speech", "belief", "demand", "doubt", "denial", "factive", "support", "opposition"}

// continueDemand makes p a further complement of the demand that it continues:
// in 要求軍方釋放囚犯，並停止攻擊 the army is to stop too, wherever the tree hangs 停止.
// What has happened (了), or is said in its turn, is an act of the one who demands.
func (r *reading) continueDemand(p *predicate) {
	add := r.additionBefore(p)
	if use, _ := takesClause(r.form(p.head)); add < 0 || p.kind != verbal || r.isDone(p) || slices.Contains(reports, use.Class) {
		return
	}
	if m := r.demandUpTo(add); m != nil {
		p.matrix = m
		p.subjects = nil // given keeps it for the verb of demanding
	}
}

// additionBefore returns the conjunction with which the clause of p begins, or -1
// where p has a subject behind it.
func (r *reading) additionBefore(p *predicate) int {
	for _, k := range slices.Backward(r.kidsOf(p.head, "mark", "cc")) {
		if k < p.head && slices.Contains(additions, r.form(k)) {
			if slices.ContainsFunc(p.subjects, func(s int) bool { return s > k }) {
				return -1
			}
			return k
		}
	}
	return -1
}

// demandUpTo returns the verb of demanding whose last complement ends right
// before the token, or nil.
func (r *reading) demandUpTo(end int) *predicate {
	var last *predicate
	for _, q := range r.predicates {
		if q.head < end && q.relHead < 0 {
			last = q
		}
	}
	for ; last != nil; last = last.matrix {
		use, _ := takesClause(r.form(last.head))
		if use.Class == "demand" && use.Control == "object" && len(r.complements(last)) > 0 {
			return last
		}
	}
	return nil
}

// isDone reports whether the words around p say that its act has taken place or
// stands beside another one.
func (r *reading) isDone(p *predicate) bool {
	return slices.ContainsFunc(r.kids[p.head], func(k int) bool {
		return r.base(k) == "aux" && isAspect(r.form(k)) || slices.Contains([]string{"也", "還", "又", "亦", "已", "已經", "隨後", "隨即", "同時"}, r.form(k))
	})
}

// continueHope puts the outcome of what is hoped or demanded under the same verb: in
// 希望法國加入談判，才能化解危機 it is France that may end the crisis, if it joins.
func (r *reading) continueHope(p *predicate) {
	if h := r.head[p.head]; h >= 0 && h < p.head && r.base(p.head) == "conj" && r.at[h] != nil && r.isOutcome(r.at[h]) {
		p.matrix = r.at[h].matrix
		return
	}
	if !r.isOutcome(p) {
		return
	}
	for _, q := range slices.Backward(r.predicates) {
		if q.head > p.head || q.relHead >= 0 || q.matrix == nil {
			continue
		}
		use, _ := takesClause(r.form(q.matrix.head))
		if len(q.subjects) > 0 && slices.Contains([]string{"desire", "demand", "belief", "speech"}, use.Class) {
			p.matrix = q.matrix
			p.subjects = slices.DeleteFunc(slices.Clone(p.subjects), func(s int) bool { return s < q.head })
		}
		return
	}
}

// isOutcome reports whether 才 begins the clause of p.
func (r *reading) isOutcome(p *predicate) bool {
	return slices.ContainsFunc(r.kidsOf(p.head, "mark", "advmod"), func(k int) bool {
		return k < p.head && k > 0 && r.form(k) == "才" && r.isPunct(k-1)
	})
}
