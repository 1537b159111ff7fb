package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"sanyuan/extract/conllu"
)

type evalConlluOptions struct {
	*streams
	gold, system  string
	noPunct, json bool
}

func newEvalConllu(s *streams) *cobra.Command {
	opts := &evalConlluOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "conllu GOLD SYSTEM",
		Short: "Score words, tags, trees and names of a CoNLL-U file",
		Long: `Score a CoNLL-U file against a gold one over the same text, in the manner of
the CoNLL 2018 shared task: words are aligned by their character offsets in the
whole document (white space does not count), so that the two files may differ in
words and in sentences, not in text. A file named - is standard input.

  Words    the words themselves
  Sents    sentences, by span
  UPOS     words with the same UPOS
  XPOS     words with the same XPOS
  UAS      words whose heads are aligned too (or both are roots)
  LAS      UAS and the same relation, subtypes cut off
  LAS:sub  UAS and the same relation with its subtype
  CLAS     LAS over content words only
  NER      names with their types, from NER=B-PER and the like in MISC

Precision is over the system's words or spans, recall over gold's.`,
		Example: `  sanyuan eval conllu gsd-dev.conllu system.conllu
  sanyuan parse --lines dev.txt | sanyuan eval conllu --no-punct gsd-dev.conllu -`,
		Args: exactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.gold, opts.system = args[0], args[1]
			return evalConlluRun(opts)
		},
	}
	cmd.Flags().BoolVar(&opts.noPunct, "no-punct", false, "leave punctuation out of UPOS, XPOS, UAS and LAS")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	return cmd
}

func evalConlluRun(opts *evalConlluOptions) error {
	if opts.gold == "-" && opts.system == "-" {
		return usagef("only one of the two files can be standard input")
	}
	gold, err := opts.readConllu(opts.gold)
	if err != nil {
		return err
	}
	system, err := opts.readConllu(opts.system)
	if err != nil {
		return err
	}
	scores, err := conllu.Evaluate(gold, system, opts.noPunct)
	if err != nil {
		return fmt.Errorf("%s and %s: %w", opts.gold, opts.system, err)
	}
	if opts.json {
		return writeScoresJSON(opts.out, scores)
	}
	return writeScores(opts.out, scores)
}

func (opts *evalConlluOptions) readConllu(path string) ([]conllu.Sentence, error) {
	if path == "-" {
		return conllu.ReadAll(opts.in, "standard input")
	}
	return conllu.ReadFile(path)
}

// writeScores prints the table of the shared task.
func writeScores(out io.Writer, scores []conllu.Score) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%-8s %9s %9s %9s   %8s %8s %8s\n", "Metric", "Precision", "Recall", "F1", "correct", "system", "gold")
	for _, s := range scores {
		fmt.Fprintf(&b, "%-8s %9.2f %9.2f %9.2f   %8d %8d %8d\n",
			s.Name, s.Precision(), s.Recall(), s.F1(), s.Correct, s.System, s.Gold)
	}
	_, err := b.WriteTo(out)
	return err
}

// writeScoresJSON prints an object with one member for each metric, in order.
func writeScoresJSON(out io.Writer, scores []conllu.Score) error {
	type figures struct {
		P       float64 `json:"p"`
		R       float64 `json:"r"`
		F1      float64 `json:"f1"`
		Correct int     `json:"correct"`
		System  int     `json:"system"`
		Gold    int     `json:"gold"`
	}
	var b bytes.Buffer
	b.WriteByte('{')
	for i, s := range scores {
		if i > 0 {
			b.WriteByte(',')
		}
		name, _ := json.Marshal(s.Name) // a string and a struct of numbers always marshal
		value, _ := json.Marshal(figures{s.Precision(), s.Recall(), s.F1(), s.Correct, s.System, s.Gold})
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	var indented bytes.Buffer
	if err := json.Indent(&indented, b.Bytes(), "", " "); err != nil {
		return err
	}
	indented.WriteByte('\n')
	_, err := indented.WriteTo(out)
	return err
}
