package exchange

import (
	"bufio"
	csvfile "encoding/csv"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/extract/clause"
	"sanyuan/graph"
	"sanyuan/graph/vocab"
)

// csv is a table of the statements, one a line: names as an analyst reads them,
// and several values in one cell parted by "; ".
type csv struct {
	terms
	sorter
}

func newCSV(t terms) exporter { return &csv{terms: t} }

// csvColumns are the predicates of a statement's cells, after its own name.
var csvColumns = func() []quad.IRI {
	out := []quad.IRI{vocab.Subject, vocab.Predicate, vocab.Object}
	for _, r := range []clause.Role{
		clause.Recipient, clause.Partner, clause.Target, clause.When, clause.Place, clause.Source,
		clause.Goal, clause.Instrument, clause.Beneficiary, clause.Purpose, clause.Cause,
		clause.Condition, clause.Topic, clause.Capacity, clause.Comparison, clause.Manner, clause.Extent,
	} {
		out = append(out, vocab.Role(string(r)))
	}
	return append(out, vocab.Polarity, vocab.Modality, vocab.AttributedTo, vocab.Confidence, vocab.DerivedFrom)
}()

func (e *csv) add(q quad.Quad) error {
	s, _ := q.Subject.(quad.IRI)
	p, _ := q.Predicate.(quad.IRI)
	column := slices.Index(csvColumns, p)
	if column < 0 || !strings.HasPrefix(string(s), vocab.StatementPrefix) {
		return nil
	}
	return e.sorter.add(record(string(s), string(rune('A'+column)), cell(q.Object)))
}

// cell is a value as a reader of the table wants it.
func cell(v quad.Value) string {
	switch v := graph.ToRDF(v).(type) {
	case quad.IRI:
		if strings.HasPrefix(string(v), vocab.EntityPrefix) || strings.HasPrefix(string(v), vocab.RelationPrefix) {
			return vocab.Name(v)
		}
		return string(v)
	case quad.TypedString:
		return string(v.Value)
	case quad.LangString:
		return string(v.Value)
	default:
		return strings.ReplaceAll(quad.ToString(v), separator, "")
	}
}

func (e *csv) finish(w *bufio.Writer) error {
	out := csvfile.NewWriter(w)
	header := []string{"statement"}
	for _, c := range csvColumns {
		header = append(header, vocab.Name(c))
	}
	header[len(header)-1] = "sentences"
	out.Write(header)
	row := make([]string, len(header))
	for rec, err := range e.sorted() {
		if err != nil {
			return err
		}
		f := fields(rec)
		if f[0] != row[0] {
			if row[0] != "" {
				out.Write(row)
			}
			clear(row)
			row[0] = f[0]
		}
		at := &row[1+f[1][0]-'A']
		if *at != "" {
			*at += "; "
		}
		*at += f[2]
	}
	if row[0] != "" {
		out.Write(row)
	}
	out.Flush()
	return out.Error()
}
