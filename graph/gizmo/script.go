package gizmo

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
	"github.com/dop251/goja/parser"
)

// checkSyntax parses a script for an error with its position: what Cayley makes
// of it has lost that.
func checkSyntax(script string) *Error {
	_, err := parser.ParseFile(nil, "", script, 0)
	if err == nil {
		return nil
	}
	var list parser.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return errorf(Syntax, "%v", err)
	}
	first := list[0]
	return &Error{
		Kind: Syntax, Message: first.Message,
		Line: first.Position.Line, Column: column(script, first.Position),
		Incomplete: strings.HasPrefix(first.Message, "Unexpected end of input"),
	}
}

// scriptError describes an error of a script that could be parsed.
func scriptError(script string, err error) *Error {
	var compile *goja.CompilerSyntaxError
	if errors.As(err, &compile) && compile.File != nil {
		at := compile.File.Position(compile.Offset)
		return &Error{Kind: Syntax, Message: compile.Message, Line: at.Line, Column: column(script, at)}
	}
	var thrown *goja.Exception
	if errors.As(err, &thrown) {
		if text, ok := thrown.Value().Export().(string); ok {
			return errorf(Script, "%s", text) // a message to the user, wherever it was thrown
		}
		at := position(thrown)
		return &Error{Kind: Script, Message: thrown.Value().String(), Line: at.Line, Column: column(script, at)}
	}
	var overflow *goja.StackOverflowError
	if errors.As(err, &overflow) {
		return errorf(Recursion, "the script recurses too deeply")
	}
	return errorf(Script, "%v", err)
}

// position is where the script was when it threw: the innermost frame that is
// part of the script.
func position(thrown *goja.Exception) file.Position {
	for _, frame := range thrown.Stack() {
		if at := frame.Position(); at.Line > 0 {
			return at
		}
	}
	return file.Position{}
}

// column counts the characters up to a position, which goja gives in bytes.
func column(script string, at file.Position) int {
	n := 0
	for line := range strings.Lines(script) {
		if n++; n == at.Line {
			return utf8.RuneCountInString(line[:min(max(at.Column-1, 0), len(line))]) + 1
		}
	}
	return at.Column
}

// lastValue is the value of a script's last expression, unless that is an
// object of Cayley, and whether it is a path that the script did not run.
func lastValue(v any) (value json.RawMessage, path bool) {
	name := fmt.Sprintf("%T", v)
	if name == "*gizmo.pathObject" || name == "*gizmo.graphObject" {
		return nil, name == "*gizmo.pathObject"
	}
	value, err := encodeValue(v)
	if err != nil {
		value, _ = json.Marshal(fmt.Sprintf("%T", v))
	}
	return value, false
}

// maxDepth is the depth at which an emitted object is taken for an endless one.
const maxDepth = 100

// encodeValue writes a value of a script as JSON.
func encodeValue(v any) (json.RawMessage, error) {
	plain, err := plainValue(v, 0)
	if err != nil {
		return nil, err
	}
	return json.Marshal(plain)
}

// plainValue makes what a script holds writable as JSON, as JSON.stringify
// would: nodes become JSON-LD values, numbers that JSON lacks become null.
func plainValue(v any, depth int) (any, error) {
	if depth > maxDepth {
		return nil, errors.New("the value holds itself, or is nested too deeply")
	}
	switch v := v.(type) {
	case nil, bool, string, int64, int:
		return v, nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil, nil
		}
		return v, nil
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano), nil
	case quad.Value:
		return linked(v), nil
	case []any:
		return plainList(v, depth)
	case map[string]any:
		return plainObject(v, depth)
	default:
		return fmt.Sprintf("[%T]", v), nil
	}
}

func plainList(list []any, depth int) (any, error) {
	out := make([]any, len(list))
	for i, item := range list {
		plain, err := plainValue(item, depth+1)
		if err != nil {
			return nil, err
		}
		out[i] = plain
	}
	return out, nil
}

func plainObject(object map[string]any, depth int) (any, error) {
	out := make(map[string]any, len(object))
	for key, item := range object {
		plain, err := plainValue(item, depth+1)
		if err != nil {
			return nil, err
		}
		out[key] = plain
	}
	return out, nil
}
