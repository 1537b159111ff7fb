package graph

import (
	"context"
	"errors"

	hkv "github.com/hidal-go/hidalgo/kv"
)

// groupKV makes several write transactions of Cayley's one. Cayley gets a batch
// wrong that both adds and deletes: a quad that is added loses every value that
// the batch takes more references from than it gives. So what a change adds and
// what it deletes go to Cayley one after the other, and become durable together.
type groupKV struct {
	hkv.KV
	tx hkv.Tx // the transaction that stands for all of a group
}

// Tx is the group's transaction for those who write while there is one.
func (g *groupKV) Tx(rw bool) (hkv.Tx, error) {
	if rw && g.tx != nil {
		return memberTx{g.tx}, nil
	}
	return g.KV.Tx(rw)
}

// together runs f, and then makes what was written in it durable, or drops it
// if f fails. Only one goroutine may write.
func (g *groupKV) together(ctx context.Context, f func() error) error {
	tx, err := g.KV.Tx(true)
	if err != nil {
		return err
	}
	g.tx = tx
	err = f()
	g.tx = nil
	if err == nil {
		err = tx.Commit(ctx)
	}
	return errors.Join(err, tx.Close())
}

// memberTx is one transaction of a group; it ends with the group.
type memberTx struct{ hkv.Tx }

func (memberTx) Commit(context.Context) error { return nil }
func (memberTx) Close() error                 { return nil }
