package conllu

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sanyuan/extract/syntax"
)

func line(id, form, head, rel string) string {
	return strings.Join([]string{id, form, form, "NOUN", "NN", "_", head, rel, "_", "_"}, "\t") + "\n"
}

func TestReaderFaults(t *testing.T) {
	root := line("1", "貓", "0", "root")
	for _, c := range []struct {
		name, in, want string
	}{
		{"too few columns", root + "2\t狗\n", "f.conllu:2: a word has 10 columns, separated by tabs, not 2"},
		{"multiword", "# a\n" + line("1-2", "貓狗", "0", "root"), "f.conllu:2: multiword tokens are not supported"},
		{"numbering", root + line("3", "狗", "1", "nmod"), "f.conllu:2: word 3 stands where 2 should"},
		{"empty form", line("1", "\u3000", "0", "root"), "f.conllu:1: empty form"},
		{"head not a number", line("1", "貓", "x", "root"), `f.conllu:1: bad head "x"`},
		{"head outside", line("1", "貓", "2", "nmod") + "\n", "f.conllu:2: word 1 has head 2, outside the sentence"},
		{"negative head", line("1", "貓", "-1", "nmod") + "\n", "f.conllu:2: word 1 has head -1, outside the sentence"},
		{"no root", line("1", "貓", "1", "nmod") + "\n", "f.conllu:2: the sentence has 0 roots, not 1"},
		{"two roots", root + line("2", "狗", "0", "root"), "f.conllu:2: the sentence has 2 roots, not 1"},
		{"cycle", root + line("2", "狗", "3", "nmod") + line("3", "魚", "2", "nmod"), "f.conllu:3: the sentence has a cycle through word 2"},
		{"encoding", root + "\n\xff\n", "f.conllu:3: the line is not UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadAll(strings.NewReader(c.in), "f.conllu")
			if err == nil || err.Error() != c.want {
				t.Errorf("got error %v, want %s", err, c.want)
			}
			var place *Error
			if !errors.As(err, &place) {
				t.Errorf("%T has no file and line", err)
			}
		})
	}
}

func TestReaderAccepts(t *testing.T) {
	root := line("1", "貓", "0", "root")
	for _, c := range []struct {
		name, in  string
		sentences int
	}{
		{"nothing", "", 0},
		{"only comments", "# newdoc\n\n", 0},
		{"no end of line", strings.TrimRight(root, "\n"), 1},
		{"byte order mark and CRLF", "\ufeff# a = b\r\n" + strings.ReplaceAll(root, "\n", "\r\n") + "\r\n", 1},
		{"empty nodes", root + line("1.1", "狗", "_", "_") + line("2", "魚", "1", "nmod"), 1},
		{"many empty lines", "\n\n" + root + "\n \n\n" + root, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ReadAll(strings.NewReader(c.in), "f.conllu")
			if err != nil || len(got) != c.sentences {
				t.Errorf("got %d sentences and error %v, want %d", len(got), err, c.sentences)
			}
		})
	}
}

func TestWriteRoundTrip(t *testing.T) {
	want, err := os.ReadFile("testdata/gold.conllu")
	if err != nil {
		t.Fatal(err)
	}
	sentences, err := ReadFile("testdata/gold.conllu")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := Write(&got, sentences...); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("read and written again (-want +got):\n%s", diff)
	}
}

func TestTree(t *testing.T) {
	in := "# sent_id = s1\n# text = 他在 Tokyo 。\n" +
		"1\t他\t_\tPRON\tPRP\t_\t3\tnsubj\t_\tSpaceAfter=No\n" +
		"2\t在\t_\tADP\t_\t_\t3\tcase\t_\t_\n" +
		"3\tTokyo\t_\tPROPN\tNNP\t_\t0\troot\t_\tNER=B-LOC\n" +
		"4\t。\t_\tPUNCT\t.\t_\t3\tpunct\t_\tSpaceAfter=No\n\n"
	sentences, err := ReadAll(strings.NewReader(in), "f")
	if err != nil {
		t.Fatal(err)
	}
	got, err := sentences[0].Tree()
	if err != nil {
		t.Fatal(err)
	}
	want := syntax.Tree{
		Tokens: []syntax.Token{
			{Form: "他", Start: 0, End: 3, UPOS: "PRON", XPOS: "PRP", Entity: "O"},
			{Form: "在", Start: 3, End: 6, UPOS: "ADP", Entity: "O"},
			{Form: "Tokyo", Start: 7, End: 12, UPOS: "PROPN", XPOS: "NNP", Entity: "B-LOC"},
			{Form: "。", Start: 13, End: 16, UPOS: "PUNCT", XPOS: ".", Entity: "O"},
		},
		Heads: []int{2, 2, -1, 2},
		Rels:  []string{"nsubj", "case", "root", "punct"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tree (-want +got):\n%s", diff)
	}
	back := FromTree("s1", sentences[0].Text(), got)
	var out strings.Builder
	if err := Write(&out, back); err != nil {
		t.Fatal(err)
	}
	if want := strings.ReplaceAll(in, "\t_\tPRON", "\t他\tPRON"); !strings.Contains(out.String(), "1\t他\t他\tPRON") || len(out.String()) < len(want) {
		t.Errorf("written: %s", out.String())
	}
	again, err := back.Tree()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("tree after a round trip (-want +got):\n%s", diff)
	}
}

