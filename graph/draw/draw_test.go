package draw

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/image/font/gofont/goregular"

	"sanyuan/graph/browse"
)

var update = flag.Bool("update", false, "write the golden files anew")

func entity(name, class string) browse.Term {
	return browse.Term{IRI: "ent:" + name, Name: name, Kind: browse.Entity, Type: class}
}

func relation(name string) browse.Term {
	return browse.Term{IRI: "rel:" + name, Name: name, Kind: browse.Relation}
}

// sample has every kind of node and edge, and names that try to break out.
func sample() *browse.Neighbourhood {
	line := &browse.Line{ID: "b1"}
	return &browse.Neighbourhood{
		Nodes: []browse.Node{
			{Term: entity("法國", "Country"), Centre: true},
			{Term: entity("索拉納", "Person"), Steps: 1},
			{Term: entity("歐盟", "Organization"), Steps: 1},
			{Term: browse.Term{IRI: "ent:提案", Name: "提案", Kind: browse.Concept}, Steps: 1},
			{Term: browse.Term{IRI: "stmt:b1", Name: "日本 尊重 人權", Kind: browse.Statement, Line: line}, Steps: 1},
			{Term: entity(`a"b\N<script>&`+"\n\x07", ""), Steps: 1},
		},
		Edges: []browse.Edge{
			{From: "ent:法國", To: "ent:提案", Relation: relation("否決"), Count: 3, Statement: "a1"},
			{From: "ent:法國", To: "ent:歐盟", Relation: relation("不支持"), Negative: true, Count: 1, Statement: "a2"},
			{From: "ent:歐盟", To: "stmt:b1", Relation: relation("要求"), Modality: "claimed", Count: 1, Statement: "a3"},
			{From: "ent:索拉納", To: "ent:法國", Role: "recipient", Relation: relation("提供"), Count: 1, Statement: "a4"},
			{From: "ent:法國", To: `ent:a"b\N<script>&` + "\n\x07", Relation: relation(`x" URL="javascript:alert(1)`), Count: 1, Statement: "a5"},
		},
		More: 214,
	}
}

func options() Options {
	return Options{
		Link: func(t browse.Term) string { return "/" + string(t.Kind) + "/?x=1&y=2" },
		Held: func(m string) string { return map[string]string{"claimed": "聲稱"}[m] },
		Role: func(r string) string { return map[string]string{"recipient": "接受者"}[r] },
		More: func(n *browse.Neighbourhood) string { return fmt.Sprintf("另有 %d 個", n.More) },
	}
}

func TestDOT(t *testing.T) {
	for name, o := range map[string]Options{"sample": options(), "plain": {}} {
		got := DOT(sample(), o)
		file := filepath.Join("testdata", name+".dot")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

func TestWrap(t *testing.T) {
	for name, want := range map[string]string{
		"法國": "法國",
		"":   "",
		"伊朗加入世界貿易組織的提案":                                      "伊朗加入世界貿易組織的提案",
		"伊朗停止研發濃縮鈾的計劃以及其他":                                   "伊朗停止研發濃縮鈾的計劃以及|其他",
		"International Atomic Energy Agency and its members": "International Atomic|Energy Agency and its|members",
		strings.Repeat("字", 60):                              strings.Repeat("字", 14) + "|" + strings.Repeat("字", 14) + "|" + strings.Repeat("字", 14) + "…",
	} {
		if got := strings.Join(wrap(name), "|"); got != want {
			t.Errorf("wrap(%q) = %q, want %q", name, got, want)
		}
	}
}

// textsOf are the texts of a picture, and its attributes by name.
func textsOf(t *testing.T, svg []byte) (texts string, attributes map[string][]string) {
	t.Helper()
	attributes = make(map[string][]string)
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts, attributes
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, svg)
		}
		switch token := token.(type) {
		case xml.CharData:
			texts += string(token)
		case xml.StartElement:
			if token.Name.Local == "script" {
				t.Error("the picture holds a script")
			}
			for _, a := range token.Attr {
				attributes[a.Name.Local] = append(attributes[a.Name.Local], a.Value)
			}
		}
	}
}

func TestRender(t *testing.T) {
	svg, err := Render(t.Context(), DOT(sample(), options()))
	if err != nil {
		t.Fatal(err)
	}
	texts, attributes := textsOf(t, svg)
	for _, want := range []string{"法國", "索拉納", "否決 ×3", "✕ 不支持", "要求 ◇聲稱", "提供 → 接受者", "另有 214 個", `a"b\N<script>&`, `x" URL="javascript:alert(1)`} {
		if !strings.Contains(texts, want) {
			t.Errorf("the picture lacks %q", want)
		}
	}
	for _, address := range attributes["href"] {
		if !strings.HasPrefix(address, "/") {
			t.Errorf("a link leads to %s", address)
		}
	}
	if len(attributes["href"]) < len(sample().Nodes)+len(sample().Edges) {
		t.Errorf("only %d links", len(attributes["href"]))
	}
	for name := range attributes {
		if strings.HasPrefix(name, "on") {
			t.Errorf("the picture has the attribute %s", name)
		}
	}
}

func TestRender_Fails(t *testing.T) {
	if _, err := Render(t.Context(), "digraph {"); err == nil {
		t.Error("half a graph is drawn")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Render(ctx, "digraph {}"); !errors.Is(err, context.Canceled) {
		t.Errorf("a picture that nobody waits for: %v", err)
	}
	if _, err := Render(t.Context(), DOT(sample(), options())); err != nil {
		t.Errorf("after failures: %v", err)
	}
}

func TestRender_ManyAtOnce(t *testing.T) {
	want, err := Render(t.Context(), DOT(sample(), options()))
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if got, err := Render(t.Context(), DOT(sample(), options())); err != nil || !bytes.Equal(got, want) {
				t.Errorf("error %v, or another picture", err)
			}
		})
	}
	group.Wait()
}

