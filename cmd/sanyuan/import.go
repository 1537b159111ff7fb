package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sanyuan/graph"
	"sanyuan/graph/exchange"
)

type importOptions struct {
	*streams
	exchange.Options
	db    string
	json  bool
	files []string
}

func newImport(s *streams) *cobra.Command {
	opts := &importOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Add quads from files to the graph",
		Long: `Add the quads of files to the graph, made by "sanyuan export" or by any other
program. The format follows from the name: .nq or .nt (N-Quads, N-Triples),
.jsonld or .pq, also as .gz, .zst or .bz2; - is standard input.

Quads that the graph holds already are left alone. IRIs below the base become
short again, so that what was exported comes back as it was; give the --base
that the export was given. After an error everything that stands before it is in
the graph, and the import can be repeated.`,
		Example: `  sanyuan import graph.nq.gz
  sanyuan import --db copy.db --base https://example.org/kg/ graph.nq
  curl -s https://example.org/data.nt | sanyuan import -f nquads -`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("which files? Name one or more, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.files = args
			return importRun(cmd.Context(), opts)
		},
	}
	addStoreFlag(cmd, &opts.db)
	cmd.Flags().StringVarP(&opts.Format, "format", "f", "", "format: "+strings.Join(exchange.ImportFormats(), ", ")+" (default: by the name of the file)")
	cmd.Flags().StringVar(&opts.Base, "base", "", "begin of the graph's own IRIs in the files (default urn:sanyuan:)")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print the summary as JSON")
	return cmd
}

func importRun(ctx context.Context, opts *importOptions) error {
	for _, name := range opts.files {
		if err := exchange.CheckInput(name, opts.Options); err != nil {
			return usageError{err}
		}
		if _, err := os.Stat(name); err != nil && name != "-" {
			return err
		}
	}
	if opts.db == "memory:" {
		return usagef("--db memory: would be gone at once; name a directory or a postgres:// URL")
	}
	store, err := graph.Open(opts.db, graph.Options{Create: true})
	if err != nil {
		return err
	}
	added := 0
	for _, name := range opts.files {
		var n int
		n, err = importFile(ctx, opts, store, name)
		if added += n; err != nil {
			break
		}
	}
	if err = errors.Join(err, store.Close()); err != nil {
		return err
	}
	if opts.json {
		return json.NewEncoder(opts.out).Encode(map[string]any{"db": opts.db, "added": added})
	}
	_, err = fmt.Fprintf(opts.out, "%d quads added to %s\n", added, opts.db)
	return err
}

func importFile(ctx context.Context, opts *importOptions, store *graph.Store, name string) (int, error) {
	var in io.Reader = opts.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return 0, err
		}
		defer f.Close()
		in = f
	}
	bar := newProgress(opts.streams, "quads of "+name)
	defer bar.finish()
	return store.Import(ctx, exchange.Read(name, in, opts.Options), bar.add)
}
