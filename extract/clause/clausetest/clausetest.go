// Package clausetest compares statements with the lines of test tables:
//
//	subject | relation | object {negative inner recipient=日本}
//	! subject | relation | object      must not be asserted
//	nothing                            nothing at all is stated
//
// Slots are in the sentence's words; an object is compared only where one is
// written. Marks name a polarity, a modality, inner for what is stated only
// inside another statement, by=SPEAKER, rule=NAME, subject=RULE, and arguments by their role.
package clausetest

import (
	"slices"
	"strings"

	"sanyuan/extract/clause"
)

// Holds reports whether the statements are as one line of a table wants them.
func Holds(statements []*clause.Statement, want string) bool {
	if want == "nothing" {
		return len(statements) == 0
	}
	if no, denied := strings.CutPrefix(want, "! "); denied {
		return !slices.ContainsFunc(statements, func(s *clause.Statement) bool { return s.Asserted() && Says(s, Triple(no)) })
	}
	want, marks, _ := strings.Cut(strings.TrimSuffix(want, "}"), "{")
	return slices.ContainsFunc(statements, func(s *clause.Statement) bool {
		return Says(s, Triple(want)) && bears(s, strings.Fields(marks))
	})
}

// Triple cuts "subject | relation | object" into its slots.
func Triple(line string) [3]string {
	var out [3]string
	for i, slot := range strings.SplitN(line, "|", 3) {
		out[i] = strings.TrimSpace(slot)
	}
	return out
}

// Says reports whether the statement has the words of the triple.
func Says(s *clause.Statement, want [3]string) bool {
	return s.Subject.Surface == want[0] && relationOf(s) == want[1] && (want[2] == "" || s.Object.Surface == want[2])
}

// relationOf is the relation as the sentence words it, or its name where it has no words there.
func relationOf(s *clause.Statement) string {
	if s.Relation.Surface != "" {
		return s.Relation.Surface
	}
	return s.Relation.Name
}

// bears reports whether a statement bears all the marks.
func bears(s *clause.Statement, marks []string) bool {
	for _, mark := range marks {
		key, value, hasValue := strings.Cut(mark, "=")
		switch {
		case mark == "inner" && s.Embedded, mark == "asserted" && s.Asserted():
		case mark == s.Polarity.String(), mark == s.Modality.String() && mark != "asserted":
		case key == "by" && s.Attribution.Surface == value:
		case key == "rule" && s.Rule == value:
		case key == "subject" && s.SubjectRule == value:
		case hasValue && hasArgument(s, clause.Role(key), value):
		default:
			return false
		}
	}
	return true
}

func hasArgument(s *clause.Statement, role clause.Role, value string) bool {
	return slices.ContainsFunc(s.Arguments, func(a clause.Argument) bool { return a.Role == role && a.Term.Surface == value })
}

// Describe lists statements, for messages.
func Describe(statements []*clause.Statement) string {
	var b strings.Builder
	for _, s := range statements {
		b.WriteString("  " + strings.Join([]string{s.Subject.Surface, relationOf(s), s.Object.Surface}, " | "))
		b.WriteString(" {" + s.Polarity.String() + " " + s.Modality.String())
		if s.Embedded {
			b.WriteString(" inner")
		}
		if s.Attribution.Kind != clause.None {
			b.WriteString(" by=" + s.Attribution.Surface)
		}
		for _, a := range s.Arguments {
			b.WriteString(" " + string(a.Role) + "=" + a.Term.Surface)
		}
		b.WriteString("} " + s.Rule + "\n")
	}
	return b.String()
}
