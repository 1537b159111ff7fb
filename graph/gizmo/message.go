package gizmo

import (
	"encoding/json"
	"time"
)

// hello is the first message to a query process.
type hello struct {
	Address string `json:"address"`
	Memory  int64  `json:"memory"`
	Stack   int64  `json:"stack"`
}

// task is one query as the process gets it.
type task struct {
	Query
	Shape bool          `json:"shape,omitempty"` // describe the query instead of running it
	Keep  bool          `json:"keep,omitempty"`  // keep the script's variables for the next task
	Rows  int           `json:"rows"`            // stop after so many rows
	CPU   time.Duration `json:"cpu"`             // CPU time that the task may use
}

// reply is what the process answers: to hello one reply, to a task any number
// of rows and then one reply with End or Error set.
type reply struct {
	Row   *wireRow        `json:"row,omitempty"`
	Shape json.RawMessage `json:"shape,omitempty"`
	Value json.RawMessage `json:"value,omitempty"` // of the script's last expression
	Path  bool            `json:"path,omitempty"`  // the last expression is a path that was not run
	End   bool            `json:"end,omitempty"`
	Error *Error          `json:"error,omitempty"`
	Spent bool            `json:"spent,omitempty"` // the process must not be given another task
}

// wireRow is a Row on its way between the processes. Nodes travel as Cayley's
// protobuf values, which keep types and language tags.
type wireRow struct {
	Tags  map[string][]byte `json:"tags,omitempty"`
	Value json.RawMessage   `json:"value,omitempty"`
}
