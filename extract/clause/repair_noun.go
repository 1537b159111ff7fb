package clause

import "slices"

// demoteManner makes an adverb that was read as a noun (早日, 積極) an adverbial
// of the verb, and gives its place to the noun that was hung under it.
func (r *reading) demoteManner(i int) bool {
	h := r.head[i]
	if isA(r.form(i), manner) && r.pos(i) == "VERB" {
		return r.demoteMannerVerb(i)
	}
	if !isA(r.form(i), manner) || h < i || r.pos(i) != "NOUN" {
		return false
	}
	rel := r.rel[i]
	if base := r.base(i); base != "nsubj" && base != "nmod" && base != "obl" && base != "compound" {
		return false
	}
	if r.pos(h) != "VERB" {
		return false
	}
	for _, k := range r.kids[i] {
		if k < i && r.isNominal(k) {
			r.attach(k, h, rel)
		}
	}
	r.attach(i, h, "advmod")
	r.retag(i, "ADV")
	return true
}

// demoteMannerVerb is demoteManner for an adverb that was read as a verb over
// the one that it modifies.
func (r *reading) demoteMannerVerb(i int) bool {
	for _, v := range r.kidsOf(i, "xcomp", "ccomp") {
		if v > i && r.pos(v) == "VERB" && len(r.kidsOf(i, "obj")) == 0 {
			r.promote(v, i, "advmod")
			return true
		}
	}
	return false
}

// openContentNoun takes 停止製造武器的計劃 for a plan that consists in
// stopping, where the parser read a stop of the plan: nouns like 計劃 and 提案
// take the whole clause before their 的.
func (r *reading) openContentNoun(i int) bool {
	v := r.head[i]
	if v < 0 || v > i || !isA(r.form(i), content) || r.base(i) != "obj" || r.pos(v) != "VERB" {
		return false
	}
	inner, de := r.firstModifier(i, v)
	if inner < 0 || r.form(inner) == "自己" { // 自己的決定: whose it is
		return false
	}
	top := r.topOfChain(v)
	v0 := r.head[top]
	if v0 < 0 || v0 > top || r.pos(v0) != "VERB" || !r.takesContentNoun(v0, top) {
		return false
	}
	r.makeRelative(v0, top, v, inner, de, i)
	return true
}

// makeRelative makes the clause of the chain of verbs from top to v, with the
// noun inner for its object and de to close it, modify the noun outer, which
// becomes the object of v0.
func (r *reading) makeRelative(v0, top, v, inner, de, outer int) {
	for _, k := range r.kids[outer] {
		if k > v && k < inner {
			r.head[k] = inner
		}
	}
	r.attach(outer, v0, "obj")
	r.attach(inner, v, "obj")
	r.attach(de, top, "mark:rel")
	r.attach(top, outer, "acl:relcl")
}

// firstModifier returns the noun with 的 that stands between the verb and the
// noun i, and its 的; or -1.
func (r *reading) firstModifier(i, v int) (noun, de int) {
	for _, m := range r.kidsOf(i, "nmod") {
		for _, k := range r.kidsOf(m, "case") {
			if m > v && k > m && r.form(k) == "的" {
				return m, k
			}
		}
	}
	return -1, -1
}

// topOfChain returns the first verb of a chain of complements that ends in v.
func (r *reading) topOfChain(v int) int {
	for h := r.head[v]; h >= 0 && h < v && r.base(v) == "xcomp" && r.pos(h) == "VERB"; h = r.head[v] {
		if use, ok := takesClause(r.form(h)); !ok || use.Control != "subject" || len(r.kidsOf(v, "mark")) > 0 {
			break
		}
		v = h
	}
	return v
}

// takesContentNoun reports whether the noun is the object of v0 rather than of
// the verb in its clause.
func (r *reading) takesContentNoun(v0, top int) bool {
	if b := r.base(top); b != "xcomp" && b != "ccomp" {
		return false
	}
	use, _ := takesClause(r.form(v0))
	if r.hasSubjectBetween(top, v0) {
		return use.Class != "speech" && use.Class != "belief" && use.Class != "causation"
	}
	return !slices.Contains([]string{"intention", "commitment", "agreement", "desire", "attempt", "ability", "demand", "permission", "speech", "belief", "implicative"}, use.Class)
}

