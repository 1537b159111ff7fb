package clause

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/syntax"
)

// predicateKind tells what a predicate is made of.
type predicateKind int

const (
	verbal    predicateKind = iota // a verb
	copular                        // 是 and what it says of the subject
	adjective                      // an adjective with a subject
)

// predicate is one verb, copula or adjective of the sentence with what it
// governs in its own clause.
type predicate struct {
	head     int
	kind     predicateKind
	words    []int // tokens of the relation: negation, modals, verb, 於
	negative bool
	passive  bool
	cleft    bool // 是……的 around it

	given      []int // subjects as the tree has them
	subjects   []int // heads of the noun phrases or clauses before it that are its subject
	objects    []int
	patients   []int // of 把 and 將
	agents     []int // of 被 and 由
	recipients []int
	obliques   []oblique
	manner     int // head of what 得 leads to, or -1

	matrix  *predicate // the predicate whose complement this is
	relHead int        // the noun that its relative clause modifies, or -1
	subject *source    // found by resolveSubjects
	status  *status    // found by statusOf
}

// oblique is a phrase with the coverb that marks it, or a bare time.
type oblique struct {
	head   int
	marker []int // tokens of the coverb; empty for bare times
	role   Role
	after  bool // stands behind the verb
}

// notPredicates are relations of words that do not head clauses, whatever
// their part of speech.
var notPredicates = []string{"compound", "mark", "case", "aux", "cop", "advmod", "flat", "nummod", "det", "clf", "cc", "punct", "discourse"}

// findPredicates fills r.predicates, left to right.
func (r *reading) findPredicates() {
	for i := range r.toks {
		kind, ok := r.predicateKind(i)
		if !ok {
			continue
		}
		p := &predicate{head: i, kind: kind, manner: -1, relHead: -1}
		r.at[i] = p
		r.predicates = append(r.predicates, p)
	}
	for _, p := range r.predicates {
		r.collect(p)
	}
	for _, p := range r.predicates {
		r.relate(p)
	}
}

func (r *reading) predicateKind(i int) (predicateKind, bool) {
	base := r.base(i)
	switch {
	case r.copulaOf(i) >= 0:
		return copular, true
	case slices.Contains(notPredicates, base) || r.isOnlyCondition(i):
		return 0, false
	case r.pos(i) == "VERB":
		modifier := base == "amod" || base == "nmod" || base == "nsubj" || base == "obj" || base == "obl"
		return verbal, !modifier || len(r.kidsOf(i, "obj", "nsubj")) > 0 && !r.hasCaseBefore(i)
	case r.pos(i) == "ADJ":
		return adjective, base != "amod" && len(r.kidsOf(i, "nsubj", "obl")) > 0
	}
	return 0, false
}

// isOnlyCondition reports whether the word is the 只有 of 只有那時，我們才能團結, which
// says only when or how the clause of 才 holds.
func (r *reading) isOnlyCondition(i int) bool {
	if r.form(i) != "只有" && r.form(i) != "唯有" || len(r.kidsOf(i, "nsubj")) > 0 {
		return false
	}
	return slices.ContainsFunc(r.toks[i+1:], func(t syntax.Token) bool { return t.Form == "才" })
}

func (r *reading) hasCaseBefore(i int) bool {
	return slices.ContainsFunc(r.kidsOf(i, "case"), func(k int) bool { return k > i && r.form(k) == "的" })
}

// copulaOf returns the copula of i, or -1.
func (r *reading) copulaOf(i int) int {
	for _, k := range r.kidsOf(i, "cop") {
		if k < i {
			return k
		}
	}
	return -1
}

// collect fills in what the predicate governs.
func (r *reading) collect(p *predicate) {
	for _, k := range r.kids[p.head] {
		r.collectKid(p, k)
	}
	r.adoptBareSubject(p)
	p.given = p.subjects
	p.words = r.relationWords(p)
	for _, w := range p.words {
		p.negative = p.negative || w != p.head && r.negates(w)
	}
}

