package graph

import (
	"context"
	"encoding/binary"

	hkv "github.com/hidal-go/hidalgo/kv"
)

// freshKV spares Cayley most of the look-ups of a load. Before it writes to an
// index, Cayley reads the entry that may be there; but an entry for a node that
// the transaction itself has made cannot be. Nodes are numbered upwards, so
// their numbers tell.
type freshKV struct{ hkv.KV }

func (f freshKV) Tx(rw bool) (hkv.Tx, error) {
	tx, err := f.KV.Tx(rw)
	if err != nil || !rw {
		return tx, err
	}
	last, err := lastNode(tx)
	if err != nil {
		tx.Close()
		return nil, err
	}
	return &freshTx{Tx: tx, last: last, written: make(map[string]bool)}, nil
}

var keyHorizon = hkv.SKey("meta", "horizon")

// lastNode is the highest number given to a node or a quad so far.
func lastNode(tx hkv.Tx) (uint64, error) {
	val, err := tx.Get(context.Background(), keyHorizon)
	if err == hkv.ErrNotFound || err == nil && len(val) != 8 {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return binary.LittleEndian.Uint64(val), nil
}

type freshTx struct {
	hkv.Tx
	last    uint64          // before the transaction began
	written map[string]bool // buckets of indexes that it has written to
}

func (tx *freshTx) Put(k hkv.Key, v hkv.Value) error {
	if isIndex(k) {
		tx.written[string(k[0])] = true
	}
	return tx.Tx.Put(k, v)
}

func (tx *freshTx) GetBatch(ctx context.Context, keys []hkv.Key) ([]hkv.Value, error) {
	if len(keys) == 0 || !isIndex(keys[0]) {
		return tx.Tx.GetBatch(ctx, keys)
	}
	out := make([]hkv.Value, len(keys))
	var ask []hkv.Key
	var at []int
	for i, k := range keys {
		if isIndex(k) && !tx.written[string(k[0])] && tx.isFresh(k) {
			continue
		}
		ask, at = append(ask, k), append(at, i)
	}
	vals, err := tx.Tx.GetBatch(ctx, ask)
	if err != nil {
		return nil, err
	}
	for i, v := range vals {
		out[at[i]] = v
	}
	return out, nil
}

// indexBuckets are the names of the buckets that Cayley keeps indexes in.
var indexBuckets = func() map[string]bool {
	out := make(map[string]bool)
	for _, ind := range indexes {
		var name []byte
		for _, d := range ind.Dirs {
			name = append(name, d.Prefix())
		}
		out[string(name)] = true
	}
	return out
}()

func isIndex(k hkv.Key) bool { return len(k) == 2 && indexBuckets[string(k[0])] }

// isFresh tells whether the entry is for a node of this transaction.
func (tx *freshTx) isFresh(k hkv.Key) bool {
	for ids := k[1]; len(ids) >= 8; ids = ids[8:] {
		if binary.BigEndian.Uint64(ids) > tx.last {
			return true
		}
	}
	return false
}
