package explore

import (
	"cmp"
	"slices"

	"sanyuan/graph/browse"
)

// segment is a run of a sentence that is shown in one way.
type segment struct {
	Text string
	Mark *browse.Mark // nil for plain text
}

// segments cuts a sentence at the ends of its marks. Where marks overlap, the
// shortest shows.
func segments(text string, marks []browse.Mark) []segment {
	cuts := []int{0, len(text)}
	var good []browse.Mark
	for _, m := range marks {
		if m.Start >= 0 && m.Start < m.End && m.End <= len(text) {
			cuts = append(cuts, m.Start, m.End)
			good = append(good, m)
		}
	}
	slices.SortStableFunc(good, func(a, b browse.Mark) int { return cmp.Compare(a.End-a.Start, b.End-b.Start) })
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []segment
	var last *browse.Mark
	for i := 1; i < len(cuts); i++ {
		m := covering(good, cuts[i-1], cuts[i])
		piece := text[cuts[i-1]:cuts[i]]
		if len(out) > 0 && m == last {
			out[len(out)-1].Text += piece
		} else {
			out = append(out, segment{piece, m})
		}
		last = m
	}
	return out
}

func covering(marks []browse.Mark, start, end int) *browse.Mark {
	for i := range marks {
		if marks[i].Start <= start && marks[i].End >= end {
			return &marks[i]
		}
	}
	return nil
}
