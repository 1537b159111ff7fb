package clause

import "slices"

// DefaultConfidence is the confidence below which statements are left out
// unless the caller says otherwise.
const DefaultConfidence = 0.0

// Confident returns the statements of at least the given confidence whose
// inner statements are as sure.
func Confident(statements []*Statement, least float64) []*Statement {
	return slices.DeleteFunc(slices.Clone(statements), func(s *Statement) bool { return !s.sureTo(least) })
}

func (s *Statement) sureTo(least float64) bool {
	if s.Confidence < least {
		return false
	}
	for _, t := range []*Term{&s.Subject, &s.Object} {
		if t.Statement != nil && !t.Statement.sureTo(least) {
			return false
		}
	}
	return true
}

// Topic returns what a sentence that leaves its subject out is taken to speak
// of: the subject of the last statement that the text itself makes, or else
// the topic of before.
func Topic(statements []*Statement, before *Term) *Term {
	for _, s := range slices.Backward(statements) {
		if !s.Embedded && (s.Subject.Kind == Entity || s.Subject.Kind == Concept) && s.Subject.Statement == nil && s.Rule != "title" {
			return &s.Subject
		}
	}
	return before
}
