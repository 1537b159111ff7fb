package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"sanyuan/graph"
	"sanyuan/graph/exchange"
)

type exportOptions struct {
	*streams
	exchange.Options
	db     string
	output string
	force  bool
}

func newExport(s *streams) *cobra.Command {
	opts := &exportOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the graph to a file that other programs read",
		Long: `Write the graph to standard output or a file (-o), compressed if its name ends in
.gz or .zst.

nquads and jsonld hold the whole graph, with full IRIs. graphml, gml and dot hold
the entities and the relations that texts assert between them, for Gephi, yEd,
Cytoscape or Graphviz. csv is a table of the statements. The same graph always
gives the same bytes; what does not fit in memory is sorted on disk.`,
		Example: `  sanyuan export > graph.nq
  sanyuan export -o graph.nq.gz --base https://example.org/kg/
  sanyuan export -f graphml -o graph.graphml
  sanyuan export -f csv --db news.db > statements.csv`,
		Args: exactArgs(0),
		RunE: func(cmd *cobra.Command, _ []string) error { return exportRun(cmd.Context(), opts) },
	}
	addStoreFlag(cmd, &opts.db)
	cmd.Flags().StringVarP(&opts.Format, "format", "f", "", "format: "+strings.Join(exchange.Formats(), ", ")+" (default: by the name of the file, else nquads)")
	cmd.Flags().StringVarP(&opts.output, "output", "o", "", "write to this `FILE` instead of standard output")
	cmd.Flags().StringVar(&opts.Base, "base", "", "begin of the graph's own IRIs (default urn:sanyuan:)")
	cmd.Flags().BoolVar(&opts.force, "force", false, "replace the file if it is there")
	return cmd
}

func exportRun(ctx context.Context, opts *exportOptions) error {
	if opts.Format == "" {
		opts.Format = exchange.FormatOf(opts.output)
	}
	if err := exchange.CheckOptions(opts.Options); err != nil {
		return usageError{err}
	}
	store, err := openToRead(opts.db)
	if err != nil {
		return err
	}
	defer store.Close()
	write := func(w io.Writer) error { return exchange.Export(ctx, w, store, opts.Options) }
	if opts.output == "" || opts.output == "-" {
		return write(opts.out)
	}
	if err := exchange.WriteFile(opts.output, opts.force, write); err != nil {
		return existing(err)
	}
	return nil
}

// openToRead opens a store that must exist.
func openToRead(db string) (*graph.Store, error) {
	if err := checkStore(db); err != nil {
		return nil, err
	}
	return graph.Open(db, graph.Options{ReadOnly: true})
}

// existing adds advice to the error of a file that is there already.
func existing(err error) error {
	if errors.Is(err, exchange.ErrExists) {
		return fmt.Errorf("%w; --force replaces it", err)
	}
	return err
}
