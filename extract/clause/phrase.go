package clause

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
)

// phraseSkips are relations of words that hang under a noun without being part
// of its phrase.
var phraseSkips = []string{"cop", "nsubj", "csubj", "parataxis", "discourse", "aux", "cc", "vocative", "dislocated", "advcl", "orphan"}

// phrase returns the tokens of the noun phrase headed by i, without the coverb
// before it and without the phrases coordinated with it.
func (r *reading) phrase(i int) []int {
	return r.phraseWith(i, false)
}

// wholePhrase is phrase with what is coordinated.
func (r *reading) wholePhrase(i int) []int {
	return r.phraseWith(i, true)
}

func (r *reading) phraseWith(i int, conjuncts bool) []int {
	if name := r.nameOfTitle(i); name >= 0 {
		return r.trim(r.subtree(name, nil))
	}
	return r.phraseTokens(i, conjuncts)
}

// phraseTokens is the phrase of i without a name that follows it as a title.
func (r *reading) phraseTokens(i int, conjuncts bool) []int {
	marker := r.markerOf(i)
	if b := r.base(i); b == "obj" || b == "nsubj" || b == "root" || b == "appos" {
		marker = nil // 對美國的要求: the coverb belongs to the phrase
	}
	toks := append(make([]int, 0, 8), i)
	for _, k := range r.kids[i] {
		base := r.base(k)
		switch {
		case slices.Contains(marker, k):
		case base == "conj" && (!conjuncts || r.at[k] != nil && r.at[i] == nil):
		case slices.Contains(phraseSkips, base):
		case base == "mark" && k < i && (isA(r.form(k), link) || isA(r.form(k), condition)):
		case base == "case" && k < i && (isA(r.form(k), condition) || isA(r.form(k), link)):
		case base == "appos" && r.isTitle(i, k):
		case base == "punct" && !r.isQuoteMark(k):
		default:
			toks = append(toks, r.subtree(k, nil)...)
		}
	}
	if i > 0 && r.form(i) == "人" && r.form(i-1) == "有" && len(toks) == 1 {
		toks = append(toks, i-1) // 有人: somebody
	}
	slices.Sort(toks)
	toks = r.dropCutClause(r.sameStretch(toks, i), i)
	if next := toks[len(toks)-1] + 1; next < len(r.toks) && r.isLooseLocalizer(next, i) {
		toks = append(toks, next)
	}
	if last := len(toks) - 1; last > 0 && r.form(toks[last]) == "的" && r.head[toks[last]] == i && r.inRelative(i) {
		toks = toks[:last] // closes the clause
	}
	return r.trim(r.withInnerPunct(toks))
}

// dropCutClause takes out what a comma has left of a clause that modifies i.
func (r *reading) dropCutClause(toks []int, i int) []int {
	for _, k := range r.kidsOf(i, "acl") {
		clause := r.subtree(k, nil)
		if k < i && !slices.Contains(toks, clause[0]) && !r.isPunct(clause[0]) {
			toks = slices.DeleteFunc(toks, func(t int) bool { return t < i && slices.Contains(clause, t) })
		}
	}
	return toks
}

// inRelative reports whether i is the object of a clause that modifies a noun.
func (r *reading) inRelative(i int) bool {
	h := r.head[i]
	return h >= 0 && h < i && r.base(i) == "obj" && r.base(h) == "acl"
}

// startOf returns the first token of the phrase of i, which is i itself where
// nothing of the phrase is left after trimming.
func (r *reading) startOf(i int) int {
	if toks := r.phrase(i); len(toks) > 0 {
		return toks[0]
	}
	return i
}

// isLooseLocalizer reports whether the token after the phrase of i closes it,
// though the parser hung it under the verb (降到20%以下).
func (r *reading) isLooseLocalizer(next, i int) bool {
	form := r.form(next)
	return r.head[next] == r.head[i] && r.pos(next) == "ADP" && isA(form, localizer) && !isA(form, timeWord) && form != "之外" && form != "以外" && form != "外"
}