// adoptBareSubject takes a phrase without coverb before a verb that has no
// subject for its subject (至於政府方面，…).
func (r *reading) adoptBareSubject(p *predicate) {
	if len(p.subjects) > 0 || p.kind != verbal {
		return
	}
	for _, k := range r.kidsOf(p.head, "obl", "nmod", "ccomp", "xcomp", "dep", "iobj", "dislocated") {
		if r.isPlaceOf(k, p) {
			p.obliques = append(p.obliques, oblique{head: k, role: Place})
		} else if k < p.head && r.copulaOf(k) < 0 && len(r.markerOf(k)) == 0 && !r.isTime(k) && r.isNominal(k) && r.pos(k) != "NUM" && !r.hasClassifierOnly(k) && !r.endsWithLocalizer(k) {
			p.subjects = append(p.subjects, k)
		}
	}
}

// isPlaceOf reports whether k is the place of 在東京所舉行的會議中, whose 在 the tree
// gives to the whole phrase.
func (r *reading) isPlaceOf(k int, p *predicate) bool {
	return k < p.head && r.base(p.head) == "acl" && r.base(k) == "obl" && len(r.markerOf(k)) == 0 && r.typeOf(k) == "Place" && r.form(p.head-1) == "所"
}

// hasClassifierOnly reports whether the phrase is a number of times (首次, 三度).
func (r *reading) hasClassifierOnly(k int) bool { return r.toks[k].XPOS == "NNB" }

func (r *reading) collectKid(p *predicate, k int) {
	left := k < p.head
	if r.saysWhen(k, p) {
		p.obliques = append(p.obliques, oblique{head: k, marker: r.markerOf(k), role: When})
		return
	}
	switch base := r.base(k); base {
	case "nsubj":
		r.collectSubject(p, k)
	case "csubj":
		use, _ := takesClause(r.form(p.head))
		if left && !r.clauseBreakBetween(k, p.head) && (p.kind == copular || k+1 < p.head || len(r.kids[k]) == 0 || use.Class == "causation" && len(r.kidsOf(p.head, "nsubj")) == 0) {
			p.subjects = append(p.subjects, k)
		}
	case "obj":
		if left {
			r.collectLeftObject(p, k)
		} else {
			p.objects = append(p.objects, k)
		}
	case "iobj":
		if k > p.head && isGoalVerb(r.form(p.head)) {
			p.objects = append(p.objects, k)
		} else {
			p.recipients = append(p.recipients, k)
		}
	case "obl", "nmod", "dislocated":
		r.collectOblique(p, k)
	case "aux":
		p.passive = p.passive || r.rel[k] == "aux:pass"
	case "advmod":
		p.cleft = p.cleft || r.form(k) == "是"
	}
}

// saysWhen reports whether k heads a clause between 在 and 後, 時 or the like, which is a
// time of p: 在停留時被認出.
func (r *reading) saysWhen(k int, p *predicate) bool {
	if k > p.head || r.pos(k) != "VERB" || !slices.Contains([]string{"advcl", "ccomp", "xcomp"}, r.base(k)) || r.forms(r.markerOf(k)) != "在" {
		return false
	}
	return endsInTimeWord(r.form(k)) || slices.ContainsFunc(r.kidsOf(k, "mark", "case"), func(c int) bool { return c > k && isA(r.form(c), timeWord) })
}

// endsInTimeWord reports whether 後, 前 or 時 is part of the word: 死後.
func endsInTimeWord(form string) bool {
	_, size := utf8.DecodeLastRuneInString(form)
	return size < len(form) && isA(form[len(form)-size:], timeWord)
}

// isGoalVerb reports whether the verb ends in the word that leads to its goal: 送到.
func isGoalVerb(form string) bool {
	return strings.HasSuffix(form, "到") || strings.HasSuffix(form, "至") || strings.HasSuffix(form, "往")
}

func (r *reading) collectSubject(p *predicate, k int) {
	switch {
	case k > p.head && p.kind == verbal:
		p.objects = append(p.objects, k)
	case k > p.head || r.inPredicative(k, p):
	case r.isTime(k):
		p.obliques = append(p.obliques, oblique{head: k, role: When})
	default:
		p.subjects = append(p.subjects, k)
		p.passive = p.passive || r.rel[k] == "nsubj:pass"
	}
}

