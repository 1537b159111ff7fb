package clause

import "strings"

// Fact is a statement, or one argument of it, as three strings in the
// sentence's own words and script.
type Fact struct {
	Subject, Relation, Object string
	Confidence                float64
}

// Facts words the statement as facts: one for the statement itself when it has
// an object, and one for each argument that names a participant, a place or a
// reason.
func (s *Statement) Facts() []Fact {
	var out []Fact
	relation := s.Relation.Surface
	if relation == "" {
		relation = s.Relation.Name
	}
	add := func(relation, object string) {
		if object != "" {
			out = append(out, Fact{s.Subject.Surface, relation, object, s.Confidence})
		}
	}
	args := s.Arguments
	if s.Rule == "disposal" {
		for _, a := range args {
			if a.Marker == "" && (a.Role == Goal || a.Role == Recipient) {
				add("把"+s.Object.Surface+relation, a.Term.Surface)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	add(relation, s.Object.Surface)
	act := relation
	if s.Object.Kind != Inner {
		act += s.Object.Surface
	}
	for _, a := range args {
		if a.Marker != "" {
			add(act, a.Marker+a.Term.Surface)
		} else if a.Role == Recipient {
			add(relation, a.Term.Surface)
		}
	}
	return out
}

// String words the fact as the gold files do.
func (f Fact) String() string {
	return strings.Join([]string{f.Subject, f.Relation, f.Object}, " | ")
}
