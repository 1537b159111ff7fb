package clause

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
)

// splitTimeSubject parts a subject from the time behind it, where the parser
// made one phrase of them (公司去年虧損).
func (r *reading) splitTimeSubject(i int) bool {
	h := r.head[i]
	if h < i || r.base(i) != "nsubj" && !r.isSubjectOfTime(i) || !isA(r.form(i), moment) {
		return false
	}
	for _, k := range r.kidsOf(i, "nmod", "compound") {
		if (k == i-1 || r.clauseBreakBetween(k, i)) && r.isNominal(k) && r.pos(k) != "NUM" && !isA(r.form(k), moment) && len(r.kidsOf(k, "case")) == 0 {
			r.attach(k, h, "nsubj")
			r.attach(i, h, "nmod:tmod")
			return true
		}
	}
	return false
}

// isSubjectOfTime reports whether the time i, which hangs under a verb without subject,
// has a person or a body right before it.
func (r *reading) isSubjectOfTime(i int) bool {
	if r.rel[i] != "nmod:tmod" || len(r.kidsOf(r.head[i], "nsubj")) > 0 {
		return false
	}
	return slices.ContainsFunc(r.kidsOf(i, "nmod", "compound"), func(k int) bool {
		return k == i-1 && (isTitleNoun(r.form(k)) || r.typeOf(k) != "" && r.typeOf(k) != "Place")
	})
}

// retagVerb makes a verb that was tagged as a noun but has an object behind it a verb.
func (r *reading) retagVerb(i int) bool {
	if r.pos(i) != "NOUN" || !lexicon.Verbs()[r.form(i)] {
		return false
	}
	object := slices.ContainsFunc(r.kidsOf(i, "obj"), func(k int) bool { return k > i })
	if !object || r.base(i) != "acl" && r.base(i) != "xcomp" && r.base(i) != "ccomp" && r.base(i) != "root" {
		return false
	}
	r.toks = slices.Clone(r.toks)
	r.toks[i].UPOS = "VERB"
	return true
}

// demoteAgentNoun makes an agent that was read as the verb after 被 (被洪水淹沒)
// the agent of the real verb.
func (r *reading) demoteAgentNoun(i int) bool {
	n := i + 1
	if r.rel[i] != "aux:pass" || r.head[i] != n || len(r.kidsOf(n, "obj")) > 0 {
		return false
	}
	if _, takes := takesClause(r.form(n)); takes || lexicon.Verbs()[r.form(n)] {
		return false
	}
	for _, v := range r.kidsOf(n, "xcomp", "ccomp") {
		if v == n+1 && r.pos(v) == "VERB" {
			r.promote(v, n, "obl:agent")
			return true
		}
	}
	return false
}

// linkSpeech makes the clause behind “他說，” what is said.
func (r *reading) linkSpeech(i int) bool {
	h := r.head[i]
	if h < 0 || h > i || r.base(i) != "parataxis" && r.base(i) != "conj" || h+1 >= len(r.toks) || !r.breaks(h+1) {
		return false
	}
	use, _ := takesClause(r.form(h))
	if use.Class != "speech" && use.Class != "belief" && r.form(h) != "顯示" && r.form(h) != "發現" && r.form(h) != "證實" {
		return false
	}
	if len(r.kidsOf(h, "obj", "xcomp", "ccomp")) > 0 || r.pos(h) != "VERB" || !r.isClausal(i) {
		return false
	}
	r.rel[i] = "ccomp"
	return true
}

func (r *reading) isClausal(i int) bool {
	return r.pos(i) == "VERB" || r.pos(i) == "ADJ" || r.copulaOf(i) >= 0
}

// openHiddenVerb finds the verb that was tagged as a noun between a verb that
// takes a verb and its object (拒絕[出席]會議, 要求政府[尊重]人權).
func (r *reading) openHiddenVerb(i int) bool {
	v0 := r.head[i]
	if v0 < 0 || v0 > i || r.base(i) != "obj" || r.pos(v0) != "VERB" || slices.ContainsFunc(r.kidsOf(v0, "xcomp", "ccomp"), func(k int) bool { return k > v0 }) {
		return false
	}
	use, known := takesClause(r.form(v0))
	if !known {
		return false
	}
	v := r.hiddenVerb(i)
	if v < 0 {
		return false
	}
	between := v - 1 - v0
	if between > 0 && isAspect(r.form(v0+1)) {
		return false
	}
	switch {
	case use.Control == "subject" && between == 0:
		r.raiseHiddenVerb(v, i, v0, nil)
	case slices.Contains([]string{"demand", "denial", "doubt", "causation", "support", "opposition"}, use.Class) && between > 0:
		r.raiseHiddenVerb(v, i, v0, r.kidsBetween(i, v0, v))
	default:
		return false
	}
	return true
}

