package clause

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// status is how the statements of a predicate are held.
type status struct {
	polarity    Polarity
	modality    Modality
	embedded    bool
	attribution *source
}

// statusOf works out how p is held: by its own words, by the verbs that it
// merges with, by those that take it as a complement, and by the kind of
// clause that it stands in.
func (r *reading) statusOf(p *predicate) status {
	if p.status == nil {
		s := r.findStatus(p)
		p.status = &s
	}
	return *p.status
}

func (r *reading) findStatus(p *predicate) status {
	var s status
	if p.negative {
		s.polarity = Negative
	}
	s.modality = r.ownModality(p)
	for q := p; q.matrix != nil; q = q.matrix {
		m := q.matrix
		use, _ := takesClause(r.form(m.head))
		if r.merges(m, q) {
			s.merge(use.Class, m.negative)
			continue
		}
		r.embed(&s, m, use.Class)
		break
	}
	r.applyClauseKind(&s, p)
	r.applyShadow(&s, p)
	return s
}

// merge takes over what a verb in the same relation does: 同意, 拒絕.
func (s *status) merge(class string, negative bool) {
	if negative || class == "refusal" || class == "failure" {
		s.polarity = Negative
	}
	if class == "refusal" || class == "failure" {
		return
	}
	if m := modalities[class]; m > s.modality {
		s.modality = m
	}
}

// embed takes over what the verb m does to the clause that it takes.
func (r *reading) embed(s *status, m *predicate, class string) {
	outer := r.statusOf(m)
	modality := modalities[class]
	holds := modality == Asserted && class != "" && !m.negative && !outer.embedded && outer.modality == Asserted
	s.embedded = !holds
	s.modality = max(s.modality, modality)
	if modality == Claimed {
		s.attribution = m.subject
	}
	if outer.attribution != nil && s.attribution == nil {
		s.attribution = outer.attribution
	}
}

// ownModality returns the strongest modality among the predicate's own words.
func (r *reading) ownModality(p *predicate) Modality {
	m := Asserted
	for _, w := range p.words {
		if w >= p.head {
			break // 希望 is a modal before a verb, and a verb of its own before a clause; 得 likewise
		}
		switch v, _ := valueOf(r.form(w), modal); v {
		case "possible":
			m = max(m, Possible)
		case "intended":
			m = max(m, Intended)
		case "wanted":
			if !p.negative {
				m = max(m, Wanted)
			}
		}
	}
	return m
}

// applyClauseKind makes what stands in a condition, a purpose or the content
// of a noun (加入組織的提案) a mere supposition.
func (r *reading) applyClauseKind(s *status, p *predicate) {
	if r.isSupposed(p) || r.hasCondition(p) {
		s.modality = Hypothetical
	}
	for q := p; q != nil; {
		if h := q.relHead; h >= 0 {
			if r.holdsContent(q) {
				s.modality, s.embedded = Hypothetical, true
			}
			q = r.predicateOver(h)
			continue
		}
		if q.matrix == nil || !r.merges(q.matrix, q) {
			break
		}
		q = q.matrix
	}
}

// holdsContent reports whether the clause of p says what the noun that it
// modifies consists in (加入組織的提案), rather than what is done to it (議會通過的法案).
func (r *reading) holdsContent(p *predicate) bool {
	kind, ok := valueOf(r.form(p.relHead), content)
	bare := p.kind == verbal && len(p.subjects) > 0 && len(p.objects)+len(p.patients) == 0 && len(r.complements(p)) == 0
	return ok && !(kind == "made" && bare)
}

// predicateOver returns the predicate that governs the token, or nil.
func (r *reading) predicateOver(i int) *predicate {
	for n := 0; i >= 0 && n < len(r.head); n++ {
		i = r.head[i]
		if i >= 0 && r.at[i] != nil {
			return r.at[i]
		}
	}
	return nil
}

// isSupposed reports whether p or a verb that it depends on stands under 如果,
// 為了 or another word that only supposes, or in a question.
func (r *reading) isSupposed(p *predicate) bool {
	for _, k := range r.kids[p.head] {
		form := r.form(k)
		isMark := r.base(k) == "case" || r.base(k) == "mark" || r.base(k) == "advmod"
		if isMark && (isA(form, condition) || r.marksAim(k)) {
			return true
		}
	}
	if h := r.head[p.head]; h >= 0 && r.pos(h) == "ADP" && isA(r.form(h), condition) {
		return true
	}
	return r.inQuestion(p)
}

// hasCondition reports whether p holds only if another clause does (如果……，p).
func (r *reading) hasCondition(p *predicate) bool {
	return slices.ContainsFunc(r.kids[p.head], func(k int) bool { return r.at[k] != nil && r.isCondition(r.at[k]) })
}

// isCondition reports whether something else holds only if p does.
func (r *reading) isCondition(p *predicate) bool {
	return p.relHead < 0 && slices.ContainsFunc(r.kidsOf(p.head, "mark", "case", "advmod"), func(k int) bool {
		value, ok := valueOf(r.form(k), condition)
		return ok && value == ""
	})
}

// marksAim reports whether the word makes the clause behind it a mere aim: 為了,
// 以便, and 以 or 來 before a verb.
func (r *reading) marksAim(k int) bool {
	return k < r.head[k] && isA(r.form(k), purpose) && (r.base(k) != "case" || isA(r.form(k), coverb) && r.form(k) != "以")
}

// isAim reports whether p says only what something is done for.
func (r *reading) isAim(p *predicate) bool {
	return slices.ContainsFunc(r.kidsOf(p.head, "mark", "case", "advmod"), r.marksAim)
}

// questionWords make a clause a question.
var questionWords = []string{"嗎", "呢", "誰", "什麼", "怎麼", "為什麼", "如何", "為何", "哪裡", "哪兒", "是否", "是不是", "哪"}

// inQuestion reports whether the stretch that p stands in asks something.
func (r *reading) inQuestion(p *predicate) bool {
	for i := p.head; i < len(r.toks); i++ {
		form := r.form(i)
		if form == "？" || form == "?" {
			return true
		}
		if r.isPunct(i) && (form == "。" || form == "；" || form == "！" || form == "”" || form == "」") {
			break
		}
	}
	return slices.ContainsFunc(r.kids[p.head], func(k int) bool { return slices.Contains(questionWords, r.form(k)) }) || r.asksWhether(p)
}

// asksWhether reports whether p, or a word of its relation, is said with its own
// negation (支不支持, 會 不 會), which leaves open what holds.
func (r *reading) asksWhether(p *predicate) bool {
	return r.endsWhether(p.head) || slices.ContainsFunc(p.words, r.endsWhether) || slices.ContainsFunc(r.kids[p.head], func(k int) bool { return k < p.head && r.endsWhether(k) })
}

// endsWhether reports whether the word is such, or the last of three that are.
func (r *reading) endsWhether(i int) bool {
	if isWhether(r.form(i)) {
		return true
	}
	return i >= 2 && (r.form(i-1) == "不" || r.form(i-1) == "沒") && strings.HasPrefix(r.form(i), r.form(i-2))
}

// isWhether reports whether the word is of the form X不X, X沒X or 支不支持.
func isWhether(form string) bool {
	_, size := utf8.DecodeRuneInString(form)
	for _, no := range []string{"不", "沒"} {
		if rest, ok := strings.CutPrefix(form[size:], no); ok && rest != "" {
			return strings.HasPrefix(rest, form[:size])
		}
	}
	return false
}
