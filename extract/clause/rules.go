package clause

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// outcome is one subject-relation-object reading of a predicate, before
// coordination is spread.
type outcome struct {
	rule    string
	words   []int // tokens of the relation
	subject *source
	objects []Term
	args    []Argument
}

// predicateRules read what a predicate states. The first that fits makes the
// statements.
var predicateRules = []struct {
	name string
	read func(r *reading, p *predicate) ([]outcome, bool)
}{
	{"absorbed", (*reading).readAbsorbed},
	{"copula", (*reading).readCopula},
	{"disposal", (*reading).readDisposal},
	{"passive", (*reading).readPassive},
	{"complement-clause", (*reading).readComplement},
	{"object", (*reading).readObject},
	{"relative-object", (*reading).readRelativeObject},
	{"postverbal-phrase", (*reading).readPostverbal},
	{"intransitive", (*reading).readIntransitive},
}

// readAbsorbed leaves a verb to its complement, with which it makes one
// relation (同意提供).
func (r *reading) readAbsorbed(p *predicate) ([]outcome, bool) {
	for _, q := range r.complements(p) {
		if r.merges(p, q) {
			return nil, true
		}
	}
	return nil, false
}

func (r *reading) readCopula(p *predicate) ([]outcome, bool) {
	if p.kind != copular {
		return nil, false
	}
	var objects []Term
	if r.isNominal(p.head) {
		cop := r.copulaOf(p.head)
		for _, c := range r.conjuncts(p.head) {
			toks := slices.DeleteFunc(append(r.predicative(p, c), r.phrase(c)...), func(i int) bool { return i <= cop })
			slices.Sort(toks)
			objects = append(objects, r.term(c, r.trim(toks)))
		}
	} else {
		objects = []Term{r.clauseTerm(p.head, r.predicatePhrase(p))}
	}
	return []outcome{{words: p.words, subject: p.subject, objects: objects}}, true
}

// predicative returns the words of the subjects of p that are part of what it says.
func (r *reading) predicative(p *predicate, c int) []int {
	var toks []int
	for _, k := range r.kidsOf(p.head, "nsubj") {
		if c == p.head && r.inPredicative(k, p) {
			toks = append(toks, r.subtree(k, nil)...)
		}
	}
	return toks
}

// predicatePhrase returns what a copula says of its subject when it is no noun.
func (r *reading) predicatePhrase(p *predicate) []int {
	from := r.copulaOf(p.head)
	toks := slices.DeleteFunc(r.subtree(p.head, nil), func(i int) bool { return i <= from })
	return r.trim(r.untilBreak(toks, p.head))
}

// untilBreak cuts the tokens at the first clause break behind head.
func (r *reading) untilBreak(toks []int, head int) []int {
	for n, i := range toks {
		if i > head && (r.isPunct(i) && r.breaks(i) || n > 0 && r.clauseBreakBetween(toks[n-1], i)) {
			return toks[:n]
		}
	}
	return toks
}

// readDisposal reads 把 and 將: the patient is the object, and what follows the
// verb is where or what it comes to.
func (r *reading) readDisposal(p *predicate) ([]outcome, bool) {
	if len(p.patients) == 0 {
		return nil, false
	}
	o := outcome{words: r.fullWords(p), subject: p.subject, objects: r.spread(p.patients), args: r.arguments(p)}
	role := Goal
	if strings.HasSuffix(r.forms(p.words), "給") {
		role = Recipient
	}
	for _, g := range r.spread(p.objects) {
		o.args = append(o.args, Argument{Role: role, Term: g})
	}
	return []outcome{o}, true
}

// readPassive turns 被 around when the agent is named; without one the patient
// stays the subject.
func (r *reading) readPassive(p *predicate) ([]outcome, bool) {
	if len(p.agents) == 0 {
		return nil, false
	}
	if len(p.objects) > 0 { // 升為選侯國: the patient becomes something
		o := outcome{words: r.fullWords(p), subject: p.subject, objects: r.spread(p.objects), args: r.arguments(p)}
		for _, a := range r.spread(p.agents) {
			o.args = append(o.args, Argument{Role: Agent, Term: a})
		}
		return []outcome{o}, true
	}
	words := slices.DeleteFunc(r.fullWords(p), func(i int) bool { return r.rel[i] == "aux:pass" })
	o := outcome{words: words, subject: &source{heads: p.agents, how: "agent"}, args: r.arguments(p)}
	if p.subject.found() {
		o.objects = r.subjectTerms(p.subject)
	}
	return []outcome{o}, true
}