// hiddenVerb returns the word right before the object noun that may be a verb.
func (r *reading) hiddenVerb(i int) int {
	v := i - 1
	if v < 1 || r.head[v] != i || r.pos(v) != "NOUN" || len(r.kids[v]) > 0 || utf8.RuneCountInString(r.form(v)) != 2 {
		return -1
	}
	if b := r.base(v); b != "nmod" && b != "compound" || !lexicon.Verbs()[r.form(v)] {
		return -1
	}
	return v
}

func (r *reading) kidsBetween(i, from, to int) []int {
	return slices.DeleteFunc(slices.Clone(r.kids[i]), func(k int) bool { return k <= from || k >= to })
}

// raiseHiddenVerb makes v the complement of v0 with the object i; what stood
// between them is its subject.
func (r *reading) raiseHiddenVerb(v, i, v0 int, before []int) {
	rel := "xcomp"
	if len(before) > 0 {
		rel = "ccomp"
		subject := before[len(before)-1]
		r.attach(subject, v, "nsubj")
		for _, k := range before[:len(before)-1] {
			r.head[k] = subject
		}
	}
	r.attach(v, v0, rel)
	r.attach(i, v, "obj")
	r.toks = slices.Clone(r.toks)
	r.toks[v].UPOS = "VERB"
}

// linkTitle makes a title and the name behind it an apposition, title first.
func (r *reading) linkTitle(i int) bool {
	n := i + 1
	if n >= len(r.toks) || r.pos(n) != "PROPN" || r.pos(i) == "PROPN" || r.pos(i) == "NUM" || r.pos(i) == "DET" || !isTitleNoun(r.form(i)) || r.base(n) == "appos" {
		return false
	}
	switch h := r.head[i]; {
	case h == n: // 總統 ← 馬克宏
		r.attach(i, r.head[n], r.rel[n])
		for _, k := range r.kids[n] {
			if k < i {
				r.head[k] = i
			}
		}
	case h == r.head[n] && h > n && !r.clauseBreakBetween(n, h): // both under the verb
		r.rel[i] = "nsubj"
	case r.head[n] == i && r.pos(i) == "VERB": // 導演 → 李安
		r.toks = slices.Clone(r.toks)
		r.toks[i].UPOS = "NOUN"
		if h < i {
			return false
		}
		r.rel[i] = "nsubj"
	default:
		return false
	}
	r.attach(n, i, "appos")
	return true
}

// isTitleNoun reports whether the noun is what a person is called by office or
// trade.
func isTitleNoun(form string) bool {
	if lexicon.PersonTitles()[form] {
		return true
	}
	for _, end := range []string{"家", "員", "長", "師", "手", "官", "者", "人", "總統", "總理", "首相", "主席", "教授", "博士", "主任", "委員", "大使", "國王", "女王", "教練", "導演", "演員", "總監", "秘書", "司令", "上將", "議員"} {
		if strings.HasSuffix(form, end) && utf8.RuneCountInString(form) > 1 {
			return true
		}
	}
	return false
}

// openRelativeAtStart takes a verb that opens the clause and the 的 behind its
// object for a relative clause of the subject (位於市中心的車站停止營運).
func (r *reading) openRelativeAtStart(i int) bool {
	v2 := r.head[i]
	if v2 < i || r.base(i) != "nsubj" || r.pos(v2) != "VERB" {
		return false
	}
	first := r.startOf(i)
	v := first - 1
	for v >= 0 && (r.base(v) == "mark" || isAspect(r.form(v))) && r.head[v] < v && r.head[v] >= 0 {
		v--
	}
	if v < 0 || r.pos(v) != "VERB" || isA(r.form(v), coverb) || len(r.kidsOf(v, "obj", "nsubj")) > 0 {
		return false
	}
	inner, de := r.firstModifier(i, v)
	top := r.topOfChain(v)
	if inner < 0 || !r.opensClause(top) || !r.under(v2, v) || len(r.kidsOf(top, "nsubj")) > 0 {
		return false
	}
	if _, known := takesClause(r.form(v)); known && v == top {
		return false
	}
	r.attach(v2, r.head[top], r.rel[top])
	r.makeRelative(relativeReading{verb: v, top: top, inner: inner, de: de, outer: i}, v2, "nsubj")
	return true
}