// demotePlaceOfRelative makes the place of 在東京所舉行的會議 a place, where the
// parser read a subject.
func (r *reading) demotePlaceOfRelative(i int) bool {
	v := r.head[i]
	if v < i || r.base(i) != "nsubj" || r.base(v) != "acl" || r.form(v-1) != "所" {
		return false
	}
	first := r.startOf(i)
	if first == 0 || r.form(first-1) != "在" || r.base(first-1) != "case" || r.head[first-1] != r.head[v] {
		return false
	}
	r.attach(i, v, "obl")
	r.attach(first-1, i, "case")
	return true
}

// openSubjectClause takes 停止製造武器是措施 for a clause as the subject of 是,
// where the parser read the object of the verb as the subject.
func (r *reading) openSubjectClause(i int) bool {
	h := r.head[i]
	if h < i || r.base(i) != "nsubj" && r.base(i) != "csubj" || r.copulaOf(h) < i && (r.pos(h) != "VERB" || !isCopula(r.form(h))) {
		return false
	}
	first := r.startOf(i)
	v := first - 1
	if v < 0 || r.pos(v) != "VERB" || r.under(v, i) || isA(r.form(v), coverb) {
		return false
	}
	if slices.ContainsFunc(r.kidsOf(v, "obj", "ccomp"), func(k int) bool { return k != h }) {
		return false
	}
	top := r.topOfChain(v)
	if len(r.kidsOf(top, "nsubj", "mark")) > 0 || r.head[top] == h || r.under(top, h) {
		return false
	}
	if top > 0 && !r.isPunct(top-1) {
		return false
	}
	r.attach(h, r.head[top], r.rel[top])
	r.attach(top, h, "csubj")
	if r.base(i) == "csubj" {
		r.attach(i, v, "xcomp")
	} else {
		r.attach(i, v, "obj")
	}
	for _, k := range r.kids[top] {
		if k < top && r.clauseBreakBetween(k, top) {
			r.head[k] = h
		}
	}
	return true
}

// openActSubject makes the clause that stands right before 是 and its adverbs its subject
// (停止供氣只是權宜之計), where the parser left 是 without one and read two clauses.
func (r *reading) openActSubject(i int) bool {
	cop := r.copulaOf(i)
	if cop < 0 || len(r.kidsOf(i, "nsubj", "csubj")) > 0 {
		return false
	}
	end := cop - 1
	for end >= 0 && r.head[end] == i && (r.base(end) == "advmod" || r.base(end) == "aux") {
		end--
	}
	if end < 0 || r.isPunct(end) {
		return false
	}
	top := r.verbEndingAt(end, i)
	if top < 0 || len(r.kidsOf(top, "nsubj", "mark", "cc")) > 0 || r.base(top) == "acl" {
		return false
	}
	if first := r.firstOfStretch(top); first > 0 && !r.isPunct(first-1) {
		return false
	}
	if r.under(i, top) {
		r.attach(i, r.head[top], r.rel[top])
	}
	r.attach(top, i, "csubj")
	for _, k := range r.kids[top] {
		if r.clauseBreakBetween(k, top) && k != i {
			r.head[k] = i
		}
	}
	return true
}

// verbEndingAt returns the highest verb over the token, short of i, that has the
// token in its clause and no comma before the token; or -1.
func (r *reading) verbEndingAt(end, i int) int {
	top := -1
	for t := end; t >= 0 && t != i && !r.clauseBreakBetween(t, end) && t <= end; t = r.head[t] {
		if r.pos(t) == "VERB" {
			top = t
		}
	}
	return top
}

// firstOfStretch is the first token of the clause of i within its commas.
func (r *reading) firstOfStretch(i int) int {
	first := i
	for _, t := range r.subtree(i, nil) {
		if t < first && !r.isPunct(t) && !r.clauseBreakBetween(t, i) {
			first = t
		}
	}
	return first
}

