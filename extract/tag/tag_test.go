package tag

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"sanyuan/extract/conllu"
	"sanyuan/extract/model"
	"sanyuan/extract/perceptron"
	"sanyuan/extract/syntax"
)

var update = flag.Bool("update", false, "write new golden files")

var loaded = sync.OnceValues(func() (*Tagger, error) { return Load(model.Files()) })

// shipped is the tagger of the embedded models.
func shipped(t testing.TB) *Tagger {
	t.Helper()
	tagger, err := loaded()
	if errors.Is(err, model.ErrNotBuilt) && os.Getenv("CI") != "true" {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return tagger
}

// shown writes tokens as form/UPOS, with the names.
func shown(tokens []syntax.Token) string {
	var out []string
	for _, t := range tokens {
		s := t.Form + "/" + t.UPOS
		if t.Entity != "O" {
			s += "/" + t.Entity
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func TestTag(t *testing.T) {
	tagger := shipped(t)
	for sentence, want := range map[string]string{
		"":           "",
		" \u3000 ":   "",
		"他在巴黎會見了首相。": "他/PRON 在/VERB 巴黎/PROPN 會見/VERB 了/AUX 首相/NOUN 。/PUNCT",
		"他於1998年出生。": "他/PRON 於/ADP 1998/NUM 年/NOUN 出生/VERB 。/PUNCT",
	} {
		if got := shown(tagger.Tag(sentence)); got != want {
			t.Errorf("%s:\n got %s\nwant %s", sentence, got, want)
		}
	}
}

// checkTiling fails unless the tokens are all of the sentence but white space,
// with tags that the scheme has.
func checkTiling(t *testing.T, sentence string, tokens []syntax.Token) {
	t.Helper()
	at := 0
	space := func(r rune) bool { return unicode.IsSpace(r) || r >= 0x1C && r <= 0x1F }
	last := "O"
	for _, k := range tokens {
		if k.Start < at || k.End <= k.Start || k.Form != sentence[k.Start:k.End] || strings.TrimFunc(sentence[at:k.Start], space) != "" {
			t.Fatalf("%q: token %+v after byte %d", sentence, k, at)
		}
		if k.UPOS == "" || k.XPOS == "" || k.Entity == "" {
			t.Fatalf("%q: token %+v lacks a tag", sentence, k)
		}
		if k.Entity[0] == 'I' && (last == "O" || last[1:] != k.Entity[1:]) {
			t.Fatalf("%q: %s after %s", sentence, k.Entity, last)
		}
		at, last = k.End, k.Entity
	}
	if strings.TrimFunc(sentence[at:], space) != "" {
		t.Fatalf("%q: nothing covers the end from byte %d", sentence, at)
	}
}

func FuzzTag(f *testing.F) {
	tagger := shipped(f)
	for _, s := range []string{"", "他在NBA打球。👩‍👩‍👧‍👦 ２００５年", "\xff\xe5\x8f 文\u0301", "ＷＴＯ　ｗｔｏ\x1f\u200b", "AAAA…………"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkTiling(t, s, tagger.Tag(s)) })
}

func TestTag_odd(t *testing.T) {
	tagger := shipped(t)
	for _, s := range []string{
		strings.Repeat("的", 5000), strings.Repeat("。", 5000), strings.Repeat("a", 5000), strings.Repeat(" 文", 3000),
		strings.Repeat("\u0301", 4000), strings.Repeat("\x80", 5000), "👍🏽👨‍👩‍👧🇯🇵", "ａｂｃ１２３", "\u200b", "中\u00a0文", "𠀀𠀁𠀂",
	} {
		checkTiling(t, s, tagger.Tag(s))
	}
}

// TestTag_linear reads a line of 100,000 characters without punctuation. It
// takes no more than a few times as long per character as one a hundredth its
// length.
func TestTag_linear(t *testing.T) {
	tagger := shipped(t)
	long := strings.Repeat("他們來自不同的地方而且從事各種工作", 100_000/17)
	per := func(s string) float64 {
		start := time.Now()
		checkTiling(t, s, tagger.Tag(s))
		return float64(time.Since(start)) / float64(len(s))
	}
	per(long[:3000])
	if short, all := per(long[:len(long)/300*3]), per(long); all > 8*short {
		t.Errorf("%.0f ns a byte, against %.0f on a short line", all, short)
	}
}

func TestTag_concurrent(t *testing.T) {
	tagger := shipped(t)
	sentences := []string{"法國總統在巴黎會見了日本首相。", "他於1998年出生。", "這座橋梁連接了城市的南北兩岸。"}
	var want []string
	for _, s := range sentences {
		want = append(want, shown(tagger.Tag(s)))
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 60 {
				if got := shown(tagger.Tag(sentences[i%3])); got != want[i%3] {
					t.Errorf("got %s, want %s", got, want[i%3])
				}
			}
		})
	}
	wg.Wait()
}

func TestAddWord(t *testing.T) {
	if _, err := loaded(); err != nil {
		shipped(t)
	}
	tagger, err := Load(model.Files()) // its own: words are added
	if err != nil {
		t.Fatal(err)
	}
	for word, kind := range map[string]string{"國際原能總署": "ORG", "小明同學會": "ORG", "中美": "LOC"} {
		if err := tagger.AddWord(word, kind); err != nil {
			t.Fatal(err)
		}
	}
	for sentence, want := range map[string]string{
		"國際原能總署昨天發表報告。":  "國際原能總署/PROPN/B-ORG",
		"他批評了國際原能總署的報告。": "國際原能總署/PROPN/B-ORG",
		"我參加小明同學會的活動。":   "小明同學會/PROPN/B-ORG",
		"中美關係正在改善。":      "中美/PROPN/B-LOC",
	} {
		if got := shown(tagger.Tag(sentence)); !strings.Contains(" "+got+" ", " "+want+" ") {
			t.Errorf("%s: %s", sentence, got)
		}
	}
	if got := shown(tagger.Tag("這些工廠集中美國南部。")); !strings.Contains(got, "美國/PROPN") {
		t.Errorf("a short word of the user tore two others: %s", got)
	}
	if err := tagger.AddWord("火星", "PLANET"); err == nil {
		t.Error("a type that the models do not know was taken")
	}
}

func TestLoad_errors(t *testing.T) {
	shipped(t)
	files := fstest.MapFS{}
	for _, name := range []string{DictionaryFile, CharactersFile, WordsFile} {
		data, err := fs.ReadFile(model.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	for name, file := range files {
		whole := file.Data
		file.Data = whole[:len(whole)/2]
		if _, err := Load(files); !errors.Is(err, perceptron.ErrCorrupt) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s cut off: error %v", name, err)
		}
		file.Data = files[WordsFile].Data
		if name != WordsFile {
			if _, err := Load(files); !errors.Is(err, perceptron.ErrKind) {
				t.Errorf("%s is of another kind: error %v", name, err)
			}
		}
		file.Data = whole
	}
	delete(files, CharactersFile)
	if _, err := Load(files); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is missing: error %v", CharactersFile, err)
	}
}

func sample(t testing.TB) []conllu.Sentence {
	t.Helper()
	s, err := conllu.ReadFile("testdata/dev-sample.conllu")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// flat makes tokens a sentence to score, all of them under the first.
func flat(text string, tokens []syntax.Token) conllu.Sentence {
	tree := syntax.Tree{Tokens: tokens, Heads: make([]int, len(tokens)), Rels: make([]string, len(tokens))}
	tree.Heads[0] = -1
	return conllu.FromTree("", text, tree)
}

// TestScores_golden fails when the models read the sample of the development
// section worse than they did.
func TestScores_golden(t *testing.T) {
	tagger := shipped(t)
	var gold, system []conllu.Sentence
	for _, s := range sample(t) {
		tree, err := s.Tree()
		if err != nil {
			t.Fatal(err)
		}
		gold = append(gold, flat(s.Text(), tree.Tokens))
		system = append(system, flat(s.Text(), tagger.Tag(s.Text())))
	}
	scores, err := conllu.Evaluate(gold, system, false)
	if err != nil {
		t.Fatal(err)
	}
	measured, lines := map[string]float64{}, ""
	for _, s := range scores {
		switch s.Name {
		case "Words", "UPOS", "XPOS":
			measured[s.Name] = s.F1()
			lines += fmt.Sprintf("%s %.2f\n", s.Name, s.F1())
		}
	}
	const path = "testdata/scores.golden"
	if *update {
		if err := os.WriteFile(path, []byte(lines), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	compareScores(t, string(golden), measured)
}

func compareScores(t *testing.T, golden string, measured map[string]float64) {
	t.Helper()
	for line := range strings.Lines(golden) {
		var name string
		var before float64
		if _, err := fmt.Sscan(line, &name, &before); err != nil {
			t.Fatal(err)
		}
		if now := measured[name]; now < before-0.3 {
			t.Errorf("%s F1 is %.2f, and was %.2f", name, now, before)
		}
	}
}

// benchmark runs do on the sentences of the sample in turn.
func benchmark(b *testing.B, do func(sentence string)) {
	b.Helper()
	var sentences []string
	words := 0
	for _, s := range sample(b) {
		sentences = append(sentences, s.Text())
		words += len(s.Words)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		do(sentences[i%len(sentences)])
		i++
	}
	b.ReportMetric(float64(words)/float64(len(sentences)), "words/sentence")
}

func BenchmarkTag(b *testing.B) {
	tagger := shipped(b)
	benchmark(b, func(sentence string) { tagger.Tag(sentence) })
}

// BenchmarkCharacters looks a sentence up in the dictionary and finds the
// candidates for its words.
func BenchmarkCharacters(b *testing.B) {
	tagger := shipped(b)
	var w work
	benchmark(b, func(sentence string) {
		w.view.Look(sentence, tagger.dict)
		w.candidates = tagger.seg.Candidates(&w.view, candidateLoss, w.candidates[:0])
	})
}

// BenchmarkWords does the same and finds the best path through the candidates.
func BenchmarkWords(b *testing.B) {
	tagger := shipped(b)
	var w work
	benchmark(b, func(sentence string) {
		w.view.Look(sentence, tagger.dict)
		w.candidates = tagger.seg.Candidates(&w.view, candidateLoss, w.candidates[:0])
		tagger.findWords(&w, w.candidates)
	})
}

func BenchmarkLoad(b *testing.B) {
	shipped(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(model.Files()); err != nil {
			b.Fatal(err)
		}
	}
}