// phraseBut is phrase without one of the relative clauses in it, and without the
// 中 or 上 that closes it for the clause around.
func (r *reading) phraseBut(i, relative int) []int {
	drop := r.subtree(relative, nil)
	for _, k := range r.kidsOf(i, "case") {
		if k > i && isA(r.form(k), localizer) {
			drop = append(drop, k)
		}
	}
	return r.trim(slices.DeleteFunc(r.phrase(i), func(k int) bool { return slices.Contains(drop, k) }))
}

// sameStretch cuts off what lies behind a comma with a clause of its own: no
// noun phrase reaches over it.
func (r *reading) sameStretch(toks []int, head int) []int {
	from, to := 0, len(toks)
	for n, i := range toks {
		if r.at[i] == nil || i == head || r.at[i].relHead >= 0 && !r.clauseBreakBetween(i, r.at[i].relHead) {
			continue
		}
		if i < head && r.clauseBreakBetween(i, head) {
			from = n + 1
		}
		if i > head && r.clauseBreakBetween(i, head) {
			to = min(to, n)
		}
	}
	for from > 0 && from < to && !r.isBreakBetween(toks[from-1], toks[from]) {
		from++
	}
	for to < len(toks) && to > from && !r.isBreakBetween(toks[to-1], toks[min(to, len(toks)-1)]) {
		to--
	}
	return toks[from:to]
}

func (r *reading) isBreakBetween(i, j int) bool {
	return r.clauseBreakBetween(i, j) || r.isPunct(i) && r.breaks(i) || r.isPunct(j) && r.breaks(j)
}

// withInnerPunct adds the punctuation marks that stand between tokens of the phrase.
func (r *reading) withInnerPunct(toks []int) []int {
	out := make([]int, 0, len(toks)+4)
	for n, t := range toks {
		if n > 0 {
			between := toks[n-1] + 1
			for between < t && r.isPunct(between) {
				between++
			}
			if between == t {
				for k := toks[n-1] + 1; k < t; k++ {
					out = append(out, k)
				}
			}
		}
		out = append(out, t)
	}
	if next := toks[len(toks)-1] + 1; next < len(r.toks) && r.closesOneOf(toks, next) {
		out = append(out, next)
	}
	return out
}

// closesOneOf reports whether the mark at i closes what one of the tokens opens.
func (r *reading) closesOneOf(toks []int, i int) bool {
	return slices.ContainsFunc(toks, func(t int) bool { return r.closingOf(t) == i })
}

// trim drops punctuation and conjunctions from both ends of the tokens, and
// quotation marks and brackets that have lost their partner.
func (r *reading) trim(toks []int) []int {
	for len(toks) > 0 && r.trimmable(toks, 0) {
		toks = toks[1:]
	}
	for len(toks) > 0 && r.trimmable(toks, len(toks)-1) {
		toks = toks[:len(toks)-1]
	}
	return toks
}

func (r *reading) trimmable(toks []int, at int) bool {
	i := toks[at]
	if r.pos(i) == "CCONJ" && at == 0 {
		return true
	}
	if at > 0 && at == len(toks)-1 && isA(r.form(i), negation) {
		return true // belongs to the verb behind it
	}
	if !r.isPunct(i) {
		return false
	}
	pair := pairOf(r.form(i))
	return pair == "" || !slices.ContainsFunc(toks, func(k int) bool { return r.form(k) == pair && k != i })
}

// pairs are the marks that open and close quotations, titles and brackets.
var pairs = map[string]string{"「": "」", "『": "』", "“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "[": "]", "\"": "\"", "«": "»"}

func pairOf(mark string) string {
	if closing, ok := pairs[mark]; ok {
		return closing
	}
	for open, closing := range pairs {
		if closing == mark {
			return open
		}
	}
	return ""
}

func (r *reading) isQuoteMark(i int) bool { return r.isPunct(i) && pairOf(r.form(i)) != "" }

