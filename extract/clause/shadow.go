package clause

import "slices"

// shadows are the classes of verbs under which nothing is asserted, however deep
// it stands: the relative clause in 要求釋放批評政府的記者 too.
var shadows = []string{"doubt", "denial", "demand", "desire", "question", "prevention", "opposition", "speech", "belief"}

// applyShadow keeps what stands under such a verb, but is not its complement,
// from being asserted; what statusOf finds along the complements is left alone.
func (r *reading) applyShadow(s *status, p *predicate) {
	if m := r.shadowOver(p); m != nil {
		use, _ := takesClause(r.form(m.head))
		modality := modalities[use.Class]
		s.embedded, s.modality = true, max(s.modality, modality)
		if modality == Claimed && s.attribution == nil {
			s.attribution = m.subject
		}
	} else if class := r.unreadShadow(p); class != "" {
		s.embedded, s.modality = true, max(s.modality, modalities[class])
	}
}

// shadowOver returns the lowest such verb left of p that governs it otherwise
// than through complements, or nil.
func (r *reading) shadowOver(p *predicate) *predicate {
	var path []*predicate
	for q := p; q != nil; q = q.matrix {
		path = append(path, q)
	}
	c := p.head
	for n := 0; r.head[c] >= 0 && n < len(r.head); n++ {
		h := r.head[c]
		m := r.at[h]
		if m != nil && c > h && !slices.Contains(path, m) && !slices.Contains([]string{"conj", "parataxis", "advcl"}, r.base(c)) {
			if use, _ := takesClause(r.form(h)); slices.Contains(shadows, use.Class) {
				return m
			}
		}
		c = h
	}
	return nil
}

// unreadShadow returns the class of a verb of doubting, denying, demanding or
// wishing that stands before p in its clause and right before a name or
// pronoun, but that the parser did not take for a verb (質疑 朝鮮 研發核武).
func (r *reading) unreadShadow(p *predicate) string {
	for w := p.head - 1; w >= 0 && !(r.isPunct(w) && r.breaks(w)); w-- {
		if next := r.pos(w + 1); r.at[w] != nil || w+1 == p.head || next != "PROPN" && next != "PRON" || r.isNamed(w) {
			continue
		}
		switch use, _ := takesClause(r.form(w)); use.Class {
		case "doubt", "denial", "demand", "desire":
			if !isA(r.form(w), modal) && !isA(r.form(w), coverb) {
				return use.Class
			}
		}
	}
	return ""
}
