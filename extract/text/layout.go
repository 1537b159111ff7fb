package text

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Hard-wrapped lines are recognized by the rule by which programs wrap text: a
// line is filled until the next unit no longer fits. So if the text was wrapped
// at W, a line continues on the next one exactly when the first unit of the next
// line (a Chinese character or a Latin word, with the punctuation that clings to
// it) would not have fitted into W. A line that had room left was ended by its
// author: a heading, a list entry, a verse, the end of a paragraph.
//
// Neither W is given nor whether it counts columns or characters. Both are
// guessed from the widths that occur most, and believed only if the lines bear
// them out: in wrapped prose nearly every line that ends without the end of a
// sentence is full.

const (
	minColumns  = 24 // narrower lines are verse, captions, tables
	minRunes    = 15
	minLoneCut  = 40  // columns that the only full line of a text must have
	minWordsCut = 3   // lines that begin with a Latin word and show that words are cut
	candidates  = 8   // widths that are tried by either gauge
	maxUnit     = 256 // bytes of a line that are looked at for its first unit
	hangColumns = 4   // columns by which punctuation may hang over the edge
)

// size is a width by both gauges.
type size [2]int

// The gauges by which programs wrap text.
const (
	byColumns = iota // display width: 2 for a full-width character
	byRunes          // number of characters
	gauges
)

// line is a line of the text.
type line struct {
	span   Span // of the text, without white space around it; empty for a blank line
	indent int  // columns of white space before it
	trails bool // white space follows it
	width  size // up to its end, indent included
	lead   size // of its first unit
	ended  bool // ends with the end of a sentence or another deliberate mark
	clings bool // ends with punctuation that may hang over the edge
	marked bool // begins with the mark of a list entry
	verse  bool // stands in a block of lines that look like verse or a table
	base   int  // least indent of its block
}

// wrapping is how a text was wrapped; the zero value says that it was not.
type wrapping struct {
	gauge, width int
	cutsWords    bool // every full line is filled to the last place, also within words
}

func (l line) blank() bool { return l.span.Len() == 0 }

// paragraphs returns the paragraphs of the text, with hard line breaks taken out.
func paragraphs(m mapped) []mapped {
	lines := splitLines(m.text)
	markBlocks(m.text, lines)
	wrap := findWrapping(m.text, lines)
	var out []mapped
	for i := 0; i < len(lines); {
		end := i + 1
		for end < len(lines) && continues(m.text, lines[end-1], lines[end], wrap) {
			end++
		}
		if !lines[i].blank() {
			out = append(out, joinLines(m, lines[i:end], wrap))
		}
		i = end
	}
	return out
}

// joinLines makes one paragraph of lines. A space stands for the line break
// between Latin words.
func joinLines(m mapped, lines []line, wrap wrapping) mapped {
	if len(lines) == 1 {
		return m.slice(lines[0].span)
	}
	var b mapper
	for i, l := range lines {
		part := m.slice(l.span)
		if i > 0 && wrap.spaced(m.text, lines[i-1], l) {
			b.add(" ", Span{b.end(), max(b.end(), part.start())})
		}
		b.addMapped(part)
	}
	return b.mapped()
}

// start is the place of the original where the first piece begins.
func (m mapped) start() int {
	if len(m.pieces) == 0 {
		return 0
	}
	return m.pieces[0].Original.Start
}

// splitLines finds the lines of s. CR LF is one line break.
func splitLines(s string) []line {
	lines := make([]line, 0, strings.Count(s, "\n")+1)
	start := 0
	for i, r := range s {
		if !lineBreak(r) || i < start {
			continue
		}
		next := i + utf8.RuneLen(r)
		if r == '\r' && strings.HasPrefix(s[next:], "\n") {
			next++
		}
		lines = append(lines, measure(s, Span{start, i}))
		start = next
	}
	return append(lines, measure(s, Span{start, len(s)}))
}