// readComplement reads a verb with a clause as its object.
func (r *reading) readComplement(p *predicate) ([]outcome, bool) {
	complements := r.complements(p)
	if len(complements) == 0 {
		return r.readQuotation(p)
	}
	if form := r.form(p.head); form == "有" || form == "只有" || lacks(form) {
		return r.readHaving(p, complements[0])
	}
	var out []outcome
	args := r.arguments(p)
	if !r.isPivot(p) {
		told := slices.DeleteFunc(slices.Clone(p.objects), func(o int) bool { return o > complements[0].head })
		for _, t := range r.spread(told) {
			args = append(args, Argument{Role: Recipient, Term: t})
		}
	}
	for _, q := range complements {
		term := r.clauseTerm(q.head, r.clauseText(p, q))
		term.Kind = Inner
		out = append(out, outcome{words: r.fullWords(p), subject: p.subject, objects: []Term{term}, args: args})
	}
	return out, true
}

// readHaving reads what somebody has to do something with (居民有一座橋需要修理). Other clauses
// with 有 only say that there is something (有六十萬人找到工作).
func (r *reading) readHaving(p, q *predicate) ([]outcome, bool) {
	if r.form(p.head) != "有" || len(p.subjects) == 0 || len(q.given) == 0 || q.given[0] < p.head || len(q.objects) > 0 || len(q.words) == 1 {
		return nil, true
	}
	return []outcome{{words: p.words, subject: p.subject, objects: r.spread(q.given[:1]), args: r.arguments(p)}}, true
}

func (r *reading) readObject(p *predicate) ([]outcome, bool) {
	if len(p.objects) == 0 {
		return r.readLooseObject(p)
	}
	return []outcome{{words: r.fullWords(p), subject: p.subject, objects: r.spread(r.listed(p.objects)), args: r.arguments(p)}}, true
}

// listed returns the last object with those before it that commas make one list
// with it.
func (r *reading) listed(objects []int) []int {
	from := len(objects) - 1
	for from > 0 && r.clauseBreakBetween(objects[from-1], objects[from]) {
		from--
	}
	return objects[from:]
}

// readLooseObject takes for the object what stands right behind the verb as a
// bare adjective or verb (表達不滿, 預防感染), or as a duration (持續了八年).
func (r *reading) readLooseObject(p *predicate) ([]outcome, bool) {
	for _, o := range p.obliques {
		if o.after && len(o.marker) == 0 {
			return []outcome{{words: r.fullWords(p), subject: p.subject, objects: r.spread([]int{o.head}), args: r.argumentsBut(p, o.head)}}, true
		}
	}
	for _, k := range r.kidsOf(p.head, "xcomp", "ccomp") {
		bare := r.at[k] == nil || len(r.at[k].objects)+len(r.at[k].obliques)+len(r.at[k].subjects) == 0
		if k > p.head && bare && p.kind == verbal && !r.clauseBreakBetween(p.head, k) {
			return []outcome{{words: r.fullWords(p), subject: p.subject, objects: []Term{r.clauseTerm(k, r.clausePhrase(k))}, args: r.arguments(p)}}, true
		}
	}
	return nil, false
}

// readRelativeObject takes the noun that a relative clause modifies for its
// object when the clause has a subject of its own (他領導的政府).
func (r *reading) readRelativeObject(p *predicate) ([]outcome, bool) {
	h := p.relHead
	if h < 0 || len(p.subjects) == 0 || p.kind != verbal || r.isTime(h) || r.holdsContent(p) || isA(r.form(h), localizer) || hasNoObject(r.form(p.head)) {
		return nil, false
	}
	object := r.term(h, r.phraseBut(h, p.head))
	return []outcome{{words: r.fullWords(p), subject: p.subject, objects: []Term{object}, args: r.arguments(p)}}, true
}

