package graph

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	csql "github.com/cayleygraph/cayley/graph/sql"
	"github.com/cayleygraph/cayley/graph/sql/postgres"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
	"github.com/lib/pq"

	"sanyuan/graph/index"
)

// writerLock is the advisory lock that a writer holds, "sanyuan" in ASCII.
const writerLock = 0x73616e7975616e

// remote is a store on a PostgreSQL server, through Cayley's own backend.
type remote struct {
	url  string // as the user gave it
	addr string // with our own parameters
	opts Options
	db   *sql.DB   // beside Cayley's own
	lock *sql.Conn // holds the writer's lock
}

func newPostgres(addr string, opts Options) (*remote, error) {
	u, err := url.Parse(addr)
	if err != nil {
		return nil, err
	}
	params := u.Query()
	if params.Get("application_name") == "" {
		params.Set("application_name", fmt.Sprintf("%s, process %d", filepath.Base(os.Args[0]), os.Getpid()))
	}
	if opts.ReadOnly {
		params.Set("default_transaction_read_only", "on")
	}
	if params.Get("connect_timeout") == "" {
		params.Set("connect_timeout", "10")
	}
	u.RawQuery = params.Encode()
	r := &remote{url: addr, addr: u.String(), opts: opts}
	if r.db, err = sql.Open("postgres", r.addr); err != nil {
		return nil, fmt.Errorf("%s: %w", u.Redacted(), err)
	}
	if err := r.prepare(context.Background()); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", redact(addr), err), r.close())
	}
	return r, nil
}

// redact takes the password out of a URL that goes into a message.
func redact(addr string) string {
	u, err := url.Parse(addr)
	if err != nil {
		return "postgres:"
	}
	return u.Redacted()
}

// prepare takes the writer's lock and makes the tables where they are missing.
func (r *remote) prepare(ctx context.Context) error {
	if !r.opts.ReadOnly {
		if err := r.takeLock(ctx); err != nil {
			return err
		}
	}
	var exists bool
	err := r.db.QueryRowContext(ctx, `SELECT to_regclass('quads') IS NOT NULL AND to_regclass('nodes') IS NOT NULL`).Scan(&exists)
	switch {
	case err != nil:
		return err
	case exists:
		return r.createKeys(ctx)
	case !r.opts.Create:
		return ErrNotFound
	}
	if err := csql.Init(postgres.Type, r.addr, nil); err != nil {
		return err
	}
	if _, err := r.db.ExecContext(ctx, `CREATE INDEX IF NOT EXISTS label_index ON quads (label_hash, subject_hash)`); err != nil {
		return err
	}
	return r.createKeys(ctx)
}

func (r *remote) takeLock(ctx context.Context) error {
	conn, err := r.db.Conn(ctx)
	if err != nil {
		return err
	}
	r.lock = conn
	var ok bool
	if err := conn.QueryRowContext(ctx, `SELECT pg_try_advisory_lock($1)`, int64(writerLock)).Scan(&ok); err != nil {
		return err
	}
	if ok {
		return nil
	}
	var name, address string
	err = conn.QueryRowContext(ctx, `SELECT a.application_name, COALESCE(host(a.client_addr), 'this host')
		FROM pg_locks l JOIN pg_stat_activity a USING (pid)
		WHERE l.locktype = 'advisory' AND l.granted AND a.datname = current_database()
		AND l.classid = $1 AND l.objid = $2`, int64(writerLock>>32), int64(writerLock&0xffffffff)).Scan(&name, &address)
	if err != nil {
		return ErrBusy
	}
	return fmt.Errorf("%w (%s, from %s)", ErrBusy, name, address)
}

func (r *remote) open() (cayley.QuadStore, error) { return csql.New(postgres.Type, r.addr, nil) }

// apply adds to the index before the quads change and drops from it after, so
// that the index never lacks what the store holds: Cayley's transaction is its
// own.
func (r *remote) apply(qs cayley.QuadStore, adds, deletes []cayley.Delta, update *index.Update) error {
	if err := r.setKeys(update); err != nil {
		return err
	}
	if err := qs.ApplyDeltas(append(adds, deletes...), ignore); err != nil {
		return err
	}
	return r.dropKeys(update)
}

func (r *remote) snapshot(string) (string, error) { return r.url, nil }

func (r *remote) size() (n int64, err error) {
	err = r.db.QueryRow(`SELECT pg_total_relation_size('quads') + pg_total_relation_size('nodes')`).Scan(&n)
	return n, err
}

// close gives the writer's lock back before the connection ends: the server takes
// note of that in its own time.
func (r *remote) close() error {
	var err error
	if r.lock != nil {
		_, err = r.lock.ExecContext(context.Background(), `SELECT pg_advisory_unlock($1)`, int64(writerLock))
		err = errors.Join(err, r.lock.Close())
	}
	return errors.Join(err, r.db.Close())
}

