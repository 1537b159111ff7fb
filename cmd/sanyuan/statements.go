package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/extract/resolve"
	"sanyuan/extract/text"
)

// extractFormats are the formats in which statements are printed.
var extractFormats = []string{"tsv", "jsonl", "nquads", "facts"}

// statementWriter prints what documents state.
type statementWriter struct {
	out   *bufio.Writer
	write func(extract.Result) error
	lines bool // each document is one line, known by its id
	begun bool
	quads *quadWriter
	least float64 // leave out facts of less confidence
}

func newStatementWriter(format string, lines bool, out *bufio.Writer) *statementWriter {
	w := &statementWriter{out: out, lines: lines}
	w.write = map[string]func(extract.Result) error{
		"tsv": w.tsv, "jsonl": w.jsonl, "nquads": w.nquads, "facts": w.facts, "english": w.english,
	}[format]
	return w
}

// facts prints facts in the sentences' own words, each once for its sentence.
func (w *statementWriter) facts(r extract.Result) error {
	seen := map[string]bool{}
	for i := range r.Statements {
		s := &r.Statements[i]
		for _, e := range s.Evidence {
			id := r.Document.ID
			if !w.lines {
				id = fmt.Sprintf("%s/%d", id, e.Sentence)
			}
			for _, f := range s.Facts() {
				if f.Confidence < w.least {
					continue
				}
				line := strings.Join([]string{id, cell(f.Subject), cell(f.Relation), cell(f.Object)}, "\t")
				if !seen[line] {
					seen[line] = true
					fmt.Fprintf(w.out, "%s\t%.3f\n", line, f.Confidence)
				}
			}
		}
	}
	return nil
}

// cell makes a text fit for a field of a table.
func cell(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, s)
}

var tsvColumns = []string{"document", "sentence", "subject", "relation", "object", "arguments", "polarity", "modality", "speaker", "confidence", "rule"}

func (w *statementWriter) tsv(r extract.Result) error {
	if !w.begun {
		w.begun = true
		fmt.Fprintln(w.out, strings.Join(tsvColumns, "\t"))
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		fmt.Fprintln(w.out, strings.Join([]string{
			cell(r.Document.ID), fmt.Sprint(s.Evidence[0].Sentence),
			cell(shown(&s.Subject)), cell(s.Relation.Name), cell(shown(&s.Object)), cell(shownArguments(s)),
			s.Polarity.String(), held(s), cell(shown(&s.Attribution)), fmt.Sprintf("%.3f", s.Confidence), s.Rule,
		}, "\t"))
	}
	return nil
}

// english prints statements in English; inner ones stand in those that hold them.
func (w *statementWriter) english(r extract.Result) error {
	for i := range r.Statements {
		if s := &r.Statements[i]; !s.Embedded {
			fmt.Fprintln(w.out, cell(resolve.Triple(s)))
		}
	}
	return nil
}

// shown is a term as a person reads it: its name, or the inner statement in brackets.
func shown(t *clause.Term) string {
	if t.Statement == nil {
		return t.Name
	}
	s := t.Statement
	return "[" + strings.TrimRight(strings.Join([]string{shown(&s.Subject), s.Relation.Name, shown(&s.Object)}, " "), " ") + "]"
}

func shownArguments(s *clause.Statement) string {
	var parts []string
	for i := range s.Arguments {
		parts = append(parts, string(s.Arguments[i].Role)+"="+shown(&s.Arguments[i].Term))
	}
	return strings.Join(parts, "; ")
}

// held is the modality, with a mark on what stands only inside another statement.
func held(s *clause.Statement) string {
	if s.Embedded {
		return s.Modality.String() + " (inner)"
	}
	return s.Modality.String()
}