func measure(s string, in Span) line {
	l := line{span: trim(s, in)}
	if l.blank() {
		return l
	}
	before, content := s[in.Start:l.span.Start], s[l.span.Start:l.span.End]
	l.indent = textSize(before)[byColumns]
	l.trails = l.span.End < in.End
	l.width = textSize(s[in.Start:l.span.End])
	l.lead = textSize(content[:firstUnit(content)])
	l.ended = endsDeliberately(content)
	l.clings = strings.ContainsRune(clinging, lastRune(content))
	l.marked = listMark.MatchString(content[:min(len(content), 32)])
	return l
}

func textSize(s string) (n size) {
	for _, r := range s {
		n[byRunes]++
		if r == '\t' {
			n[byColumns] += 8 - n[byColumns]%8
			continue
		}
		n[byColumns] += columns(r)
	}
	return n
}

// firstUnit is the number of bytes at the beginning of s that a program that wraps
// text with care would not part.
func firstUnit(s string) int {
	s = s[:min(len(s), maxUnit)]
	body, word := false, false
	for i, r := range s {
		switch {
		case !body && opener(r):
		case !body:
			body, word = true, latin(r)
		case strings.ContainsRune(clinging, r):
		case word && latin(r):
		default:
			return i
		}
	}
	return len(s)
}

// endsDeliberately reports whether a line ends with a mark that ends a sentence
// or announces what follows.
func endsDeliberately(s string) bool {
	s = strings.TrimRightFunc(s, closer)
	return s == "" || strings.ContainsRune("。！？；：…⋯!?;:.｡", lastRune(s))
}

// listMark matches the mark of a list entry: a bullet, 1. (1) ① 一、（一）.
var listMark = regexp.MustCompile(`^(?:[-*+•●○■□◆◇▪‧·※★☆▲△►]\s|[•●○■□◆◇▪※★☆▲△►①-⑳㈠-㈩]|[(（][\d一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.)．、](?:\s|[^\d\s])|[一二三四五六七八九十]{1,3}[、．.])`)

// markBlocks finds the blocks of lines between blank lines, and marks those that
// look like verse.
func markBlocks(s string, lines []line) {
	for i := 0; i < len(lines); {
		end := i + 1
		for end < len(lines) && !lines[end].blank() && !lines[i].blank() {
			end++
		}
		block := lines[i:end]
		verse := isVerse(s, block)
		base := block[0].indent
		for _, l := range block {
			base = min(base, l.indent)
		}
		for j := range block {
			block[j].verse, block[j].base = verse, base
		}
		i = end
	}
}

// isVerse reports whether lines look like verse or a table: all equally wide, the
// last one too, and broken at every pause or at none.
func isVerse(s string, block []line) bool {
	if len(block) < 2 {
		return false
	}
	paused, inner := 0, 0
	for _, l := range block {
		if l.width != block[0].width { // by either gauge
			return false
		}
		content := s[l.span.Start:l.span.End]
		_, size := utf8.DecodeLastRuneInString(content)
		if strings.ContainsAny(content[len(content)-size:], pauses) {
			paused++
		}
		if strings.ContainsAny(content[:len(content)-size], pauses) {
			inner++
		}
	}
	return paused == len(block) || inner == 0
}

const pauses = "，。！？；：、,;!?」』”"

// continues reports whether the paragraph of l goes on in next.
func continues(s string, l, next line, wrap wrapping) bool {
	return wrap.width > 0 && adjoins(l, next) && !wrap.over(l) && wrap.full(s, l, next)
}

// adjoins reports whether next could continue l by everything but their widths. A
// deeper indent begins a paragraph, but for the later lines of a list entry.
func adjoins(l, next line) bool {
	if l.blank() || next.blank() || l.verse || next.marked {
		return false
	}
	return next.indent <= next.base || l.marked || next.indent == l.indent && !l.ended
}

// full reports whether l was ended because next did not fit.
func (w wrapping) full(s string, l, next line) bool {
	gap := 0
	if spaced(s[:l.span.End], s[next.span.Start:next.span.End]) && !w.cutsWords {
		gap = 1
	}
	return l.width[w.gauge]+gap+next.lead[w.gauge] > w.width
}

// over reports whether l is too wide to have been wrapped. Punctuation may hang
// over the edge.
func (w wrapping) over(l line) bool {
	if l.clings {
		return l.width[w.gauge] > w.width+hangColumns/(1+w.gauge)
	}
	return l.width[w.gauge] > w.width
}

