package clause

import (
	"slices"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/syntax"
)

// retagVerb makes a verb that was tagged as a noun, but has an object behind it, a verb.
func (r *reading) retagVerb(i int) bool {
	if r.pos(i) != "NOUN" || !lexicon.Verbs()[r.form(i)] && len(r.kidsOf(i, "nsubj", "obl:patient")) == 0 || !slices.Contains([]string{"acl", "xcomp", "ccomp", "root"}, r.base(i)) {
		return false
	}
	if !slices.ContainsFunc(r.kidsOf(i, "obj"), func(k int) bool { return k > i }) {
		return false
	}
	r.retag(i, "VERB")
	return true
}

// retag gives the token another part of speech.
func (r *reading) retag(i int, pos string) {
	r.toks = slices.Clone(r.toks)
	r.toks[i].UPOS = pos
}

// nextInChain returns the first verb between i and h that hangs under h as i
// does, or h itself.
func (r *reading) nextInChain(i, h int) int {
	for _, v := range r.kidsOf(h, "advcl") {
		if v > i && v < h && r.pos(v) == "VERB" {
			return v
		}
	}
	return h
}

// binding are the classes of verbs whose complement need not hold: it must not pass for
// what the text asserts.
var binding = []string{"intention", "commitment", "agreement", "attempt", "desire", "refusal", "failure", "denial", "doubt"}

// turnBinding hangs the verb behind a verb of planning or refusing under it, where the
// parser made them two acts (計劃 ← 三年內 建造).
func (r *reading) turnBinding(i int) bool {
	h := r.head[i]
	if h < i || r.pos(i) != "VERB" || r.pos(h) != "VERB" || r.base(i) != "advcl" || r.clauseBreakBetween(i, h) {
		return false
	}
	if use, _ := takesClause(r.form(i)); !slices.Contains(binding, use.Class) || len(r.kidsOf(i, "obj", "xcomp", "ccomp", "obl", "mark")) > 0 {
		return false
	}
	if slices.ContainsFunc(r.kidsOf(h, "mark", "cc"), func(k int) bool { return k > i && k < h }) {
		return false // 並, 以: another act
	}
	r.promoteOver(i, h)
	return true
}

// joinSoThat makes 便 part of 以便, so that what follows is an aim.
func (r *reading) joinSoThat(i int) bool {
	if i == 0 || r.form(i) != "便" || r.form(i-1) != "以" || r.pos(i) != "VERB" {
		return false
	}
	for _, v := range r.kidsOf(i, "xcomp", "ccomp") {
		if v > i {
			r.promote(v, i, "mark")
			return true
		}
	}
	return false
}

// freeVerbSubject makes a verb that was read as the end of the subject of the verb
// right behind it (議會[投票]通過) an act of that subject.
func (r *reading) freeVerbSubject(i int) bool {
	v := i + 1
	if r.pos(i) != "VERB" || r.base(i) != "nsubj" || r.head[i] != v || r.pos(v) != "VERB" || len(r.kidsOf(v, "obj")) == 0 {
		return false
	}
	if others := r.kidsOf(v, "nsubj"); len(others) == 2 && others[0] == i-1 && len(r.kids[i]) == 0 {
		r.attach(i, v, "advcl") // 議會 is read as a subject besides 投票
		return true
	} else if len(others) > 1 {
		return false
	}
	subjects := r.kidsOf(i, "nmod", "compound", "nsubj")
	if len(subjects) != 1 || len(r.kids[i]) != 1 || subjects[0] > i || len(r.kidsOf(subjects[0], "case")) > 0 {
		return false
	}
	r.attach(subjects[0], v, "nsubj")
	r.attach(i, v, "advcl")
	return true
}

// openChain makes v the complement of i in a chain of verbs that ends in h, and gives i
// the phrases that stand before it.
func (r *reading) openChain(i, v, h int) {
	r.attach(v, i, "xcomp")
	for _, k := range r.kidsOf(h, "obl", "nmod", "nsubj") {
		switch {
		case k > i:
		case r.base(k) != "nsubj":
			r.head[k] = i
		case r.isTime(k):
			r.attach(k, i, "nmod:tmod")
		}
	}
}

