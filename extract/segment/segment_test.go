package segment

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sanyuan/extract/perceptron"
)

// toyDictionary has a few words, Traditional 國 and 來, and a variant.
func toyDictionary(t testing.TB) *Dictionary {
	t.Helper()
	fold := newFold()
	fold.simplified['國'-firstHan] = '国'
	fold.simplified['來'-firstHan] = '来'
	fold.variant['爲'-firstHan] = '為'
	words := []word{{"abc公司", 10, "nt"}, {"中国", 100, "ns"}, {"中国人", 50, "n"}, {"人", 2, "n"}, {"国", 2, "n"}, {"来", 2, "v"}, {"来自", 30, "v"}}
	d, err := OpenDictionary(sealDictionary(fold, newEmissions(), words, []string{"n", "ns", "nt", "v"}))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func forms(sentence string, units []Unit) []string {
	var out []string
	for _, u := range units {
		out = append(out, sentence[u.Start:u.End])
	}
	return out
}

func TestUnits(t *testing.T) {
	fold := newFold()
	for sentence, want := range map[string]string{
		"":            "",
		" \t\u3000":   "",
		"他在NBA打球。":    "他|在|NBA|打|球|。",
		"２００５年ＷＴＯ":    "２００５|年|ＷＴＯ",
		"iPhone15 上市": "iPhone15|上|市",
		"1,234.5元":    "1|,|234|.|5|元",
		"👩‍👩‍👧‍👦好":    "👩‍👩‍👧‍👦|好",
		"👍🏽":          "👍🏽",
		"が゙ね":         "が゙|ね",
		"e\u0301t文":   "e\u0301t|文",
		"\xff\xe5我":   "\xff|\xe5|我",
		"a b":         "a|b",
		"Ünïcode文":    "Ünïcode|文",
	} {
		if got := strings.Join(forms(sentence, Units(sentence, &fold, nil)), "|"); got != want {
			t.Errorf("Units(%q) = %s, want %s", sentence, got, want)
		}
	}
}

func TestUnits_identity(t *testing.T) {
	d := toyDictionary(t)
	code := func(s string) uint64 { return Units(s, &d.Fold, nil)[0].Code }
	if code("WTO") != code("ｗｔｏ") || code("爲") != code("為") {
		t.Error("case, width or variant changes the identity")
	}
	if code("國") == code("国") {
		t.Error("the scripts are told apart in features")
	}
}

func FuzzUnits(f *testing.F) {
	f.Add("他在NBA打球。👩‍👩‍👧‍👦 ２００５")
	f.Add("\xff\xfe\u0301 \u200d")
	fold := newFold()
	f.Fuzz(func(t *testing.T, s string) {
		checkTiling(t, s, Units(s, &fold, nil))
		at := 0
		Chunks(s, func(start int, chunk string) {
			if start != at || s[start:start+len(chunk)] != chunk || len(chunk) > maxChunk {
				t.Fatalf("chunk %d+%d after %d", start, len(chunk), at)
			}
			at += len(chunk)
		})
		if at != len(s) {
			t.Fatalf("chunks end at %d of %d", at, len(s))
		}
	})
}

// checkTiling fails unless the units are all of the sentence but white space.
func checkTiling(t *testing.T, s string, units []Unit) {
	t.Helper()
	at := 0
	for _, u := range units {
		if u.Start < at || u.End <= u.Start || strings.TrimFunc(s[at:u.Start], isSpace) != "" {
			t.Fatalf("%q: unit %d-%d after %d", s, u.Start, u.End, at)
		}
		at = u.End
	}
	if strings.TrimFunc(s[at:], isSpace) != "" {
		t.Fatalf("%q: nothing covers the end from %d", s, at)
	}
}

func TestChunks_divideAtPunctuation(t *testing.T) {
	text := strings.Repeat("他們來自不同的地方", 100) + "，" + strings.Repeat("一", 1000)
	var got []string
	Chunks(text, func(_ int, chunk string) { got = append(got, chunk) })
	if !strings.HasSuffix(got[0], "，") || strings.Join(got, "") != text {
		t.Errorf("the first of %d chunks ends in %q", len(got), got[0][len(got[0])-9:])
	}
	for _, c := range got {
		if !utf8.ValidString(c) {
			t.Error("a character was torn")
		}
	}
}

func TestDictionary_Matches(t *testing.T) {
	d := toyDictionary(t)
	for sentence, want := range map[string][]string{
		"中國人":    {"中國", "中國人"},
		"中国人":    {"中国", "中国人"},
		"ＡＢＣ公司的": {"ＡＢＣ公司"},
		"來自":     {"來", "來自"},
		"中 國":    nil,
		"文":      nil,
	} {
		units := Units(sentence, &d.Fold, nil)
		var got []string
		for _, m := range d.Matches(units, 0, nil) {
			got = append(got, sentence[units[m.From].Start:units[m.To-1].End])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", sentence, got, want)
		}
	}
}

func TestView_cuts(t *testing.T) {
	d := toyDictionary(t)
	var v View
	v.Look("中國人來自中國", d)
	var got []string
	for i := 0; i < v.Len(); i = int(v.plain.To[i]) {
		got = append(got, v.text[v.units[i].Start:v.units[v.plain.To[i]-1].End])
	}
	if diff := cmp.Diff([]string{"中國人", "來自", "中國"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestOpenDictionary_errors(t *testing.T) {
	file := sealDictionary(newFold(), newEmissions(), []word{{"人", 2, "n"}}, []string{"n"})
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"empty": {nil, perceptron.ErrNotModel},
		"cut":   {file[:len(file)/2], perceptron.ErrCorrupt},
		"other": {perceptron.Seal("words", 1), perceptron.ErrKind},
		"words missing": {perceptron.Seal(dictionaryKind, dictionaryVersion,
			perceptron.Section{Name: "shared", Data: []byte{0, 0}}), perceptron.ErrCorrupt},
	} {
		if _, err := OpenDictionary(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
	}
}

func TestLexicon(t *testing.T) {
	d := toyDictionary(t)
	l := NewLexicon(d)
	for word, kind := range map[string]string{"國際原能總署": "ORG", "總署": "", "ABC社": "ORG"} {
		if err := l.Add(word, kind); err != nil {
			t.Fatal(err)
		}
	}
	if l.Add("兩 字", "") == nil || l.Add("", "") == nil {
		t.Error("a word with white space or an empty one was taken")
	}
	for sentence, want := range map[string]string{
		"他在國際原能總署工作": "國際原能總署/ORG",
		"他在国際原能總署工作": "国際原能總署/ORG", // 國 folds in this dictionary
		"總署的ａｂｃ社":    "總署/ ａｂｃ社/ORG",
		"xABC社":      "", // would tear xABC
		"":           "",
	} {
		var v View
		v.Look(sentence, d)
		var got []string
		for _, w := range l.find(&v, nil) {
			got = append(got, sentence[v.units[w.From].Start:v.units[w.To-1].End]+"/"+w.Kind)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", sentence, got, want)
		}
	}
}