// demotePartner makes a phrase with 跟 or 與 that was read as the subject of the verb its
// partner, unless the coverb belongs to something within it (總理[跟代表]達成協議).
func (r *reading) demotePartner(i int) bool {
	marker, v := r.markerOf(i), r.head[i]
	if r.base(i) != "nsubj" || v < i || r.pos(v) != "VERB" || len(marker) == 0 || r.argumentOfAct(i, marker[0]) >= 0 || len(r.kidsOf(i, "acl")) > 0 {
		return false
	}
	role, _ := valueOf(r.forms(marker), coverb)
	if Role(role) != Partner {
		return false
	}
	r.rel[i] = "obl"
	return true
}

// joinRelative hangs a clause that ends in 的 under the noun behind it, where the parser
// hung it beside the noun ([拆除車站的]計畫觸怒居民).
func (r *reading) joinRelative(i int) bool {
	h := r.head[i]
	if h < 0 || !r.isClausal(i) || !slices.Contains([]string{"advcl", "ccomp", "xcomp", "csubj", "nsubj"}, r.base(i)) {
		return false
	}
	de := r.lastUnder(i)
	if de < i || r.form(de) != "的" {
		return false
	}
	for _, n := range r.kids[h] {
		if n > de && r.isNominal(n) && r.firstUnder(n) == de+1 && slices.Contains([]string{"nsubj", "obj", "obl"}, r.base(n)) {
			r.attach(i, n, "acl:relcl")
			return true
		}
	}
	return false
}

// openRelativeBeforeSubject makes the verbs before a subject that ends in 的 and a noun
// clauses that modify the noun, where no other subject stands before them and the last lacks
// an object ([贏得比賽並打進決賽的]選手也感謝球迷).
func (r *reading) openRelativeBeforeSubject(i int) bool {
	h, v := r.head[i], r.firstUnder(i)-1
	if h < i || r.base(i) != "nsubj" || v < 0 || r.head[v] != h || r.base(v) != "advcl" || r.pos(v) != "VERB" || isA(r.form(v), coverb) {
		return false
	}
	o, de := r.firstModifier(i, v)
	if o < 0 || len(r.kidsOf(v, "obj", "xcomp", "ccomp")) > 0 || r.kidsOf(h, "nsubj")[0] != i {
		return false
	}
	chain := r.kidsOf(h, "advcl")
	if slices.ContainsFunc(chain, func(w int) bool { return w <= v && len(r.kidsOf(w, "nsubj", "mark")) > len(r.joinsOf(w)) }) {
		return false
	}
	for _, w := range chain {
		if w < v {
			r.head[w] = v
		}
	}
	r.closeRelative(v, o, de, i)
	return true
}

// joinsOf returns the words that join the verb to the act before, and those that cling to it.
func (r *reading) joinsOf(v int) []int {
	return slices.DeleteFunc(r.kidsOf(v, "mark"), func(k int) bool { return k < v && !slices.Contains(joinsActs, r.form(k)) })
}

// closeRelative makes o the object of v, and the clause of v, which de closes, modify i.
func (r *reading) closeRelative(v, o, de, i int) {
	for _, k := range r.kids[i] {
		if k > v && k < o {
			r.head[k] = o
		}
	}
	r.attach(o, v, "obj")
	r.attach(de, v, "mark:rel")
	r.attach(v, i, "acl:relcl")
}

// openGivenTo reads what is given to somebody, who stands before 的, as the noun that the
// clause of giving modifies (理解他[寄給我們的]信).
func (r *reading) openGivenTo(i int) bool {
	v := r.head[i]
	if v < 0 || v > i || r.base(i) != "obj" || r.pos(v) != "VERB" || len(r.kidsOf(v, "nsubj")) == 0 || r.base(v) != "ccomp" {
		return false
	}
	to, v0 := r.kidsOf(v, "mark"), r.head[v]
	if len(to) == 0 || r.form(to[len(to)-1]) != "給" || v0 > v || r.pos(v0) != "VERB" {
		return false
	}
	for _, o := range r.kidsOf(i, "nmod", "det") {
		de := r.kidsOf(o, "case")
		if o == to[len(to)-1]+1 && len(de) == 1 && (r.pos(o) == "PRON" || r.isNamed(o)) {
			r.attach(i, v0, "obj")
			r.closeRelative(v, o, de[0], i)
			return true
		}
	}
	return false
}

