package gizmo

import (
	"bufio"
	"context"
	"encoding/json"
	"runtime"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	cayleygizmo "github.com/cayleygraph/cayley/query/gizmo"
	_ "github.com/cayleygraph/cayley/query/graphql" // a language of Cayley's UI
	_ "github.com/cayleygraph/cayley/query/mql"     // a language of Cayley's UI
	"github.com/cayleygraph/quad/pquads"
)

// runner does the tasks of one query process, one after the other.
type runner struct {
	store   cayley.QuadStore
	out     *bufio.Writer
	session *cayleygizmo.Session // kept for the next task, or nil
}

// do answers one task. The error is one of writing the answer.
func (r *runner) do(t task) error {
	if err := limitCPU(t.CPU); err != nil {
		return send(r.out, reply{Error: errorf(NoProcess, "%v", err), Spent: true})
	}
	var last reply
	switch language := t.Language; {
	case t.Shape:
		last = r.shape(t)
	case language == "" || language == cayleygizmo.Name:
		last = r.gizmo(t)
	default:
		last = r.other(t)
	}
	last.End = last.Error == nil
	return send(r.out, last)
}

// gizmo runs a script and sends its rows; the reply that it returns is the last.
func (r *runner) gizmo(t task) reply {
	if err := checkSyntax(t.Script); err != nil {
		return reply{Error: err}
	}
	session := r.session
	if session == nil || !t.Keep {
		session = cayleygizmo.NewSession(r.store)
	}
	if t.Keep {
		r.session = session
	}
	if err := r.prelude(session, t.Query); err != nil {
		return reply{Error: err}
	}
	return r.script(session, t)
}

// prelude defines params and the functions of the prelude in the session.
func (r *runner) prelude(session *cayleygizmo.Session, q Query) *Error {
	scripts := []string{q.Prelude}
	if q.Params != nil {
		params, err := json.Marshal(q.Params)
		if err != nil {
			return errorf(Script, "parameters: %v", err)
		}
		scripts = append(scripts, "var params = "+string(params))
	}
	for _, script := range scripts {
		if script == "" {
			continue
		}
		goroutines := runtime.NumGoroutine()
		it, err := session.Execute(context.Background(), script, query.Options{Collation: query.Raw})
		if err != nil {
			return scriptError(script, err)
		}
		for it.Next(context.Background()) {
		}
		if err := it.Err(); err != nil {
			return scriptError(script, err)
		}
		settle(goroutines)
	}
	return nil
}

func (r *runner) script(session *cayleygizmo.Session, t task) reply {
	ctx := context.Background()
	it, err := session.Execute(ctx, t.Script, query.Options{Collation: query.Raw, Limit: t.Limit})
	if err != nil {
		return reply{Error: scriptError(t.Script, err)}
	}
	// The iterator is not closed when it ends by itself: that would interrupt
	// the session's next script.
	var last reply
	goroutines := runtime.NumGoroutine()
	for rows := 0; it.Next(ctx); {
		result := it.Result().(*cayleygizmo.Result)
		if result.Meta {
			last.Value, last.Path = lastValue(result.Val)
			continue
		}
		if rows++; rows > t.Rows {
			it.Close()
			return reply{Error: errorf(RowLimit, "more than %d rows", t.Rows), Spent: true}
		}
		if err := r.row(result); err != nil {
			it.Close()
			return reply{Error: err, Spent: true}
		}
	}
	if err := it.Err(); err != nil {
		return reply{Error: scriptError(t.Script, err)}
	}
	last.Spent = !settle(goroutines)
	return last
}

// settle waits until no more goroutines run than before a script was started,
// and reports whether that came true. Where Cayley's goroutine panics, its
// iterator ends as if all were well a moment before the process dies: an answer
// sent in that moment would be wrong.
func settle(before int) bool {
	for wait := time.Microsecond; wait < 100*time.Millisecond; wait *= 2 {
		if runtime.NumGoroutine() <= before {
			return true
		}
		time.Sleep(wait)
	}
	return false
}

func (r *runner) row(result *cayleygizmo.Result) *Error {
	row, err := r.encode(result)
	if err == nil {
		err = writeFrame(r.out, reply{Row: row})
	}
	if err != nil {
		return errorf(Script, "%v", err)
	}
	return nil
}

func (r *runner) encode(result *cayleygizmo.Result) (*wireRow, error) {
	if result.Tags == nil {
		value, err := encodeValue(result.Val)
		return &wireRow{Value: value}, err
	}
	row := &wireRow{Tags: make(map[string][]byte, len(result.Tags))}
	for tag, ref := range result.Tags {
		name := r.store.NameOf(ref)
		if name == nil {
			continue
		}
		data, err := pquads.MarshalValue(name)
		if err != nil {
			return nil, err
		}
		row.Tags[tag] = data
	}
	return row, nil
}

// other runs a query in one of Cayley's further languages.
func (r *runner) other(t task) reply {
	ctx := context.Background()
	session := query.NewSession(r.store, t.Language)
	if session == nil {
		return reply{Error: errorf(NoLanguage, "there is no query language %q", t.Language)}
	}
	it, err := session.Execute(ctx, t.Script, query.Options{Collation: query.JSON, Limit: t.Limit})
	if err != nil {
		return reply{Error: scriptError(t.Script, err)}
	}
	defer it.Close()
	for rows := 0; it.Next(ctx); {
		if rows++; rows > t.Rows {
			return reply{Error: errorf(RowLimit, "more than %d rows", t.Rows)}
		}
		value, err := json.Marshal(it.Result())
		if err == nil {
			err = writeFrame(r.out, reply{Row: &wireRow{Value: value}})
		}
		if err != nil {
			return reply{Error: errorf(Script, "%v", err), Spent: true}
		}
	}
	if err := it.Err(); err != nil {
		return reply{Error: scriptError(t.Script, err)}
	}
	return reply{}
}

func (r *runner) shape(t task) reply {
	name := t.Language
	if name == "" {
		name = cayleygizmo.Name
	}
	language := query.GetLanguage(name)
	switch {
	case language == nil:
		return reply{Error: errorf(NoLanguage, "there is no query language %q", name)}
	case language.HTTP == nil:
		return reply{Error: errorf(NoLanguage, "queries in %s have no shape", name)}
	}
	if name == cayleygizmo.Name {
		if err := checkSyntax(t.Script); err != nil {
			return reply{Error: err}
		}
	}
	shape, err := language.HTTP(r.store).ShapeOf(t.Script)
	if err != nil {
		return reply{Error: scriptError(t.Script, err)}
	}
	data, err := json.Marshal(shape)
	if err != nil {
		return reply{Error: errorf(Script, "%v", err)}
	}
	return reply{Shape: data}
}
