package draw

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-graphviz"
)

// graphvizMutex: Graphviz has one memory for all of a process.
var graphvizMutex sync.Mutex

// Render lays a graph in Graphviz's language out and draws it as SVG.
func Render(ctx context.Context, dot string) (data []byte, err error) {
	graphvizMutex.Lock()
	defer graphvizMutex.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err // whoever waited for this is gone
	}
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("drawing: Graphviz fails: %v", p)
		}
	}()
	return render(ctx, dot)
}

func render(ctx context.Context, dot string) (data []byte, err error) {
	g, err := graphviz.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("drawing: %w", err)
	}
	defer g.Close() // it fails for every warning that Graphviz ever gave in this process
	graph, err := graphviz.ParseBytes([]byte(dot))
	if err != nil {
		return nil, fmt.Errorf("drawing: %w", err)
	}
	defer graph.Close()
	g.SetLayout(layoutOf(dot))
	var out bytes.Buffer
	if err := g.Render(ctx, graph, graphviz.SVG, &out); err != nil {
		return nil, fmt.Errorf("drawing: %w", err)
	}
	return out.Bytes(), nil
}

// layoutOf is the method that a graph asks for.
func layoutOf(dot string) graphviz.Layout {
	if strings.Contains(dot, largeGraph) {
		return graphviz.SFDP
	}
	return graphviz.NEATO
}
