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
	r.toks = slices.Clone(r.toks)
	r.toks[i].UPOS = "ADV"
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

// moveSubjectOverComma gives a subject that was hung under the verb of the
// clause before it (為了說服X，Y同意……) to the next verb.
func (r *reading) moveSubjectOverComma(i int) bool {
	h := r.head[i]
	if h < 0 || h > i || r.base(i) != "nsubj" || !r.clauseBreakBetween(h, i) {
		return false
	}
	v := r.nextVerb(i)
	if v < 0 || len(r.kidsOf(v, "nsubj")) > 0 && r.kidsOf(v, "nsubj")[0] < v && !r.isTime(r.kidsOf(v, "nsubj")[0]) {
		return false
	}
	top := v
	for r.head[top] >= 0 && !r.under(h, r.head[top]) && !r.under(i, r.head[top]) {
		top = r.head[top]
	}
	if r.under(top, i) {
		r.attach(top, h, "parataxis")
	}
	r.attach(i, v, "nsubj")
	return true
}

// nextVerb returns the first main verb behind i, or -1.
func (r *reading) nextVerb(i int) int {
	for v := i + 1; v < len(r.toks); v++ {
		if b := r.base(v); r.pos(v) == "VERB" && b != "acl" && b != "amod" && b != "compound" && b != "mark" && b != "aux" && b != "advmod" && !isA(r.form(v), coverb) {
			return v
		}
	}
	return -1
}

// joinAddition makes 加上 between two nouns before the verb a conjunction.
func (r *reading) joinAddition(i int) bool {
	objects := r.kidsOf(i, "obj")
	if r.form(i) != "加上" || r.pos(i) != "VERB" || len(objects) != 1 {
		return false
	}
	o, s := objects[0], r.addedTo(i)
	v := r.head[i]
	if v < i {
		if v = r.nextVerb(o); v < 0 || !r.under(v, i) {
			return false
		}
		r.attach(v, r.head[i], r.rel[i])
	}
	if s < 0 || o < i {
		return false
	}
	r.attach(s, v, "nsubj")
	r.attach(o, s, "conj")
	r.attach(i, o, "cc")
	for _, k := range r.kids[i] {
		if k != s && k != o && k != v {
			r.head[k] = v
		}
	}
	return true
}

// addedTo returns the subject right before 加上, which hangs under it or beside it, or -1.
func (r *reading) addedTo(i int) int {
	subjects := r.kidsOf(i, "nsubj")
	if len(subjects) == 0 && r.head[i] > i {
		subjects = r.kidsOf(r.head[i], "nsubj")
	}
	for _, s := range subjects {
		if s == i-1 || len(r.kidsOf(i, "nsubj")) == 1 && s < i {
			return s
		}
	}
	return -1
}

// openInclusion makes 包括……等 before a noun its relative clause: the noun is the
// object of the verb before (提供包括安全等多項保證).
func (r *reading) openInclusion(i int) bool {
	v := r.head[i]
	if r.form(i) != "包括" && r.form(i) != "包含" || v < 0 || v > i || r.pos(v) != "VERB" || len(r.kidsOf(v, "obj")) > 0 {
		return false
	}
	objects := r.kidsOf(i, "obj")
	if len(objects) != 1 || i != v+1 && !isAspect(r.form(i-1)) {
		return false
	}
	noun := objects[0]
	for _, whole := range r.kidsOf(noun, "appos") { // 包括[安全等][多項保證]
		if r.endsWithEtc(noun) && whole > noun {
			r.attach(whole, v, "obj")
			r.attach(i, whole, "acl:relcl")
			for _, k := range r.kids[noun] {
				if k > noun && k < whole && r.form(k) != "等" {
					r.head[k] = whole
				}
			}
			return true
		}
	}
	for _, part := range r.kidsOf(noun, "nmod", "compound") {
		if r.endsWithEtc(part) && part < noun {
			r.attach(noun, v, "obj")
			r.attach(i, noun, "acl:relcl")
			r.attach(part, i, "obj")
			return true
		}
	}
	return false
}

func (r *reading) endsWithEtc(i int) bool {
	return slices.ContainsFunc(r.kids[i], func(k int) bool { return k > i && r.form(k) == "等" })
}

