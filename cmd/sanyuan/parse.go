package main

import (
	"bufio"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"sanyuan/extract/conllu"
	"sanyuan/extract/lexicon"
	"sanyuan/extract/model"
	"sanyuan/extract/parse"
	"sanyuan/extract/script"
	"sanyuan/extract/syntax"
	"sanyuan/extract/tag"
	"sanyuan/extract/text"
)

type parseOptions struct {
	*streams
	reading text.Options
	inputs  []string
	format  string
	lines   bool
	workers int
}

var parseFormats = []string{"conllu", "tree"}

func newParse(s *streams) *cobra.Command {
	opts := &parseOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "parse [FILE...]",
		Short: "Cut texts into words with tags, names and dependency trees",
		Long: `Read texts and print the words of every sentence with parts of speech, names and
the dependency tree, in the scheme of Universal Dependencies as Chinese GSD uses
it. Inputs are files, directories, patterns such as 'news/*.txt', and - for
standard input, which is also read when no input is named.

Formats:
  conllu  CoNLL-U; names stand in MISC as NER=B-PER, NER=I-PER and so on
  tree    the tree drawn beside the words, for a person's eyes`,
		Example: `  echo '法國否決了提案。' | sanyuan parse --format tree
  sanyuan parse news/*.txt > news.conllu
  sanyuan parse --lines sentences.txt | sanyuan eval conllu gold.conllu -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.inputs = args
			return parseRun(cmd.Context(), opts)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&opts.format, "format", "f", "conllu", "format of the output: "+strings.Join(parseFormats, ", "))
	f.BoolVar(&opts.lines, "lines", false, "every line is a sentence, or id<TAB>sentence, and stands by itself")
	f.IntVar(&opts.workers, "workers", runtime.GOMAXPROCS(0), "documents to read at once")
	addReadingFlags(cmd, &opts.reading)
	return cmd
}

func parseRun(ctx context.Context, opts *parseOptions) error {
	if !slices.Contains(parseFormats, opts.format) {
		return usagef("--format %s: must be one of %s", opts.format, strings.Join(parseFormats, ", "))
	}
	if opts.workers < 1 {
		return usagef("--workers %d: must be at least 1", opts.workers)
	}
	input := extractOptions{streams: opts.streams, reading: opts.reading, inputs: opts.inputs, lines: opts.lines}
	documents, err := input.documents()
	if err != nil {
		return err
	}
	analyser, err := loadAnalyser()
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(opts.out, 1<<16)
	p := newProgress(opts.streams, "documents")
	defer p.finish()
	err = inOrder(ctx, opts.workers, documents,
		func(ctx context.Context, d text.Document) (string, error) { return opts.parse(ctx, analyser, d) },
		func(s string) error {
			p.add(1)
			_, err := out.WriteString(s)
			return err
		})
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	return err
}

// analyser are the models that lead from a sentence to its tree.
type analyser struct {
	tagger *tag.Tagger
	parser *parse.Parser
}

func loadAnalyser() (*analyser, error) {
	tagger, err := tag.Load(model.Files())
	if err != nil {
		return nil, fmt.Errorf("loading models: %w", err)
	}
	lex, err := lexicon.Default()
	if err != nil {
		return nil, fmt.Errorf("loading lexicon: %w", err)
	}
	parser, err := parse.Load(model.Files(), tagger.Dictionary(), lex)
	if err != nil {
		return nil, fmt.Errorf("loading models: %w", err)
	}
	return &analyser{tagger, parser}, nil
}

// tree is the tree of a sentence. The forms are those of the sentence, whatever
// its script.
func (a *analyser) tree(sentence string) (syntax.Tree, error) {
	traditional, err := script.Traditional(sentence)
	if err != nil {
		return syntax.Tree{}, err
	}
	t := a.parser.Parse(a.tagger.Tag(traditional))
	for i := range t.Tokens {
		t.Tokens[i].Form = sentence[t.Tokens[i].Start:t.Tokens[i].End]
	}
	return t, nil
}

// parse returns what is printed for a document.
func (opts *parseOptions) parse(ctx context.Context, a *analyser, d text.Document) (string, error) {
	var out strings.Builder
	for _, s := range d.Sentences {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		id := d.ID
		if !opts.lines {
			id = fmt.Sprintf("%s/%d", d.ID, s.Index)
		}
		if !utf8.ValidString(s.Text) {
			return "", fmt.Errorf("sentence %s: %w", id, conllu.ErrEncoding)
		}
		t, err := a.tree(s.Text)
		if err != nil {
			return "", err
		}
		if len(t.Tokens) == 0 {
			continue // white space only
		}
		if opts.format == "tree" {
			drawTree(&out, id, s.Text, t)
			continue
		}
		if err := conllu.Write(&out, conllu.FromTree(id, s.Text, t)); err != nil {
			return "", err
		}
	}
	return out.String(), nil
}
