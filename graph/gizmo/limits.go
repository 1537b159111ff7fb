package gizmo

import "time"

// Limits bound what one query may use. A zero field means its default.
type Limits struct {
	Timeout time.Duration // wall-clock time of a query
	Memory  int64         // bytes of memory beyond those of the idle process
	Stack   int64         // bytes of stack of one goroutine of the process
	Rows    int           // rows of an answer
	Output  int64         // bytes of an answer, as it travels between the processes
}

// DefaultLimits leave room for a query that reads the whole of a million quads.
var DefaultLimits = Limits{
	Timeout: 30 * time.Second,
	Memory:  1 << 30,
	Stack:   64 << 20,
	Rows:    10_000,
	Output:  64 << 20,
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits
	if l.Timeout <= 0 {
		l.Timeout = d.Timeout
	}
	if l.Memory <= 0 {
		l.Memory = d.Memory
	}
	if l.Stack <= 0 {
		l.Stack = d.Stack
	}
	if l.Rows <= 0 {
		l.Rows = d.Rows
	}
	if l.Output <= 0 {
		l.Output = d.Output
	}
	return l
}