// hasNoObject reports whether the verb leaves no room for an object: set phrases of four
// characters (大放異彩), and what two do to each other (相鄰).
func hasNoObject(verb string) bool {
	return utf8.RuneCountInString(verb) >= 4 || strings.HasPrefix(verb, "相") && verb != "相信"
}

// readPostverbal takes the phrase behind the verb for its object, with the
// coverb as the end of the relation (出生於巴黎).
func (r *reading) readPostverbal(p *predicate) ([]outcome, bool) {
	for _, o := range p.obliques {
		if o.after && len(o.marker) > 0 {
			words := append(r.fullWords(p), o.marker...)
			return []outcome{{words: words, subject: p.subject, objects: r.spread([]int{o.head}), args: r.argumentsBut(p, o.head)}}, true
		}
	}
	return nil, false
}

// readIntransitive keeps a verb without object for its arguments, or for the
// verb that it is the complement of. With nothing else to say it is itself the object
// of the verb that it makes one relation with (值得 關注).
func (r *reading) readIntransitive(p *predicate) ([]outcome, bool) {
	args := r.arguments(p)
	if is := p.head - 1; is >= 0 && len(args) == 0 && p.kind == verbal && r.base(p.head) != "conj" && r.head[is] == p.head && stays(r.form(is)) {
		return []outcome{{words: []int{is}, subject: p.subject, objects: []Term{r.clauseTerm(p.head, []int{p.head})}}}, true
	}
	if m := p.matrix; m != nil && len(args) == 0 && r.merges(m, p) && !p.negative {
		return []outcome{{words: r.fullWords(m), subject: p.subject, objects: []Term{r.clauseTerm(p.head, p.words)}}}, true
	}
	return []outcome{{words: r.fullWords(p), subject: p.subject, args: args}}, true
}

// stays reports whether the word says that a state goes on or holds after all: 還是.
func stays(form string) bool {
	return form == "還是" || form == "仍是" || form == "總是" || form == "都是"
}

// complements returns the predicates that are complements of p, in order.
func (r *reading) complements(p *predicate) []*predicate {
	var out []*predicate
	for _, q := range r.predicates {
		if q.matrix == p && q.head > p.head {
			out = append(out, q)
		}
	}
	return slices.DeleteFunc(out, func(q *predicate) bool { return r.servesLater(q, out) })
}

// servesLater reports whether q is only the condition, cause or aim of a later one
// of the predicates (認為如果……，就……).
func (r *reading) servesLater(q *predicate, all []*predicate) bool {
	_, serves := r.markedRole(q)
	return serves && slices.ContainsFunc(all, func(o *predicate) bool {
		return o.head > q.head && r.head[q.head] == o.head && r.clauseBreakBetween(q.head, o.head)
	})
}

// mergingClasses are the classes of verbs that make one relation with a
// complement that has no subject of its own.
var keepsApart = []string{"speech", "belief", "doubt", "denial", "question", "factive", "causation", "demand"}

// merges reports whether p makes one relation with its complement q.
func (r *reading) merges(p, q *predicate) bool {
	if r.hasOwnSubject(p, q) || r.sharesSubject(p, q) || len(p.objects) > 0 || len(p.recipients) > 0 || p.kind == copular || isCopula(r.form(p.head)) || r.endsWithDe(p) {
		return false
	}
	use, known := takesClause(r.form(p.head))
	if known && slices.Contains(keepsApart, use.Class) || slices.Contains(takesActs, use.Class) && r.isBare(q) {
		return false
	}
	return q.kind == verbal
}

// takesActs are the classes of verbs whose object may be a bare act: 預防感染.
var takesActs = []string{"prevention", "support", "opposition"}

// isBare reports whether the verb has nothing with it.
func (r *reading) isBare(q *predicate) bool {
	return len(q.objects)+len(q.obliques)+len(q.subjects)+len(r.complements(q)) == 0 && len(q.words) == 1
}

// sharesSubject reports whether q is a further complement of p behind one that
// has a subject of its own (希望美國加入談判並停止攻擊).
func (r *reading) sharesSubject(p, q *predicate) bool {
	first := r.complements(p)
	return len(first) > 1 && first[0].head < q.head && r.hasOwnSubject(p, first[0])
}