// freeMoment gives a word like 昨天 right before a subject to the verb, where the parser took
// it for a modifier of the subject.
func (r *reading) freeMoment(i int) bool {
	n := r.head[i]
	if n < i || r.base(i) != "nmod" || r.base(n) != "nsubj" || r.isTime(n) || len(r.kids[i]) > 0 || !isA(r.form(i), moment) || r.firstUnder(n) != i || len(r.form(i)) < len("昨天") {
		return false
	}
	r.attach(i, r.head[n], "nmod:tmod")
	return true
}

// joinMadeFor makes one noun phrase of the object of a verb that takes no clause where it
// says what a thing is for (銷售[家庭用電器]), and the parser took 用 for a verb.
func (r *reading) joinMadeFor(i int) bool {
	v, n := r.head[i], i-1
	if r.form(i) != "用" || v < 0 || v >= n || r.pos(v) != "VERB" || r.pos(n) != "NOUN" || r.head[n] != i {
		return false
	}
	if _, clausal := takesClause(r.form(v)); clausal || (v != n-1 || len(r.kids[n]) > 0) && r.base(i) != "xcomp" && r.base(i) != "ccomp" {
		return false
	}
	o := r.madeThing(i, v)
	if o < 0 {
		return false
	}
	r.handOver(i, o)
	r.attach(o, v, "obj")
	r.attach(i, o, "compound")
	r.attach(n, i, "nmod")
	r.retag(i, "NOUN")
	return true
}

// madeThing returns the noun that begins right behind 用 at i and hangs under it or under
// the verb v before; or -1.
func (r *reading) madeThing(i, v int) int {
	for _, o := range slices.Concat(r.kids[i], r.kids[v]) {
		if o > i && r.firstUnder(o) == i+1 && (r.base(o) == "obj" || r.pos(o) == "NOUN" && o == i+1) {
			return o
		}
	}
	return -1
}

// openTwoObjects parts the name right behind a verb of giving from what is
// given (提供[法國][經濟援助]).
func (r *reading) openTwoObjects(i int) bool {
	v := r.head[i]
	if v < 0 || v > i || r.base(i) != "obj" {
		return false
	}
	if objects, _ := valueOf(r.form(v), giving); objects != "two" {
		return false
	}
	for _, k := range r.kidsOf(i, "nmod") {
		if k == v+1 && k < i && r.pos(k) == "PROPN" && len(r.kids[k]) == 0 {
			r.attach(k, v, "iobj")
			return true
		}
	}
	return false
}

// quantifiers are words that speak of all; denied, they speak of some.
var quantifiers = []string{"所有", "每", "每個", "每一", "人人", "全部", "全體", "任何", "一切"}

// denyQuantifier makes 不是 before 所有 part of the subject that it denies, wherever the
// tree hangs it (不是所有人都同意): it is not all who agree.
func (r *reading) denyQuantifier(i int) bool {
	next := i + 1
	if form := r.form(i); form != "不是" && form != "並非" && form != "並不是" || next >= len(r.toks) || !slices.Contains(quantifiers, r.form(next)) {
		return false
	}
	n := next
	for r.base(n) != "nsubj" && r.head[n] > n {
		n = r.head[n]
	}
	w := r.head[n]
	if r.base(n) != "nsubj" || w < n || r.pos(w) != "VERB" && r.pos(w) != "ADJ" {
		return false
	}
	switch {
	case r.head[i] == n && r.base(i) == "det":
		return false
	case r.head[w] == i && w > i:
		r.promote(w, i, "mark")
	case r.head[i] != w && r.head[i] != n:
		return false
	}
	r.attach(i, n, "det")
	return true
}
