package text

import (
	"sort"
	"strings"
)

// mapped is text with the way back to the original that it was taken from.
// Text between two pieces, such as a separator between paragraphs, has no
// original.
type mapped struct {
	text   string
	pieces []Piece // in the order of text; originals never run backwards within a paragraph
}

// identity maps text that is the original itself.
func identity(s string) mapped {
	all := Span{0, len(s)}
	return mapped{text: s, pieces: []Piece{{Text: all, Original: all}}}
}

// slice returns the part of the text in the given range.
func (m mapped) slice(in Span) mapped {
	out := mapped{text: m.text[in.Start:in.End]}
	first := sort.Search(len(m.pieces), func(i int) bool { return m.pieces[i].Text.End > in.Start })
	for _, p := range m.pieces[first:] {
		if p.Text.Start >= in.End {
			break
		}
		out.pieces = append(out.pieces, p.clip(in).shift(-in.Start))
	}
	return out
}

// clip cuts the piece to the given range of the text. The original is cut
// with it only where it has the length of the text.
func (p Piece) clip(in Span) Piece {
	before, after := max(0, in.Start-p.Text.Start), max(0, p.Text.End-in.End)
	if p.Original.Len() == p.Text.Len() {
		p.Original.Start += before
		p.Original.End -= after
	}
	p.Text.Start += before
	p.Text.End -= after
	return p
}

func (p Piece) shift(by int) Piece {
	p.Text.Start += by
	p.Text.End += by
	return p
}

// mapper builds mapped text from left to right.
type mapper struct {
	text   strings.Builder
	pieces []Piece
}

// add appends text that stands at the given place of the original.
func (b *mapper) add(s string, original Span) {
	if s == "" {
		return
	}
	start := b.text.Len()
	b.text.WriteString(s)
	p := Piece{Text: Span{start, start + len(s)}, Original: original}
	if last := len(b.pieces) - 1; last >= 0 && b.pieces[last].continues(p) {
		b.pieces[last].Text.End, b.pieces[last].Original.End = p.Text.End, p.Original.End
		return
	}
	b.pieces = append(b.pieces, p)
}

// continues reports whether next follows directly on p, both in the text and in
// the original, so that the two can be one piece.
func (p Piece) continues(next Piece) bool {
	return p.Text.End == next.Text.Start && p.Original.End == next.Original.Start &&
		p.Text.Len() == p.Original.Len() && next.Text.Len() == next.Original.Len()
}

// addMapped appends mapped text.
func (b *mapper) addMapped(m mapped) {
	end := 0
	for _, p := range m.pieces {
		b.addUnmapped(m.text[end:p.Text.Start])
		b.add(m.text[p.Text.Start:p.Text.End], p.Original)
		end = p.Text.End
	}
	b.addUnmapped(m.text[end:])
}

// addUnmapped appends text that has no original.
func (b *mapper) addUnmapped(s string) { b.text.WriteString(s) }

// end is the place of the original where the last piece ends.
func (b *mapper) end() int {
	if len(b.pieces) == 0 {
		return 0
	}
	return b.pieces[len(b.pieces)-1].Original.End
}

func (b *mapper) mapped() mapped { return mapped{b.text.String(), b.pieces} }