// spaced reports whether the break between two lines stands for a space.
func (w wrapping) spaced(s string, l, next line) bool {
	if !spaced(s[:l.span.End], s[next.span.Start:next.span.End]) {
		return false
	}
	return !w.cutsWords || l.trails || next.indent > 0
}

// votes counts how well the lines bear out a wrapping.
type votes struct {
	cut   int // lines that are full and end within a sentence
	exact int // of these, those that are filled to the last place
	naive int // of these, those with punctuation at the beginning of the next line
	words int // of these, those with a Latin word at the beginning of the next line
	loose int // lines that end within a sentence though they had some room left
	short int // such lines that had so much room that they are likely headings
	over  int // lines that are wider
}

func (v votes) score() int { return 2*v.cut - 4*v.loose - v.short - 4*v.over }

// cutsWords reports whether lines were filled to the last place without regard to
// what is cut: every one is, though that is unlikely with words kept whole, and
// some begin with what no careful program puts there.
func (v votes) cutsWords() bool {
	return v.exact == v.cut && (v.naive > 0 || v.words >= minWordsCut)
}

func (w wrapping) count(s string, lines []line) (v votes) {
	for i, l := range lines {
		if l.blank() || l.verse {
			continue
		}
		if w.over(l) {
			v.over++
			continue
		}
		if l.ended || i+1 == len(lines) || !adjoins(l, lines[i+1]) {
			continue
		}
		if !w.full(s, l, lines[i+1]) {
			if l.width[w.gauge] < w.width/2 {
				v.short++
			} else {
				v.loose++
			}
			continue
		}
		v.cut++
		if l.trails || l.width[w.gauge] == w.width || w.gauge == byColumns && l.width[w.gauge] == w.width-1 {
			v.exact++
		}
		switch first := firstRune(s[lines[i+1].span.Start:]); {
		case strings.ContainsRune(clinging, first):
			v.naive++
		case latin(first):
			v.words++
		}
	}
	return v
}

// findWrapping guesses how the lines were wrapped.
func findWrapping(s string, lines []line) (best wrapping) {
	written := 0
	for _, l := range lines {
		if !l.blank() {
			written++
		}
	}
	top := 0
	for gauge := range gauges {
		for _, width := range commonWidths(lines, gauge) {
			w := wrapping{gauge: gauge, width: width}
			v := w.count(s, lines)
			w.cutsWords = v.cutsWords()
			if w.credible(s, lines, v, written) && v.score() > top {
				best, top = w, v.score()
			}
		}
	}
	return best
}

// credible reports whether the lines bear out the wrapping well enough.
func (w wrapping) credible(s string, lines []line, v votes, written int) bool {
	if w.width < [gauges]int{minColumns, minRunes}[w.gauge] {
		return false
	}
	if v.cut == 1 {
		return v.loose+v.short+v.over == 0 && w.loneCut(s, lines)
	}
	return v.cut > 2*v.loose && v.cut >= v.short && v.over*10 <= written
}

// loneCut reports whether the only full line is a wide one, followed by a shorter
// one that ends a sentence.
func (w wrapping) loneCut(s string, lines []line) bool {
	for i, l := range lines[:len(lines)-1] {
		if next := lines[i+1]; !l.ended && continues(s, l, next, w) {
			return l.width[byColumns] >= minLoneCut && next.ended && next.width[w.gauge] <= l.width[w.gauge]
		}
	}
	return false
}

// commonWidths returns the widths that most lines have, the most common first and
// the larger first among equals. A line of Chinese may miss the edge by one
// column, so neighbours count together.
func commonWidths(lines []line, gauge int) []int {
	seen := map[int]int{}
	for _, l := range lines {
		if !l.blank() && !l.verse {
			seen[l.width[gauge]]++
		}
	}
	widths := slices.Collect(maps.Keys(seen))
	slices.SortFunc(widths, func(a, b int) int {
		return cmp.Or(seen[b]+seen[b-1]-seen[a]-seen[a-1], b-a)
	})
	return widths[:min(len(widths), candidates)]
}
