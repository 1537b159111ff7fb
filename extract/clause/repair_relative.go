package clause

import "slices"

// In "V N1 的 N2" the 的 may close a relative clause (戴著[帽子]的守衛) or join the
// two nouns (戴著[守衛的帽子]). Parsers prefer the second; what stands before the
// verb tells.

// relativeReading is a verb, the noun behind it, and the 的 between that noun
// and the one that the parser took for the verb's object.
type relativeReading struct {
	verb, top   int // the verb, and the first of the chain of verbs that it ends
	inner, de   int // the noun that is the verb's object, and the 的 after it
	outer, left int // the noun that the clause modifies, and the token before the clause
}

// relativeOver returns how the object i of a verb would be read as the noun
// that the verb's clause modifies.
func (r *reading) relativeOver(i int) (relativeReading, bool) {
	v := r.head[i]
	if v < 0 || v > i || r.base(i) != "obj" || r.pos(v) != "VERB" || r.copulaOf(i) >= 0 || len(r.kidsOf(v, "nsubj")) > 0 {
		return relativeReading{}, false
	}
	inner, de := r.firstModifier(i, v)
	if inner < 0 || r.clauseBreakBetween(v, i) {
		return relativeReading{}, false
	}
	top := r.topOfChain(v)
	left := top - 1
	for left >= 0 && (r.head[left] == top && (r.base(left) == "advmod" || r.base(left) == "aux" || r.rel[left] == "nmod:tmod" && r.kids[left] == nil)) {
		left--
	}
	return relativeReading{verb: v, top: top, inner: inner, de: de, outer: i, left: left}, left >= 0
}

// makeRelative makes the clause of the verb modify the outer noun, which takes the
// place given.
func (r *reading) makeRelative(x relativeReading, head int, rel string) {
	for _, k := range r.kids[x.outer] {
		if k > x.verb && k < x.inner {
			r.head[k] = x.inner
		}
	}
	r.attach(x.outer, head, rel)
	r.attach(x.inner, x.verb, "obj")
	r.attach(x.de, x.top, "mark:rel")
	r.attach(x.top, x.outer, "acl:relcl")
}

// openRelativeAfterCopula reads 是匯入大海的河 as a river that flows into the sea.
func (r *reading) openRelativeAfterCopula(i int) bool {
	x, ok := r.relativeOver(i)
	if !ok || !isCopula(r.form(x.left)) || r.head[x.top] != x.left {
		return false
	}
	be := x.left
	r.makeRelative(x, r.head[be], r.rel[be])
	for _, k := range r.kids[be] {
		if k != x.top {
			r.head[k] = i
		}
	}
	r.attach(be, i, "cop")
	return true
}

// openRelativeAfterCoverb reads 在具有歷史的城市中 as in a city that has a history.
func (r *reading) openRelativeAfterCoverb(i int) bool {
	x, ok := r.relativeOver(i)
	if !ok || r.pos(x.left) != "ADP" || !isA(r.form(x.left), coverb) {
		return false
	}
	v := r.head[x.top]
	if v < i {
		v = r.nextVerb(i)
	}
	if v < 0 || r.clauseBreakBetween(i, v) && !r.endsWithLocalizer(i) || r.under(v, i) || r.under(v, x.top) {
		return false
	}
	r.makeRelative(x, v, "obl")
	r.attach(x.left, i, "case")
	return true
}

// openRelativeAfterClassifier reads 一位戴著帽子的守衛 as one guard who wears a hat.
func (r *reading) openRelativeAfterClassifier(i int) bool {
	x, ok := r.relativeOver(i)
	if !ok || r.toks[x.left].XPOS != "NNB" && r.pos(x.left) != "DET" || r.isTime(x.left) {
		return false
	}
	first := x.left
	for h := r.head[first]; h == first-1 || h == first+1 && h < x.top; h = r.head[first] {
		first = h
	}
	h, rel := r.head[first], r.rel[first]
	if h < 0 || r.under(h, x.top) || h == x.top {
		h = r.head[x.top]
		if h < 0 || h > i {
			return false
		}
		rel = "obj"
	}
	r.makeRelative(x, h, rel)
	r.attach(first, i, "nummod")
	return true
}

// openRelativeAfterVerb reads 迎接前來北京的客人 as welcoming guests who come: the
// first verb is not known to take clauses.
func (r *reading) openRelativeAfterVerb(i int) bool {
	x, ok := r.relativeOver(i)
	if !ok {
		return false
	}
	v0 := r.head[x.top]
	if v0 < 0 || v0 != x.left && !(isAspect(r.form(x.left)) && r.head[x.left] == v0) || r.pos(v0) != "VERB" || len(r.kidsOf(v0, "obj")) > 0 {
		return false
	}
	if _, known := takesClause(r.form(v0)); known || isA(r.form(v0), coverb) || !slices.Contains([]string{"xcomp", "ccomp"}, r.base(x.top)) {
		return false
	}
	r.makeRelative(x, v0, "obj")
	return true
}

// openRelativeChain makes two verbs that both modify a noun, with one 的 between them, a
// verb and its complement (擔心 遭受 攻擊 的 疑慮), and the name before them their subject.
func (r *reading) openRelativeChain(i int) bool {
	v, h := i+1, r.head[i]
	if v >= len(r.toks) || h < v || r.head[v] != h || r.base(i) != "acl" || r.base(v) != "acl" || len(r.kidsOf(i, "mark", "obj")) > 0 {
		return false
	}
	if use, known := takesClause(r.form(i)); !known || use.Control == "object" || r.pos(i) != "VERB" {
		return false
	}
	for _, de := range r.kidsOf(v, "mark") {
		if de > v {
			r.head[de] = i
		}
	}
	r.attach(v, i, "xcomp")
	if s := i - 1; s >= 0 && r.head[s] == h && r.base(s) == "nmod" {
		r.attach(s, i, "nsubj")
	}
	return true
}
