package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/extract/copies"
	"sanyuan/extract/text"
)

type extractOptions struct {
	*streams
	analysisOptions
	reading text.Options
	inputs  []string
	format  string
	lang    string
	lines   bool
	workers int
}

// analysisOptions are the flags of every command that extracts statements.
type analysisOptions struct {
	lexicons      []string
	minConfidence float64
}

func (o *analysisOptions) addTo(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&o.lexicons, "lexicon", nil, "add the entities and relations of this `file` (may be repeated)")
	cmd.Flags().Float64Var(&o.minConfidence, "min-confidence", clause.DefaultConfidence, "leave out statements of less confidence, 0 to 1")
}

// extractor loads models and lexicon as the flags say.
func (o *analysisOptions) extractor(more ...extract.Option) (*extract.Extractor, error) {
	if o.minConfidence < 0 || o.minConfidence > 1 {
		return nil, usagef("--min-confidence %v: must be between 0 and 1", o.minConfidence)
	}
	more = append(more, extract.WithLexicon(o.lexicons...), extract.WithMinConfidence(o.minConfidence))
	return extract.New(more...)
}

func newExtract(s *streams) *cobra.Command {
	opts := &extractOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "extract [FILE...]",
		Short: "Print what texts state, without a store",
		Long: `Read texts and print what they state. Inputs are files, directories, patterns
such as 'news/*.txt', and - for standard input, which is also read when no input
is named. Output is in the order of the input, whatever the number of workers.

Formats:
  tsv     one statement a line, with a heading: document, sentence, subject,
          relation, object, arguments, polarity, modality, speaker, confidence, rule
  jsonl   one statement a line as a JSON object, with evidence as byte offsets
  nquads  the graph, as 'sanyuan build' would store it
  facts   id, subject, relation, object and confidence in the sentence's own words,
          one line for each statement and for each of its arguments; the id is
          that of the line (--lines) or DOCUMENT/SENTENCE

With --lang en, statements are printed in English, one a line, inner ones in
brackets: subject | relation | object | role: argument. What has no English
stands in Chinese.`,
		Example: `  sanyuan extract news.txt
  echo '法國否決了提案。' | sanyuan extract
  sanyuan extract --format jsonl --min-confidence 0.7 archive/*.txt > statements.jsonl
  sanyuan extract --lang en news.txt
  sanyuan extract --format facts --lines sentences.txt`,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.inputs = args
			return extractRun(cmd.Context(), opts)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&opts.format, "format", "f", "tsv", "format of the output: "+strings.Join(extractFormats, ", "))
	f.StringVar(&opts.lang, "lang", "zh", "language of statements in tsv: zh, en")
	f.BoolVar(&opts.lines, "lines", false, "every line is a sentence, or id<TAB>sentence, and stands by itself")
	f.IntVar(&opts.workers, "workers", runtime.GOMAXPROCS(0), "documents to read at once")
	addReadingFlags(cmd, &opts.reading)
	opts.analysisOptions.addTo(cmd)
	return cmd
}

func extractRun(ctx context.Context, opts *extractOptions) error {
	if !slices.Contains(extractFormats, opts.format) {
		return usagef("--format %s: must be one of %s", opts.format, strings.Join(extractFormats, ", "))
	}
	switch {
	case opts.lang != "zh" && opts.lang != "en":
		return usagef("--lang %s: must be zh or en", opts.lang)
	case opts.lang == "en" && opts.format != "tsv":
		return usagef("--lang en does not go with --format %s, which has both languages or the text's own words", opts.format)
	case opts.lang == "en":
		opts.format = "english"
	}
	if opts.workers < 1 {
		return usagef("--workers %d: must be at least 1", opts.workers)
	}
	documents, err := opts.documents()
	if err != nil {
		return err
	}
	extractor, err := opts.extractor(extract.WithWorkers(opts.workers))
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(opts.out, 1<<16)
	w := newStatementWriter(opts.format, opts.lines, out)
	w.least = opts.minConfidence
	p := newProgress(opts.streams, "documents")
	defer p.finish()
	err = inOrder(ctx, opts.workers, together(documents), extractor.ExtractAll,
		func(results []extract.Result) error {
			for _, r := range results {
				p.add(1)
				if err := w.write(r); err != nil {
					return err
				}
			}
			return nil
		})
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	return err
}

// together groups short documents, one after the other, so that each group has enough
// sentences to be analysed fast.
func together(documents iter.Seq2[text.Document, error]) iter.Seq2[[]text.Document, error] {
	return func(yield func([]text.Document, error) bool) {
		var group []text.Document
		sentences := 0
		for d, err := range documents {
			if err != nil {
				if yield(group, nil) {
					yield(nil, err)
				}
				return
			}
			group = append(group, d)
			if sentences += len(d.Sentences); sentences >= extract.Together {
				if !yield(group, nil) {
					return
				}
				group, sentences = nil, 0
			}
		}
		if len(group) > 0 {
			yield(group, nil)
		}
	}
}

// documents returns the documents of the inputs, or the lines as documents of
// one sentence.
func (opts *extractOptions) documents() (iter.Seq2[text.Document, error], error) {
	inputs := opts.inputs
	if len(inputs) == 0 {
		inputs = []string{"-"}
	}
	opts.reading.Stdin = opts.in
	if opts.lines {
		return opts.lineDocuments(inputs), nil
	}
	reader, err := text.NewReader(opts.reading)
	if err != nil {
		return nil, usageError{err}
	}
	return copies.Mark(reader.Read(inputs...)), nil
}

// lineDocuments reads every line as a document of one sentence, named by the id
// before its tab or by its number.
func (opts *extractOptions) lineDocuments(inputs []string) iter.Seq2[text.Document, error] {
	return func(yield func(text.Document, error) bool) {
		number := 0
		for _, path := range inputs {
			in, err := opts.open(path)
			if err != nil {
				yield(text.Document{}, err)
				return
			}
			more := eachLine(in, func(line string, at int) bool {
				number++
				return yield(lineDocument(line, at, number), nil)
			})
			err = in.Close()
			if err != nil && more {
				more = yield(text.Document{}, err)
			}
			if !more {
				return
			}
		}
	}
}

// lineDocument makes a document of a line that begins at the given byte.
func lineDocument(line string, at, number int) text.Document {
	id, sentence, ok := strings.Cut(line, "\t")
	if !ok {
		id, sentence = fmt.Sprint(number), line
	}
	at += len(line) - len(sentence)
	whole := text.Span{End: len(sentence)}
	return text.Document{ID: id, Sentences: []text.Sentence{{
		Text:   sentence,
		Pieces: []text.Piece{{Text: whole, Original: text.Span{Start: at, End: at + len(sentence)}}},
	}}}
}

// eachLine calls do with every line and the byte at which it begins, until do
// returns false.
func eachLine(in io.Reader, do func(line string, at int) bool) bool {
	r := bufio.NewReaderSize(in, 1<<16)
	at := 0
	for {
		line, err := r.ReadString('\n')
		if line != "" && !do(strings.TrimRight(line, "\r\n"), at) {
			return false
		}
		at += len(line)
		if err != nil {
			return true
		}
	}
}
