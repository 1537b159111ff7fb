package explore

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/exchange"
)

// dataTypes are the content types of data about an entity, by format.
var dataTypes = map[string]string{"nquads": "application/n-quads", "jsonld": "application/ld+json"}

// dataFormat is the format of data that a request asks for, or empty for a page:
// by ?format=, or by what it accepts more than HTML.
func dataFormat(r *http.Request) string {
	if format := r.URL.Query().Get("format"); dataTypes[format] != "" {
		return format
	}
	best, quality := "", 0.0
	for part := range strings.SplitSeq(r.Header.Get("Accept"), ",") {
		kind, params, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		q, err := strconv.ParseFloat(params["q"], 64)
		if err != nil {
			q = 1
		}
		if q > quality {
			best, quality = kind, q
		}
	}
	for format, kind := range dataTypes {
		if kind == best {
			return format
		}
	}
	return ""
}

// statementsOfData is how many statements an answer with data holds unless it
// is asked for another number.
const statementsOfData = 500

// entityData answers with the quads about an entity and about the statements
// that it takes part in. A header Link leads to the next statements.
func (s *server) entityData(w http.ResponseWriter, r *http.Request, format string) error {
	p, err := pageOf(r, statementsOfData, mostLimit)
	if err != nil {
		return err
	}
	name := named(r, "name")
	quads, total, err := s.view(r).Data(r.Context(), name, p)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := exchange.Export(r.Context(), &out, quadList(quads), exchange.Options{Format: format}); err != nil {
		return err
	}
	if next := (listing{p, total, pathOf("entity", name)}).Next(); next != "" {
		w.Header().Set("Link", fmt.Sprintf(`<%s>; rel="next"`, with(next, "format", format)))
	}
	w.Header().Set("Content-Type", dataTypes[format])
	_, err = w.Write(out.Bytes())
	return err
}

// quadList is a source of quads to export.
type quadList []quad.Quad

func (l quadList) Quads(context.Context) iter.Seq2[quad.Quad, error] {
	return func(yield func(quad.Quad, error) bool) {
		for _, q := range l {
			if !yield(q, nil) {
				return
			}
		}
	}
}