// quads reads the values first and the quads after them through the server's
// own join, in one statement.
func (r *remote) quads(ctx context.Context) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		rows, err := r.db.QueryContext(ctx, selectQuads())
		if err != nil {
			yield(quad.Quad{}, err)
			return
		}
		defer rows.Close()
		var row quadRow
		for rows.Next() {
			q, err := row.scan(rows)
			if !yield(q, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(quad.Quad{}, err)
		}
	}
}

func (r *remote) nodes(ctx context.Context) iter.Seq2[quad.Value, error] {
	return func(yield func(quad.Value, error) bool) {
		rows, err := r.db.QueryContext(ctx, "SELECT "+strings.Join(nodeColumns, ", ")+" FROM nodes")
		if err != nil {
			yield(nil, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var row nodeRow
			err := rows.Scan(row.fields()...)
			var v quad.Value
			if err == nil {
				v, err = row.decode()
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// nodeColumns are the columns of a node in the order of nodeRow.fields.
var nodeColumns = []string{"hash", "value", "value_string", "datatype", "language", "iri", "bnode",
	"value_int", "value_bool", "value_float", "value_time"}

func selectQuads() string {
	fields, from := "", "quads q"
	for i, d := range []string{"subject", "predicate", "object", "label"} {
		n := string(rune('a' + i))
		for _, c := range nodeColumns {
			if fields != "" {
				fields += ", "
			}
			fields += n + "." + c
		}
		from += fmt.Sprintf(" LEFT JOIN nodes %s ON %s.hash = q.%s_hash", n, n, d)
	}
	return "SELECT " + fields + " FROM " + from
}

type quadRow [4]nodeRow

func (r *quadRow) scan(rows *sql.Rows) (q quad.Quad, err error) {
	var dst []any
	for i := range r {
		dst = append(dst, r[i].fields()...)
	}
	if err := rows.Scan(dst...); err != nil {
		return q, err
	}
	for i, d := range quad.Directions {
		v, err := r[i].decode()
		if err != nil {
			return q, err
		}
		q.Set(d, v)
	}
	return q, nil
}

// nodeRow is one row of Cayley's table of nodes.
type nodeRow struct {
	hash, value          []byte
	text, datatype, lang sql.NullString
	iri, bnode           sql.NullBool
	integer              sql.NullInt64
	boolean              sql.NullBool
	float                sql.NullFloat64
	time                 sql.Null[time.Time]
}

func (n *nodeRow) fields() []any {
	return []any{&n.hash, &n.value, &n.text, &n.datatype, &n.lang, &n.iri, &n.bnode,
		&n.integer, &n.boolean, &n.float, &n.time}
}

func (n *nodeRow) decode() (quad.Value, error) {
	switch {
	case n.hash == nil:
		return nil, nil
	case n.value != nil:
		return pquads.UnmarshalValue(n.value)
	case n.integer.Valid:
		return quad.Int(n.integer.Int64), nil
	case n.boolean.Valid:
		return quad.Bool(n.boolean.Bool), nil
	case n.float.Valid:
		return quad.Float(n.float.Float64), nil
	case n.time.Valid:
		return quad.Time(n.time.V), nil
	case n.iri.Bool:
		return quad.IRI(n.text.String), nil
	case n.bnode.Bool:
		return quad.BNode(n.text.String), nil
	case n.datatype.Valid:
		return quad.TypedString{Value: quad.String(n.text.String), Type: quad.IRI(n.datatype.String)}, nil
	case n.lang.Valid:
		return quad.LangString{Value: quad.String(n.text.String), Lang: n.lang.String}, nil
	}
	return quad.String(n.text.String), nil
}

// contains asks the server for all of the quads at once.
func (r *remote) contains(ctx context.Context, _ cayley.QuadStore, quads []quad.Quad) ([]bool, error) {
	out := make([]bool, len(quads))
	var hashes [3][][]byte
	labels := make([]string, len(quads))
	for i, q := range quads {
		for j, d := range []quad.Direction{quad.Subject, quad.Predicate, quad.Object} {
			hashes[j] = append(hashes[j], quad.HashOf(q.Get(d)))
		}
		if q.Label != nil {
			labels[i] = string(quad.HashOf(q.Label))
		}
	}
	rows, err := r.db.QueryContext(ctx, `SELECT i, label_hash
		FROM unnest($1::bytea[], $2::bytea[], $3::bytea[]) WITH ORDINALITY AS want(s, p, o, i)
		JOIN quads ON subject_hash = s AND predicate_hash = p AND object_hash = o`,
		pq.ByteaArray(hashes[0]), pq.ByteaArray(hashes[1]), pq.ByteaArray(hashes[2]))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var i int
		var label []byte
		if err := rows.Scan(&i, &label); err != nil {
			return nil, err
		}
		out[i-1] = out[i-1] || string(label) == labels[i-1]
	}
	return out, rows.Err()
}