// moveListBeforeAim gives a noun of a list with commas back to the object that the list
// begins with, where the parser hung it under the clause of purpose behind the list or
// under the verb before (提供A，B和C，以換取……).
func (r *reading) moveListBeforeAim(i int) bool {
	h := r.head[i]
	if h < 0 || !slices.Contains([]string{"nsubj", "obj", "xcomp", "ccomp"}, r.base(i)) || !r.isNominal(i) || r.copulaOf(i) >= 0 {
		return false
	}
	comma, aim := r.startOf(i)-1, r.aimAfter(i)
	if comma < 1 || !r.breaks(comma) || aim < 0 || h < i && r.base(i) == "nsubj" {
		return false
	}
	o := comma - 1
	for r.base(o) != "obj" && r.head[o] >= 0 && r.isNominal(r.head[o]) {
		o = r.head[o]
	}
	if r.base(o) != "obj" || r.head[o] > o || r.head[o] == i || r.verbIn(o, i) {
		return false
	}
	r.attach(i, o, "conj")
	return true
}

// aimAfter returns the word of purpose that stands behind a comma and behind the list
// that i belongs to, with no verb before it; or -1.
func (r *reading) aimAfter(i int) int {
	for k := i + 1; k < len(r.toks) && r.pos(k) != "VERB"; k++ {
		if r.breaks(k-1) && isA(r.form(k), purpose) && k < r.head[k] {
			return k
		}
	}
	return -1
}

// verbIn reports whether a verb stands between the tokens.
func (r *reading) verbIn(from, to int) bool {
	return slices.ContainsFunc(r.toks[from+1:to], func(t syntax.Token) bool { return t.UPOS == "VERB" })
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
	if r.head[v2] == r.head[v] {
		r.attach(v2, v, "conj")
	}
	return true
}