// hasOwnSubject reports whether a subject of q stands between p and q, even if
// the parser hung it under another verb of its chain.
func (r *reading) hasOwnSubject(p, q *predicate) bool {
	if len(q.subjects) > 0 || r.hasSubjectBetween(q.head, p.head) {
		return true
	}
	heads, _ := r.laterSubject(q)
	return len(heads) > 0 && heads[0] > p.head && heads[0] < q.head
}

func (r *reading) endsWithDe(p *predicate) bool {
	return len(p.words) > 0 && r.form(p.words[len(p.words)-1]) == "得"
}

// fullWords returns the relation of p with those of the verbs that it merges with.
func (r *reading) fullWords(p *predicate) []int {
	if m := p.matrix; m != nil && r.merges(m, p) {
		return slices.Concat(r.fullWords(m), p.words)
	}
	return slices.Clone(p.words)
}

// arguments returns what stands with the verb beside subject and object.
func (r *reading) arguments(p *predicate) []Argument { return r.argumentsBut(p, -1) }

func (r *reading) argumentsBut(p *predicate, object int) []Argument {
	var out []Argument
	if m := p.matrix; m != nil && r.merges(m, p) {
		out = r.arguments(m)
	}
	for _, h := range p.recipients {
		for _, t := range r.spread([]int{h}) {
			out = append(out, Argument{Role: Recipient, Term: t})
		}
	}
	for _, o := range p.obliques {
		if o.head == object {
			continue
		}
		for _, t := range r.spreadBehind(o) {
			out = append(out, Argument{Role: o.role, Marker: r.surface(r.spans(o.marker)), Term: t})
		}
	}
	return out
}

// spread returns a term for each phrase coordinated under the heads.
func (r *reading) spread(heads []int) []Term {
	var out []Term
	for _, h := range heads {
		if r.at[h] != nil {
			out = append(out, r.clauseTerm(h, r.clausePhrase(h)))
			continue
		}
		for _, c := range r.conjuncts(h) {
			out = append(out, r.term(c, append(r.sharedModifiers(h, c), r.phrase(c)...)))
		}
	}
	return out
}

// spreadBehind returns the terms of a phrase with a coverb. What 中 or the like closes is
// one whole (在南北之間), and what stands before the coverb does not belong to it.
func (r *reading) spreadBehind(o oblique) []Term {
	terms := r.spread([]int{o.head})
	if len(o.marker) == 0 || r.at[o.head] != nil {
		return terms
	}
	from := o.marker[len(o.marker)-1]
	behind := func(toks []int) []int { return r.trim(slices.DeleteFunc(toks, func(i int) bool { return i <= from })) }
	if all := behind(r.wholePhrase(o.head)); len(terms) > 1 && len(all) > 0 && isA(r.form(all[len(all)-1]), localizer) {
		return []Term{r.term(o.head, all)}
	}
	if toks := behind(r.phrase(o.head)); len(terms) == 1 && len(toks) > 0 && r.firstUnder(o.head) < o.marker[0] {
		return []Term{r.term(o.head, toks)}
	}
	return terms
}

// clausePhrase returns the words of the clause that stands as a participant,
// without the coverb before it.
func (r *reading) clausePhrase(head int) []int {
	marker := r.markerOf(head)
	toks := r.subtree(head, func(k int) bool { return slices.Contains(marker, k) || r.base(k) == "cc" })
	return r.trim(r.sameStretch(toks, head))
}

// subjectTerms returns the terms that a source of subjects stands for.
func (r *reading) subjectTerms(s *source) []Term {
	if s.outside != nil {
		t := *s.outside
		t.Recovered, t.Spans = true, nil
		return []Term{t}
	}
	if s.how == "relative-gap" {
		return []Term{r.term(s.heads[0], r.phraseBut(s.heads[0], s.gap))}
	}
	terms := r.spread(s.heads)
	for i := range terms {
		terms[i].Recovered = s.recovered
	}
	return terms
}

