package gizmo

import "fmt"

// Kind tells how a query failed.
type Kind string

// The kinds of failure.
const (
	Syntax     Kind = "syntax"      // the script cannot be parsed; Line and Column say where
	Script     Kind = "script"      // the script ran and threw an error
	Timeout    Kind = "timeout"     // stopped when its time was over
	Memory     Kind = "memory"      // needed more memory than it may have
	Recursion  Kind = "recursion"   // recursed too deeply
	RowLimit   Kind = "row-limit"   // there are more rows than were asked for; those asked for are in the answer
	SizeLimit  Kind = "size-limit"  // the answer is larger than it may be
	Crash      Kind = "crash"       // the query made the query process fail in another way
	NoProcess  Kind = "no-process"  // the query process could not start or could not open the store
	NoLanguage Kind = "no-language" // there is no such query language
)

// Error says why a query failed.
type Error struct {
	Kind       Kind   `json:"kind"`
	Message    string `json:"message"`
	Line       int    `json:"line,omitempty"`       // from 1; 0 when unknown
	Column     int    `json:"column,omitempty"`     // in characters, from 1
	Incomplete bool   `json:"incomplete,omitempty"` // the script ends too early: more input could mend it
}

// Error gives the position, if there is one, and the message.
func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Message)
	}
	return e.Message
}

// Is makes errors.Is(err, &Error{Kind: k}) true for every error of kind k.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Kind == e.Kind && t.Message == ""
}

func errorf(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}