func TestTreeOfOtherText(t *testing.T) {
	for _, text := range []string{"狗", "貓狗"} {
		sentences, err := ReadAll(strings.NewReader("# text = "+text+"\n"+line("1", "貓", "0", "root")), "f")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := sentences[0].Tree(); err == nil {
			t.Errorf("words 貓 over the text %s: no error", text)
		}
	}
}

// scores renders scores as the evaluation in Python prints them.
func scoreTable(scores []Score) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-8s %9s %9s %9s   %8s %8s %8s\n", "Metric", "Precision", "Recall", "F1", "correct", "system", "gold")
	for _, s := range scores {
		fmt.Fprintf(&b, "%-8s %9.2f %9.2f %9.2f   %8d %8d %8d\n",
			s.Name, s.Precision(), s.Recall(), s.F1(), s.Correct, s.System, s.Gold)
	}
	return b.String()
}

func evaluateTestdata(t *testing.T, noPunct bool) []Score {
	t.Helper()
	gold, err := ReadFile("testdata/gold.conllu")
	if err != nil {
		t.Fatal(err)
	}
	system, err := ReadFile("testdata/system.conllu")
	if err != nil {
		t.Fatal(err)
	}
	scores, err := Evaluate(gold, system, noPunct)
	if err != nil {
		t.Fatal(err)
	}
	return scores
}

// TestEvaluate holds the figures against those of the evaluation in Python.
func TestEvaluate(t *testing.T) {
	for file, noPunct := range map[string]bool{"scores.txt": false, "scores-no-punct.txt": true} {
		want, err := os.ReadFile("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), scoreTable(evaluateTestdata(t, noPunct))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// TestEvaluateDigits compares every figure to the last bit.
func TestEvaluateDigits(t *testing.T) {
	raw, err := os.ReadFile("testdata/scores.json")
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]map[string]float64
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	got := map[string]map[string]float64{}
	for _, s := range evaluateTestdata(t, false) {
		got[s.Name] = map[string]float64{
			"p": s.Precision(), "r": s.Recall(), "f1": s.F1(),
			"correct": float64(s.Correct), "system": float64(s.System), "gold": float64(s.Gold),
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEvaluateOtherText(t *testing.T) {
	gold := []Sentence{{Words: []Word{{Form: "日本隊"}}}}
	system := []Sentence{{Words: []Word{{Form: "日 本人"}}}}
	_, err := Evaluate(gold, system, false)
	if want := "the texts differ at character 2: gold ...日本隊, system ...日本人"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// FuzzReader: any bytes give sentences that are trees and can be written and
// read again, or an error.
func FuzzReader(f *testing.F) {
	f.Add([]byte("# text = 貓\n" + line("1", "貓", "0", "root") + "\n"))
	f.Add([]byte(line("1", "貓", "2", "nmod") + line("2", "狗", "1", "nmod")))
	f.Add([]byte("\ufeff1.1\t\xff\r\n-\t"))
	f.Fuzz(func(t *testing.T, in []byte) {
		first, err := ReadAll(bytes.NewReader(in), "fuzz")
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := Write(&out, first...); err != nil {
			t.Fatal(err)
		}
		second, err := ReadAll(&out, "written")
		if err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if diff := cmp.Diff(first, second); diff != "" {
			t.Fatalf("written and read again (-want +got):\n%s", diff)
		}
		if _, err := Evaluate(first, second, true); err != nil {
			t.Fatal(err)
		}
		for i := range first {
			_, _ = first[i].Tree() // may be an error, must not panic
		}
	})
}

func TestReaderStopsAtReadError(t *testing.T) {
	broken := errors.New("disk on fire")
	in := io.MultiReader(strings.NewReader(line("1", "貓", "0", "root")), &failing{broken})
	if _, err := ReadAll(in, "f"); !errors.Is(err, broken) {
		t.Errorf("got %v, want the reader's error", err)
	}
}

type failing struct{ err error }

func (f *failing) Read([]byte) (int, error) { return 0, f.err }