// clauseText returns the words of the complement q of p: all that stands
// between them, and q's clause to its end. For a further complement the
// subject that it shares is put first.
func (r *reading) clauseText(p, q *predicate) []int {
	from := slices.Max(p.words) + 1
	for _, whom := range p.objects {
		if isA(r.form(p.head), telling) && whom < q.head {
			from = max(from, whom+1)
		}
	}
	for from < len(r.toks) && (isAspect(r.form(from)) || r.form(from) == "道" || r.isPunct(from) && !r.isQuoteMark(from)) {
		from++
	}
	var toks []int
	if start := r.clauseStart(q, from); start > from && !r.isFirstComplement(p, q) {
		if q.subject.found() && len(q.subject.heads) > 0 && q.subject.heads[0] > p.head && q.subject.heads[0] < start {
			for _, h := range q.subject.heads {
				toks = append(toks, r.wholePhrase(h)...)
			}
		}
		from = start
	}
	for i := from; i < min(r.clauseEnd(q), r.relativeEnd(p)); i++ {
		toks = append(toks, i)
	}
	slices.Sort(toks)
	return r.trim(slices.Compact(toks))
}

// relativeEnd is the 的 that closes the relative clause of p, whose subject is the noun that
// it modifies; or the number of tokens.
func (r *reading) relativeEnd(p *predicate) int {
	if len(p.subjects) > 0 {
		return len(r.toks)
	}
	for i := p.relHead - 1; i > p.head; i-- {
		if r.form(i) == "的" && r.under(r.head[i], p.head) {
			return i
		}
	}
	return len(r.toks)
}

func (r *reading) isFirstComplement(p, q *predicate) bool {
	first := r.complements(p)
	return len(first) > 0 && first[0] == q
}

// clauseStart returns the first token of q's comma-bound stretch, past the
// words that link clauses, but not before from.
func (r *reading) clauseStart(q *predicate, from int) int {
	first := q.head
	for _, k := range r.subtree(q.head, func(k int) bool { return r.at[k] != nil && k < q.head && r.base(k) != "csubj" }) {
		if !r.complementBetween(q, k) {
			first = min(first, k)
		}
	}
	first = max(first, from)
	for first < q.head && (r.isPunct(first) || isA(r.form(first), link) || r.pos(first) == "CCONJ") {
		first++
	}
	return first
}

// complementBetween reports whether another complement of the same verb stands
// between the token and q, set off from q, so that the token belongs to that one.
func (r *reading) complementBetween(q *predicate, k int) bool {
	return slices.ContainsFunc(r.predicates, func(o *predicate) bool {
		return o.matrix == q.matrix && o.head > k && o.head < q.head && o.relHead < 0 &&
			r.base(o.head) != "csubj" && !r.isSubordinate(o) && r.isSetOff(o, q)
	})
}

// isSetOff reports whether a comma or a conjunction stands between two predicates.
func (r *reading) isSetOff(o, q *predicate) bool {
	if r.clauseBreakBetween(o.head, q.head) || r.isAim(q) {
		return true
	}
	return slices.ContainsFunc(r.kidsOf(q.head, "cc", "mark"), func(k int) bool {
		return k > o.head && k < q.head && slices.Contains(additions, r.form(k))
	})
}

// clauseEnd returns the token after q's last word.
func (r *reading) clauseEnd(q *predicate) int {
	last := q.head
	for _, k := range append(slices.Concat(q.objects, q.words), r.complementHeads(q)...) {
		last = max(last, k)
	}
	for i := last; i < len(r.toks); i++ {
		if r.isPunct(i) && (r.breaks(i) || i > last && r.isQuoteMark(i) && !r.insidePair(i, q.head)) {
			return i
		}
	}
	return len(r.toks)
}

// insidePair reports whether the mark at i belongs to a pair that lies behind head.
func (r *reading) insidePair(i, head int) bool {
	other := pairOf(r.form(i))
	for k := i - 1; k > head; k-- {
		if r.form(k) == other {
			return true
		}
	}
	_, opens := pairs[r.form(i)]
	return opens
}

func (r *reading) complementHeads(q *predicate) []int {
	var out []int
	for _, c := range r.complements(q) {
		out = append(out, max(c.head, slices.Max(append(slices.Clone(c.objects), c.head))))
	}
	return out
}
