package clause

import (
	"slices"
	"strings"
)

// repairs are changes of the tree that make different analyses of one
// construction alike, in the order in which they run. Each looks at one token
// and says whether it changed the tree.
var repairs = []struct {
	name string
	fix  func(r *reading, i int) bool
}{
	{"title-in-marks", (*reading).joinTitle},
	{"name-in-marks", (*reading).nameInMarks},
	{"verb-of-mind", (*reading).joinVerbOfMind},
	{"no-subject", (*reading).denyExistence},
	{"verb-tagged-as-noun", (*reading).retagVerb},
	{"so-that", (*reading).joinSoThat},
	{"verb-as-subject", (*reading).freeVerbSubject},
	{"binding-verb", (*reading).turnBinding},
	{"partner-as-subject", (*reading).demotePartner},
	{"relative-beside-noun", (*reading).joinRelative},
	{"relative-before-subject", (*reading).openRelativeBeforeSubject},
	{"given-to", (*reading).openGivenTo},
	{"moment-before-subject", (*reading).freeMoment},
	{"made-for", (*reading).joinMadeFor},
	{"two-objects", (*reading).openTwoObjects},
	{"adverb-noun", (*reading).demoteManner},
	{"negated-or-modal-verb", (*reading).demoteModal},
	{"list-of-kind", (*reading).joinListOfKind},
	{"denied-quantifier", (*reading).denyQuantifier},
	{"rather", (*reading).demoteRather},
	{"addition", (*reading).joinAddition},
	{"modified-object", (*reading).returnModifiedObject},
	{"time-as-subject", (*reading).freeTimeSubject},
	{"including", (*reading).openIncluding},
	{"place-of-relative", (*reading).demotePlaceOfRelative},
	{"agent-verb", (*reading).demoteAgentVerb},
	{"instrument-verb", (*reading).demoteInstrumentVerb},
	{"stranded-object", (*reading).returnObject},
	{"coverb", (*reading).demoteCoverb},
	{"coverb-pair", (*reading).demoteCoverbPair},
	{"speech-tail", (*reading).attachSpeechTail},
	{"named", (*reading).joinNamed},
	{"broken-complement", (*reading).openBrokenComplement},
	{"conjunct-of-verb", (*reading).moveConjunctOfVerb},
	{"relative-before-object", (*reading).openRelativeBeforeObject},
	{"object-past-complement", (*reading).returnPastComplement},
	{"agent-of-act", (*reading).openAgentOfAct},
	{"list-before-aim", (*reading).moveListBeforeAim},
	{"object-before-link", (*reading).moveObjectBeforeLink},
	{"relative-chain", (*reading).openRelativeChain},
	{"subject-of-opinion", (*reading).openOpinion},
	{"existential-chain", (*reading).openExistentialChain},
	{"pronoun-before-subject", (*reading).joinPronoun},
	{"content-noun", (*reading).openContentNoun},
	{"subject-clause", (*reading).openSubjectClause},
	{"act-as-subject", (*reading).openActSubject},
}

// repair runs every repair over every token. What would leave no tree is taken back.
func (r *reading) repair() {
	heads, rels := slices.Clone(r.head), slices.Clone(r.rel)
	for _, rule := range repairs {
		for i := range r.toks {
			if !rule.fix(r, i) {
				continue
			}
			if r.isTree() {
				copy(heads, r.head)
				copy(rels, r.rel)
				r.index()
			} else {
				copy(r.head, heads)
				copy(r.rel, rels)
			}
		}
	}
}

// isTree reports whether every token hangs under the one root.
func (r *reading) isTree() bool {
	root := slices.Index(r.head, -1)
	if root < 0 {
		return false
	}
	for i := range r.head {
		if !r.under(i, root) {
			return false
		}
	}
	return true
}

// demoteModal makes a modal or negative word that was read as a verb (無法 →
// 訂出, 沒有 → 提供) a dependent of the verb that it modifies.
func (r *reading) demoteModal(i int) bool {
	if !isA(r.form(i), modal) && !isA(r.form(i), negation) {
		return false
	}
	for _, v := range r.kids[i] {
		switch {
		case v < i:
		case r.base(v) == "obj":
			return false // 沒有證據顯示: a noun is what is not there
		case r.pos(v) == "VERB" && slices.Contains([]string{"xcomp", "ccomp"}, r.base(v)):
			if r.hasSubjectBetween(v, i) {
				return false
			}
			r.promote(v, i, "aux")
			return true
		}
	}
	return false
}

