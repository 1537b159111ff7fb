package graph

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/kv"
	"github.com/cayleygraph/cayley/graph/proto"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	"github.com/cockroachdb/pebble/v2/vfs"
	hkv "github.com/hidal-go/hidalgo/kv"
	"github.com/hidal-go/hidalgo/kv/flat"

	"sanyuan/graph/index"
	"sanyuan/graph/kvpebble"
)

// indexes are Cayley's own two and one by label and subject, by which the
// quads of a document are found when it is replaced.
var indexes = []kv.QuadIndex{
	{Dirs: []quad.Direction{quad.Subject, quad.Predicate}},
	{Dirs: []quad.Direction{quad.Object, quad.Predicate, quad.Subject}},
	{Dirs: []quad.Direction{quad.Label, quad.Subject}},
}

// Keys of Cayley's key-value backend.
var (
	keyIndexes = hkv.SKey("meta", "indexes")
	keySize    = hkv.SKey("meta", "size")
	bucketLog  = hkv.SKey("log")
)

// embedded is a store in a directory, or in memory.
type embedded struct {
	dir   string
	opts  Options
	fs    vfs.FS // nil for the machine's own
	store *kvpebble.Store
	group *groupKV
	kv    hkv.KV // what Cayley gets
}

func newMemory() *embedded {
	return &embedded{dir: "memory", opts: Options{Create: true}, fs: vfs.NewMem()}
}

func (e *embedded) open() (cayley.QuadStore, error) {
	store, err := kvpebble.Open(e.dir, kvpebble.Options{
		ReadOnly:  e.opts.ReadOnly,
		Create:    e.opts.Create,
		CacheSize: e.opts.CacheSize,
		FS:        e.fs,
	})
	if err != nil {
		return nil, err
	}
	e.store, e.group = store, &groupKV{KV: flat.Upgrade(store)}
	e.kv = freshKV{e.group}
	qs, err := e.openCayley()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", e.dir, err), store.Close())
	}
	return qs, nil
}

func (e *embedded) openCayley() (cayley.QuadStore, error) {
	opts := cayley.Options{kv.OptNoBloom: true}
	if !e.opts.ReadOnly {
		if err := kv.Init(e.kv, opts); err != nil && err != cayley.ErrDatabaseExists {
			return nil, err
		}
	}
	if err := e.checkIndexes(); err != nil {
		return nil, err
	}
	qs, err := kv.New(e.kv, opts)
	if err == cayley.ErrNotInitialized {
		return nil, ErrNotFound
	}
	return qs, err
}

// checkIndexes makes sure that the store has our indexes; an empty one gets
// them.
func (e *embedded) checkIndexes() error {
	ctx := context.Background()
	want, err := json.Marshal(indexes)
	if err != nil {
		return err
	}
	var have, size []byte
	err = hkv.View(e.kv, func(tx hkv.Tx) (err error) {
		vals, err := tx.GetBatch(ctx, []hkv.Key{keyIndexes, keySize})
		if err == nil {
			have, size = vals[0], vals[1]
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case bytes.Equal(have, want):
		return nil
	case have == nil && e.opts.ReadOnly:
		return ErrNotFound
	case size != nil || e.opts.ReadOnly:
		return errors.New("the store was made by another program or version; export it there and import it here")
	}
	return hkv.Update(ctx, e.kv, func(tx hkv.Tx) error { return tx.Put(keyIndexes, want) })
}

// apply lets the keys of the index ride in the first transaction of Cayley's.
func (e *embedded) apply(qs cayley.QuadStore, adds, deletes []cayley.Delta, update *index.Update) error {
	e.store.Stage(stage(update))
	if len(adds) == 0 || len(deletes) == 0 {
		return qs.ApplyDeltas(append(adds, deletes...), ignore)
	}
	return e.group.together(context.Background(), func() error {
		if err := qs.ApplyDeltas(adds, ignore); err != nil {
			return err
		}
		return qs.ApplyDeltas(deletes, ignore)
	})
}

func (e *embedded) snapshot(dir string) (string, error) { return dir, e.store.Snapshot(dir) }

func (e *embedded) size() (int64, error) { return e.store.DiskUsage(), nil }

func (e *embedded) close() error { return nil }

// quads goes through Cayley's log once, and looks up the values that the quads
// are made of as it meets them.
func (e *embedded) quads(ctx context.Context) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		err := e.eachPrimitive(ctx, func(tx hkv.Tx) func(*proto.Primitive) (bool, error) {
			values := valueCache{tx: tx}
			return func(p *proto.Primitive) (bool, error) {
				if p.IsNode() {
					return true, values.add(p)
				}
				q, err := values.quad(ctx, p)
				return err == nil && yield(q, nil), err
			}
		})
		if err != nil {
			yield(quad.Quad{}, err)
		}
	}
}

