package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sanyuan/extract"
	"sanyuan/extract/text"
	"sanyuan/graph"
	"sanyuan/graph/gizmo"
	"sanyuan/queries"
)

// sample is a news article, as it stands in its hard-wrapped file.
//
//go:embed testdata/iran-news.txt
var sample []byte

const (
	sampleName = "sample.txt"
	demoStore  = "sanyuan-demo.db"
)

type demoOptions struct {
	*streams
	db string
}

func newDemo(s *streams) *cobra.Command {
	opts := &demoOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Build a graph from a sample article and query it",
		Long: `Build a graph from a news article that the program carries, print what the
article states, and ask the graph three saved queries. The graph stays in
` + demoStore + `, to be looked at with other commands.`,
		Example: "  sanyuan demo\n  sanyuan serve --db " + demoStore,
		Args:    exactArgs(0),
		RunE:    func(cmd *cobra.Command, _ []string) error { return demoRun(cmd.Context(), opts) },
	}
	cmd.Flags().StringVar(&opts.db, "db", demoStore, "where to keep the graph: a `DIR`")
	return cmd
}

func demoRun(ctx context.Context, opts *demoOptions) error {
	result, err := opts.build(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(opts.out, "The sample article makes %s in %s:\n\n",
		count(len(result.Statements), "statement"), count(len(text.Distinct(result.Document.Sentences)), "different sentence"))
	if err := opts.printStatements(result); err != nil {
		return err
	}
	for _, args := range demoQueries(result) {
		if err := opts.ask(ctx, args); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(opts.out, "\nThe graph is in %s. To look at it in a browser, run\n\n  sanyuan serve --db %s\n\n"+
		"and open http://%s (with `go run ./cmd/sanyuan` in place of `sanyuan` in a checkout).\n", opts.db, opts.db, defaultAddr)
	return err
}

// build loads the sample into the store.
func (o *demoOptions) build(ctx context.Context) (result extract.Result, err error) {
	extractor, err := extract.New()
	if err != nil {
		return result, err
	}
	store, err := graph.Open(o.db, graph.Options{Create: true})
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	reader, err := text.NewReader(text.Options{})
	if err != nil {
		return result, err
	}
	loader := store.NewLoader(ctx, graph.LoadOptions{Version: "demo"})
	for doc, err := range reader.ReadFrom(sampleName, bytes.NewReader(sample)) {
		if err == nil {
			result, err = extractor.Extract(ctx, doc)
		}
		if err == nil {
			err = loader.Load(ctx, result)
		}
		if err != nil {
			return result, errors.Join(err, loader.Close())
		}
	}
	return result, loader.Close()
}

// printStatements prints a table of what stands in the article by itself; inner
// statements are seen in those that hold them.
func (o *demoOptions) printStatements(r extract.Result) error {
	lines := [][]string{{"SUBJECT", "RELATION", "OBJECT", "MORE", "HELD", "PLACES"}}
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.Embedded {
			continue
		}
		lines = append(lines, []string{
			shown(&s.Subject), s.Relation.Name, shown(&s.Object), shownArguments(s), held(s), fmt.Sprint(len(s.Evidence)),
		})
	}
	return writeColumns(o.out, lines)
}

// demoQueries are the saved queries to show, with their arguments.
func demoQueries(r extract.Result) [][]string {
	return [][]string{
		{"most-connected", "limit=8"},
		{"neighbours", busiest(r)},
		{"unasserted", "limit=20"},
	}
}

// busiest is the subject of the most statements, the first one of several.
func busiest(r extract.Result) string {
	counts := map[string]int{}
	best := ""
	for i := range r.Statements {
		name := r.Statements[i].Subject.Name
		if counts[name]++; counts[name] > counts[best] {
			best = name
		}
	}
	return best
}

// ask runs a saved query on the store and prints its answer under the command
// that does the same.
func (o *demoOptions) ask(ctx context.Context, args []string) error {
	saved, ok := queries.Find(args[0])
	if !ok {
		return fmt.Errorf("there is no saved query %q", args[0])
	}
	q, err := saved.Gizmo(args[1:])
	if err != nil {
		return err
	}
	pool := gizmo.NewPool(storeItself(o.db), gizmo.Options{Limits: gizmo.DefaultLimits, Processes: 1})
	defer pool.Close()
	fmt.Fprintf(o.out, "\n%s (%s)\n$ sanyuan query --db %s %s\n\n", saved.Title, saved.TitleZh, o.db, strings.Join(args, " "))
	answer, err := pool.Query(ctx, q)
	return printAnswer(o.streams, answer, err, saved.Columns, false)
}
