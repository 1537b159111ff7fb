package clause

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
)

// Identify sets the statement's ID from what it states: its terms by name, its
// relation, and how it is held. The same fact has the same ID wherever it is
// found. Inner statements are identified first.
func (s *Statement) Identify() {
	for _, t := range []*Term{&s.Subject, &s.Object, &s.Attribution} {
		if t.Statement != nil && t.Statement.ID == "" {
			t.Statement.Identify()
		}
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\t%d\t%d\t%t\n", s.Relation.Name, s.Polarity, s.Modality, s.Embedded)
	for _, t := range []*Term{&s.Subject, &s.Object, &s.Attribution} {
		writeIdentity(h, t)
	}
	for _, a := range s.Arguments {
		fmt.Fprintf(h, "%s\t", a.Role)
		writeIdentity(h, &a.Term)
	}
	s.ID = hex.EncodeToString(h.Sum(nil)[:8])
}

// writeIdentity writes what a term stands for.
func writeIdentity(w io.Writer, t *Term) {
	if t.Statement != nil {
		fmt.Fprintf(w, "stmt\t%s\n", t.Statement.ID)
		return
	}
	fmt.Fprintf(w, "%d\t%s\t%s\n", t.Kind, t.Name, t.Value)
}
