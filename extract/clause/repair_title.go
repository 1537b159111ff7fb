package clause

import "slices"

// joinTitle makes one name of what stands between 《 and 》, whatever clause the words
// of a title make, and hangs it as the subject or object that it is.
func (r *reading) joinTitle(i int) bool {
	closing := r.closingOf(i)
	if r.form(i) != "《" || closing < 0 || closing == i+1 {
		return false
	}
	top := r.topBetween(i, closing)
	if top < 0 {
		return false
	}
	changed := r.pos(top) != "PROPN"
	for k := range r.toks {
		switch inside := i < k && k < closing; {
		case inside && k != top && !r.isPunct(k) && r.base(k) != "flat" && (r.head[k] == top || r.head[k] <= i || r.head[k] >= closing):
			r.attach(k, top, "flat:name")
			changed = true
		case !inside && k != r.head[top] && i < r.head[k] && r.head[k] < closing && (r.head[k] != top || k > closing && r.isOfClause(k)):
			r.head[k] = top
			if r.isOfClause(k) && k > closing && r.head[top] >= 0 {
				r.head[k] = r.head[top]
			}
			changed = true
		}
	}
	if !changed {
		return false
	}
	r.placeTitle(top)
	for k := i + 1; k < closing; k++ {
		if k != top && r.pos(k) == "VERB" {
			r.retag(k, "NOUN") // no act of the sentence
		}
	}
	r.retag(top, "PROPN")
	return true
}

// closingOf returns the mark that closes what the mark at i opens, or -1.
func (r *reading) closingOf(i int) int {
	mark, ok := pairs[r.form(i)]
	if !ok {
		return -1
	}
	for k := i + 1; k < len(r.toks); k++ {
		if r.form(k) == mark {
			return k
		}
	}
	return -1
}

// topBetween returns the last token between the marks that hangs under none of them,
// best of all as a subject or object, or -1.
func (r *reading) topBetween(open, closing int) int {
	core := func(k int) bool { return r.base(k) == "nsubj" || r.base(k) == "obj" }
	top := -1
	for k := open + 1; k < closing; k++ {
		if outside := r.head[k] < open || r.head[k] > closing; outside && !r.isPunct(k) && (top < 0 || core(k) || !core(top)) {
			top = k
		}
	}
	return top
}

// isOfClause reports whether the token stands to its head as to a verb.
func (r *reading) isOfClause(k int) bool {
	return slices.Contains([]string{"obl", "nsubj", "obj", "advmod", "aux", "xcomp", "ccomp", "advcl"}, r.base(k)) || r.rel[k] == "nmod:tmod"
}

// placeTitle gives a title that was read as a clause beside a verb the place of a noun.
func (r *reading) placeTitle(top int) {
	h := r.head[top]
	if h < 0 || !r.isClausal(h) || !slices.Contains([]string{"advcl", "ccomp", "xcomp", "parataxis", "conj", "csubj", "advmod", "mark"}, r.base(top)) {
		return
	}
	switch {
	case top > h:
		r.rel[top] = "obj"
	case len(r.markerOf(top)) > 0:
		r.rel[top] = "obl"
	case !slices.ContainsFunc(r.kidsOf(h, "nsubj"), func(s int) bool { return s < top }):
		r.rel[top] = "nsubj"
	}
}

// nameInMarks makes a name between marks the name of the noun right before them, where
// the parser made it a second object or the head of the noun.
func (r *reading) nameInMarks(i int) bool {
	n := i - 1
	if n < 0 || r.closingOf(i) < 0 || r.pos(n) != "NOUN" || r.isNamed(n) {
		return false
	}
	for k := i + 1; k < r.closingOf(i); k++ {
		switch {
		case r.isPunct(k) || !r.isNominal(k):
		case r.head[k] == r.head[n] && r.base(k) == r.base(n) && r.base(k) == "obj":
			r.attach(k, n, "appos")
			return true
		case r.form(i) == "《" && r.head[n] == k && (r.base(n) == "nmod" || r.base(n) == "compound"):
			r.promote(n, k, "appos")
			return true
		}
	}
	return false
}
