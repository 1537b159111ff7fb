package graph

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/extract/text"
)

// Span tells where in a sentence the parts of a statement stand. Ranges are
// bytes of the sentence's text.
//
// In the graph it is a literal like
//
//	sent:news.txt/12 s=0-6,9-12 r=12-18 o=18-30
//
// with the sentence's IRI first and then the ranges of subject, relation and
// object; a part without words has no entry.
type Span struct {
	Sentence                  quad.IRI
	Subject, Relation, Object []text.Span
}

// String writes the span as it stands in the graph.
func (s Span) String() string {
	var b strings.Builder
	b.WriteString(string(s.Sentence))
	for _, part := range s.parts() {
		for i, r := range *part.ranges {
			if i == 0 {
				b.WriteString(" " + part.key + "=")
			} else {
				b.WriteByte(',')
			}
			fmt.Fprintf(&b, "%d-%d", r.Start, r.End)
		}
	}
	return b.String()
}

type spanPart struct {
	key    string
	ranges *[]text.Span
}

func (s *Span) parts() []spanPart {
	return []spanPart{{"s", &s.Subject}, {"r", &s.Relation}, {"o", &s.Object}}
}

// ParseSpan reads what String writes.
func ParseSpan(in string) (Span, error) {
	fields := strings.Fields(in)
	if len(fields) == 0 {
		return Span{}, fmt.Errorf("span %q names no sentence", in)
	}
	s := Span{Sentence: quad.IRI(fields[0])}
	for _, f := range fields[1:] {
		key, list, ok := strings.Cut(f, "=")
		ranges, err := parseRanges(list)
		if !ok || err != nil {
			return Span{}, fmt.Errorf("span %q: bad part %q", in, f)
		}
		found := false
		for _, p := range s.parts() {
			if p.key == key {
				*p.ranges, found = ranges, true
			}
		}
		if !found {
			return Span{}, fmt.Errorf("span %q: bad part %q", in, f)
		}
	}
	return s, nil
}

func parseRanges(list string) ([]text.Span, error) {
	var out []text.Span
	for r := range strings.SplitSeq(list, ",") {
		from, to, _ := strings.Cut(r, "-")
		start, err := strconv.Atoi(from)
		if err != nil {
			return nil, err
		}
		end, err := strconv.Atoi(to)
		if err != nil {
			return nil, err
		}
		out = append(out, text.Span{Start: start, End: end})
	}
	return out, nil
}
