package index

import (
	"context"
	"strings"

	"github.com/cayleygraph/quad"
)

// Reader reads an index.
type Reader struct{ Keys Keys }

// Meta returns what the index knows of the whole store, and whether there is an
// index at all.
func (r Reader) Meta() (Meta, bool, error) { return readMeta(r.Keys) }

// Node looks a node up.
func (r Reader) Node(node quad.IRI) (n Node, ok bool, err error) {
	data, err := r.Keys.Get([]byte(nodeKey(node)))
	if err != nil || data == nil {
		return n, false, err
	}
	n, err = decodeNode(data)
	return n, err == nil, err
}

// Parts calls f with the parts that a node plays, sorted by role, relation and
// statement, until it returns false. An empty role stands for all, and so does
// an empty relation; AnyArgument goes with no relation.
func (r Reader) Parts(ctx context.Context, node quad.IRI, role Role, relation quad.IRI, f func(Part) bool) error {
	from, to := partRange(node, role, relation)
	n := 0
	err := r.Keys.Scan([]byte(from), []byte(to), func(key, value []byte) bool {
		if n++; n%1024 == 0 && ctx.Err() != nil {
			return false
		}
		p, ok := decodePart(node, string(key), string(value))
		return !ok || f(p)
	})
	if err == nil {
		err = ctx.Err()
	}
	return err
}

// Count is the number of parts that a node plays, counted up to most.
func (r Reader) Count(node quad.IRI, most int) (n int, err error) {
	from, to := partRange(node, "", "")
	err = r.Keys.Scan([]byte(from), []byte(to), func(_, _ []byte) bool {
		n++
		return n < most
	})
	return n, err
}

// Connected counts the parts of every entity in one pass over the index.
func (r Reader) Connected(ctx context.Context, f func(node quad.IRI, parts int)) error {
	var node string
	count, n := 0, 0
	give := func() {
		if count > 0 {
			f(quad.IRI(node), count)
		}
	}
	from := partPrefix + "ent:"
	err := r.Keys.Scan([]byte(from), []byte(after(from)), func(key, _ []byte) bool {
		if n++; n%4096 == 0 && ctx.Err() != nil {
			return false
		}
		rest := key[len(partPrefix):]
		if len(rest) > len(node) && string(rest[:len(node)]) == node && rest[len(node)] == sep[0] && node != "" {
			count++
			return true
		}
		give()
		name, _, _ := strings.Cut(string(rest), sep)
		node, count = name, 1
		return true
	})
	give()
	if err == nil {
		err = ctx.Err()
	}
	return err
}

// Documents lists documents, the newest first, leaving out the first skip.
func (r Reader) Documents(skip, limit int) (list []quad.IRI, err error) {
	err = r.Keys.Scan([]byte(datePrefix), []byte(after(datePrefix)), func(key, _ []byte) bool {
		if skip > 0 {
			skip--
			return true
		}
		if len(list) == limit {
			return false
		}
		_, document, _ := strings.Cut(string(key[len(datePrefix):]), sep)
		list = append(list, quad.IRI(document))
		return true
	})
	return list, err
}
