package main

import (
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"os"
	"runtime"
	"strconv"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/spf13/cobra"

	"sanyuan/extract"
	"sanyuan/extract/copies"
	"sanyuan/extract/text"
	"sanyuan/graph"
)

type buildOptions struct {
	*streams
	analysisOptions
	reading text.Options
	inputs  []string
	db      string
	workers int
	again   bool
	json    bool
}

func newBuild(s *streams) *cobra.Command {
	opts := &buildOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "build FILE...",
		Short: "Read texts and load what they state into the graph",
		Long: `Read texts and load what they state into the graph. Inputs are files,
directories, patterns such as 'news/*.txt', and - for standard input.

A document is in the graph whole or not at all. One that the graph holds already
is left alone if neither its bytes nor the program have changed since; else
what it states now replaces what it stated then. So a build that was interrupted
goes on where it stopped when it is run again. A document that cannot be read is
reported, and the rest is loaded.`,
		Example: `  sanyuan build news/*.txt
  sanyuan build --db archive.db --date 2005-05-13 archive/
  sanyuan build --text-field body articles.jsonl.gz
  sanyuan build --db postgres://user@localhost/news news/`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("which texts? Name files or directories, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.inputs = args
			return buildRun(cmd.Context(), opts)
		},
	}
	addStoreFlag(cmd, &opts.db)
	f := cmd.Flags()
	f.IntVar(&opts.workers, "workers", runtime.GOMAXPROCS(0), "documents to read at once")
	f.BoolVar(&opts.again, "again", false, "read documents again that have not changed")
	f.BoolVar(&opts.json, "json", false, "print the summary as JSON")
	addReadingFlags(cmd, &opts.reading)
	opts.analysisOptions.addTo(cmd)
	return cmd
}

func buildRun(ctx context.Context, opts *buildOptions) error {
	if opts.workers < 1 {
		return usagef("--workers %d: must be at least 1", opts.workers)
	}
	if opts.db == "memory:" {
		return usagef("--db memory: would be gone at once; name a directory or a postgres:// URL")
	}
	opts.reading.Stdin = opts.in
	reader, err := text.NewReader(opts.reading)
	if err != nil {
		return usageError{err}
	}
	extractor, err := opts.extractor(extract.WithWorkers(opts.workers))
	if err != nil {
		return err
	}
	version, err := opts.version()
	if err != nil {
		return err
	}
	store, err := graph.Open(opts.db, graph.Options{Create: true})
	if err != nil {
		return err
	}
	b := newBuilding(ctx, opts, store, extractor, version)
	err = b.run(ctx, copies.Mark(reader.Read(opts.inputs...)))
	return errors.Join(b.report(ctx, err), store.Close())
}

// building is one run of the command.
type building struct {
	*buildOptions
	extractor *extract.Extractor
	loader    *graph.Loader
	progress  *progress
	begun     time.Time
	summary   buildSummary
}

// buildSummary is what the command says in the end.
type buildSummary struct {
	DB         string  `json:"db"`
	Documents  int     `json:"documents"` // read, whatever became of them
	Loaded     int     `json:"loaded"`
	Unchanged  int     `json:"unchanged"`
	Failed     int     `json:"failed"`
	Sentences  int     `json:"sentences"`  // of the documents loaded
	Statements int     `json:"statements"` // of the documents loaded
	Seconds    float64 `json:"seconds"`
}

func newBuilding(ctx context.Context, opts *buildOptions, store *graph.Store, e *extract.Extractor, version string) *building {
	b := &building{buildOptions: opts, extractor: e, begun: time.Now(), progress: newProgress(opts.streams, "documents")}
	b.summary.DB = opts.db
	// What has been read when the user interrupts is still written.
	b.loader = store.NewLoader(context.WithoutCancel(ctx), graph.LoadOptions{
		Version: version,
		Loaded:  func(ids []string) { b.summary.Loaded += len(ids) },
	})
	return b
}

// outcome is what became of a document on its way to the loader.
type outcome struct {
	result    extract.Result
	unchanged bool
	err       error // the document cannot be used
}

func (b *building) run(ctx context.Context, documents iter.Seq2[text.Document, error]) error {
	err := inOrder(ctx, b.workers, attempts(documents), b.read, func(o outcome) error { return b.load(ctx, o) })
	b.progress.finish()
	return errors.Join(err, b.loader.Close())
}

// attempt is a document, or the error for which there is none.
type attempt struct {
	doc text.Document
	err error
}

// attempts turns errors into items, so that work goes on after them.
func attempts(documents iter.Seq2[text.Document, error]) iter.Seq2[attempt, error] {
	return func(yield func(attempt, error) bool) {
		for doc, err := range documents {
			if !yield(attempt{doc, err}, nil) {
				return
			}
		}
	}
}

func (b *building) read(ctx context.Context, a attempt) (outcome, error) {
	if a.err != nil {
		return outcome{err: a.err}, nil
	}
	if !b.again {
		current, err := b.loader.Current(ctx, a.doc)
		if current || err != nil {
			return outcome{unchanged: true}, err
		}
	}
	result, err := b.extractor.Extract(ctx, a.doc)
	if ctx.Err() != nil {
		return outcome{}, ctx.Err()
	}
	return outcome{result: result, err: err}, nil
}

func (b *building) load(ctx context.Context, o outcome) error {
	b.progress.add(1)
	b.summary.Documents++
	switch {
	case o.err != nil:
		b.summary.Failed++
		_, err := fmt.Fprintf(b.err, "sanyuan: %v\n", o.err)
		return err
	case o.unchanged:
		b.summary.Unchanged++
		return nil
	}
	b.summary.Sentences += len(o.result.Document.Sentences)
	b.summary.Statements += len(o.result.Statements)
	return b.loader.Load(ctx, o.result)
}

// report prints the summary, also of a run that ended early with err.
func (b *building) report(ctx context.Context, err error) error {
	s := &b.summary
	s.Seconds = time.Since(b.begun).Seconds()
	var perr error
	if b.json {
		perr = json.NewEncoder(b.out).Encode(s)
	} else {
		_, perr = fmt.Fprintf(b.out, "%s loaded into %s (%s, %s), %d unchanged, in %.1f s\n",
			count(s.Loaded, "document"), s.DB, count(s.Sentences, "sentence"), count(s.Statements, "statement"), s.Unchanged, s.Seconds)
	}
	if err == nil && s.Failed > 0 {
		err = fmt.Errorf("%s could not be read", count(s.Failed, "document"))
	}
	if ctx.Err() != nil {
		fmt.Fprintln(b.err, "sanyuan: what was read so far is in the graph; run the command again to go on")
	}
	return cmp.Or(err, perr)
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

// version names everything that decides what a document is found to state: the
// program, with the models and the lexicon in it, and what the flags add.
func (o *buildOptions) version() (string, error) {
	sum := xxhash.New()
	if version == "devel" {
		program, err := os.Executable()
		if err != nil {
			return "", err
		}
		if err := addFile(sum, program); err != nil {
			return "", err
		}
	}
	for _, file := range o.lexicons {
		if err := addFile(sum, file); err != nil {
			return "", err
		}
	}
	fmt.Fprint(sum, o.minConfidence)
	return version + "+" + hex.EncodeToString(sum.Sum(nil)), nil
}

func addFile(to hash.Hash, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(to, f)
	return err
}
