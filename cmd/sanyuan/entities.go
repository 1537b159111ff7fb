package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sanyuan/extract"
	"sanyuan/extract/text"
)

type entitiesOptions struct {
	*streams
	analysisOptions
	reading text.Options
	inputs  []string
	merges  bool
	json    bool
}

func newEntities(s *streams) *cobra.Command {
	opts := &entitiesOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "entities [FILE...]",
		Short: "List the entities that texts name, and which names were merged",
		Long: `Read texts and list the entities that their statements name: canonical name,
class of schema.org, English, number of documents, and other names that stand
for it. Inputs are read as 'sanyuan extract' reads them.

With --merges, list instead every name that was taken for an entity of another
name, with the reason and the document:

  lexicon, cldr, user     a name that the lexicon, Unicode or your lexicon lists
  context                 shared by several, but the text names only one of them in full
  capital, seat-of-government   where its government acts
  suffix                  法國方面, 法國當局
  abbreviation-in-text    explained by the text: 世界貿易組織（WTO）
  title, surname          a person with a title, or by part of the name
  pronoun, reference      他, 該國, 雙方
  enumeration             法德兩國
  wording                 a common noun phrase without determiners: 這項協議

A merge that is wrong is undone by a line in a file for --lexicon:
'notsame<TAB>NAME<TAB>NAME'; one that is missing is made by 'same<TAB>NAME<TAB>NAME'.`,
		Example: `  sanyuan entities news.txt
  sanyuan entities --merges news/*.txt
  sanyuan entities --merges --lexicon mine.tsv news/*.txt
  sanyuan entities --json news.txt | jq .Name`,
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.inputs = args
			return entitiesRun(cmd.Context(), opts)
		},
	}
	cmd.Flags().BoolVar(&opts.merges, "merges", false, "list the names that were merged, with the reason")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print each entity or merge as a line of JSON")
	addReadingFlags(cmd, &opts.reading)
	opts.analysisOptions.addTo(cmd)
	return cmd
}

func entitiesRun(ctx context.Context, opts *entitiesOptions) error {
	opts.reading.Stdin = opts.in
	reader, err := text.NewReader(opts.reading)
	if err != nil {
		return usageError{err}
	}
	extractor, err := opts.extractor()
	if err != nil {
		return err
	}
	inputs := opts.inputs
	if len(inputs) == 0 {
		inputs = []string{"-"}
	}
	out := bufio.NewWriter(opts.out)
	list := entityList{out: out, json: opts.json, entities: map[string]*listedEntity{}}
	take := list.add
	if opts.merges {
		take = list.writeMerges
	}
	p := newProgress(opts.streams, "documents")
	defer p.finish()
	err = inOrder(ctx, runtime.GOMAXPROCS(0), reader.Read(inputs...),
		func(ctx context.Context, d text.Document) (extract.Result, error) { return extractor.Extract(ctx, d) },
		func(r extract.Result) error {
			p.add(1)
			return take(r)
		})
	if err == nil && !opts.merges {
		err = list.write()
	}
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	return err
}

// entityList gathers the entities of documents.
type entityList struct {
	out      *bufio.Writer
	json     bool
	entities map[string]*listedEntity
}

// listedEntity is an entity as the list shows it.
type listedEntity struct {
	Name      string   `json:"name"`
	Type      string   `json:"type,omitempty"`
	English   string   `json:"english,omitempty"`
	Documents int      `json:"documents"`
	Aliases   []string `json:"aliases,omitempty"`
}

func (l *entityList) add(r extract.Result) error {
	for i := range r.Entities {
		e := &r.Entities[i]
		listed := l.entities[e.Name]
		if listed == nil {
			listed = &listedEntity{Name: e.Name}
			l.entities[e.Name] = listed
		}
		listed.Type = cmp.Or(listed.Type, e.Type)
		listed.English = cmp.Or(listed.English, e.Label("en"))
		listed.Documents++
		for _, a := range e.Aliases {
			if !slices.Contains(listed.Aliases, a.Text) {
				listed.Aliases = append(listed.Aliases, a.Text)
			}
		}
	}
	return nil
}

func (l *entityList) write() error {
	if !l.json {
		fmt.Fprintln(l.out, "name\ttype\tenglish\tdocuments\taliases")
	}
	for _, name := range slices.Sorted(maps.Keys(l.entities)) {
		e := l.entities[name]
		if err := l.line(e, e.Name, e.Type, e.English, fmt.Sprint(e.Documents), strings.Join(e.Aliases, ", ")); err != nil {
			return err
		}
	}
	return nil
}

// listedMerge is a name that was taken for an entity of another name.
type listedMerge struct {
	Alias    string `json:"alias"`
	Name     string `json:"name"`
	Reason   string `json:"reason"`
	Document string `json:"document"`
}

func (l *entityList) writeMerges(r extract.Result) error {
	for _, e := range r.Entities {
		for _, a := range e.Aliases {
			m := listedMerge{a.Text, e.Name, a.Reason, r.Document.ID}
			if err := l.line(m, m.Alias, m.Name, m.Reason, m.Document); err != nil {
				return err
			}
		}
	}
	return nil
}

// line writes one row, as JSON or as cells divided by tabs.
func (l *entityList) line(row any, cells ...string) error {
	if l.json {
		return json.NewEncoder(l.out).Encode(row)
	}
	for i, c := range cells {
		cells[i] = cell(c)
	}
	_, err := fmt.Fprintln(l.out, strings.Join(cells, "\t"))
	return err
}
