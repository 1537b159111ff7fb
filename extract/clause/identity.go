package clause

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
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
	b := fmt.Appendf(make([]byte, 0, 512), "%s\t%d\t%d\t%t\n", s.Relation.Name, s.Polarity, s.Modality, s.Embedded)
	for _, t := range []*Term{&s.Subject, &s.Object, &s.Attribution} {
		b = appendIdentity(b, t)
	}
	for i := range s.Arguments {
		a := &s.Arguments[i]
		b = appendIdentity(append(append(b, a.Role...), '\t'), &a.Term)
	}
	sum := sha256.Sum256(b)
	s.ID = hex.EncodeToString(sum[:8])
}

// appendIdentity appends what a term stands for.
func appendIdentity(b []byte, t *Term) []byte {
	if t.Statement != nil {
		return append(append(append(b, "stmt\t"...), t.Statement.ID...), '\n')
	}
	b = append(strconv.AppendInt(b, int64(t.Kind), 10), '\t')
	b = append(append(b, t.Name...), '\t')
	return append(append(b, t.Value...), '\n')
}
