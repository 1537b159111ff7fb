package draw

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/fogleman/gg"
	"golang.org/x/image/font"
)

// Sizes of a picture in pixels.
const (
	standardScale = 2.0  // pixels a point: for screens of today
	mostPixels    = 40e6 // of all of a picture; larger ones are drawn smaller
)

// PNG paints a picture that Render drew, on white. Graphviz's own painter knows
// no fonts but TrueType's, and takes the width of Chinese for less than it is.
func PNG(svg []byte, fonts Fonts) ([]byte, error) {
	if len(fonts) == 0 {
		return nil, ErrNoFont
	}
	p := painter{fonts: fonts, faces: make(map[float64]font.Face)}
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = p.take(token)
		}
		if err != nil {
			return nil, fmt.Errorf("painting: %w", err)
		}
	}
	if p.canvas == nil {
		return nil, errors.New("painting: there is no picture")
	}
	var out bytes.Buffer
	err := p.canvas.EncodePNG(&out)
	return out.Bytes(), err
}

// painter paints the elements of SVG that Graphviz uses.
type painter struct {
	canvas *gg.Context
	scale  float64 // pixels a unit
	fonts  Fonts
	faces  map[float64]font.Face // by size
	text   *element              // that is open
	words  strings.Builder       // of it
	onEdge bool                  // what comes now belongs to an edge, not to a node
}

// element is an element of SVG with its attributes.
type element map[string]string

func (e element) number(name string, standard float64) float64 {
	if n, err := strconv.ParseFloat(strings.TrimSuffix(e[name], "pt"), 64); err == nil {
		return n
	}
	return standard
}

// numbers reads a list of numbers, whatever stands between them.
func numbers(s string) ([]float64, error) {
	fields := strings.FieldsFunc(s, func(r rune) bool { return r != '-' && r != '.' && r != '+' && r != 'e' && (r < '0' || r > '9') })
	out := make([]float64, len(fields))
	for i, field := range fields {
		n, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return nil, err
		}
		out[i] = n
	}
	return out, nil
}

func (p *painter) take(token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		e := make(element)
		for _, a := range token.Attr {
			e[a.Name.Local] = a.Value
		}
		return p.open(token.Name.Local, e)
	case xml.CharData:
		if p.text != nil {
			p.words.Write(token)
		}
	case xml.EndElement:
		if token.Name.Local == "text" && p.text != nil {
			return p.write()
		}
	}
	return nil
}

func (p *painter) open(name string, e element) error {
	switch name {
	case "svg":
		return p.begin(e)
	case "g":
		if class, _, _ := strings.Cut(e["class"], " "); class != "" {
			p.onEdge = class == "edge"
		}
		return p.move(e["transform"])
	case "text":
		p.text = &e
		p.words.Reset()
	case "polygon", "polyline":
		return p.shape(e, func(n []float64) { p.lines(n, name == "polygon") }, "points")
	case "path":
		return p.shape(e, p.curve, "d")
	case "ellipse":
		return p.shape(e, func([]float64) {
			p.canvas.DrawEllipse(e.number("cx", 0), e.number("cy", 0), e.number("rx", 0), e.number("ry", 0))
		}, "")
	}
	return nil
}

// begin makes the canvas.
func (p *painter) begin(e element) error {
	box, err := numbers(e["viewBox"])
	if err != nil || len(box) != 4 || box[2] <= 0 || box[3] <= 0 {
		return fmt.Errorf("the view box is %q", e["viewBox"])
	}
	p.scale = standardScale
	for p.scale*p.scale*box[2]*box[3] > mostPixels {
		p.scale *= 0.9
	}
	p.canvas = gg.NewContext(int(box[2]*p.scale), int(box[3]*p.scale))
	p.canvas.SetHexColor("#ffffff")
	p.canvas.Clear()
	p.canvas.Scale(p.scale, p.scale)
	p.canvas.Translate(-box[0], -box[1])
	return nil
}