// hasSubjectBetween reports whether v, or a verb of its chain that stands before
// it, has a subject of its own right of i.
func (r *reading) hasSubjectBetween(v, i int) bool {
	return slices.ContainsFunc(r.kidsOf(v, "nsubj"), func(s int) bool { return s > i && s < v }) ||
		slices.ContainsFunc(r.kidsOf(v, "advcl"), func(w int) bool { return w > i && w < v && r.hasSubjectBetween(w, i) })
}

// promote puts v in the place of its head i, hands it the other dependents of
// i, and makes i depend on it.
func (r *reading) promote(v, i int, rel string) {
	r.attach(v, r.head[i], r.rel[i])
	for _, k := range r.kids[i] {
		if k != v {
			r.head[k] = v
		}
	}
	r.attach(i, v, rel)
}

// agentVerbs introduce the agent of the verb after them.
var agentVerbs = []string{"由", "被", "遭", "獲", "受"}

// demoteAgentVerb makes 由 and 被 that were read as verbs over the passive verb
// (由 → 公司 設計) marks of the agent.
func (r *reading) demoteAgentVerb(i int) bool {
	if !slices.Contains(agentVerbs, r.form(i)) || r.pos(i) == "PUNCT" {
		return false
	}
	for _, v := range r.kids[i] {
		if v < i || r.pos(v) != "VERB" || !slices.Contains([]string{"xcomp", "ccomp"}, r.base(v)) {
			continue
		}
		for _, s := range r.kidsOf(i, "nsubj") {
			r.rel[s] = "nsubj:pass"
		}
		agents := r.kidsOf(v, "nsubj")
		agents = append(agents, r.kidsOf(i, "obj")...)
		r.promote(v, i, "aux:pass")
		r.markAgent(i, agents)
		return true
	}
	return false
}

// demoteInstrumentVerb makes 以 and 用 that were read as verbs over the verb
// that they serve (以 → 漁業 為主) marks of their phrase.
func (r *reading) demoteInstrumentVerb(i int) bool {
	if role, _ := valueOf(r.form(i), coverb); Role(role) != Instrument {
		return false
	}
	for _, v := range r.kidsOf(i, "xcomp", "ccomp") {
		if v < i {
			continue
		}
		phrases := append(r.kidsOf(v, "nsubj"), r.kidsOf(i, "obj")...)
		phrases = slices.DeleteFunc(phrases, func(n int) bool { return n < i || n > v })
		if len(phrases) != 1 {
			return false
		}
		r.promote(v, i, "case")
		r.attach(phrases[0], v, "obl")
		r.attach(i, phrases[0], "case")
		return true
	}
	return false
}

// returnObject gives a verb without object the noun right behind it, which was read
// as a second subject of the next verb (他 運用 [條款] 退出協議).
func (r *reading) returnObject(i int) bool {
	v := r.head[i]
	if v <= i+1 || r.pos(i) != "VERB" || r.base(i) != "advcl" || len(r.kidsOf(i, "obj", "xcomp", "ccomp", "obl", "mark")) > 0 || r.clauseBreakBetween(i, v) {
		return false
	}
	if _, clausal := takesClause(r.form(i)); clausal || isA(r.form(i), postverb) && i > 0 && r.pos(i-1) == "VERB" {
		return false
	}
	next := r.pastAspect(i)
	subjects := r.kidsOf(v, "nsubj", "obl")
	for _, n := range subjects {
		if n > i && n < v && r.firstUnder(n) == next && !r.isTime(n) && (isA(r.form(i), coverb) || subjects[0] < i) {
			r.attach(n, i, "obj")
			return true
		}
	}
	return false
}

// attachSpeechTail hangs 道 and 說 under the verb of saying before them.
func (r *reading) attachSpeechTail(i int) bool {
	v := i - 1
	if v < 0 || r.form(i) != "道" && r.form(i) != "說" || r.pos(i) != "VERB" || r.base(v) == "nsubj" || !speaks(r.form(v)) {
		return false
	}
	switch {
	case r.head[v] == i:
		r.promote(v, i, "compound")
	case r.head[i] == v:
		r.handOver(i, v)
		r.rel[i] = "compound"
	default:
		return false
	}
	r.retag(v, "VERB")
	return r.head[i] == v
}

func speaks(form string) bool {
	use, ok := takesClause(form)
	return ok && use.Class == "speech"
}

