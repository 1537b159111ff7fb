package text

import (
	"strings"
	"unicode/utf8"
)

// mark is an opening quotation mark or bracket that waits for its partner.
type mark struct {
	at    int // byte
	rune  int // number of the rune in the paragraph
	ended int // sentence ends before it
}

// wholeSpans finds the quotations and brackets of a paragraph that are not split:
// closed ones that are short, or not so long but with little more than one sentence
// inside. An opening mark that is never closed counts for nothing. The spans
// are disjoint and in order. Partners are matched kind by kind, so that crossed
// or missing marks of one kind do not disturb another.
func wholeSpans(p string) []Span {
	open := map[rune][]mark{}
	var spans []Span
	n, ended, afterEnd := 0, 0, false
	for i, r := range p {
		n++
		here := mark{at: i, rune: n, ended: ended}
		kind, closes := partner(r, open)
		switch {
		case closes:
			if from, ok := pop(open, kind); ok && keepWhole(from, here, afterEnd) {
				spans = addWhole(spans, Span{from.at, i + utf8.RuneLen(r)})
			}
		case kind != 0:
			push(open, kind, here)
		}
		isEnd := strings.ContainsRune("。！？；…⋯｡!?", r)
		if isEnd && !afterEnd {
			ended++
		}
		afterEnd = isEnd
	}
	return spans
}

// partner returns the opening mark of the kind that r belongs to, and whether r
// closes it. The kind is 0 for other runes.
func partner(r rune, open map[rune][]mark) (kind rune, closes bool) {
	if r < 0x80 && r != '"' && r != '(' && r != ')' && r != '[' && r != ']' && r != '{' && r != '}' {
		return 0, false
	}
	if r == '"' {
		return r, len(open[r]) > 0
	}
	if opener(r) {
		return r, false
	}
	if i := strings.IndexRune(closers, r); i >= 0 {
		return pairs[r], true
	}
	return 0, false
}

// pairs leads from closing to opening marks.
var pairs = func() map[rune]rune {
	from := []rune(openers)
	out := map[rune]rune{}
	for i, r := range []rune(closers) {
		out[r] = from[i]
	}
	return out
}()

func pop(open map[rune][]mark, kind rune) (mark, bool) {
	stack := open[kind]
	if len(stack) == 0 {
		return mark{}, false
	}
	open[kind] = stack[:len(stack)-1]
	return stack[len(stack)-1], true
}

// push adds an opening mark and forgets those that are too far away to matter.
func push(open map[rune][]mark, kind rune, m mark) {
	stack := open[kind]
	for len(stack) > 0 && m.rune-stack[0].rune > maxQuoted {
		stack = stack[1:]
	}
	open[kind] = append(stack, m)
}

func keepWhole(from, to mark, afterEnd bool) bool {
	inner := to.ended - from.ended
	if afterEnd {
		inner--
	}
	length := to.rune - from.rune
	return length <= shortQuoted || length <= maxQuoted && inner <= 1
}

// addWhole adds a span, which ends after all others, and keeps them disjoint.
func addWhole(spans []Span, s Span) []Span {
	for len(spans) > 0 && spans[len(spans)-1].End > s.Start {
		s.Start = min(s.Start, spans[len(spans)-1].Start)
		spans = spans[:len(spans)-1]
	}
	return append(spans, s)
}
