package index

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"
)

// Hit is a node that a search found.
type Hit struct {
	Node   quad.IRI
	Exact  bool // a name equals what was searched for
	Kind   Kind
	Parts  int // parts that the node plays in statements, counted up to MostParts
	length int // of the name from the match on, in bytes
}

// Kind tells how a search found a node, the best first.
type Kind int

// The kinds of hits.
const (
	Prefix   Kind = iota // a name begins so
	Inside               // a name contains it
	Phonetic             // the pinyin of a name, or its initials, begin so
)

// MostParts is how far the parts of a hit are counted.
const MostParts = 256

// Bounds of a search, so that one letter does not read all of the index.
const (
	mostKeys   = 3000 // to read, of each kind
	mostRanked = 96   // hits whose parts are counted
)

// Search finds the nodes with the given prefix that a name leads to: names
// that begin so, then names that contain it, then pinyin; within these the most
// connected first. Nothing is found for an empty query.
func (r Reader) Search(query, nodePrefix string, limit int) ([]Hit, error) {
	query = Fold(query)
	if query == "" {
		return nil, nil
	}
	found := make(map[quad.IRI]Hit)
	for i, kind := range []string{whole, inner, phonetic} {
		if kind == phonetic && !isLetters(query) {
			continue
		}
		if err := r.collect(found, query, nodePrefix, Kind(i), kind); err != nil {
			return nil, err
		}
	}
	return r.rank(found, limit)
}

func (r Reader) collect(found map[quad.IRI]Hit, query, nodePrefix string, kind Kind, key string) error {
	text := cutRunes(query, wordRunes)
	from := wordPrefix + key + text
	n := 0
	var failed error
	err := r.Keys.Scan([]byte(from), []byte(after(from)), func(k, _ []byte) bool {
		n++
		word, node, _ := strings.Cut(string(k[len(wordPrefix)+len(key):]), sep)
		if !strings.HasPrefix(node, nodePrefix) {
			return n < mostKeys
		}
		hit := Hit{Node: quad.IRI(node), Kind: kind, Exact: kind == Prefix && word == query, length: len(word)}
		if len(text) < len(query) {
			if hit.Exact, failed = r.bears(hit.Node, query); failed != nil || !hit.Exact {
				return failed == nil && n < mostKeys
			}
		}
		if old, ok := found[hit.Node]; !ok || compareHits(hit, old) < 0 {
			found[hit.Node] = hit
		}
		return n < mostKeys
	})
	return cmp.Or(err, failed)
}

// bears tells whether a label of the node contains the folded text.
func (r Reader) bears(node quad.IRI, text string) (bool, error) {
	n, _, err := r.Node(node)
	for _, name := range slices.Concat(n.Labels, n.Glosses) {
		if strings.Contains(Fold(name.Text), text) {
			return true, nil
		}
	}
	return false, err
}

// compareHits puts the better hit first.
func compareHits(a, b Hit) int {
	if a.Exact != b.Exact {
		if a.Exact {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), -cmp.Compare(a.Parts, b.Parts), cmp.Compare(a.length, b.length), cmp.Compare(a.Node, b.Node))
}

func (r Reader) rank(found map[quad.IRI]Hit, limit int) ([]Hit, error) {
	hits := make([]Hit, 0, len(found))
	for _, hit := range found {
		hits = append(hits, hit)
	}
	slices.SortFunc(hits, compareHits)
	hits = hits[:min(len(hits), max(limit, mostRanked))]
	for i := range hits[:min(len(hits), mostRanked)] {
		var err error
		if hits[i].Parts, err = r.Count(hits[i].Node, MostParts); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(hits, compareHits)
	return hits[:min(len(hits), limit)], nil
}

func isLetters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

func cutRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