// inPredicative reports whether the subject k is part of what the copula says of the
// one before it: 那是[他]發言的地方.
func (r *reading) inPredicative(k int, p *predicate) bool {
	cop := r.copulaOf(p.head)
	if p.kind != copular || len(p.subjects) == 0 || k < cop || !r.isNominal(p.head) {
		return false
	}
	return !slices.ContainsFunc(r.kidsOf(p.head, "cop"), func(c int) bool { return c > k }) && !r.breaks(cop+1)
}

func (r *reading) collectLeftObject(p *predicate, k int) {
	if marker := r.markerOf(k); len(marker) > 0 {
		r.collectMarked(p, k, marker)
	} else {
		p.obliques = append(p.obliques, oblique{head: k, role: Topic})
	}
}

func (r *reading) collectOblique(p *predicate, k int) {
	marker := r.markerOf(k)
	switch {
	case r.rel[k] == "obl:agent" && (len(marker) > 0 || len(r.kidsOf(p.head, "aux:pass")) > 0):
		p.agents = append(p.agents, k)
		p.passive = true
	case r.rel[k] == "obl:patient":
		p.patients = append(p.patients, k)
	case len(marker) > 0:
		r.collectMarked(p, k, marker)
	case r.isTime(k) && p.kind != copular:
		p.obliques = append(p.obliques, oblique{head: k, role: When, after: k > p.head})
	case r.rel[k] == "obl:agent" && k < p.head:
		p.subjects = append(p.subjects, k) // no word marks it as an agent
	case k > p.head && p.kind != copular:
		p.objects = append(p.objects, k)
	case r.base(k) == "obl" && k < p.head && r.endsWithLocalizer(k):
		p.obliques = append(p.obliques, oblique{head: k, role: Place})
	}
}

// collectMarked files a phrase with a coverb by what the coverb means.
func (r *reading) collectMarked(p *predicate, k int, marker []int) {
	form := r.forms(marker)
	role, known := valueOf(form, coverb)
	switch {
	case isA(form, disposal):
		p.patients = append(p.patients, k)
	case form == "由" && p.kind == verbal && !r.isTime(k) && len(p.subjects) > 0 && len(p.objects) == 0:
		p.agents = append(p.agents, k)
	case isA(form, passive):
		p.agents = append(p.agents, k)
		p.passive = true
	case form == "因" && r.form(k) == "此": // the conjunction 因此, cut in two
	case known:
		p.obliques = append(p.obliques, oblique{head: k, marker: marker, role: r.roleOf(p, Role(role), k), after: k > p.head})
	}
}

// roleOf narrows the role of a coverb by what stands in its phrase and by the
// verb: who is given or told something (向漁民提供,
// 對記者表示) is its recipient.
func (r *reading) roleOf(p *predicate, role Role, k int) Role {
	switch {
	case (role == Place || role == Source || role == Goal) && r.isTime(k):
		return When
	case slices.Contains(towards, r.forms(r.markerOf(k))) && r.reaches(p) && !r.isAbout(p, k):
		return Recipient
	}
	return role
}

// isAbout reports whether what is said with 對 is said of the phrase of k, and not to it:
// 對判決表示遺憾.
func (r *reading) isAbout(p *predicate, k int) bool {
	if !speaks(r.form(p.head)) || r.form(r.markerOf(k)[0]) == "向" || r.pos(k) != "NOUN" || isTitleNoun(r.form(k)) {
		return false
	}
	return slices.ContainsFunc(r.kidsOf(p.head, "obj", "xcomp", "ccomp"), func(o int) bool { return r.base(o) == "obj" || o > p.head && len(r.kids[o]) == 0 })
}

// towards are the coverbs that say at whom an act is aimed, be it a gift or a
// blow.
var towards = []string{"對", "對於", "向"}

