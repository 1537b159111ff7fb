package clause

import "slices"

// quote is a stretch between quotation marks: tokens open and end are the marks.
type quote struct{ open, end int }

// findQuotes fills r.quotes with the outermost quotations. A closing mark with
// no partner closes a quotation that began with the sentence.
func (r *reading) findQuotes() {
	open, depth := -1, 0
	for i := range r.toks {
		switch r.form(i) {
		case "「", "“", "『":
			if depth == 0 {
				open = i
			}
			depth++
		case "」", "”", "』":
			if depth > 0 {
				depth--
			}
			if depth == 0 {
				r.quotes = append(r.quotes, quote{open, i})
				open = -1
			}
		}
	}
	if depth > 0 && open >= 0 {
		r.quotes = append(r.quotes, quote{open, len(r.toks)})
	}
	if len(r.quotes) == 0 {
		r.findReport()
	}
}

// findReport takes what stands before a short clause of saying that ends the
// sentence for a quotation without marks (談判已經破裂，他說。).
func (r *reading) findReport() {
	if len(r.predicates) < 2 {
		return
	}
	p := r.predicates[len(r.predicates)-1]
	if !speaks(r.form(p.head)) || len(p.subjects) == 0 || len(p.objects) > 0 || p.relHead >= 0 || !r.endsSentence(p.head) {
		return
	}
	comma := r.startOf(p.subjects[0]) - 1
	if comma < 0 || !r.isPunct(comma) {
		return
	}
	said := slices.ContainsFunc(r.predicates, func(q *predicate) bool {
		return q.head < comma && q.relHead < 0 && !r.isSubordinate(q) && len(q.given) > 0
	})
	if said {
		r.quotes = append(r.quotes, quote{-1, comma})
	}
}

// endsSentence reports whether only punctuation and particles stand behind the token.
func (r *reading) endsSentence(i int) bool {
	for k := i + 1; k < len(r.toks); k++ {
		if !r.isPunct(k) && r.form(k) != "道" && r.form(k) != "說" && !isAspect(r.form(k)) {
			return false
		}
	}
	return true
}

// linkQuotations hangs what is said in a quotation under the verb of saying
// before or after it.
func (r *reading) linkQuotations() {
	for _, q := range r.quotes {
		if !r.holdsClause(q) {
			continue
		}
		if p := r.sayerOf(q); p != nil {
			if m := p.matrix; m != nil && m.head > q.open && m.head < q.end {
				p.matrix = nil
			}
			for _, inner := range r.predicates {
				if inner.head > q.open && inner.head < q.end && inner.relHead < 0 && (inner.matrix == nil || inner.matrix.head < q.open || inner.matrix.head > q.end) {
					inner.matrix = p
				}
			}
		}
	}
}

// holdsClause reports whether the quotation holds a predicate and ends a clause.
func (r *reading) holdsClause(q quote) bool {
	for _, p := range r.predicates {
		if p.head > q.open && p.head < q.end && p.relHead < 0 {
			return true
		}
	}
	return false
}

// sayerOf returns the verb of saying next to the quotation, outside of it.
func (r *reading) sayerOf(q quote) *predicate {
	var best *predicate
	for _, p := range r.predicates {
		use, _ := takesClause(r.form(p.head))
		if use.Class != "speech" || p.head > q.open && p.head < q.end {
			continue
		}
		before := p.head < q.open && q.open-p.head <= 3
		after := p.head > q.end && len(p.objects) == 0 && !r.clauseBreakBetween(q.end+1, p.head)
		if before || after && best == nil {
			best = p
		}
	}
	return best
}

// readQuotation reads “……”，他說: the quotation is the object.
func (r *reading) readQuotation(p *predicate) ([]outcome, bool) {
	use, _ := takesClause(r.form(p.head))
	if use.Class != "speech" {
		return nil, false
	}
	for _, q := range r.quotes {
		if q.end > p.head || r.sayerOf(q) != p {
			continue
		}
		toks := r.quoted(q)
		if len(toks) == 0 || !r.holdsClause(q) {
			return nil, false
		}
		term := r.clauseTerm(p.head, toks)
		term.Kind = Inner
		return []outcome{{words: p.words, subject: p.subject, objects: []Term{term}, args: r.arguments(p)}}, true
	}
	return nil, false
}

// quoted returns the tokens between the marks.
func (r *reading) quoted(q quote) []int {
	var toks []int
	for i := q.open + 1; i < q.end; i++ {
		toks = append(toks, i)
	}
	return r.trim(slices.Clip(toks))
}
