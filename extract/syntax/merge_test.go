package syntax

import (
	"slices"
	"strings"
	"testing"
)

// tree reads "form:head form:head ..." with heads from 1, 0 for the root.
func tree(spec string) Tree {
	var t Tree
	at := 0
	for _, word := range strings.Fields(spec) {
		form, head, _ := strings.Cut(word, ":")
		t.Tokens = append(t.Tokens, Token{Form: form, Start: at, End: at + len(form)})
		t.Heads = append(t.Heads, int(head[0]-'0')-1)
		t.Rels = append(t.Rels, "r"+head)
		at += len(form)
	}
	return t
}

func join(t Tree, from, to int) []Token {
	joined := t.Tokens[from]
	for _, tok := range t.Tokens[from+1 : to] {
		joined.Form += tok.Form
		joined.End = tok.End
	}
	return slices.Concat(t.Tokens[:from], []Token{joined}, t.Tokens[to:])
}

func TestMerge(t *testing.T) {
	for name, c := range map[string]struct {
		spec     string
		from, to int
		want     []int
	}{
		"pieces with one head outside": {"世界:3 貿易:3 組織:4 開會:0", 0, 3, []int{1, -1}},
		"dependents are taken over":    {"新:2 世界:3 組織:4 開會:0", 1, 3, []int{1, 2, -1}},
		"the root is in the name":      {"在:3 世界:3 組織:0 中:3", 1, 3, []int{1, -1, 1}},
		"two heads outside: the last":  {"法:4 德:3 國:4 去:0", 0, 2, []int{1, 2, -1}},
		"a cycle is broken":            {"法:2 去:3 德:1 國:0", 0, 2, []int{2, 2, -1}},
	} {
		t.Run(name, func(t *testing.T) {
			in := tree(c.spec)
			got := in.Merge(join(in, c.from, c.to))
			if !valid(got) {
				t.Fatalf("no tree: %v", got.Heads)
			}
			if name != "a cycle is broken" && !slices.Equal(got.Heads, c.want) {
				t.Errorf("heads %v, want %v", got.Heads, c.want)
			}
		})
	}
}

// valid reports whether there is one root and no cycle.
func valid(t Tree) bool {
	roots := 0
	for _, h := range t.Heads {
		if h == -1 {
			roots++
		}
		for n := 0; h >= 0; n++ {
			if n > len(t.Heads) {
				return false
			}
			h = t.Heads[h]
		}
	}
	return roots == 1
}

func FuzzMerge(f *testing.F) {
	f.Add([]byte{0, 1, 1, 2, 3}, uint8(1), uint8(3))
	f.Fuzz(func(t *testing.T, heads []byte, from, to uint8) {
		if len(heads) == 0 || len(heads) > 50 {
			return
		}
		in := Tree{Heads: []int{-1}, Rels: []string{"root"}, Tokens: []Token{{Form: "a", End: 1}}}
		for i := 1; i < len(heads); i++ {
			in.Heads = append(in.Heads, int(heads[i])%i) // always an earlier word: a tree
			in.Rels = append(in.Rels, "r")
			in.Tokens = append(in.Tokens, Token{Form: "a", Start: i, End: i + 1})
		}
		a, b := int(from)%len(heads), int(to)%len(heads)+1
		if a >= b {
			return
		}
		if got := in.Merge(join(in, a, b)); !valid(got) {
			t.Fatalf("heads %v joined %d to %d: %v", in.Heads, a, b, got.Heads)
		}
	})
}
