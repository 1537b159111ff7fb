package graph

import (
	"context"
	"database/sql"
	"errors"

	"github.com/lib/pq"

	"sanyuan/graph/index"
)

// createKeys makes the table that the index is kept in.
func (r *remote) createKeys(ctx context.Context) error {
	if r.opts.ReadOnly {
		return nil
	}
	_, err := r.db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS sanyuan_index (key bytea PRIMARY KEY, value bytea NOT NULL)`)
	return err
}

func (r *remote) writeKeys(update *index.Update) error {
	return errors.Join(r.setKeys(update), r.dropKeys(update))
}

func (r *remote) setKeys(update *index.Update) error {
	var keys, values [][]byte
	for key, value := range update.Set {
		if value == nil {
			value = []byte{}
		}
		keys, values = append(keys, []byte(key)), append(values, value)
	}
	_, err := r.db.Exec(`INSERT INTO sanyuan_index SELECT * FROM unnest($1::bytea[], $2::bytea[])
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, pq.ByteaArray(keys), pq.ByteaArray(values))
	return err
}

func (r *remote) dropKeys(update *index.Update) error {
	if len(update.Drop) == 0 {
		return nil
	}
	var keys [][]byte
	for key := range update.Drop {
		keys = append(keys, []byte(key))
	}
	_, err := r.db.Exec(`DELETE FROM sanyuan_index WHERE key = ANY($1)`, pq.ByteaArray(keys))
	return err
}

func (r *remote) keys() index.Keys { return tableKeys{r.db} }

// tableKeys are the keys of an index in a table.
type tableKeys struct{ db *sql.DB }

func (t tableKeys) Get(key []byte) (value []byte, err error) {
	err = t.db.QueryRow(`SELECT value FROM sanyuan_index WHERE key = $1`, key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) || isUndefinedTable(err) {
		return nil, nil
	}
	return value, err
}

// isUndefinedTable reports a store that has no index yet.
func isUndefinedTable(err error) bool {
	var failed *pq.Error
	return errors.As(err, &failed) && failed.Code.Name() == "undefined_table"
}

const scanRows = 2000 // that are fetched from the server at a time

func (t tableKeys) Scan(from, to []byte, f func(key, value []byte) bool) error {
	for more := true; more; {
		n, last, stopped, err := t.scan(from, to, f)
		if err != nil {
			return err
		}
		from, more = append(last, 0), n == scanRows && !stopped
	}
	return nil
}

func (t tableKeys) scan(from, to []byte, f func(key, value []byte) bool) (n int, last []byte, stopped bool, err error) {
	rows, err := t.db.Query(`SELECT key, value FROM sanyuan_index WHERE key >= $1 AND key < $2 ORDER BY key LIMIT $3`, from, to, scanRows)
	if err != nil {
		if isUndefinedTable(err) {
			err = nil
		}
		return 0, nil, true, err
	}
	defer rows.Close()
	for rows.Next() && !stopped {
		var value []byte
		if err := rows.Scan(&last, &value); err != nil {
			return n, nil, true, err
		}
		n++
		stopped = !f(last, value)
	}
	return n, last, stopped, rows.Err()
}