// The JSON forms of statements. Offsets are bytes of the decoded document.
type (
	jsonStatement struct {
		Document   string         `json:"document"`
		ID         string         `json:"id"`
		Subject    *jsonTerm      `json:"subject"`
		Relation   jsonRelation   `json:"relation"`
		Object     *jsonTerm      `json:"object,omitempty"`
		Arguments  []jsonArgument `json:"arguments,omitempty"`
		Polarity   string         `json:"polarity"`
		Modality   string         `json:"modality"`
		Speaker    *jsonTerm      `json:"speaker,omitempty"`
		Asserted   bool           `json:"asserted"`
		Inner      bool           `json:"inner,omitempty"`
		Evidence   []jsonEvidence `json:"evidence"`
		Confidence float64        `json:"confidence"`
		Rule       string         `json:"rule"`
		English    string         `json:"english,omitempty"`
	}
	jsonTerm struct {
		Name      string `json:"name"`
		Text      string `json:"text,omitempty"`
		Type      string `json:"type,omitempty"`
		Value     string `json:"value,omitempty"`
		Datatype  string `json:"datatype,omitempty"`
		Unit      string `json:"unit,omitempty"`
		Statement string `json:"statement,omitempty"`
		Recovered bool   `json:"recovered,omitempty"`
		English   string `json:"english,omitempty"`
	}
	jsonRelation struct {
		Name    string `json:"name"`
		Lemma   string `json:"lemma"`
		Text    string `json:"text,omitempty"`
		English string `json:"english,omitempty"`
	}
	jsonArgument struct {
		Role   string   `json:"role"`
		Marker string   `json:"marker,omitempty"`
		Term   jsonTerm `json:"term"`
	}
	jsonEvidence struct {
		Sentence int      `json:"sentence"`
		Text     string   `json:"text"`
		Subject  [][2]int `json:"subject,omitempty"`
		Relation [][2]int `json:"relation,omitempty"`
		Object   [][2]int `json:"object,omitempty"`
	}
)

func (w *statementWriter) jsonl(r extract.Result) error {
	enc := json.NewEncoder(w.out)
	enc.SetEscapeHTML(false)
	sentences := map[int]text.Sentence{}
	for _, s := range r.Document.Sentences {
		sentences[s.Index] = s
	}
	for i := range r.Statements {
		if err := enc.Encode(toJSON(r.Document.ID, &r.Statements[i], sentences)); err != nil {
			return err
		}
	}
	return nil
}

func toJSON(document string, s *clause.Statement, sentences map[int]text.Sentence) jsonStatement {
	out := jsonStatement{
		Document: document, ID: s.ID,
		Subject: termJSON(&s.Subject), Object: termJSON(&s.Object), Speaker: termJSON(&s.Attribution),
		Relation: jsonRelation{s.Relation.Name, s.Relation.Lemma, s.Relation.Surface, s.Relation.English},
		Polarity: s.Polarity.String(), Modality: s.Modality.String(),
		Asserted: s.Asserted(), Inner: s.Embedded, Confidence: s.Confidence, Rule: s.Rule, English: s.English,
	}
	for i := range s.Arguments {
		a := &s.Arguments[i]
		out.Arguments = append(out.Arguments, jsonArgument{string(a.Role), a.Marker, *termJSON(&a.Term)})
	}
	for _, e := range s.Evidence {
		sentence := sentences[e.Sentence]
		out.Evidence = append(out.Evidence, jsonEvidence{
			Sentence: e.Sentence, Text: sentence.Text,
			Subject: offsets(sentence, e.Subject), Relation: offsets(sentence, e.Relation), Object: offsets(sentence, e.Object),
		})
	}
	return out
}

func termJSON(t *clause.Term) *jsonTerm {
	if t.Kind == clause.None {
		return nil
	}
	out := &jsonTerm{
		Name: t.Name, Text: t.Surface, Type: t.Type, Value: t.Value, Datatype: t.Datatype, Unit: t.Unit,
		Recovered: t.Recovered, English: t.English,
	}
	if t.Statement != nil {
		out.Statement = t.Statement.ID
	}
	return out
}

// offsets are the places of spans of a sentence in the document.
func offsets(s text.Sentence, spans []text.Span) [][2]int {
	var out [][2]int
	for _, span := range spans {
		o := s.Original(span)
		out = append(out, [2]int{o.Start, o.End})
	}
	return out
}

// nquads prints the quads that the store would hold.
func (w *statementWriter) nquads(r extract.Result) error {
	if w.quads == nil {
		var err error
		if w.quads, err = newQuadWriter(w.out); err != nil {
			return err
		}
	}
	return w.quads.write(r)
}
