package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/extract/syntax"
	"sanyuan/extract/text"
)

type explainOptions struct {
	*streams
	analysisOptions
	sentence string
	json     bool
}

func newExplain(s *streams) *cobra.Command {
	opts := &explainOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "explain SENTENCE",
		Short: "Show how a sentence becomes statements",
		Long: `Show the words of a sentence with their tags and names, its tree, and every
statement with the rule that made it, its arguments and its confidence. Nothing
is left out for lack of confidence unless --min-confidence says so.`,
		Example: `  sanyuan explain '法國否決了日本加入組織的提案。'
  sanyuan explain --json '总理拒绝出席会议。'`,
		Args: exactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.sentence = args[0]
			if !cmd.Flags().Changed("min-confidence") {
				opts.minConfidence = 0
			}
			return explainRun(cmd.Context(), opts)
		},
	}
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	opts.analysisOptions.addTo(cmd)
	return cmd
}

func explainRun(ctx context.Context, opts *explainOptions) error {
	if strings.TrimSpace(opts.sentence) == "" {
		return usagef("explain: the sentence is empty")
	}
	extractor, err := opts.extractor()
	if err != nil {
		return err
	}
	doc := text.Document{ID: "sentence", Sentences: text.Split(opts.sentence)}
	result, err := extractor.Extract(ctx, doc)
	if err != nil {
		return err
	}
	if opts.json {
		return explainJSON(opts.out, extractor, result)
	}
	return explainText(opts.out, extractor, result)
}

func explainText(out io.Writer, extractor *extract.Extractor, r extract.Result) error {
	var b strings.Builder
	for _, s := range r.Document.Sentences {
		tree, err := extractor.Analyse(s.Text)
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s\n\n", s.Text)
		writeWords(&b, s.Text, tree)
		b.WriteByte('\n')
		for i := range r.Statements {
			if st := &r.Statements[i]; st.Evidence[0].Sentence == s.Index {
				writeStatement(&b, st)
			}
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// writeWords draws the tree as an indented list in the order of the words.
func writeWords(b *strings.Builder, sentence string, t syntax.Tree) {
	depths := depths(t)
	for i, tok := range t.Tokens {
		head := "root"
		if h := t.Heads[i]; h >= 0 {
			head = fmt.Sprintf("%d %s", h+1, t.Tokens[h].Form)
		}
		name := ""
		if tok.Entity != "O" && tok.Entity != "" {
			name = tok.Entity
		}
		fmt.Fprintf(b, "%3d %s%s  %s  %s ← %s  %s\n", i+1,
			strings.Repeat("  ", depths[i]), sentence[tok.Start:tok.End], tok.UPOS, t.Rels[i], head, name)
	}
}

// depths returns how many heads stand over each token.
func depths(t syntax.Tree) []int {
	out := make([]int, len(t.Tokens))
	for i := range t.Tokens {
		for h := t.Heads[i]; h >= 0; h = t.Heads[h] {
			out[i]++
		}
	}
	return out
}

func writeStatement(b *strings.Builder, s *clause.Statement) {
	fmt.Fprintf(b, "%s\n", strings.Join([]string{shown(&s.Subject), s.Relation.Name, shown(&s.Object)}, " | "))
	for i := range s.Arguments {
		a := &s.Arguments[i]
		fmt.Fprintf(b, "    %s: %s%s\n", a.Role, a.Marker, shown(&a.Term))
	}
	state := []string{s.Polarity.String(), held(s)}
	if s.Attribution.Kind != clause.None {
		state = append(state, "according to "+shown(&s.Attribution))
	}
	if s.Subject.Recovered {
		state = append(state, strings.TrimSpace("subject recovered by "+s.SubjectRule))
	}
	fmt.Fprintf(b, "    rule %s, %s, confidence %.2f\n", s.Rule, strings.Join(state, ", "), s.Confidence)
}

func explainJSON(out io.Writer, extractor *extract.Extractor, r extract.Result) error {
	type word struct {
		Form  string `json:"form"`
		Start int    `json:"start"`
		End   int    `json:"end"`
		UPOS  string `json:"upos"`
		Name  string `json:"name,omitempty"`
		Head  int    `json:"head"` // number of the head word, from 1; 0 for the root
		Rel   string `json:"rel"`
	}
	type explained struct {
		Text       string          `json:"text"`
		Words      []word          `json:"words"`
		Statements []jsonStatement `json:"statements"`
	}
	var all []explained
	for _, s := range r.Document.Sentences {
		tree, err := extractor.Analyse(s.Text)
		if err != nil {
			return err
		}
		e := explained{Text: s.Text, Statements: []jsonStatement{}}
		for i, tok := range tree.Tokens {
			name := tok.Entity
			if name == "O" {
				name = ""
			}
			e.Words = append(e.Words, word{s.Text[tok.Start:tok.End], tok.Start, tok.End, tok.UPOS, name, tree.Heads[i] + 1, tree.Rels[i]})
		}
		for i := range r.Statements {
			if st := &r.Statements[i]; st.Evidence[0].Sentence == s.Index {
				e.Statements = append(e.Statements, toJSON(r.Document.ID, st, map[int]text.Sentence{s.Index: s}))
			}
		}
		all = append(all, e)
	}
	enc := json.NewEncoder(out)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(all)
}