// latin are fonts that every machine has: those of Go.
func latin(t testing.TB) Fonts {
	t.Helper()
	file := filepath.Join(t.TempDir(), "go.ttf")
	if err := os.WriteFile(file, goregular.TTF, 0o644); err != nil {
		t.Fatal(err)
	}
	fonts, err := LoadFonts(file)
	if err != nil {
		t.Fatal(err)
	}
	return fonts
}

// inked counts the pixels of each colour.
func inked(m image.Image) map[string]int {
	out := make(map[string]int)
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			r, g, b, a := m.At(x, y).RGBA()
			out[fmt.Sprintf("%02x%02x%02x%02x", r>>8, g>>8, b>>8, a>>8)]++
		}
	}
	return out
}

func paint(t *testing.T, svg string, fonts Fonts) image.Image {
	t.Helper()
	data, err := PNG([]byte(svg), fonts)
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestPNG(t *testing.T) {
	const svg = `<svg width="100pt" height="50pt" viewBox="0.00 0.00 100.00 50.00"><g transform="scale(1 1) rotate(0) translate(10 40)">
<g class="edge"><path fill="none" stroke="#00ff00" d="M0,0C10,0 20,0 80,0"/></g>
<g class="node"><polygon fill="#0000ff" stroke="#ff0000" points="0,-30 20,-30 20,-10 0,-10"/><text text-anchor="middle" x="60" y="-20" font-size="14.00" fill="#123456">%s</text></g></g></svg>`
	m := paint(t, fmt.Sprintf(svg, "Word"), latin(t))
	if m.Bounds().Dx() != 200 || m.Bounds().Dy() != 100 {
		t.Errorf("size %v", m.Bounds())
	}
	colours := inked(m)
	for colour, least := range map[string]int{"ffffffff": 10000, "0000ffff": 1300, "ff0000ff": 100, "00ff00ff": 140, "123456ff": 40} {
		if colours[colour] < least {
			t.Errorf("%d pixels of %s, want %d", colours[colour], colour, least)
		}
	}
	if _, _, b, _ := m.At(10*2+20, 40*2-40).RGBA(); b>>8 != 0xff {
		t.Errorf("the middle of the square is %v", m.At(40, 40))
	}
	if more := inked(paint(t, fmt.Sprintf(svg, "Words and words"), latin(t)))["123456ff"]; more < colours["123456ff"]*2 {
		t.Errorf("more text has %d pixels, less %d", more, colours["123456ff"])
	}
}

func TestPNG_OfSample(t *testing.T) {
	dot := DOT(sample(), options())
	fonts, err := FindFonts(dot)
	if errors.Is(err, ErrNoFont) {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	svg, err := Render(t.Context(), dot)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(inked(paint(t, string(svg), fonts))); n < 10 {
		t.Errorf("the picture has %d colours", n)
	}
}

func TestPNG_LargePicturesAreScaledDown(t *testing.T) {
	m := paint(t, `<svg viewBox="0 0 20000 5000"></svg>`, latin(t))
	if n := m.Bounds().Dx() * m.Bounds().Dy(); n > mostPixels || n < mostPixels/2 {
		t.Errorf("%d pixels", n)
	}
}

func TestPNG_Fails(t *testing.T) {
	for _, svg := range []string{"", "<svg", "<a/>", `<svg viewBox="0 0 0 0"/>`, `<svg viewBox="x"/>`, `<path d="M0,0"/>`, `<text>a</text>`, `<svg viewBox="0 0 9 9"><path d="M1-"/></svg>`} {
		if _, err := PNG([]byte(svg), latin(t)); err == nil {
			t.Errorf("%q is painted", svg)
		}
	}
	if _, err := PNG([]byte(`<svg viewBox="0 0 9 9"/>`), nil); !errors.Is(err, ErrNoFont) {
		t.Errorf("without fonts: %v", err)
	}
}

func TestFonts(t *testing.T) {
	if left := latin(t).lacks(characters("Wörd 字\n")); string(left) != "字" {
		t.Errorf("Go's font lacks %q", string(left))
	}
	if _, err := LoadFonts(filepath.Join(t.TempDir(), "none.ttf")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	file := filepath.Join(t.TempDir(), "text.ttf")
	if err := os.WriteFile(file, []byte("no font"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadFonts(file); err == nil {
		t.Error("a text is a font")
	}
}

// BenchmarkRender draws 500 nodes with 900 edges, the most that are drawn.
func BenchmarkRender(b *testing.B) {
	n := &browse.Neighbourhood{More: 12345}
	for i := range browse.MostNodes {
		n.Nodes = append(n.Nodes, browse.Node{Term: entity(fmt.Sprintf("第%d個實體的名稱", i), "Country"), Centre: i == 0})
	}
	for i := range 900 {
		from, to := n.Nodes[(i*i)%(1+i%40)].IRI, n.Nodes[(i*7+1)%len(n.Nodes)].IRI
		n.Edges = append(n.Edges, browse.Edge{From: from, To: to, Relation: relation("否決"), Count: 1, Statement: fmt.Sprint(i)})
	}
	dot := DOT(n, options())
	for b.Loop() {
		if _, err := Render(b.Context(), dot); err != nil {
			b.Fatal(err)
		}
	}
}
