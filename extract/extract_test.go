package extract_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/extract/syntax"
	"sanyuan/extract/text"
)

// TestEvidenceSlicesTheFile takes the evidence of every statement out of the
// original, hard line breaks and all, and finds the words that the statement
// quotes.
func TestEvidenceSlicesTheFile(t *testing.T) {
	const file = "　　法國總統\n昨天在東京會見了日本首相，雙方簽署了貿易協\n定。总理拒绝出席会议，并要求政府公布报告。\n\n警方把嫌犯送到醫院。\n"
	e, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Extract(context.Background(), text.Document{ID: "file", Sentences: text.Split(file)})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Statements) < 4 {
		t.Fatalf("only %d statements:\n%s", len(r.Statements), describe(r))
	}
	for i := range r.Statements {
		s := &r.Statements[i]
		for _, ev := range s.Evidence {
			sentence := r.Document.Sentences[ev.Sentence]
			for _, part := range []struct {
				want  string
				spans []text.Span
			}{{s.Subject.Surface, ev.Subject}, {s.Relation.Surface, ev.Relation}, {s.Object.Surface, ev.Object}} {
				if len(part.spans) == 0 {
					continue
				}
				if got := slice(file, sentence, part.spans); got != part.want {
					t.Errorf("evidence %q for %q", got, part.want)
				}
			}
		}
	}
}

// slice cuts the spans of a sentence out of the file and drops line breaks.
func slice(file string, s text.Sentence, spans []text.Span) string {
	var b strings.Builder
	for _, span := range spans {
		o := s.Original(span)
		b.WriteString(file[o.Start:o.End])
	}
	return strings.ReplaceAll(b.String(), "\n", "")
}

func TestRepeatedSentences(t *testing.T) {
	r := read(t, strings.Repeat("法國否決了提案。", 5))
	if len(r.Statements) != 1 || len(r.Statements[0].Evidence) != 5 {
		t.Errorf("want one statement with five places, got\n%s", describe(r))
	}
}

func TestTopicOfSentenceBefore(t *testing.T) {
	r := read(t, "法國總統訪問了日本。並簽署了協議。")
	if !states(r, "法國總統 | 簽署 | 協議") {
		t.Errorf("the subject left out is not found:\n%s", describe(r))
	}
}

func TestExtract_cancelled(t *testing.T) {
	e, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Extract(ctx, text.Document{ID: "x", Sentences: text.Split("法國否決了提案。")}); err == nil {
		t.Error("no error")
	}
}

func TestStatementsAreWhole(t *testing.T) {
	r := read(t, "外交部發言人表示，美國要求日本停止支持該計畫。")
	for i := range r.Statements {
		s := &r.Statements[i]
		if s.ID == "" || s.Relation.Name == "" || s.Subject.Name == "" || s.Rule == "" || s.Confidence <= 0 || s.Confidence > 1 {
			t.Errorf("incomplete: %+v", *s)
		}
		if (s.Object.Kind == clause.Inner) != (s.Object.Statement != nil) {
			t.Errorf("inner object without statement: %+v", *s)
		}
	}
}

// TestExtractAll: documents state the same together as one by one.
func TestExtractAll(t *testing.T) {
	e, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	var docs []text.Document
	for i, body := range []string{"法國總統昨天在東京會見了日本首相。雙方簽署了貿易協定。", "", "总理拒绝出席会议，并要求政府公布报告。", "警方把嫌犯送到醫院。",
		"雙方簽署了貿易協定。", strings.Repeat("日本政府否決了韓國加入世界貿易組織的提案。他說，德英法三國不會放棄。", 12)} {
		docs = append(docs, text.Document{ID: strconv.Itoa(i), Sentences: text.Split(body)})
	}
	together, err := e.ExtractAll(t.Context(), docs)
	if err != nil {
		t.Fatal(err)
	}
	for i, doc := range docs {
		alone, err := e.Extract(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := describe(together[i]), describe(alone); got != want {
			t.Errorf("document %d together:\n%s\nalone:\n%s", i, got, want)
		}
		if !reflect.DeepEqual(together[i].Entities, alone.Entities) {
			t.Errorf("document %d has other entities", i)
		}
	}
}

// FuzzExtract reads any bytes: no panic, whole statements, spans in the text.
func FuzzExtract(f *testing.F) {
	f.Add("法國沒有簽署協議，「我們反對」，總統說。")
	f.Add("「「」他是的把被由說，，，的的的。")
	f.Add("A和B在C的D中被E把F給了G，以便H。")
	f.Add("\xff法\xe5國😀𠮷，是")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 600 {
			return
		}
		r := read(t, s)
		for i := range r.Statements {
			for _, ev := range r.Statements[i].Evidence {
				checkSpans(t, r.Document.Sentences[ev.Sentence].Text, ev)
			}
		}
	})
}

// TestExtract_scrambled reads pieces of sentences put together at random, which
// have trees that no sentence has.
func TestExtract_scrambled(t *testing.T) {
	seeds := []string{"法國沒有簽署協議，「我們反對」，總統說。", "「「」他是的把被由說，，，的的的。", "A和B在C的D中被E把F給了G，以便H。",
		"如果美國要求日本並停止支持，以換取伊朗的核武，並且否認來攻擊的計劃"}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		a, b := []rune(seeds[rng.IntN(len(seeds))]), []rune(seeds[rng.IntN(len(seeds))])
		r := read(t, string(a[rng.IntN(len(a)):])+string(b[:rng.IntN(len(b))])+string(a[:rng.IntN(len(a))]))
		for i := range r.Statements {
			for _, ev := range r.Statements[i].Evidence {
				checkSpans(t, r.Document.Sentences[ev.Sentence].Text, ev)
			}
		}
	}
}

func checkSpans(t *testing.T, sentence string, ev clause.Evidence) {
	for _, spans := range [][]text.Span{ev.Subject, ev.Relation, ev.Object} {
		for _, s := range spans {
			if s.Start < 0 || s.End > len(sentence) || s.Start >= s.End {
				t.Fatalf("span %v of %q", s, sentence)
			}
			if utf8.ValidString(sentence) && !utf8.ValidString(sentence[s.Start:s.End]) {
				t.Fatalf("span %v cuts a character of %q", s, sentence)
			}
		}
	}
}

// TestUserWords: a name that the user adds is one word with its type, even where the
// models would cut it.
func TestUserWords(t *testing.T) {
	file := filepath.Join(t.TempDir(), "mine.tsv")
	lines := "entity\t國際原能總署\tOrganization\tIAEA\nentity\t小明同學會\tOrganization\tMing's Friends\n"
	if err := os.WriteFile(file, []byte(lines), 0o644); err != nil {
		t.Fatal(err)
	}
	e, err := extract.New(extract.WithLexicon(file))
	if err != nil {
		t.Fatal(err)
	}
	for sentence, want := range map[string]string{
		"他批評了國際原能總署的報告。": "國際原能總署 B-ORG", "我參加小明同學會的活動。": "小明同學會 B-ORG", "我参加小明同学会的活动。": "小明同學會 B-ORG",
	} {
		tree, err := e.Analyse(sentence)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(tree.Tokens, func(k syntax.Token) bool { return k.Form+" "+k.Entity == want }) {
			t.Errorf("%s: no %s among %v", sentence, want, tree.Tokens)
		}
	}
}
