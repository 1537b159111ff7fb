package syntax

// Merge returns the tree over fewer tokens, each of which covers one or more
// neighbouring tokens of the tree: names that were cut in pieces become one
// word. A joined word hangs where the last of its pieces does whose head lies
// outside of it, and takes over what depends on any piece. The joined tokens
// must tile the same text.
func (t Tree) Merge(joined []Token) Tree {
	if len(joined) == len(t.Tokens) {
		t.Tokens = joined
		return t
	}
	owner := make([]int, len(t.Tokens))
	at := 0
	for i, tok := range t.Tokens {
		for at < len(joined)-1 && joined[at].End <= tok.Start {
			at++
		}
		owner[i] = at
	}
	out := Tree{Tokens: joined, Heads: make([]int, len(joined)), Rels: make([]string, len(joined)), Score: t.Score}
	for i := range joined {
		out.Heads[i] = unset
	}
	for i := len(t.Tokens) - 1; i >= 0; i-- {
		j, h := owner[i], t.Heads[i]
		if out.Heads[j] == -1 || h >= 0 && (owner[h] == j || out.Heads[j] != unset) {
			continue
		}
		if h >= 0 {
			h = owner[h]
		}
		out.Heads[j], out.Rels[j] = h, t.Rels[i]
	}
	out.breakCycles()
	return out
}

// unset marks a head that is not known yet.
const unset = -2

// breakCycles hangs a word that depends on itself through others under the root.
func (t Tree) breakCycles() {
	root := 0
	for i, h := range t.Heads {
		if h == -1 {
			root = i
		}
	}
	for i := range t.Heads {
		n := 0
		for h := i; h >= 0 && n <= len(t.Heads); h = t.Heads[h] {
			n++
		}
		if n > len(t.Heads) || t.Heads[i] == unset {
			t.Heads[i], t.Rels[i] = root, "dep"
		}
	}
}