func (e *embedded) nodes(ctx context.Context) iter.Seq2[quad.Value, error] {
	return func(yield func(quad.Value, error) bool) {
		err := e.eachPrimitive(ctx, func(hkv.Tx) func(*proto.Primitive) (bool, error) {
			return func(p *proto.Primitive) (bool, error) {
				if !p.IsNode() {
					return true, nil
				}
				v, err := pquads.UnmarshalValue(p.Value)
				return err == nil && yield(v, nil), err
			}
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

// eachPrimitive goes through Cayley's log, where values and quads stand in the
// order in which they were made, and calls what with makes for each that was
// not deleted until that returns false.
func (e *embedded) eachPrimitive(ctx context.Context, with func(hkv.Tx) func(*proto.Primitive) (bool, error)) error {
	tx, err := e.kv.Tx(false)
	if err != nil {
		return err
	}
	defer tx.Close()
	f := with(tx)
	it := tx.Scan(bucketLog)
	defer it.Close()
	for it.Next(ctx) {
		var p proto.Primitive
		if err := p.Unmarshal(it.Val()); err != nil {
			return fmt.Errorf("reading the store: %w", err)
		}
		if p.ID == 0 || p.Deleted {
			continue
		}
		more, err := f(&p)
		if err != nil {
			return fmt.Errorf("reading the store: %w", err)
		}
		if !more {
			return nil
		}
	}
	return it.Err()
}

// valueCache finds the values of node numbers. It keeps the values that were
// asked for last, in two generations, so that it does not grow with the store.
type valueCache struct {
	tx       hkv.Tx
	now, old map[uint64]quad.Value
}

const valueCacheSize = 1 << 16 // values in a generation

func (c *valueCache) put(id uint64, v quad.Value) {
	if len(c.now) >= valueCacheSize || c.now == nil {
		c.old, c.now = c.now, make(map[uint64]quad.Value, valueCacheSize)
	}
	c.now[id] = v
}

func (c *valueCache) add(p *proto.Primitive) error {
	v, err := pquads.UnmarshalValue(p.Value)
	if err == nil {
		c.put(p.ID, v)
	}
	return err
}

func (c *valueCache) value(ctx context.Context, id uint64) (quad.Value, error) {
	if id == 0 {
		return nil, nil
	}
	if v, ok := c.now[id]; ok {
		return v, nil
	}
	if v, ok := c.old[id]; ok {
		c.put(id, v)
		return v, nil
	}
	data, err := c.tx.Get(ctx, logKey(id))
	if err != nil {
		return nil, fmt.Errorf("node %d: %w", id, err)
	}
	var p proto.Primitive
	if err := p.Unmarshal(data); err != nil {
		return nil, err
	}
	if err := c.add(&p); err != nil {
		return nil, err
	}
	return c.now[id], nil
}

func (c *valueCache) quad(ctx context.Context, p *proto.Primitive) (q quad.Quad, err error) {
	for _, d := range quad.Directions {
		v, err := c.value(ctx, p.GetDirection(d))
		if err != nil {
			return q, err
		}
		q.Set(d, v)
	}
	return q, nil
}

func logKey(id uint64) hkv.Key {
	key := make([]byte, 8)
	for i := range key {
		key[7-i] = byte(id >> (8 * i))
	}
	return hkv.Key{bucketLog[0], key}
}

// contains reads the index by object, predicate and subject, and the quads
// that its entries name.
func (e *embedded) contains(ctx context.Context, qs cayley.QuadStore, quads []quad.Quad) ([]bool, error) {
	tx, err := e.kv.Tx(false)
	if err != nil {
		return nil, err
	}
	defer tx.Close()
	out := make([]bool, len(quads))
	nodes := make(map[quad.Value]uint64)
	for i, q := range quads {
		p, ok := primitive(qs, nodes, q)
		if !ok {
			continue
		}
		entry, err := tx.Get(ctx, indexes[1].KeyFor(&p))
		if err == hkv.ErrNotFound {
			continue
		} else if err != nil {
			return nil, err
		}
		if out[i], err = anyIs(ctx, tx, entry, &p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// primitive is a quad in numbers of nodes; it fails when a value is not in the
// store.
func primitive(qs cayley.QuadStore, nodes map[quad.Value]uint64, q quad.Quad) (p proto.Primitive, ok bool) {
	for _, d := range quad.Directions {
		v := q.Get(d)
		if v == nil {
			continue
		}
		id, seen := nodes[v]
		if !seen {
			ref, _ := qs.ValueOf(v).(kv.Int64Value)
			id = uint64(ref)
			nodes[v] = id
		}
		if id == 0 {
			return p, false
		}
		p.SetDirection(d, id)
	}
	return p, true
}

// anyIs tells whether one of the quads that an index entry lists is p.
func anyIs(ctx context.Context, tx hkv.Tx, entry []byte, p *proto.Primitive) (bool, error) {
	for len(entry) > 0 {
		id, n := binary.Uvarint(entry)
		if n <= 0 {
			return false, errors.New("the index is damaged")
		}
		entry = entry[n:]
		data, err := tx.Get(ctx, logKey(id))
		if err != nil {
			return false, err
		}
		var have proto.Primitive
		if err := have.Unmarshal(data); err != nil {
			return false, err
		}
		if !have.Deleted && have.IsSameLink(p) {
			return true, nil
		}
	}
	return false, nil
}