// openRelativeChain makes two verbs that both modify a noun, with one 的 between them, a
// verb and its complement (擔心 遭受 攻擊 的 疑慮), and the name before them their subject.
func (r *reading) openRelativeChain(i int) bool {
	h := r.head[i]
	v := r.nextRelative(i, h)
	if v < 0 || r.base(i) != "acl" || len(r.kidsOf(i, "mark", "obj")) > 0 {
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

// nextRelative returns the verb that begins a clause right behind i, itself or its subject
// first, and modifies h too; or -1.
func (r *reading) nextRelative(i, h int) int {
	for v := i + 1; v < h; v++ {
		if r.head[v] == h && r.base(v) == "acl" && r.firstUnder(v) == i+1 {
			return v
		}
	}
	return -1
}

// openExistentialChain hangs what somebody says or thinks under that verb, where the
// tree hangs both under 有 (有人[預測][房價會下跌]).
func (r *reading) openExistentialChain(i int) bool {
	h := r.head[i]
	if h < 0 || h > i || r.form(h) != "有" || r.base(i) != "ccomp" {
		return false
	}
	for _, v := range r.kidsOf(h, "ccomp") {
		if v <= h || v >= i {
			continue
		}
		use, known := takesClause(r.form(v))
		if !known || use.Control != "none" || r.pos(v) != "VERB" || len(r.kidsOf(v, "obj", "xcomp", "ccomp")) > 0 {
			return false
		}
		r.head[i] = v
		for _, k := range r.kidsOf(h, "parataxis") {
			turns := slices.ContainsFunc(r.kidsOf(k, "mark", "advmod"), func(m int) bool { return m < k && slices.Contains(turns, r.form(m)) })
			if k > i && !turns {
				r.head[k] = i
			}
		}
		return true
	}
	return false
}

// joinPronoun makes a pronoun right before the subject of the same verb part of it
// (他 自己, 他 那種性格), and a noun before 這 (鍍銅 這一過程).
func (r *reading) joinPronoun(i int) bool {
	v := r.head[i]
	if v < i || r.base(i) != "nsubj" || r.isTime(i) || r.pos(i) == "PRON" && len(r.kids[i]) > 0 {
		return false
	}
	for _, n := range r.kidsOf(v, "nsubj") {
		if n > i && n < v && r.firstUnder(n) == i+1 && !r.isTime(n) && (r.pos(i) == "PRON" || r.form(i+1) == "這") {
			r.attach(i, n, "nmod")
			return true
		}
	}
	return false
}

// opinions are the classes of verbs by which one holds something of what somebody does.
var opinions = []string{"doubt", "belief", "denial", "factive", "desire"}

// openOpinion makes the object of a verb of opinion the subject of the clause that
// follows it (質疑[緬甸製造毒氣]).
func (r *reading) openOpinion(i int) bool {
	m := r.head[i]
	if m < 0 || m > i || r.base(i) != "obj" || r.pos(m) != "VERB" {
		return false
	}
	use, known := takesClause(r.form(m))
	if !known || use.Control != "none" || isA(r.form(m), giving) || !slices.Contains(opinions, use.Class) {
		return false
	}
	if h := r.head[m]; h == i+1 && r.base(m) == "advcl" && r.pos(h) == "VERB" { // read as two acts
		r.promoteOver(m, h)
		r.attach(i, h, "nsubj")
		r.rel[h] = "ccomp"
		return true
	}
	for _, v := range r.kidsOf(m, "ccomp", "xcomp") {
		if v < i {
			continue
		}
		if r.clauseBreakBetween(i, v) || len(r.kidsOf(v, "nsubj")) > 0 || r.pos(v) != "VERB" {
			return false
		}
		r.attach(i, v, "nsubj")
		r.rel[v] = "ccomp"
		return true
	}
	return false
}

// isClausal reports whether the token heads a clause.
func (r *reading) isClausal(i int) bool {
	return r.pos(i) == "VERB" || r.pos(i) == "ADJ" || r.copulaOf(i) >= 0
}

// joinVerbOfMind makes one verb of a word and the 到 behind it that are known as one
// (意識 + 到), and hangs the clause behind them under it, where the parser read a noun or
// two acts.
func (r *reading) joinVerbOfMind(i int) bool {
	v := i - 1
	if v < 0 || !isA(r.form(i), postverb) || r.head[i] == v {
		return false
	}
	if _, known := takesClause(r.form(v) + r.form(i)); !known || isA(r.form(v), coverb) {
		return false
	}
	w := r.head[i]
	if r.base(v) == "nsubj" {
		w = r.head[v]
	}
	if w < i || !r.isClausal(w) || r.head[w] == i || r.clauseBreakBetween(i, w) {
		return false
	}
	switch {
	case r.head[v] == w:
		r.promoteOver(v, w)
	case r.head[v] == r.head[w]:
		r.attach(w, v, "ccomp")
	default:
		return false
	}
	r.rel[w] = "ccomp"
	r.attach(i, v, "mark")
	r.nameSubject(v)
	r.retag(v, "VERB")
	return true
}

// nameSubject makes the noun right before v, which was read as part of it, its subject.
func (r *reading) nameSubject(v int) {
	if len(r.kidsOf(v, "nsubj")) > 0 {
		return
	}
	for _, k := range r.kidsOf(v, "nmod", "compound") {
		if k == v-1 && r.isNominal(k) {
			r.attach(k, v, "nsubj")
		}
	}
}

// demoteRather makes 而是 before a verb a conjunction (無法上升，而是 下沉): it says of its
// subject what it does, not what it is.
func (r *reading) demoteRather(i int) bool {
	if r.form(i) != "而是" || r.pos(i) != "VERB" {
		return false
	}
	for _, v := range r.kidsOf(i, "xcomp", "ccomp") {
		if v > i && r.pos(v) == "VERB" && !r.hasSubjectBetween(v, i) && !r.endsWithNominalizer(v) {
			r.promote(v, i, "mark")
			r.retag(i, "SCONJ")
			return true
		}
	}
	return false
}

// endsWithNominalizer reports whether 的 stands right behind the verb.
func (r *reading) endsWithNominalizer(v int) bool {
	return v+1 < len(r.toks) && r.form(v+1) == "的"
}
