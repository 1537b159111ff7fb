package index

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/vocab"
)

// Keys are the sorted keys that an index is kept in.
type Keys interface {
	// Get returns nil where the key is absent.
	Get(key []byte) ([]byte, error)
	// Scan calls f with the keys from one up to but without another, in
	// order, until it returns false. The slices are good during the call.
	Scan(from, to []byte, f func(key, value []byte) bool) error
}

// Meta is what the index knows of the whole store.
type Meta struct {
	Version    uint64 `json:"version"` // counts the changes of the store
	Entities   int    `json:"entities"`
	Relations  int    `json:"relations"`
	Statements int    `json:"statements"`
	Documents  int    `json:"documents"`
}

// Update collects the change of the index that a change of quads asks for.
type Update struct {
	keys Keys
	meta Meta
	Set  map[string][]byte   // keys to write
	Drop map[string]struct{} // keys to delete
	err  error
}

// NewUpdate begins an update of the index in keys.
func NewUpdate(keys Keys) (*Update, error) {
	meta, _, err := readMeta(keys)
	return &Update{keys: keys, meta: meta, Set: make(map[string][]byte), Drop: make(map[string]struct{})}, err
}

func readMeta(keys Keys) (m Meta, ok bool, err error) {
	data, err := keys.Get([]byte(metaKey))
	if err != nil || data == nil {
		return m, false, err
	}
	return m, true, json.Unmarshal(data, &m)
}

// Indexed tells whether quads of the subject are in the index.
func Indexed(subject quad.Value) bool {
	iri, _ := subject.(quad.IRI)
	return found(iri) || strings.HasPrefix(string(iri), vocab.DocumentPrefix)
}

// IsStatement tells whether a node is a statement.
func IsStatement(node quad.IRI) bool { return strings.HasPrefix(string(node), vocab.StatementPrefix) }

// Added takes quads of one subject that are new in the store. It reports false
// where that is not enough: then call Changed.
func (u *Update) Added(subject quad.IRI, added []quad.Quad) bool {
	switch {
	case strings.HasPrefix(string(subject), vocab.DocumentPrefix):
		return false
	case IsStatement(subject):
		if StatementOf(subject, added).Relation == "" {
			return false
		}
		u.statements(subject, nil, added)
		return true
	}
	node, known := u.node(subject)
	news := false
	for _, q := range added {
		news = node.take(q) || news
	}
	if news {
		u.setNode(subject, node, known)
	}
	u.addNames(subject, names(added))
	return true
}

// Changed takes all quads of one subject as they were before and as they are
// after a change.
func (u *Update) Changed(subject quad.IRI, before, after []quad.Quad) {
	if IsStatement(subject) {
		u.statements(subject, before, after)
		return
	}
	u.dropNames(subject, names(before), names(after))
	u.addNames(subject, names(after))
	old, _ := nodeOf(before)
	node, exists := nodeOf(after)
	_, known := u.node(subject)
	if strings.HasPrefix(string(subject), vocab.DocumentPrefix) {
		u.drop(dateKey(old.Date, subject))
		if exists {
			u.set(dateKey(node.Date, subject), nil)
		}
	}
	switch {
	case exists:
		u.setNode(subject, node, known)
	case known:
		u.drop(nodeKey(subject))
		*u.counter(subject)--
	}
}

func (u *Update) statements(statement quad.IRI, before, after []quad.Quad) {
	old, now := parts(statement, before), parts(statement, after)
	was := StatementOf(statement, before).Relation != ""
	relation := StatementOf(statement, after).Relation
	if !was && relation != "" {
		was = u.get(partKey(relation, Relation, relation, statement)) != nil
	}
	for key := range old {
		if _, stays := now[key]; !stays {
			u.drop(key)
		}
	}
	for key, value := range now {
		u.set(key, value)
	}
	switch is := relation != ""; {
	case is && !was:
		u.meta.Statements++
	case was && !is:
		u.meta.Statements--
	}
}

func (u *Update) node(subject quad.IRI) (n Node, known bool) {
	data := u.get(nodeKey(subject))
	if data == nil {
		return n, false
	}
	n, err := decodeNode(data)
	u.fail(err)
	return n, true
}

func (u *Update) setNode(subject quad.IRI, n Node, known bool) {
	u.set(nodeKey(subject), n.encode())
	if !known {
		*u.counter(subject)++
	}
}

func (u *Update) counter(subject quad.IRI) *int {
	switch {
	case strings.HasPrefix(string(subject), vocab.RelationPrefix):
		return &u.meta.Relations
	case strings.HasPrefix(string(subject), vocab.DocumentPrefix):
		return &u.meta.Documents
	}
	return &u.meta.Entities
}

// addNames makes a node be found by names. Relations are not searched for.
func (u *Update) addNames(subject quad.IRI, list []string) {
	for _, word := range wordsOf(subject, list) {
		u.set(word, nil)
	}
}

func (u *Update) dropNames(subject quad.IRI, old, now []string) {
	for _, word := range wordsOf(subject, old) {
		u.drop(word)
	}
}

func wordsOf(subject quad.IRI, list []string) []string {
	if strings.HasPrefix(string(subject), vocab.RelationPrefix) {
		return nil
	}
	var out []string
	for _, name := range list {
		for _, word := range words(name) {
			out = append(out, word+sep+string(subject))
		}
	}
	return out
}

func (u *Update) set(key string, value []byte) {
	delete(u.Drop, key)
	u.Set[key] = value
}

func (u *Update) drop(key string) {
	delete(u.Set, key)
	u.Drop[key] = struct{}{}
}

// get reads a key as it will be after the update.
func (u *Update) get(key string) []byte {
	if value, ok := u.Set[key]; ok {
		return value
	}
	if _, ok := u.Drop[key]; ok {
		return nil
	}
	value, err := u.keys.Get([]byte(key))
	u.fail(err)
	return value
}

func (u *Update) fail(err error) {
	if u.err == nil {
		u.err = err
	}
}

// Finish counts one change of the store more. Set and Drop are complete then.
func (u *Update) Finish() error {
	u.meta.Version++
	data, err := json.Marshal(u.meta)
	u.fail(err)
	u.set(metaKey, bytes.Clone(data))
	return u.err
}
