package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"sanyuan/extract/facts"
)

type evalFactsOptions struct {
	*streams
	gold, system, ids   string
	errors, loose, json bool
}

func newEvalFacts(s *streams) *cobra.Command {
	opts := &evalFactsOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "facts GOLD SYSTEM",
		Short: "Score extracted facts",
		Long: `Score extractions against a file of gold facts. SYSTEM has one extraction a line,
id<TAB>subject<TAB>relation<TAB>object, as 'sanyuan extract --format facts' writes
it; further columns do not matter. The file - is standard input.

An extraction is right when it equals one wording of a gold fact in all three
slots, by letters and digits alone. Precision is the share of extractions that
are right, recall the share of gold facts that an extraction words.

With --errors every wrong extraction (-) and every missed fact (+) is listed first.`,
		Example: `  sanyuan eval facts gold.facts system.tsv
  sanyuan extract --format facts --lines dev.txt | sanyuan eval facts --errors gold.facts -`,
		Args: exactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			opts.gold, opts.system = args[0], args[1]
			return evalFactsRun(opts)
		},
	}
	cmd.Flags().BoolVar(&opts.errors, "errors", false, "list wrong extractions and missed facts")
	cmd.Flags().BoolVar(&opts.loose, "loose", false, "do not mind where an extraction is cut in three")
	cmd.Flags().StringVar(&opts.ids, "ids", "", "score only the sentences whose ids stand in this `file`")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	return cmd
}

func evalFactsRun(opts *evalFactsOptions) error {
	gold, err := facts.ReadGoldFile(opts.gold)
	if err != nil {
		return err
	}
	system, err := opts.readTriples()
	if err != nil {
		return err
	}
	options := facts.Options{Loose: opts.loose}
	if opts.ids != "" {
		if options.IDs, err = readIDs(opts.ids); err != nil {
			return err
		}
	}
	return opts.print(facts.Evaluate(gold, system, options))
}

func (opts *evalFactsOptions) readTriples() (map[string][]facts.Triple, error) {
	if opts.system == "-" {
		return facts.ReadTriples(opts.in, "standard input")
	}
	return facts.ReadTriplesFile(opts.system)
}

func readIDs(path string) (map[string]bool, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for _, id := range strings.Fields(string(data)) {
		ids[id] = true
	}
	return ids, nil
}

func (opts *evalFactsOptions) print(score facts.Score) error {
	if opts.json {
		return opts.printJSON(score)
	}
	var b strings.Builder
	if opts.errors {
		for _, e := range score.Errors {
			fmt.Fprintln(&b, e)
		}
	}
	_, err := fmt.Fprintf(opts.out, "%s%v\n", b.String(), score)
	return err
}

func (opts *evalFactsOptions) printJSON(score facts.Score) error {
	type fault struct {
		ID     string       `json:"id"`
		Triple facts.Triple `json:"triple"`
	}
	out := struct {
		Sentences   int     `json:"sentences"`
		Facts       int     `json:"facts"`
		Extractions int     `json:"extractions"`
		P           float64 `json:"p"`
		R           float64 `json:"r"`
		F1          float64 `json:"f1"`
		Wrong       []fault `json:"wrong,omitempty"`
		Missed      []fault `json:"missed,omitempty"`
	}{Sentences: score.Sentences, Facts: score.Facts, Extractions: score.Extractions,
		P: score.Precision(), R: score.Recall(), F1: score.F1()}
	for _, e := range score.Errors {
		switch {
		case !opts.errors:
		case e.Missed:
			out.Missed = append(out.Missed, fault{e.ID, e.Triple})
		default:
			out.Wrong = append(out.Wrong, fault{e.ID, e.Triple})
		}
	}
	enc := json.NewEncoder(opts.out)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}
