package draw

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-graphviz"
)

// Format is a kind of file.
type Format string

// The formats that Render writes.
const (
	SVG Format = "svg"
	PNG Format = "png"
)

// manyNodes is from where on a picture is laid out by the method for large
// graphs.
const manyNodes = 40

// graphvizMutex: Graphviz has one memory for all of a process.
var graphvizMutex sync.Mutex

// Render lays a graph in Graphviz's language out and draws it. PNG needs a font
// with Chinese characters on this machine.
func Render(ctx context.Context, dot string, format Format) (data []byte, err error) {
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
	if format == PNG {
		if err := loadFont(); err != nil {
			return nil, err
		}
	}
	return render(ctx, dot, graphviz.Format(format))
}

func render(ctx context.Context, dot string, format graphviz.Format) (data []byte, err error) {
	g, err := graphviz.New(ctx)
	if err != nil {
		return nil, fmt.Errorf("drawing: %w", err)
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	graph, err := graphviz.ParseBytes([]byte(dot))
	if err != nil {
		return nil, fmt.Errorf("drawing: %w", err)
	}
	defer graph.Close()
	g.SetLayout(layoutFor(dot))
	var out bytes.Buffer
	if err := g.Render(ctx, graph, format, &out); err != nil {
		return nil, fmt.Errorf("drawing: %w", err)
	}
	return out.Bytes(), nil
}

func layoutFor(dot string) graphviz.Layout {
	if strings.Count(dot, "\n\tn") > 2*manyNodes {
		return graphviz.SFDP
	}
	return graphviz.NEATO
}