// conjuncts returns the heads of the phrases coordinated with i, itself first.
func (r *reading) conjuncts(i int) []int {
	out := []int{i}
	for _, k := range r.kidsOf(i, "conj") {
		if k > i && r.isNominal(k) == r.isNominal(i) {
			out = append(out, r.conjuncts(k)...)
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(out, func(c int) bool {
		return slices.ContainsFunc(out, func(t int) bool { return slices.Contains(r.jointTitles(t), c) })
	})
}

// jointTitles returns the titles that 兼 makes the same person hold as the title i right
// before a name: 會長、編輯兼作家王某.
func (r *reading) jointTitles(i int) []int {
	h := r.head[i]
	joint := slices.ContainsFunc(r.kidsOf(i, "cc", "advmod", "mark"), func(k int) bool { return k < i && (r.form(k) == "兼" || r.form(k) == "兼任") })
	if !joint || h < 0 || h > i || r.base(i) != "conj" || r.nameOfTitle(i) < 0 {
		return nil
	}
	out := []int{h}
	for _, k := range r.kidsOf(h, "conj") {
		if k < i {
			out = append(out, k)
		}
	}
	return slices.DeleteFunc(out, r.isNamed)
}

// sharedModifiers returns the words from the start of the phrase of i to the 的 of
// its owner, where they hold of c too, which is coordinated with it and has no
// owner, number or determiner itself (加拿大的企業和[加拿大的]利益).
func (r *reading) sharedModifiers(i, c int) []int {
	if c <= i || r.isNamed(i) || r.isNamed(c) || r.pos(c) != "NOUN" || r.owned(c) > 0 || len(r.kidsOf(c, "det", "nummod", "acl")) > 0 {
		return nil
	}
	end := r.owned(i)
	return slices.DeleteFunc(r.phrase(i), func(t int) bool { return t > end })
}

// owned returns the 的 between the noun and its nearest owner before it, or -1.
func (r *reading) owned(i int) int {
	for _, owner := range slices.Backward(r.kidsOf(i, "nmod", "det")) {
		for _, k := range r.kidsOf(owner, "case") {
			if owner < i && k > owner && r.form(k) == "的" {
				return k
			}
		}
	}
	return -1
}

// isNominal reports whether the token heads a noun phrase.
func (r *reading) isNominal(i int) bool {
	switch r.pos(i) {
	case "NOUN", "PROPN", "PRON", "NUM", "PART", "X", "DET", "SYM":
		return true
	}
	return false
}

// isTitle reports whether k names the person whose title i is, or the other
// way round.
func (r *reading) isTitle(i, k int) bool {
	if _, verb := takesClause(r.form(i)); verb && !isTitleNoun(r.form(i)) {
		return false
	}
	return k == i+1 && r.isNamed(k) && !r.isNamed(i) && !r.isBracketed(k)
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

// nameOfTitle returns the head of the name that follows the title i, or -1.
func (r *reading) nameOfTitle(i int) int {
	for _, k := range r.kidsOf(i, "appos") {
		if r.isTitle(i, k) {
			return k
		}
	}
	return -1
}

// isBracketed reports whether the phrase of k stands in brackets.
func (r *reading) isBracketed(k int) bool {
	first := k
	for _, t := range r.kids[k] {
		first = min(first, t)
	}
	return strings.ContainsAny(r.form(first), "（(") || first > 0 && strings.ContainsAny(r.form(first-1), "（(")
}

// isTime reports whether the phrase of i says when or how long.
func (r *reading) isTime(i int) bool {
	if r.rel[i] == "nmod:tmod" || r.rel[i] == "obl:tmod" {
		return true
	}
	if r.pos(i) == "PROPN" || r.pos(i) == "PRON" {
		return false
	}
	form := r.form(i)
	return isA(form, moment) || r.pos(i) == "NOUN" && endsInTime(form) || len(form) > len("年") && r.pos(i) == "NUM" && (strings.HasSuffix(form, "年") || strings.HasSuffix(form, "日"))
}

// endsInTime reports whether the word is a unit of time with a localizer: 月內.
func endsInTime(form string) bool {
	for _, end := range []string{"內", "後", "前", "初", "底", "末"} {
		if unit, ok := strings.CutSuffix(form, end); ok && slices.Contains([]string{"年", "月", "日", "天", "週", "周", "世紀", "小時"}, unit) {
			return true
		}
	}
	return false
}

// endsWithLocalizer reports whether 中, 上 or another localizer closes the phrase.
func (r *reading) endsWithLocalizer(i int) bool {
	return slices.ContainsFunc(r.kids[i], func(k int) bool { return k > i && isA(r.form(k), localizer) })
}
