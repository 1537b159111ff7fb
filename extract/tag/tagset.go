package tag

import (
	"slices"
	"strings"

	"sanyuan/extract/syntax"
)

// Tagset are the full tags, each a universal part of speech with the treebank's
// own tag, as in NOUN/NN. Border stands for what is before and after a sentence.
type Tagset struct {
	names  []string
	upos   []string
	xpos   []string
	byUPOS map[string][]uint8
}

func newTagset(names []string) *Tagset {
	t := &Tagset{names: names, byUPOS: map[string][]uint8{}}
	for i, n := range names {
		u, x, _ := strings.Cut(n, "/")
		t.upos, t.xpos = append(t.upos, u), append(t.xpos, x)
		t.byUPOS[u] = append(t.byUPOS[u], uint8(i))
	}
	return t
}

// border is the tag of the borders of a sentence.
func (t *Tagset) border() uint8 { return uint8(len(t.names)) }

// size is the number of tags with the border.
func (t *Tagset) size() int { return len(t.names) + 1 }

func (t *Tagset) index(upos, xpos string) (uint8, bool) {
	i := slices.Index(t.names, upos+"/"+xpos)
	return uint8(max(0, i)), i >= 0
}

// nearest is the tag of a token, or, where it is too rare to be a tag of the
// set, another one with the same universal part of speech.
func (t *Tagset) nearest(token syntax.Token) uint8 {
	if tag, ok := t.index(token.UPOS, token.XPOS); ok {
		return tag
	}
	if same := t.byUPOS[token.UPOS]; len(same) > 0 {
		return same[0]
	}
	return 0
}
