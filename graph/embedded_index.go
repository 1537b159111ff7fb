package graph

import (
	"context"

	"sanyuan/graph/index"
	"sanyuan/graph/kvpebble"
)

func (e *embedded) keys() index.Keys { return e.store }

func (e *embedded) writeKeys(update *index.Update) error {
	e.store.Stage(stage(update))
	tx, err := e.store.Tx(true)
	if err != nil {
		return err
	}
	defer tx.Close()
	return tx.Commit(context.Background())
}

func stage(update *index.Update) []kvpebble.Change {
	changes := make([]kvpebble.Change, 0, len(update.Set)+len(update.Drop))
	for key := range update.Drop {
		changes = append(changes, kvpebble.Change{Key: []byte(key), Delete: true})
	}
	for key, value := range update.Set {
		changes = append(changes, kvpebble.Change{Key: []byte(key), Value: value})
	}
	return changes
}
