package parse_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"sanyuan/extract/conllu"
	"sanyuan/extract/lexicon"
	"sanyuan/extract/model"
	"sanyuan/extract/parse"
	"sanyuan/extract/syntax"
	"sanyuan/extract/tag"
)

var update = flag.Bool("update", false, "write the golden figures anew")

// shipped returns the embedded models. Before they are built the test is left
// out; a program with only some of them fails.
func shipped(t testing.TB) (*tag.Tagger, *parse.Parser) {
	t.Helper()
	tagger, err := tag.Load(model.Files())
	if errors.Is(err, model.ErrNotBuilt) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	lex, err := lexicon.Default()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := parse.Load(model.Files(), tagger.Dictionary(), lex)
	if err != nil {
		t.Fatal(err)
	}
	return tagger, parser
}

// TestFigures fails when the shipped models have become worse on held-out
// sentences by more than 0.3 points.
func TestFigures(t *testing.T) {
	tagger, parser := shipped(t)
	gold, err := conllu.ReadFile("testdata/held-out.conllu")
	if err != nil {
		t.Fatal(err)
	}
	raw := figures(t, gold, func(s *conllu.Sentence) []syntax.Token { return tagger.Tag(s.Text()) }, parser)
	onGold := figures(t, gold, func(s *conllu.Sentence) []syntax.Token {
		tree, err := s.Tree()
		if err != nil {
			t.Fatal(err)
		}
		return tree.Tokens
	}, parser)
	got := map[string]float64{}
	for name, s := range map[string][]conllu.Score{"raw": raw, "gold": onGold} {
		for _, score := range s {
			got[name+" "+score.Name] = score.F1()
		}
	}
	names := []string{"raw Words", "raw UPOS", "raw UAS", "raw LAS", "raw CLAS", "raw NER", "gold UAS", "gold LAS"}
	if *update {
		writeFigures(t, names, got)
	}
	for name, want := range readFigures(t) {
		if got[name] < want-0.3 {
			t.Errorf("%s has dropped to %.2f from %.2f", name, got[name], want)
		}
	}
}

// figures scores the trees over the tokens that read returns.
func figures(t *testing.T, gold []conllu.Sentence, read func(*conllu.Sentence) []syntax.Token, p *parse.Parser) []conllu.Score {
	t.Helper()
	system := make([]conllu.Sentence, len(gold))
	for i := range gold {
		system[i] = conllu.FromTree(gold[i].ID(), gold[i].Text(), p.Parse(read(&gold[i])))
	}
	scores, err := conllu.Evaluate(gold, system, false)
	if err != nil {
		t.Fatal(err)
	}
	return scores
}

const figuresFile = "testdata/figures.txt"

func writeFigures(t *testing.T, names []string, figures map[string]float64) {
	t.Helper()
	var b strings.Builder
	for _, name := range names {
		fmt.Fprintf(&b, "%s\t%.2f\n", name, figures[name])
	}
	if err := os.WriteFile(figuresFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readFigures(t *testing.T) map[string]float64 {
	t.Helper()
	data, err := os.ReadFile(figuresFile)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for line := range strings.Lines(string(data)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "\t")
		var f float64
		if _, err := fmt.Sscan(value, &f); err != nil {
			t.Fatalf("%s: %q", figuresFile, line)
		}
		out[name] = f
	}
	if len(out) == 0 {
		t.Fatalf("%s holds no figures", figuresFile)
	}
	return out
}

// BenchmarkShipped parses held-out sentences, as the tagger reads them, with
// the shipped model.
func BenchmarkShipped(b *testing.B) {
	tagger, parser := shipped(b)
	sentences, err := conllu.ReadFile("testdata/held-out.conllu")
	if err != nil {
		b.Fatal(err)
	}
	var read [][]syntax.Token
	for i := range sentences {
		read = append(read, tagger.Tag(sentences[i].Text()))
	}
	words := 0
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		tokens := read[i%len(read)]
		parser.Parse(tokens)
		words += len(tokens)
	}
	b.ReportMetric(float64(words)/25/b.Elapsed().Seconds(), "sentences/s")
}

// BenchmarkLoad opens the shipped model.
func BenchmarkLoad(b *testing.B) {
	tagger, _ := shipped(b)
	lex, err := lexicon.Default()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parse.Load(model.Files(), tagger.Dictionary(), lex); err != nil {
			b.Fatal(err)
		}
	}
}