// move shifts all that follows. Graphviz moves one group, which holds everything.
func (p *painter) move(transform string) error {
	_, shift, ok := strings.Cut(transform, "translate(")
	if !ok || p.canvas == nil {
		return nil
	}
	by, err := numbers(strings.TrimSuffix(shift, ")"))
	if err != nil || len(by) != 2 {
		return fmt.Errorf("the transform is %q", transform)
	}
	p.canvas.Translate(by[0], by[1])
	return nil
}

// shape fills and strokes an outline, whose numbers are in an attribute.
func (p *painter) shape(e element, outline func([]float64), attribute string) error {
	if p.canvas == nil {
		return errors.New("no svg element comes first")
	}
	list, err := numbers(e[attribute])
	if err != nil {
		return err
	}
	outline(list)
	if fill := e["fill"]; painted(fill) {
		p.canvas.SetHexColor(colour(fill))
		p.canvas.FillPreserve()
	}
	if stroke := e["stroke"]; painted(stroke) {
		dashes, _ := numbers(e["stroke-dasharray"])
		for i := range dashes {
			dashes[i] *= p.scale // gg takes them in pixels
		}
		p.canvas.SetDash(dashes...)
		p.canvas.SetLineWidth(e.number("stroke-width", 1) * p.scale)
		p.canvas.SetHexColor(colour(stroke))
		p.canvas.StrokePreserve()
	}
	p.canvas.ClearPath()
	return nil
}

func painted(colour string) bool { return colour != "" && colour != "none" && colour != "transparent" }

// colour writes the names that Graphviz gives colours as numbers.
func colour(name string) string {
	switch name {
	case "black", "":
		return "#000000"
	case "white":
		return "#ffffff"
	}
	return name
}

func (p *painter) lines(n []float64, closed bool) {
	for i := 0; i+1 < len(n); i += 2 {
		p.canvas.LineTo(n[i], n[i+1])
	}
	if closed {
		p.canvas.ClosePath()
	}
}

// curve draws Bézier curves that follow on each other: Graphviz writes no other
// paths.
func (p *painter) curve(n []float64) {
	if len(n) < 2 {
		return
	}
	p.canvas.MoveTo(n[0], n[1])
	for i := 2; i+5 < len(n); i += 6 {
		p.canvas.CubicTo(n[i], n[i+1], n[i+2], n[i+3], n[i+4], n[i+5])
	}
}

// anchors are where a line of text stands relative to its point.
var anchors = map[string]float64{"middle": 0.5, "end": 1}

// write paints the text that has ended, in pixels: gg blurs scaled letters.
func (p *painter) write() error {
	e := *p.text
	p.text = nil
	if p.canvas == nil {
		return errors.New("no svg element comes first")
	}
	face, err := p.face(e.number("font-size", 14) * p.scale)
	if err != nil {
		return err
	}
	x, y := p.canvas.TransformPoint(e.number("x", 0), e.number("y", 0))
	p.canvas.Push()
	p.canvas.Identity()
	defer p.canvas.Pop()
	p.canvas.SetFontFace(face)
	words, anchor := strings.Trim(p.words.String(), "\n"), anchors[e["text-anchor"]]
	if p.onEdge {
		p.canvas.SetHexColor("#ffffff")
		for _, by := range halo {
			p.canvas.DrawStringAnchored(words, x+by[0]*p.scale, y+by[1]*p.scale, anchor, 0)
		}
	}
	p.canvas.SetHexColor(colour(e["fill"]))
	p.canvas.DrawStringAnchored(words, x, y, anchor, 0)
	return nil
}

// halo is where a label is painted in white around itself, so that the line under
// it does not cross it out.
var halo = [][2]float64{{-1.5, 0}, {1.5, 0}, {0, -1.5}, {0, 1.5}, {-1, -1}, {1, 1}, {-1, 1}, {1, -1}}

func (p *painter) face(size float64) (font.Face, error) {
	if face := p.faces[size]; face != nil {
		return face, nil
	}
	face, err := p.fonts.face(size)
	p.faces[size] = face
	return face, err
}