// joinNamed makes 名 part of 名為, so that who is so named is the subject.
func (r *reading) joinNamed(i int) bool {
	v := i + 1
	if r.form(i) != "名" || v >= len(r.toks) || r.form(v) != "為" && r.form(v) != "叫" || r.rel[i] == "compound" {
		return false
	}
	if r.head[v] == i {
		r.promote(v, i, "compound")
		r.retag(v, "VERB")
	} else {
		r.attach(i, v, "compound")
	}
	return true
}

// markAgent makes the phrases that stand between i and its head the agents
// that i marks.
func (r *reading) markAgent(i int, phrases []int) {
	for _, a := range phrases {
		if a > i && a < r.head[i] {
			r.rel[a] = "obl:agent"
			r.attach(i, a, "case")
		}
	}
}

// demoteCoverb makes a coverb that was read as a verb of its own (在 → 巴黎,
// 給 → 分析) the mark of its phrase before the main verb.
func (r *reading) demoteCoverb(i int) bool {
	h := r.head[i]
	if !isA(r.form(i), coverb) && !isA(r.form(i), disposal) || h < i || len(r.kidsOf(i, "nsubj")) > 0 {
		return false
	}
	objects := r.kidsOf(i, "obj")
	if r.pos(i) != "VERB" || len(objects) != 1 || objects[0] < i || objects[0] > h || r.hasPredicateKid(i) {
		return false
	}
	o := objects[0]
	rel := "obl"
	if isA(r.form(i), disposal) {
		rel = "obl:patient"
	}
	r.handOver(i, o)
	r.attach(o, h, rel)
	r.attach(i, o, "case")
	return true
}

// demoteCoverbPair is demoteCoverb for coverbs cut in two (截 + 至).
func (r *reading) demoteCoverbPair(i int) bool {
	h := r.head[i]
	tail := i + 1
	if h < i || r.pos(i) != "VERB" || tail >= len(r.toks) || r.head[tail] != i || !isA(r.form(i)+r.form(tail), coverb) {
		return false
	}
	objects := r.kidsOf(i, "obj")
	if len(objects) != 1 || objects[0] > h || len(r.kidsOf(i, "nsubj")) > 0 || isA(r.form(i)+r.form(tail), postverb) {
		return false
	}
	o := objects[0]
	r.handOver(i, o)
	r.attach(o, h, "obl")
	r.attach(i, o, "case")
	r.attach(tail, o, "case")
	return true
}

func (r *reading) hasPredicateKid(i int) bool {
	return slices.ContainsFunc(r.kids[i], func(k int) bool {
		return r.pos(k) == "VERB" && slices.Contains([]string{"xcomp", "ccomp", "advcl", "conj", "parataxis"}, r.base(k))
	})
}

// openBrokenComplement reads 同意對法國，提供援助, where a comma cuts a coverb phrase
// off from its verb, as agreeing to provide: parsers see two clauses.
func (r *reading) openBrokenComplement(i int) bool {
	h := r.head[i]
	if h < i || r.pos(i) != "VERB" || r.base(i) != "advcl" || !r.clauseBreakBetween(i, h) || len(r.kidsOf(i, "obj", "xcomp", "ccomp")) > 0 {
		return false
	}
	if use, _ := takesClause(r.form(i)); use.Control != "subject" || use.Class == "implicative" {
		return false
	}
	v, cut := r.nextInChain(i, h), false
	for _, k := range r.kidsOf(i, "obl") {
		if k > i && k < v && len(r.markerOf(k)) > 0 && k+1 < len(r.toks) && r.breaks(k+1) {
			r.head[k] = v
			cut = true
		}
	}
	switch {
	case cut && v == h:
		r.promoteOver(i, h)
	case cut:
		r.openChain(i, v, h)
	}
	return cut
}

// promoteOver puts i in the place of its head h and makes h its complement.
func (r *reading) promoteOver(i, h int) {
	r.attach(i, r.head[h], r.rel[h])
	for _, k := range r.kids[h] {
		if k < i {
			r.head[k] = i
		}
		if k > h && r.base(k) == "parataxis" {
			r.head[k] = i
		}
	}
	rel := "xcomp"
	if r.hasSubjectBetween(h, i) {
		rel = "ccomp"
	}
	r.attach(h, i, rel)
}

// isCopula reports whether the word is 是 or a form of it.
func isCopula(form string) bool {
	return strings.HasSuffix(form, "是") || form == "為" || form == "即" || form == "並非" || form == "乃" || form == "則為" || form == "亦為"
}
