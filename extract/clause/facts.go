package clause

import (
	"slices"
	"strings"
)

// Fact is a statement, or one argument of it, as three strings in the
// sentence's own words and script.
type Fact struct {
	Subject, Relation, Object string
	Confidence                float64
	Features                  []string // what Confidence goes by
}

// Facts words the statement as facts: one for the statement itself when it has
// an object, and one for each argument that names a participant, a place or a
// reason. What a noun implies (對朝鮮的制裁, 朝鮮的核武) is a statement, but no fact as
// gold files word them.
func (s *Statement) Facts() []Fact {
	var out []Fact
	add := func(relation, object string, a *Argument) {
		if object == "" {
			return
		}
		f := Fact{Subject: s.Subject.Surface, Relation: relation, Object: object, Features: s.wordingFeatures(a)}
		f.Confidence = defaultWeights().Probability(f.Features)
		out = append(out, f)
	}
	relation := s.Relation.Surface
	switch {
	case relation == "" && s.Relation.Name != "是":
		return nil // a relation that no word of the sentence names
	case relation == "":
		relation = s.Relation.Name
	}
	if s.Rule == "disposal" {
		for i := range s.Arguments {
			if a := &s.Arguments[i]; a.Marker == "" && (a.Role == Goal || a.Role == Recipient) {
				add("把"+s.Object.Surface+relation, a.Term.Surface, a)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	if s.Rule != "nominal" { // a noun words a fact only with its coverb phrase
		add(relation, s.Object.Surface, nil)
	}
	if s.sibling > 0 {
		return out // the first of coordinated objects words the arguments
	}
	act := relation
	if s.siblings <= 1 && s.Rule != "complement-clause" && s.Rule != "disposal" {
		act += s.Object.Surface
	}
	for i := range s.Arguments {
		a := &s.Arguments[i]
		if a.Marker != "" && !strings.HasPrefix(a.Marker, "除") || s.isDated(a) { // 除了 names who takes no part
			add(act, a.Marker+a.Term.Surface, a)
		} else if a.Role == Recipient {
			add(relation, a.Term.Surface, a)
		}
	}
	return out
}

// isDated reports whether all that a clause says is on what date its subject acts.
func (s *Statement) isDated(a *Argument) bool {
	alone := s.Object.Kind == None && len(s.Arguments) == 1 && !slices.Contains(s.features, "relative")
	return alone && a.Role == When && strings.ContainsAny(a.Term.Name, "0123456789０１２３４５６７８９一二三四五六七八九十")
}

// String words the fact as the gold files do.
func (f Fact) String() string {
	return strings.Join([]string{f.Subject, f.Relation, f.Object}, " | ")
}
