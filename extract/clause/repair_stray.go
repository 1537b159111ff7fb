package clause

import "slices"

// joinAddition makes 加上 between two nouns before the verb a conjunction.
func (r *reading) joinAddition(i int) bool {
	v, objects := r.head[i], r.kidsOf(i, "obj")
	if r.form(i) != "加上" || r.pos(i) != "VERB" || v < i || len(objects) != 1 || objects[0] < i {
		return false
	}
	for _, s := range append(r.kidsOf(i, "nsubj"), r.kidsOf(v, "nsubj")...) {
		if s != i-1 {
			continue
		}
		r.handOver(i, v)
		r.attach(s, v, "nsubj")
		r.attach(objects[0], s, "conj")
		r.attach(i, objects[0], "cc")
		return true
	}
	return false
}

// denyExistence puts 沒有 before the subject of a verb, where it was read as a clause
// beside the verb (沒有 證據顯示), over both: what is not there does nothing.
func (r *reading) denyExistence(i int) bool {
	v := r.head[i]
	if !isA(r.form(i), negation) || r.pos(i) != "VERB" || v < i || len(r.kids[i]) > 0 || !slices.Contains([]string{"csubj", "nsubj", "advcl"}, r.base(i)) {
		return false
	}
	for _, s := range r.kidsOf(v, "nsubj") {
		if s > i && r.firstUnder(s) == i+1 {
			r.attach(i, r.head[v], r.rel[v])
			r.attach(s, i, "obj")
			r.attach(v, i, "xcomp")
			return true
		}
	}
	return false
}

// returnModifiedObject gives the verb of a modifying clause the noun right behind it,
// where it was read as another modifier of the same noun (加入 [組織 的] 提案): the 的
// behind it closes the clause.
func (r *reading) returnModifiedObject(i int) bool {
	h := r.head[i]
	de := r.kidsOf(i, "case")
	if h < i || r.base(i) != "nmod" || len(de) != 1 || r.form(de[0]) != "的" || r.isTime(i) {
		return false
	}
	for _, v := range r.kidsOf(h, "acl") {
		if v > i || r.pos(v) != "VERB" || r.firstUnder(i) != r.pastAspect(v) || len(r.kidsOf(v, "obj", "xcomp", "ccomp", "mark")) > 0 {
			continue
		}
		r.attach(i, v, "obj")
		r.attach(de[0], v, "mark:rel")
		return true
	}
	return false
}

// freeTimeSubject gives a verb the nearest bare noun before it for a subject, where its
// time was read as one (三國，[13號] 同意).
func (r *reading) freeTimeSubject(i int) bool {
	v := r.head[i]
	if v < i || r.base(i) != "nsubj" || !r.isTime(i) || len(r.kidsOf(v, "nsubj")) > 1 {
		return false
	}
	for _, k := range slices.Backward(r.kidsOf(v, "obl", "dislocated")) {
		if k < i && len(r.markerOf(k)) == 0 && len(r.kidsOf(k, "case")) == 0 && !r.isTime(k) {
			r.rel[k], r.rel[i] = "nsubj", "nmod:tmod"
			return true
		}
	}
	return false
}

// openIncluding gives a verb the object that the 包括 right behind it was given besides
// its own (提供 包括 食物 等 援助).
func (r *reading) openIncluding(i int) bool {
	v, objects := r.head[i], r.kidsOf(i, "obj")
	if v < 0 || v != i-1 || r.form(i) != "包括" || r.pos(v) != "VERB" || len(objects) < 2 || len(r.kidsOf(v, "obj")) > 0 {
		return false
	}
	last := objects[len(objects)-1]
	r.attach(last, v, "obj")
	r.attach(i, last, "acl:relcl")
	return true
}
