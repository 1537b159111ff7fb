package clause

import "slices"

// linkAdjuncts makes what a clause of purpose, condition or cause states an
// argument of what the clause that it belongs to states, through which it is
// reached.
func (r *reading) linkAdjuncts(made map[*predicate][]*Statement) {
	for _, q := range r.predicates {
		role, ok := r.adjunctRole(q)
		if !ok || len(made[q]) == 0 {
			continue
		}
		main := r.stated(r.mainOf(q), made)
		if len(main) == 0 || main[0] == made[q][0] {
			continue
		}
		term := r.clauseTerm(q.head, r.adjunctWords(q))
		term.Kind, term.Statement = Inner, made[q][0]
		for _, s := range main {
			s.Arguments = append(slices.Clip(s.Arguments), Argument{Role: role, Term: term})
		}
	}
}

// adjunctRole is the role that the clause of q plays for another one.
func (r *reading) adjunctRole(q *predicate) (Role, bool) {
	if q.relHead >= 0 || q.matrix != nil {
		return "", false
	}
	return r.markedRole(q)
}

// markedRole is the role that the conjunctions of q say its clause plays.
func (r *reading) markedRole(q *predicate) (Role, bool) {
	switch {
	case r.isAim(q):
		return Purpose, true
	case r.isCondition(q):
		return Condition, true
	case slices.ContainsFunc(r.kidsOf(q.head, "mark", "case"), func(k int) bool { return k < q.head && isA(r.form(k), cause) }):
		return Cause, true
	}
	return "", false
}

// mainOf returns the clause that q belongs to: the one over it, or, for an aim
// that the tree makes the last verb of a chain, the one before it.
func (r *reading) mainOf(q *predicate) *predicate {
	if r.isAim(q) {
		for _, m := range slices.Backward(r.predicates) {
			if m.head < q.head && r.head[m.head] == q.head && r.base(m.head) == "advcl" && m.relHead < 0 {
				return m
			}
		}
	}
	if h := r.head[q.head]; h >= 0 && slices.Contains([]string{"advcl", "conj", "xcomp", "ccomp", "parataxis"}, r.base(q.head)) {
		return r.at[h]
	}
	return nil
}

// stated returns the statements of p, or of the complement that it makes one
// relation with.
func (r *reading) stated(p *predicate, made map[*predicate][]*Statement) []*Statement {
	for p != nil && len(made[p]) == 0 {
		next := r.complements(p)
		if len(next) == 0 || !r.merges(p, next[0]) {
			return nil
		}
		p = next[0]
	}
	return made[p]
}

// adjunctWords are the words of the clause of q without those that only link it.
func (r *reading) adjunctWords(q *predicate) []int {
	toks := r.subtree(q.head, func(k int) bool {
		chained := r.at[k] != nil && slices.Contains([]string{"advcl", "conj", "parataxis"}, r.base(k))
		return chained || k < q.head && (r.base(k) == "mark" || r.base(k) == "case" || r.base(k) == "cc")
	})
	return r.trim(r.sameStretch(toks, q.head))
}
