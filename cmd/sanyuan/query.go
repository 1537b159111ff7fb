package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sanyuan/graph/gizmo"
	"sanyuan/queries"
)

type queryOptions struct {
	*streams
	queryFlags
	args []string
	expr string
	json bool
	list bool
	show bool
}

func newQuery(s *streams) *cobra.Command {
	opts := &queryOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "query {NAME [PARAMETER...] | FILE | - | -e EXPR}",
		Short: "Ask the graph: a saved query, a Gizmo file, or an expression",
		Long: `Ask the graph: a saved query by its name, a file with a Gizmo script, a script
on standard input (-), or an expression (-e).

--list shows the saved queries with their parameters. A parameter is given in
its place or as NAME=VALUE. Entities, relations and documents are named by their
IRI (ent:法國) or by any label or alias that the graph knows (法国, France).

A query runs in a process of its own, with limits on time, memory and rows.
With --json, every row is one line: nodes are written as in JSON-LD, with their
types and languages.`,
		Example: `  sanyuan query --list
  sanyuan query neighbours 法國
  sanyuan query who-did-what subject=日本 limit=10
  sanyuan query -e 'g.V("<ent:法國>").Out("<rdfs:label>").All()'
  sanyuan query report.js --json > report.jsonl
  sanyuan query --show path > my-path.js`,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.args = args
			return queryRun(cmd.Context(), opts)
		},
	}
	opts.add(cmd)
	cmd.Flags().StringVarP(&opts.expr, "expr", "e", "", "run this Gizmo `EXPR`")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print each row as a line of JSON")
	cmd.Flags().BoolVar(&opts.list, "list", false, "list the saved queries")
	cmd.Flags().BoolVar(&opts.show, "show", false, "print the script of a saved query instead of running it")
	return cmd
}

func queryRun(ctx context.Context, opts *queryOptions) error {
	switch {
	case opts.list:
		return listQueries(opts)
	case opts.show:
		return showQuery(opts)
	}
	limits, err := opts.limits()
	if err != nil {
		return err
	}
	q, columns, err := opts.query()
	if err != nil {
		return err
	}
	if err := checkStore(opts.db); err != nil {
		return err
	}
	pool := gizmo.NewPool(storeItself(opts.db), gizmo.Options{Limits: limits, Processes: 1})
	defer pool.Close()
	answer, err := pool.Query(ctx, q)
	return printAnswer(opts.streams, answer, err, columns, opts.json)
}

// query finds out what to run, and the columns to show where they are known.
func (o *queryOptions) query() (gizmo.Query, []string, error) {
	switch {
	case o.expr != "" && len(o.args) > 0:
		return gizmo.Query{}, nil, usagef("-e takes the whole query; %q is too much", o.args[0])
	case o.expr != "":
		return gizmo.Query{Script: o.expr}, nil, nil
	case len(o.args) == 0:
		return gizmo.Query{}, nil, usagef("which query? Name a saved one (see --list), a FILE, - or -e EXPR")
	case o.args[0] == "-":
		script, err := io.ReadAll(o.in)
		return gizmo.Query{Script: string(script)}, nil, err
	}
	if saved, ok := queries.Find(o.args[0]); ok {
		q, err := saved.Gizmo(o.args[1:])
		if err != nil {
			return q, nil, usageError{err}
		}
		return q, saved.Columns, nil
	}
	return o.file()
}

// file reads a script from the file that is the first argument. It may have the
// header of a saved query, and then parameters.
func (o *queryOptions) file() (gizmo.Query, []string, error) {
	name := o.args[0]
	script, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return gizmo.Query{}, nil, usagef("there is no saved query %q and no such file; see sanyuan query --list", name)
	}
	if err != nil {
		return gizmo.Query{}, nil, err
	}
	saved, err := queries.Parse(strings.TrimSuffix(name, ".js"), string(script))
	switch {
	case err == nil:
		q, err := saved.Gizmo(o.args[1:])
		if err != nil {
			return q, nil, usageError{err}
		}
		return q, saved.Columns, nil
	case len(o.args) > 1:
		return gizmo.Query{}, nil, usagef("%s takes no parameters: %v", name, err)
	}
	return gizmo.Query{Script: string(script)}, nil, nil
}

// errUnrunPath is returned for a query like g.V("<ent:法國>").Out().
var errUnrunPath = errors.New("the query ends in a path that was not run; add .All() to see where it leads")

// printAnswer prints what a query gave, and returns its error with advice.
func printAnswer(s *streams, answer *gizmo.Result, err error, columns []string, asJSON bool) error {
	limited := errors.Is(err, &gizmo.Error{Kind: gizmo.RowLimit})
	if err != nil && !limited {
		return advise(err)
	}
	if asJSON {
		if err := printLines(s.out, answer); err != nil {
			return err
		}
	} else if err := printTable(s.out, answer, columns); err != nil {
		return err
	}
	switch {
	case limited:
		fmt.Fprintf(s.err, "sanyuan: these are the first %d rows; --limit gives more\n", len(answer.Rows))
	case answer.Path && len(answer.Rows) == 0:
		return errUnrunPath
	}
	return nil
}

// advise adds to an error of a query what the user can do about it.
func advise(err error) error {
	var failed *gizmo.Error
	if !errors.As(err, &failed) {
		return err
	}
	switch failed.Kind {
	case gizmo.Timeout:
		return fmt.Errorf("query: %w; ask for less, or give it more time with --timeout", err)
	case gizmo.Memory:
		return fmt.Errorf("query: %w; ask for less, or give it more with --memory", err)
	case gizmo.NoProcess:
		return err
	}
	return fmt.Errorf("query: %w", err)
}

func printLines(w io.Writer, answer *gizmo.Result) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, row := range answer.Rows {
		if err := encoder.Encode(row.JSONLD()); err != nil {
			return err
		}
	}
	if answer.Value != nil {
		return encoder.Encode(answer.Value)
	}
	return nil
}

func listQueries(opts *queryOptions) error {
	if len(opts.args) > 0 || opts.expr != "" {
		return usagef("--list takes nothing else")
	}
	if opts.json {
		return json.NewEncoder(opts.out).Encode(queries.All())
	}
	for i, q := range queries.All() {
		if i > 0 {
			fmt.Fprintln(opts.out)
		}
		fmt.Fprintf(opts.out, "%s\n    %s %s. %s\n", q.Usage(), q.Title, q.TitleZh, q.Answers)
		for _, p := range q.Params {
			fmt.Fprintf(opts.out, "    %-9s %s: %s\n", p.Name, p.Type, p.About)
		}
	}
	return nil
}

func showQuery(opts *queryOptions) error {
	if len(opts.args) != 1 || opts.expr != "" {
		return usagef("--show takes the name of one saved query")
	}
	q, ok := queries.Find(opts.args[0])
	if !ok {
		return usagef("there is no saved query %q; see sanyuan query --list", opts.args[0])
	}
	_, err := io.WriteString(opts.out, q.Script)
	return err
}
