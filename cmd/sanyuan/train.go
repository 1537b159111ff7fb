package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"sanyuan/extract"
	"sanyuan/extract/conllu"
	"sanyuan/extract/parse"
	"sanyuan/extract/segment"
	"sanyuan/extract/syntax"
	"sanyuan/extract/tag"
)

type trainOptions struct {
	*streams
	treebank, out string
	facts         []string // gold files for the confidence of statements
	confidence    string   // file to write its weights to
}

func newTrain(s *streams) *cobra.Command {
	opts := &trainOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "train TREEBANK_DIR",
		Short: "Learn the models of words, tags, names and trees from a treebank",
		Long: `Learn all models from the training section of a treebank in CoNLL-U and write
them to a directory: the dictionary of words, the models of characters, words,
tags and names, and the parser. Compile the program again to embed them.

TREEBANK_DIR holds one file *train*.conllu. Where there is also a file
*dev*.conllu, the new models are scored on it. Names are learnt from NER=B-PER
and the like in MISC. The same treebank always gives the same bytes.

With --facts the confidence of statements is learnt too, from files of gold
facts as the new models read their sentences, and its reliability is printed.

It takes some 30 minutes and 3 GB on 2 cores.`,
		Example: `  sanyuan train UD_Chinese-GSD
  sanyuan train --facts news.facts --facts encyclopaedia.facts UD_Chinese-GSD
  sanyuan train --out /tmp/models UD_Chinese-GSD`,
		Args: exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.treebank = args[0]
			return trainRun(cmd.Context(), opts)
		},
	}
	cmd.Flags().StringVarP(&opts.out, "out", "o", "extract/model", "directory to write the model files to")
	cmd.Flags().StringSliceVar(&opts.facts, "facts", nil, "learn confidence from this `file` of gold facts; may be repeated")
	cmd.Flags().StringVar(&opts.confidence, "confidence", "extract/clause/confidence.tsv", "`file` to write the weights of confidence to")
	return cmd
}

func trainRun(ctx context.Context, opts *trainOptions) error {
	gold, err := opts.section("train", true)
	if err != nil {
		return err
	}
	dev, err := opts.section("dev", false)
	if err != nil {
		return err
	}
	if info, err := os.Stat(opts.out); err != nil || !info.IsDir() {
		return fmt.Errorf("%s is not a directory: make it, or name another with --out", opts.out)
	}
	wanted, err := readGoldFiles(opts.facts) // before the long work, so that a wrong name is told at once
	if err != nil {
		return err
	}
	if err := interruptible(ctx, func() error { return opts.train(gold, dev) }); err != nil || len(wanted) == 0 {
		return err
	}
	extractor, err := extract.New(extract.WithModels(os.DirFS(opts.out)))
	if err != nil {
		return err
	}
	return learnConfidence(ctx, opts.streams.out, extractor, wanted, defaultFolds, opts.confidence)
}

// interruptible does work that does not look at the context, and returns early
// when it is cancelled.
func interruptible(ctx context.Context, work func() error) error {
	done := make(chan error, 1)
	go func() { done <- work() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// goldTree is a tree of a treebank with its text.
type goldTree struct {
	text string
	tree syntax.Tree
}

// section reads the one file of the treebank whose name holds the section's.
func (opts *trainOptions) section(name string, needed bool) ([]goldTree, error) {
	paths, err := filepath.Glob(filepath.Join(opts.treebank, "*"+name+"*.conllu"))
	if err != nil {
		return nil, err
	}
	switch {
	case len(paths) == 0 && !needed:
		return nil, nil
	case len(paths) != 1:
		return nil, fmt.Errorf("%s: %d files *%s*.conllu, there must be one", opts.treebank, len(paths), name)
	}
	sentences, err := conllu.ReadFile(paths[0])
	if err != nil {
		return nil, err
	}
	var out []goldTree
	for i := range sentences {
		tree, err := sentences[i].Tree()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", paths[0], err)
		}
		out = append(out, goldTree{sentences[i].Text(), tree})
	}
	return out, nil
}

// train learns from gold, writes the models and scores them on dev.
func (opts *trainOptions) train(gold, dev []goldTree) error {
	start := time.Now()
	log := io.Discard
	if opts.errTTY {
		log = opts.err
	}
	report := func(format string, args ...any) {
		fmt.Fprintf(log, "%7s  %s\n", time.Since(start).Round(time.Second), fmt.Sprintf(format, args...))
	}
	trained, err := trainWords(gold, report)
	if err != nil {
		return err
	}
	trained.Files[parse.File], err = trainParser(gold, trained.Jackknifed, report)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(fileNames(trained.Files)) {
		if err := writeModel(filepath.Join(opts.out, name), trained.Files[name]); err != nil {
			return err
		}
		fmt.Fprintf(opts.streams.out, "%s\t%d bytes\n", filepath.Join(opts.out, name), len(trained.Files[name]))
	}
	return opts.score(trained, dev)
}

func fileNames(files map[string][]byte) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range files {
			if !yield(name) {
				return
			}
		}
	}
}

func trainWords(gold []goldTree, report func(string, ...any)) (*tag.Trained, error) {
	report("dictionary")
	dictionary, err := segment.BuildDictionary()
	if err != nil {
		return nil, err
	}
	sentences := make([]segment.Sentence, len(gold))
	for i, g := range gold {
		sentences[i] = segment.Sentence{Text: g.text, Tokens: g.tree.Tokens}
	}
	plan := tag.DefaultPlan()
	plan.Progress = func(done, all int, what string) { report("%d of %d: %s", done, all, what) }
	return tag.Train(dictionary, sentences, plan)
}

// trainParser learns from the gold trees, over the words and tags as they are
// read from raw text.
func trainParser(gold []goldTree, read [][]syntax.Token, report func(string, ...any)) ([]byte, error) {
	trees := make([]syntax.Tree, len(gold))
	for i, g := range gold {
		trees[i] = g.tree
	}
	o := parse.DefaultOptions
	o.Progress = func(done, all int) {
		if done%max(1, all/20) == 0 {
			report("trees: %d of %d", done, all)
		}
	}
	return parse.Train(trees, read, o)
}

// writeModel replaces a file as a whole.
func writeModel(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = cmp.Or(err, f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

// score prints how the new models read the development section.
func (opts *trainOptions) score(trained *tag.Trained, dev []goldTree) error {
	if dev == nil {
		return nil
	}
	parser, err := parse.Open(trained.Files[parse.File])
	if err != nil {
		return err
	}
	var want, got []conllu.Sentence
	for _, g := range dev {
		want = append(want, conllu.FromTree("", g.text, g.tree))
		got = append(got, conllu.FromTree("", g.text, parser.Parse(trained.Tagger.Tag(g.text))))
	}
	scores, err := conllu.Evaluate(want, got, false)
	if err != nil {
		return err
	}
	for _, s := range scores {
		fmt.Fprintf(opts.streams.out, "%-8s %6.2f\n", s.Name, s.F1())
	}
	return nil
}