// reaches reports whether p, or the verb that it takes, gives or tells somebody
// something.
func (r *reading) reaches(p *predicate) bool {
	for _, v := range append(r.kidsOf(p.head, "xcomp", "ccomp"), p.head) {
		if isA(r.form(v), giving) || v == p.head && speaks(r.form(v)) && !r.takesAct(v) {
			return true
		}
	}
	return false
}

// takesAct reports whether the object of the verb is an act: 提出制裁.
func (r *reading) takesAct(v int) bool {
	return slices.ContainsFunc(r.kidsOf(v, "obj"), func(o int) bool { return lexicon.Verbs()[r.form(o)] })
}

// markerOf returns the coverb before the phrase of k, as tokens, or nil.
func (r *reading) markerOf(k int) []int {
	for _, c := range r.kids[k] {
		if c >= k {
			break
		}
		if base := r.base(c); base != "case" && base != "mark" {
			continue
		}
		form := r.form(c)
		if next := c + 1; next < k && r.head[next] == k && r.base(next) == "case" && isA(form+r.form(next), coverb) {
			return []int{c, next}
		}
		if isA(form, coverb) || isA(form, disposal) || isA(form, passive) {
			return []int{c}
		}
	}
	return nil
}

// relationWords returns the tokens that make up the relation: the negations,
// modals and adverbs before the verb that say whether it holds, the verb, and
// what clings to its end.
func (r *reading) relationWords(p *predicate) []int {
	end := p.head
	if p.kind == copular {
		end = r.copulaOf(p.head)
	}
	words := append(r.modifiersBefore(p, end), end)
	words = append(words, r.verbStem(end)...)
	if p.kind == verbal {
		words = append(words, r.verbParts(end)...)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// modifiersBefore returns the words before the verb at end that deny, weaken
// or bound it. It goes by the order of words, so that a negation that the
// parser hung elsewhere is never lost.
func (r *reading) modifiersBefore(p *predicate, end int) []int {
	var out []int
	for i := end - 1; i >= 0; i-- {
		switch {
		case r.insidePhraseBefore(i, p.head):
		case r.qualifies(i):
			out = append(out, i)
		case r.isAdverbial(i):
		case r.head[i] == p.head && r.base(i) == "compound" && r.pos(i) == "VERB": // the first part of the verb itself
		case r.head[i] != p.head && r.inPhraseBefore(i, p.head):
		case r.inPhraseBefore(i, p.head) && r.base(i) != "nsubj":
		case r.rel[i] == "nmod:tmod":
		default:
			return out
		}
	}
	return out
}

// insidePhraseBefore reports whether i stands in a coverb phrase of the verb and
// is not its first word.
func (r *reading) insidePhraseBefore(i, verb int) bool {
	if !r.inPhraseBefore(i, verb) {
		return false
	}
	top := i
	for r.head[top] != verb {
		top = r.head[top]
	}
	return r.firstUnder(top) < i
}

// inPhraseBefore reports whether i stands in a coverb phrase or time of the
// verb, which may stand between a negation and the verb.
func (r *reading) inPhraseBefore(i, verb int) bool {
	for n := 0; i >= 0 && n < len(r.head); n++ {
		if r.head[i] == verb {
			b := r.base(i)
			return b == "obl" || b == "nmod" || b == "case"
		}
		i = r.head[i]
	}
	return false
}

// qualifies reports whether the word changes if or how far the verb after it holds.
func (r *reading) qualifies(i int) bool {
	form := r.form(i)
	switch b := r.base(i); {
	case isA(form, negation) && b != "obj" && b != "case":
		return true // whatever the tagger made of it
	case form == "所" && i > 0 && r.form(i-1) == "有":
		return true // 有所增加
	case b == "aux" && r.pos(i) == "NOUN":
		return true // 才能: no noun stands there
	case b == "obj" || b == "nsubj" || b == "case" || b == "cc" || r.pos(i) == "NOUN" || r.pos(i) == "CCONJ":
		return false
	case r.pos(i) == "VERB" && b != "aux" && b != "advmod" && b != "mark":
		return false
	}
	if r.rel[i] == "aux:pass" {
		return isA(form, passive)
	}
	return r.negates(i) || isA(form, modal) || isA(form, adverb) || r.pos(i) == "AUX" && !isA(form, passive) && !isAspect(form) && !isCopula(form)
}

// negates reports whether the word denies what follows.
func (r *reading) negates(i int) bool {
	form := r.form(i)
	if isA(form, negation) || isA(form, modal) && r.pos(i) != "ADV" && strings.HasPrefix(form, "不") {
		return true
	}
	if isA(form, link) || isA(form, adverb) || r.pos(i) != "AUX" && r.pos(i) != "ADV" && r.pos(i) != "SCONJ" {
		return false
	}
	return strings.ContainsAny(form, "不沒没未無无非")
}

// isAdverbial reports whether the word may stand between a negation and its verb.
func (r *reading) isAdverbial(i int) bool {
	switch r.pos(i) {
	case "ADV", "AUX", "SCONJ":
		return true
	case "ADJ":
		b := r.base(i)
		return b == "advmod"
	}
	b := r.base(i)
	return b == "advmod" || b == "mark" && r.pos(i) != "ADP"
}

func isAspect(form string) bool { return form == "了" || form == "著" || form == "過" }

// pastAspect returns the token behind a verb and its 了, 著 and 過.
func (r *reading) pastAspect(v int) int {
	v++
	for v < len(r.toks) && isAspect(r.form(v)) {
		v++
	}
	return v
}

// verbParts returns the tokens behind the verb that belong to it: 於, 為, 到, 出.
func (r *reading) verbParts(v int) []int {
	var out []int
	for i := v + 1; i < len(r.toks); i++ {
		switch {
		case r.head[i] == v && (r.base(i) == "mark" || r.base(i) == "compound") && (isA(r.form(i), postverb) || r.form(i) == "得" || r.form(i) == "說"):
			out = append(out, i)
		case r.head[i] == v && r.base(i) == "aux" && r.form(i) == "了":
		case r.head[i] == v && r.base(i) == "aux" && isAspect(r.form(i)):
			out = append(out, i)
		default:
			return out
		}
	}
	return out
}

// verbStem returns the parts of a compound verb before its head.
func (r *reading) verbStem(v int) []int {
	var out []int
	for i := v - 1; i >= 0 && r.head[i] == v && r.base(i) == "compound"; i-- {
		out = append(out, i)
	}
	return out
}

// relate finds how the predicate hangs together with others: the one whose
// complement it is, and the noun that it modifies.
func (r *reading) relate(p *predicate) {
	h := r.head[p.head]
	switch base := r.base(p.head); base {
	case "acl":
		if h > p.head && r.pos(h) != "VERB" && !r.clauseBreakBetween(p.head, h) {
			p.relHead = h
		}
	case "amod":
		if h > p.head && len(r.kidsOf(p.head, "mark", "case")) > 0 {
			p.relHead = h
		}
	case "xcomp", "ccomp", "appos", "obj":
		if h >= 0 && h < p.head && r.at[h] != nil && r.isComplement(p, r.at[h]) {
			p.matrix = r.at[h]
		}
	}
	if p.matrix == nil && p.relHead < 0 {
		p.matrix = r.inheritedMatrix(p)
	}
	if p.matrix == nil && r.isTold(p, h) {
		p.matrix = r.at[h]
	}
	if p.matrix == nil && p.relHead < 0 {
		r.continueDemand(p)
		if p.matrix == nil {
			r.continueHope(p)
		}
	}
	if p.matrix != nil && r.startsAnew(p) {
		p.matrix = nil
		p.subjects = slices.DeleteFunc(slices.Clone(p.subjects), func(s int) bool { return r.clauseBreakBetween(s, p.head) })
	}
}

// isTold reports whether p says what somebody is told by the verb at h, behind a comma
// (告訴記者，……).
func (r *reading) isTold(p *predicate, h int) bool {
	if h < 0 || h > p.head || r.at[h] == nil || r.base(p.head) != "parataxis" || len(p.subjects) == 0 || !isA(r.form(h), telling) {
		return false
	}
	whom := r.kidsOf(h, "obj", "iobj")
	return len(whom) == 1 && len(r.kidsOf(h, "xcomp", "ccomp")) == 0 && r.breaks(whom[0]+1) && r.firstUnder(p.head) <= whom[0]+2
}

// startsAnew reports whether 因此, 但是 or the like behind a comma takes p out of
// the complement before it, unless the complement is what somebody said.
func (r *reading) startsAnew(p *predicate) bool {
	if use, _ := takesClause(r.form(p.matrix.head)); use.Class == "speech" || use.Class == "belief" || use.Class == "" {
		return false
	}
	for i := p.head - 1; i > p.matrix.head; i-- {
		if r.isPunct(i) && r.breaks(i) {
			next := r.form(i + 1)
			return slices.Contains(turns, next) || i+2 < len(r.toks) && slices.Contains(turns, next+r.form(i+2))
		}
	}
	return false
}

// turns are conjunctions that begin a new thought.
var turns = []string{"因此", "因而", "所以", "但", "但是", "不過", "然而", "可是", "於是"}

// isComplement reports whether p is the complement of m, and not just the next
// of two acts of one subject: it has a subject of its own, or m is known to
// take clauses.
func (r *reading) isComplement(p, m *predicate) bool {
	if r.clauseBreakBetween(m.head, r.firstOf(p)) && !r.reachesOverComma(m) {
		return false
	}
	if r.isAim(p) && r.verbBetween(m, p) {
		return false
	}
	if r.hasOwnSubject(m, p) {
		return true
	}
	for _, k := range r.kidsOf(p.head, "mark", "cc") {
		if k > m.head && k < p.head && isLinker(r.form(k)) {
			return false
		}
	}
	_, known := takesClause(r.form(m.head))
	return known || lacks(r.form(m.head)) || m.kind == copular || isCopula(r.form(m.head)) || r.endsWithDe(m) || m.passive
}

// lacks reports whether the verb says that something is not there: what it would do
// (沒有證據顯示……) does not hold.
func lacks(form string) bool {
	return form == "沒有" || form == "並無" || form == "無" || form == "毫無"
}

// verbBetween reports whether the verb whose aim p is stands between m and p.
func (r *reading) verbBetween(m, p *predicate) bool {
	return slices.ContainsFunc(r.predicates, func(q *predicate) bool {
		h := r.head[q.head]
		return q.head > m.head && q.head < p.head && (h == m.head || h == p.head) && r.base(q.head) != "csubj"
	})
}

// firstOf returns the first token of the predicate's own clause.
func (r *reading) firstOf(p *predicate) int {
	first := p.head
	for _, k := range r.kids[p.head] {
		if b := r.base(k); k < first && (b == "nsubj" || b == "obl" || b == "nmod") {
			first = r.startOf(k)
		}
	}
	return first
}

// reachesOverComma reports whether what the verb takes may stand behind a comma.
func (r *reading) reachesOverComma(m *predicate) bool {
	switch use, _ := takesClause(r.form(m.head)); use.Class {
	case "speech", "belief", "factive", "doubt", "denial", "question", "support", "opposition", "demand", "agreement", "commitment", "desire", "intention":
		return true
	}
	return m.kind == copular || isCopula(r.form(m.head))
}

// isLinker reports whether the word puts one act after another.
func isLinker(form string) bool {
	return form == "並" || form == "並且" || form == "來" || form == "以" || form == "而"
}

// inheritedMatrix returns the predicate that takes p as a further complement,
// beside the one to which p is joined (要求X尊重人權，並停止支持Y).
func (r *reading) inheritedMatrix(p *predicate) *predicate {
	if r.isAim(p) && r.head[p.head] < p.head {
		return nil
	}
	i := p.head
	for n := 0; n < len(r.head); n++ {
		h := r.head[i]
		if h < 0 || r.at[h] == nil {
			return nil
		}
		switch r.base(i) {
		case "conj", "advcl", "parataxis":
			i = h
		case "xcomp", "ccomp":
			if h > i {
				i = h
				continue
			}
			if m := r.at[h]; i != p.head && h < p.head {
				return m
			}
			return nil
		default:
			return nil
		}
	}
	return nil
}
