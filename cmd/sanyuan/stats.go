package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"sanyuan/graph"
)

type statsOptions struct {
	*streams
	db   string
	top  int
	json bool
}

func newStats(s *streams) *cobra.Command {
	opts := &statsOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "Count what is in the graph",
		Example: `  sanyuan stats
  sanyuan stats --top 50 --db news.db
  sanyuan stats --json`,
		Args: exactArgs(0),
		RunE: func(cmd *cobra.Command, _ []string) error { return statsRun(cmd.Context(), opts) },
	}
	addStoreFlag(cmd, &opts.db)
	cmd.Flags().IntVar(&opts.top, "top", 15, "relations to list; 0 lists all")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON, with all relations")
	return cmd
}

func statsRun(ctx context.Context, opts *statsOptions) error {
	if opts.top < 0 {
		return usagef("--top must not be negative")
	}
	store, err := openToRead(opts.db)
	if err != nil {
		return err
	}
	defer store.Close()
	stats, err := store.Stats(ctx)
	if err != nil {
		return err
	}
	if opts.json {
		return json.NewEncoder(opts.out).Encode(stats)
	}
	return printStats(opts.out, stats, opts.top)
}

func printStats(out io.Writer, s graph.Stats, top int) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	line := func(n int, name string) { fmt.Fprintf(w, "%d\t %s\n", n, name) }
	line(s.Documents, "documents")
	if s.Copies > 0 {
		line(s.Copies, "  of them are copies of others")
	}
	line(s.Sentences, "sentences")
	line(s.Statements, "statements")
	line(s.Negative, "  of them deny")
	line(s.Attributed, "  of them are what somebody says")
	line(s.Entities, "entities")
	line(s.Relations, "relations")
	line(s.Quads, "quads")
	line(s.Nodes, "nodes")
	fmt.Fprintf(w, "%.1f\t MB on disk\n", float64(s.Bytes)/1e6)
	section := func(title string, counts []graph.Count) {
		if len(counts) > 0 {
			fmt.Fprintf(w, "\t\n\t%s\n", title)
		}
		for _, c := range counts {
			line(c.Count, c.Name)
		}
	}
	section("statements by modality", s.ByModality)
	relations := s.ByRelation
	if top > 0 && len(relations) > top {
		relations = relations[:top]
	}
	section("statements by relation", relations)
	return w.Flush()
}
