package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"sanyuan/extract"
	"sanyuan/extract/calibrate"
	"sanyuan/extract/clause"
	"sanyuan/extract/facts"
)

// defaultFolds are those of the cross-validation.
const defaultFolds = 10

type calibrateOptions struct {
	*streams
	gold   []string
	output string
	folds  int
}

func newCalibrate(s *streams) *cobra.Command {
	opts := &calibrateOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "calibrate GOLD...",
		Short: "Learn the confidence of statements from gold facts",
		Long: `Extract facts from the sentences of gold files, compare them with the gold facts,
and learn how likely a fact with certain features is to be right. The table that
is printed is cross-validated: each sentence is judged by weights that were
learnt from others. With --output the weights that all sentences give are
written; the program takes them from extract/clause/confidence.tsv when it is
compiled. sanyuan train --facts does the same with the models that it has learnt.`,
		Example: `  sanyuan calibrate news.facts encyclopaedia.facts
  sanyuan calibrate --output extract/clause/confidence.tsv news.facts`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.gold = args
			return calibrateRun(cmd.Context(), opts)
		},
	}
	cmd.Flags().StringVarP(&opts.output, "output", "o", "", "write the weights to this `file`")
	cmd.Flags().IntVar(&opts.folds, "folds", defaultFolds, "folds of the cross-validation")
	return cmd
}

func calibrateRun(ctx context.Context, opts *calibrateOptions) error {
	if opts.folds < 2 {
		return usagef("--folds %d: must be at least 2", opts.folds)
	}
	gold, err := readGoldFiles(opts.gold)
	if err != nil {
		return err
	}
	extractor, err := extract.New()
	if err != nil {
		return err
	}
	return learnConfidence(ctx, opts.out, extractor, gold, opts.folds, opts.output)
}

// learnConfidence learns the weights of confidence from gold facts as the
// extractor reads their sentences, prints how far they can be trusted, and
// writes them to a file unless its name is empty.
func learnConfidence(ctx context.Context, out io.Writer, extractor *extract.Extractor, gold []facts.Sentence, folds int, file string) error {
	examples, err := calibrate.Examples(gold, func(sentence string) ([]*clause.Statement, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tree, err := extractor.Analyse(sentence)
		return clause.Read(tree, sentence, nil), err
	})
	if err != nil {
		return err
	}
	if err := printReliability(out, gold, examples, calibrate.CrossValidate(examples, folds)); err != nil {
		return err
	}
	if file == "" {
		return nil
	}
	return os.WriteFile(file, []byte(calibrate.Format(calibrate.Train(examples))), 0o644)
}

// readGoldFiles reads the sentences of all files.
func readGoldFiles(paths []string) ([]facts.Sentence, error) {
	var gold []facts.Sentence
	for _, path := range paths {
		sentences, err := facts.ReadGoldFile(path)
		if err != nil {
			return nil, err
		}
		gold = append(gold, sentences...)
	}
	return gold, nil
}

// printReliability prints how often facts of a confidence are right, and what
// leaving out those of less than a confidence costs and gains.
func printReliability(out io.Writer, gold []facts.Sentence, examples []calibrate.Example, probabilities []float64) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%-12s %8s %10s %8s\n", "confidence", "facts", "predicted", "right")
	for _, bin := range calibrate.Reliability(examples, probabilities, 10) {
		fmt.Fprintf(&b, "%.1f to %.1f   %8d %10.3f %8.3f\n", bin.From, bin.To, bin.Examples, bin.Predicted, bin.Right)
	}
	var inGold int
	for _, s := range gold {
		inGold += len(s.Facts)
	}
	fmt.Fprintf(&b, "\n%-12s %8s %10s %8s\n", "at least", "facts", "precision", "recall")
	for least := 0; least < 10; least++ {
		kept, right := 0, 0
		for i, e := range examples {
			if probabilities[i] >= float64(least)/10 {
				kept++
				if e.Right {
					right++
				}
			}
		}
		fmt.Fprintf(&b, "%-12.1f %8d %10.3f %8.3f\n", float64(least)/10, kept, float64(right)/float64(max(kept, 1)), float64(right)/float64(max(inGold, 1)))
	}
	_, err := b.WriteTo(out)
	return err
}