// openRelativeSubject is openRelativeAtStart where the parser took the noun for
// the object of the first verb (擁有核武的國家拒絕簽署).
func (r *reading) openRelativeSubject(i int) bool {
	x, ok := r.relativeOver(i)
	if !ok && r.head[i] != 0 {
		return false
	}
	if !ok {
		inner, de := r.firstModifier(i, r.head[i])
		if inner < 0 || r.base(i) != "obj" || r.pos(r.head[i]) != "VERB" {
			return false
		}
		x = relativeReading{verb: r.head[i], top: r.head[i], inner: inner, de: de, outer: i}
	}
	v2 := r.head[x.top]
	if v2 < i || r.base(x.top) != "advcl" || !r.opensClause(x.top) || r.clauseBreakBetween(i, v2) || len(r.kidsOf(v2, "nsubj")) > 0 || len(r.kidsOf(x.top, "nsubj")) > 0 {
		return false
	}
	r.makeRelative(x, v2, "nsubj")
	return true
}

// opensClause reports whether nothing but adverbs stands between the token and
// the beginning of its clause.
func (r *reading) opensClause(i int) bool {
	for i--; i >= 0; i-- {
		if r.isPunct(i) && r.breaks(i) {
			return true
		}
		if !r.isAdverbial(i) && r.pos(i) != "CCONJ" {
			return false
		}
	}
	return true
}

// raiseAdverb makes a verb that takes verbs, but was tagged as an adverb or the
// subject of the verb behind it (雖然承諾提供), the verb over it.
func (r *reading) raiseAdverb(i int) bool {
	h := r.head[i]
	adverb := r.base(i) == "advmod"
	noun := r.base(i) == "nsubj" && i > 0 && len(r.kids[i]) == 0 && (r.pos(i-1) == "SCONJ" || r.pos(i-1) == "ADP" || r.pos(i-1) == "ADV" || r.pos(i-1) == "AUX")
	if h != i+1 || !adverb && !noun || r.pos(h) != "VERB" {
		return false
	}
	switch use, _ := takesClause(r.form(i)); use.Class {
	case "commitment", "agreement", "intention", "refusal":
	default:
		return false
	}
	if isA(r.form(i), modal) || isA(r.form(i), manner) {
		return false
	}
	r.toks = slices.Clone(r.toks)
	r.toks[i].UPOS = "VERB"
	r.promoteOver(i, h)
	return true
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

// raiseNoun makes a noun between a negation or modal and a verb the verb that it
// is known to be (無法訂出).
func (r *reading) raiseNoun(i int) bool {
	h := r.head[i]
	if i == 0 || h < i || r.pos(i) != "NOUN" || r.base(i) != "nsubj" || len(r.kids[i]) > 0 || r.pos(h) != "VERB" || !lexicon.Verbs()[r.form(i)] {
		return false
	}
	if !isA(r.form(i-1), negation) && !isA(r.form(i-1), modal) {
		return false
	}
	r.toks = slices.Clone(r.toks)
	r.toks[i].UPOS = "VERB"
	r.promoteOver(i, h)
	return true
}

// joinByConjunction coordinates two nouns with 和 between them, where the parser
// made the first a modifier of the second.
func (r *reading) joinByConjunction(i int) bool {
	h := r.head[i]
	if h < i+2 || r.base(i) != "nmod" || r.pos(i+1) != "CCONJ" || r.head[i+1] != h || !r.isNominal(i) {
		return false
	}
	if first := r.firstUnder(h); first < i && r.firstUnder(i) != first {
		return false
	}
	r.attach(i, r.head[h], r.rel[h])
	r.attach(h, i, "conj")
	return true
}

// raiseSubjectEnd makes a verb that takes verbs, but was tagged as the last noun
// of the subject (公司[計劃]收購銀行), the verb over what follows.
func (r *reading) raiseSubjectEnd(i int) bool {
	h := r.head[i]
	if h < i || r.pos(i) != "NOUN" || r.base(i) != "nsubj" || r.pos(h) != "VERB" || len(r.kidsOf(h, "obj")) == 0 || h > i+2 {
		return false
	}
	switch use, _ := takesClause(r.form(i)); use.Class {
	case "commitment", "agreement", "intention", "refusal", "denial", "attempt", "desire", "failure":
	default:
		return false
	}
	last := -1
	for _, k := range r.kids[i] {
		if k == i-1 && r.isNominal(k) && len(r.kidsOf(k, "case")) == 0 {
			last = k
		}
	}
	if last < 0 {
		return false
	}
	r.toks = slices.Clone(r.toks)
	r.toks[i].UPOS = "VERB"
	r.promoteOver(i, h)
	r.attach(last, i, "nsubj")
	for _, k := range r.kids[i] {
		if k < last && r.head[k] == i {
			r.head[k] = last
		}
	}
	return true
}