// openContentNoun takes 停止提煉濃縮鈾的計劃 for a plan that consists in
// stopping, where the parser read a stop of the plan: nouns like 計劃 and 提案
// take the whole clause before their 的.
func (r *reading) openContentNoun(i int) bool {
	v := r.head[i]
	if v < 0 || v > i || !isA(r.form(i), content) || r.base(i) != "obj" || r.pos(v) != "VERB" {
		return false
	}
	inner, de := r.firstModifier(i, v)
	if inner < 0 {
		return false
	}
	top := r.topOfChain(v)
	v0 := r.head[top]
	if v0 < 0 || v0 > top || r.pos(v0) != "VERB" || !r.takesContentNoun(v0, top) {
		return false
	}
	r.makeRelative(relativeReading{verb: v, top: top, inner: inner, de: de, outer: i}, v0, "obj")
	return true
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

// moveListObjects gives the nouns that follow a complement's object to the
// complement, where the parser hung them under the verb above (同意提供A，B和C).
func (r *reading) moveListObjects(i int) bool {
	v := r.head[i]
	if v < 0 || v > i || r.pos(v) != "VERB" || r.base(i) != "obj" && r.base(i) != "obl" || len(r.markerOf(i)) > 0 || r.isTime(i) {
		return false
	}
	for _, c := range r.kidsOf(v, "xcomp", "ccomp") {
		objects := r.kidsOf(c, "obj")
		if c > v && c < i && len(objects) > 0 && objects[len(objects)-1] < i && r.clauseBreakBetween(objects[len(objects)-1], i) {
			r.attach(i, objects[len(objects)-1], "conj")
			return true
		}
	}
	return false
}

// moveListBeforeAim gives the nouns of a list with commas back to the object that it
// begins with, where the parser took them for subjects of the clause of purpose behind
// the list (提供A，B和C，以換取……).
func (r *reading) moveListBeforeAim(i int) bool {
	v := r.head[i]
	if v < i || r.base(i) != "nsubj" || r.pos(v) != "VERB" || !r.isNominal(i) {
		return false
	}
	if !slices.ContainsFunc(r.kidsOf(v, "mark"), func(k int) bool { return k > i && k < v && isA(r.form(k), purpose) && r.breaks(k-1) }) {
		return false
	}
	comma := r.startOf(i) - 1
	if comma < 1 || !r.breaks(comma) {
		return false
	}
	o := comma - 1
	for r.head[o] >= 0 && r.isNominal(r.head[o]) && r.base(o) != "obj" {
		o = r.head[o]
	}
	if r.base(o) != "obj" || r.head[o] > o {
		return false
	}
	r.attach(i, o, "conj")
	return true
}

// joinsActs are words with which the next act of a subject begins.
var joinsActs = []string{"並", "並且", "進而", "從而", "且"}

// moveObjectBeforeLink gives the noun between a verb without object and 並 or 進而 to that
// verb, where the parser took it for the subject of the verb behind (消除[疑慮]進而停止研發).
func (r *reading) moveObjectBeforeLink(i int) bool {
	v2 := r.head[i]
	if v2 < i || r.base(i) != "nsubj" || r.pos(v2) != "VERB" || i+1 >= len(r.toks) || !slices.Contains(joinsActs, r.form(i+1)) {
		return false
	}
	v := r.firstUnder(i) - 1
	for v >= 0 && isAspect(r.form(v)) {
		v--
	}
	if v < 0 || r.pos(v) != "VERB" || r.under(v, i) || isA(r.form(v), coverb) || len(r.kidsOf(v, "obj", "xcomp", "ccomp")) > 0 {
		return false
	}
	r.attach(i, v, "obj")
	return true
}

// openOpinion makes the object of a verb of opinion the subject of the clause that
// follows it (質疑[緬甸製造毒氣]): one holds opinions of what somebody does.
func (r *reading) openOpinion(i int) bool {
	m := r.head[i]
	if m < 0 || m > i || r.base(i) != "obj" || r.pos(m) != "VERB" {
		return false
	}
	use, known := takesClause(r.form(m))
	if !known || use.Control != "none" || isA(r.form(m), giving) || !slices.Contains([]string{"doubt", "belief", "denial", "factive", "desire"}, use.Class) {
		return false
	}
	for _, v := range r.kidsOf(m, "ccomp", "xcomp") {
		if v > i {
			if r.clauseBreakBetween(i, v) || len(r.kidsOf(v, "nsubj")) > 0 || r.pos(v) != "VERB" {
				return false
			}
			r.attach(i, v, "nsubj")
			r.rel[v] = "ccomp"
			return true
		}
	}
	return false
}

// attachFrame hangs 在 under the phrase that its 中 or 期間 closes, where the
// parser hung it under a verb.
func (r *reading) attachFrame(i int) bool {
	h := r.head[i]
	if r.form(i) != "在" || r.base(i) != "case" || h < i || r.pos(h) != "VERB" {
		return false
	}
	for k := i + 1; k < h; k++ {
		if r.head[k] == h && r.isNominal(k) && (isA(r.form(k), localizer) || r.endsWithLocalizer(k)) && r.base(k) != "nsubj" {
			r.head[i] = k
			return true
		}
	}
	return false
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

// openSubjectClause takes 停止研發濃縮鈾是措施 for a clause as the subject of 是,
// where the parser read the object of the verb as the subject.
func (r *reading) openSubjectClause(i int) bool {
	h := r.head[i]
	if h < i || r.base(i) != "nsubj" || r.copulaOf(h) < i && (r.pos(h) != "VERB" || !isCopula(r.form(h))) {
		return false
	}
	first := r.startOf(i)
	v := first - 1
	if v < 0 || r.pos(v) != "VERB" || r.under(v, i) || len(r.kidsOf(v, "obj", "ccomp")) > 0 || isA(r.form(v), coverb) {
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
	r.attach(i, v, "obj")
	for _, k := range r.kids[top] {
		if k < top && r.clauseBreakBetween(k, top) {
			r.head[k] = h
		}
	}
	return true
}

// attachDanglingCoverb gives a coverb that was hung under the verb the phrase
// behind it, which the parser took for a subject (跟[代表]達成共識).
func (r *reading) attachDanglingCoverb(i int) bool {
	v := r.head[i]
	if v < i || r.base(i) != "case" || r.pos(v) != "VERB" || !isA(r.form(i), coverb) || isA(r.form(i), condition) || isA(r.form(i), cause) {
		return false
	}
	for n := i + 1; n < v; n++ {
		if r.head[n] != v {
			continue
		}
		if b := r.base(n); r.isNominal(n) && (b == "nsubj" || b == "nmod" || b == "obl") && r.firstUnder(n) == i+1 && !r.clauseBreakBetween(n, v) {
			r.attach(n, v, "obl")
			r.head[i] = n
			return true
		}
		if !r.isPunct(n) {
			return false
		}
	}
	return false
}

// openClauseBeforeCopula takes 停止研發濃縮鈾只是措施 for a clause as the subject of
// 是, where the parser made all of it the object of the verb.
func (r *reading) openClauseBeforeCopula(i int) bool {
	v := r.head[i]
	be := r.copulaOf(i)
	if be < 0 || v < 0 || v > be || r.pos(v) != "VERB" || len(r.kidsOf(i, "nsubj", "csubj")) > 0 {
		return false
	}
	if b := r.base(i); b != "obj" && b != "xcomp" && b != "ccomp" {
		return false
	}
	top := r.topOfChain(v)
	if use, _ := takesClause(r.form(v)); use.Class == "speech" || use.Class == "belief" || !r.opensClause(top) || len(r.kidsOf(top, "nsubj")) > 0 {
		return false
	}
	r.attach(i, r.head[top], r.rel[top])
	r.attach(top, i, "csubj")
	for _, k := range r.kids[i] {
		if k < be && k > v && r.isNominal(k) {
			r.attach(k, v, "obj")
		}
	}
	for _, k := range r.kids[top] {
		if k < top && r.clauseBreakBetween(k, top) || k > i {
			r.head[k] = i
		}
	}
	return true
}

// firstUnder is the first token of the subtree.
func (r *reading) firstUnder(i int) int { return r.subtree(i, nil)[0] }
