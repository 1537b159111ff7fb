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
	"sanyuan/extract/lexicon"
	"sanyuan/extract/model"
	"sanyuan/extract/parse"
	"sanyuan/extract/segment"
	"sanyuan/extract/tag"
	"sanyuan/extract/vectors"
)

type trainOptions struct {
	*streams
	treebank, out        string
	furtherDir, openGram string
	facts                []string // gold files for the confidence of statements
	confidence           string   // file to write its weights to
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
and the like in MISC. The trees of --further are learnt as well; they may do
without the treebank's own tags. So are the files names/*.txt there: sentences, one
a line, of which only the names are known, written as [臺北市/LOC].

The vectors of words are taken from the program, or, with --open-gram, learnt
anew from the files lm_sc.t3g and pydict_sc.bin of Debian's sunpinyin-data.

With --facts the confidence of statements is learnt too, from files of gold
facts as the new models read their sentences, and its reliability is printed.

The same input always gives the same bytes. It takes some 20 minutes and 4 GB on
2 cores.`,
		Example: `  sanyuan train UD_Chinese-GSD
  sanyuan train --facts news.facts --facts encyclopaedia.facts UD_Chinese-GSD
  sanyuan train --further "" --out /tmp/models UD_Chinese-GSD
  sanyuan train --open-gram /usr/lib/x86_64-linux-gnu/sunpinyin/data UD_Chinese-GSD`,
		Args: exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.treebank = args[0]
			return trainRun(cmd.Context(), opts)
		},
	}
	cmd.Flags().StringVarP(&opts.out, "out", "o", "extract/model", "directory to write the model files to")
	cmd.Flags().StringVar(&opts.furtherDir, "further", "extract/treebank", "directory with further trees to learn from")
	cmd.Flags().StringVar(&opts.openGram, "open-gram", "", "directory with open-gram, to learn the vectors of words from")
	cmd.Flags().StringSliceVar(&opts.facts, "facts", nil, "learn confidence from this `file` of gold facts; may be repeated")
	cmd.Flags().StringVar(&opts.confidence, "confidence", "extract/clause/confidence.tsv", "`file` to write the weights of confidence to")
	return cmd
}

func trainRun(ctx context.Context, opts *trainOptions) error {
	if info, err := os.Stat(opts.out); err != nil || !info.IsDir() {
		return fmt.Errorf("%s is not a directory: make it, or name another with --out", opts.out)
	}
	wanted, err := readGoldFiles(opts.facts) // before the long work, so that a wrong name is told at once
	if err != nil {
		return err
	}
	gold, err := opts.section("train", true)
	if err != nil {
		return err
	}
	dev, err := opts.section("dev", false)
	if err != nil {
		return err
	}
	further, err := opts.further(gold)
	if err != nil {
		return err
	}
	named, err := opts.markedNames()
	if err != nil {
		return err
	}
	gold = append(gold, further...)
	if err := interruptible(ctx, func() error { return opts.train(gold, named, dev) }); err != nil || len(wanted) == 0 {
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

// train learns from gold and from sentences with names, writes the models and scores
// them on dev.
func (opts *trainOptions) train(gold, named, dev []goldTree) error {
	start := time.Now()
	log := io.Discard
	if opts.errTTY {
		log = opts.err
	}
	report := func(format string, args ...any) {
		fmt.Fprintf(log, "%7s  %s\n", time.Since(start).Round(time.Second), fmt.Sprintf(format, args...))
	}
	words, err := opts.vectors(report)
	if err != nil {
		return err
	}
	trained, err := trainWords(gold, report)
	if err != nil {
		return err
	}
	parser, err := trainParser(gold, named, trained, words, report)
	if err != nil {
		return err
	}
	trained.Files[vectors.File] = words.Seal()
	trained.Files[parse.File] = parser.Seal()
	for _, name := range slices.Sorted(fileNames(trained.Files)) {
		if err := writeModel(filepath.Join(opts.out, name), trained.Files[name]); err != nil {
			return err
		}
		fmt.Fprintf(opts.streams.out, "%s\t%d bytes\n", filepath.Join(opts.out, name), len(trained.Files[name]))
	}
	return opts.score(trained.Tagger, parser, dev)
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

// vectors are those of the program, unless there is a language model to learn them
// from.
func (opts *trainOptions) vectors(report func(string, ...any)) (*vectors.Vectors, error) {
	if opts.openGram == "" {
		return vectors.Load(model.Files())
	}
	report("vectors")
	bigrams, err := vectors.ReadOpenGram(os.DirFS(opts.openGram))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", opts.openGram, err)
	}
	return vectors.Learn(bigrams), nil
}

// trainParser learns from the gold trees, over the words and tags as they are
// read from raw text, and from sentences with names.
func trainParser(gold, named []goldTree, trained *tag.Trained, words *vectors.Vectors, report func(string, ...any)) (*parse.Parser, error) {
	lex, err := lexicon.Default()
	if err != nil {
		return nil, err
	}
	sentences := make([]parse.Sentence, len(gold))
	for i, g := range gold {
		sentences[i] = parse.Sentence{Gold: g.tree, Read: trained.Jackknifed[i], Further: g.further}
	}
	for _, g := range named {
		sentences = append(sentences, parse.Sentence{Gold: g.tree, Read: trained.Tagger.Tag(g.text)})
	}
	o := parse.DefaultOptions
	o.Progress = func(epoch, epochs int, loss float64) { report("trees: %d of %d, loss %.0f", epoch, epochs, loss) }
	return parse.Train(sentences, parse.Knowledge{Dictionary: trained.Tagger.Dictionary(), Vectors: words, Lexicon: lex}, o)
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
func (opts *trainOptions) score(tagger *tag.Tagger, parser *parse.Parser, dev []goldTree) error {
	if dev == nil {
		return nil
	}
	var want, got []conllu.Sentence
	for _, g := range dev {
		want = append(want, conllu.FromTree("", g.text, g.tree))
		got = append(got, conllu.FromTree("", g.text, parser.Parse(tagger.Tag(g.text))))
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
