package clause

import (
	"slices"

	"sanyuan/extract/lexicon"
)

// moveConjunctOfVerb coordinates a noun that was hung beside the verb with the verb's
// object before it (提供貸款，[技術]).
func (r *reading) moveConjunctOfVerb(i int) bool {
	v := r.head[i]
	if v < 0 || v > i || r.base(i) != "conj" || r.pos(v) != "VERB" || r.pos(i) != "NOUN" {
		return false
	}
	objects := slices.DeleteFunc(r.kidsOf(v, "obj"), func(o int) bool { return o > i })
	if len(objects) == 0 || r.copulaOf(i) >= 0 || len(r.kidsOf(i, "nsubj", "obj")) > 0 {
		return false
	}
	r.attach(i, objects[len(objects)-1], "conj")
	return true
}

// openRelativeBeforeObject takes the complement before 的 and an object for a clause that
// modifies the object (停止[研發武器 的]計劃): a verb has one of the two.
func (r *reading) openRelativeBeforeObject(i int) bool {
	v0 := r.head[i]
	if v0 < 0 || r.base(i) != "obj" || r.pos(v0) != "VERB" {
		return false
	}
	de := r.firstUnder(i) - 1
	if de <= v0 || r.form(de) != "的" {
		return false
	}
	v := r.head[de]
	for v > v0 && r.head[v] != v0 {
		v = r.head[v]
	}
	if v == v0 {
		return r.partObjects(i, de)
	}
	if v < v0 || !r.opensRelative(v) {
		return false
	}
	r.attach(v, i, "acl:relcl")
	r.attach(de, v, "mark:rel")
	return true
}

// opensRelative reports whether the verb is a complement without a subject of its own.
func (r *reading) opensRelative(v int) bool {
	return r.pos(v) == "VERB" && (r.base(v) == "xcomp" || r.base(v) == "ccomp") && len(r.kidsOf(v, "nsubj")) == 0
}

// partObjects reads two objects of one verb with 的 between them: the first belongs to the
// second, or with the verb to a noun that clauses explain (停止[研發武器 的]計劃).
func (r *reading) partObjects(i, de int) bool {
	v := r.head[i]
	o, v0 := r.kidsOf(v, "obj")[0], r.head[v]
	switch {
	case o > de:
		return false
	case !isA(r.form(i), content):
		r.attach(o, i, "nmod")
		r.attach(de, o, "case")
		return true
	case v0 < 0 || v0 > v || !r.opensRelative(v):
		return false
	}
	r.attach(i, v0, "obj")
	r.attach(v, i, "acl:relcl")
	return true
}

// returnPastComplement gives a noun that begins right behind the complement of a verb to the
// complement, which has no object, and not to the verb (換取法國停止[研發武器的計劃]).
func (r *reading) returnPastComplement(i int) bool {
	v0 := r.head[i]
	if v0 < 0 || v0 > i || r.base(i) != "obj" || r.pos(v0) != "VERB" {
		return false
	}
	v := r.firstUnder(i) - 1
	if v <= v0 || r.head[v] != v0 || r.base(v) != "ccomp" || r.pos(v) != "VERB" || len(r.kidsOf(v, "obj", "xcomp", "ccomp")) > 0 {
		return false
	}
	r.attach(i, v, "obj")
	return true
}

// openAgentOfAct gives a noun of an act the coverb phrase and the agent before it, where
// the parser took them apart (美國對古巴的[制裁]持續): nothing that belongs to a phrase
// stands before its coverb.
func (r *reading) openAgentOfAct(i int) bool {
	v := r.head[i]
	if v < i || r.pos(i) != "NOUN" || !lexicon.Verbs()[r.form(i)] || r.base(i) != "nsubj" && r.base(i) != "obl" {
		return false
	}
	marker := r.markerOf(i)
	if len(marker) != 1 {
		return false
	}
	m := marker[0]
	y := r.argumentOfAct(i, m)
	if y < 0 {
		return false
	}
	for _, a := range append(r.kidsOf(i, "nmod"), r.kidsOf(v, "nsubj")...) {
		beside := r.head[a] == v
		if a != m-1 || beside != (r.base(i) == "nsubj") || !beside && len(r.kidsOf(v, "nsubj")) > 0 {
			continue
		}
		r.attach(a, i, "nmod")
		r.attach(m, y, "case")
		r.rel[i] = "nsubj"
		return true
	}
	return false
}

// argumentOfAct returns the noun with 的 between the coverb and the noun of an act, or -1.
func (r *reading) argumentOfAct(i, marker int) int {
	for _, y := range r.kidsOf(i, "nmod") {
		if y > marker && r.deBetween(y, i) {
			return y
		}
	}
	return -1
}

// joinListOfKind makes one list of the names before 等, where the parser took the first
// ones, before a comma, for subjects of their own (甲，[乙以及丙等公司]宣布).
func (r *reading) joinListOfKind(i int) bool {
	v := r.head[i]
	if v < i || r.base(i) != "nsubj" || !r.isNominal(i) {
		return false
	}
	subjects := r.kidsOf(v, "nsubj")
	n := slices.Index(subjects, i) + 1
	if n == 0 || n == len(subjects) {
		return false
	}
	next, end := subjects[n], r.lastUnder(i)
	if !r.isNominal(next) || next > v || r.isPunct(end) && end != r.firstUnder(next)-1 || !r.isPunct(end) && !(end+2 == r.firstUnder(next) && r.breaks(end+1)) {
		return false
	}
	if !slices.ContainsFunc(r.subtree(next, nil), func(k int) bool { return r.form(k) == "等" && k < next }) {
		return false
	}
	r.attach(i, next, "nmod")
	return true
}
