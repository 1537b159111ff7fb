package parse

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"sanyuan/extract/syntax"
)

// tagset is the tags of the treebank with what is known of the tagger's
// mistakes: for a word that was given one tag, the other that it may well have.
// The parser chooses between the two.
type tagset struct {
	list         []fullTag
	alternatives map[uint32]uint8 // by confusion: number of a tag, or noTag
}

// fullTag is a UPOS with an XPOS.
type fullTag struct {
	upos, xpos     string
	uposAtom, atom uint64
	class          uint8
}

func (t *fullTag) name() string { return t.upos + "/" + t.xpos }

const noTag = 255 // in alternatives: there is none

func newTagset(names []string) *tagset {
	s := &tagset{alternatives: map[uint32]uint8{}}
	for _, name := range names {
		upos, xpos, _ := strings.Cut(name, "/")
		t := fullTag{upos: upos, xpos: xpos}
		t.uposAtom, t.atom, t.class = tagAtoms(upos, xpos)
		s.list = append(s.list, t)
	}
	return s
}

func (s *tagset) names() []string {
	var names []string
	for _, t := range s.list {
		names = append(names, t.name())
	}
	return names
}

// confusions are the circumstances by which an alternative is looked up, from
// the most special one to the most general: tag and word, tag and last
// character, tag.
func confusions(t *syntax.Token) [3]uint32 {
	_, tag, _ := tagAtoms(t.UPOS, t.XPOS)
	last, _ := utf8.DecodeLastRuneInString(t.Form)
	return [3]uint32{
		uint32(combine(tag, hashWord(t.Form))),
		uint32(combine(tag, uint64(last)+1)),
		uint32(combine(tag, 0)),
	}
}

// alternative returns the number of the tag that a word may have instead of the
// one it was given, or -1. A nil tagset has no alternatives.
func (s *tagset) alternative(t *syntax.Token) int {
	if s == nil {
		return -1
	}
	for _, key := range confusions(t) {
		if tag, ok := s.alternatives[key]; ok {
			if tag == noTag {
				return -1
			}
			return int(tag)
		}
	}
	return -1
}

// Rules of learnTags, chosen by cross-validation on the training section.
const (
	minConfusion = 3    // a circumstance must be met this often
	minShare     = 0.01 // of its words that have the alternative
)

// learnTags counts the mistakes of a tagger.
func learnTags(lessons []lesson) *tagset {
	seen := map[string]bool{}
	given := map[uint32]string{}          // by confusion: the tag that was given
	counts := map[uint32]map[string]int{} // by confusion: how often gold has which tag
	for _, l := range lessons {
		for i := range l.gold {
			name := fullName(&l.gold[i])
			if name == "" {
				continue
			}
			seen[name] = true
			for _, key := range confusions(&l.tree.Tokens[i]) {
				if counts[key] == nil {
					counts[key] = map[string]int{}
				}
				counts[key][name]++
				given[key] = fullName(&l.tree.Tokens[i])
			}
		}
	}
	names := slices.Sorted(maps.Keys(seen))
	s := newTagset(names)
	for key, of := range counts {
		if tag, known := mostConfused(of, given[key]); known {
			s.alternatives[key] = noTag
			if at, ok := slices.BinarySearch(names, tag); ok {
				s.alternatives[key] = uint8(at)
			}
		}
	}
	return s
}

// mostConfused returns the most frequent gold tag other than the given one, or
// "" when it is too rare, and whether the counts allow a judgement.
func mostConfused(gold map[string]int, given string) (tag string, known bool) {
	all, top := 0, 0
	for _, name := range slices.Sorted(maps.Keys(gold)) {
		all += gold[name]
		if name != given && gold[name] > top {
			tag, top = name, gold[name]
		}
	}
	if float64(top) < minShare*float64(all) {
		tag = ""
	}
	return tag, all >= minConfusion
}

func fullName(t *syntax.Token) string {
	if t.UPOS == "" {
		return ""
	}
	return t.UPOS + "/" + t.XPOS
}
