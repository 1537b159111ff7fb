package facts

import (
	"strings"
	"testing"
)

const goldSample = `sent_id:a	法國否決了日本的提案，也拒絕了談判。
a--> Cluster 1:
法國 --> 否決[了] --> [日本的]提案
a--> Cluster 2:
法國 --> 拒絕[了] --> 談判
法國 --> [也]拒絕 --> [了]談判

sent_id:b	會議在東京舉行。
b--> Cluster 1:
會議 --> 舉行[[於]在] --> 東京[

sent_id:c	沒有事實。
`

func readSample(t *testing.T) []Sentence {
	t.Helper()
	gold, err := ReadGold(strings.NewReader(goldSample), "sample")
	if err != nil {
		t.Fatal(err)
	}
	return gold
}

func TestEvaluate(t *testing.T) {
	for name, c := range map[string]struct {
		system string
		loose  bool
		want   string
	}{
		"nothing":                      {"", false, "sentences 3  facts 3  extractions 0  P 0.0000  R 0.0000  F1 0.0000"},
		"all, in optional wordings":    {"a\t法國\t否決\t日本的提案\na\t法國\t也拒絕\t了 談判\nb\t會議\t舉行 於在\t東京", false, "sentences 3  facts 3  extractions 3  P 1.0000  R 1.0000  F1 1.0000"},
		"one fact in two wordings":     {"a\t法國\t拒絕\t談判\na\t法國\t也拒絕\t談判", false, "sentences 3  facts 3  extractions 2  P 1.0000  R 0.3333  F1 0.5000"},
		"repeats count once":           {"a\t法國\t拒絕\t談判\na\t法國。\t拒絕\t「談判」\t0.9", false, "sentences 3  facts 3  extractions 1  P 1.0000  R 0.3333  F1 0.5000"},
		"a required piece is left out": {"a\t法國\t否決\t日本", false, "sentences 3  facts 3  extractions 1  P 0.0000  R 0.0000  F1 0.0000"},
		"cut elsewhere":                {"a\t法\t國拒絕\t談判", false, "sentences 3  facts 3  extractions 1  P 0.0000  R 0.0000  F1 0.0000"},
		"cut elsewhere, loose":         {"a\t法\t國拒絕\t談判", true, "sentences 3  facts 3  extractions 1  P 1.0000  R 0.3333  F1 0.5000"},
		"a sentence not in gold":       {"z\t法國\t拒絕\t談判", false, "sentences 3  facts 3  extractions 0  P 0.0000  R 0.0000  F1 0.0000"},
	} {
		t.Run(name, func(t *testing.T) {
			system, err := ReadTriples(strings.NewReader(c.system), "system")
			if err != nil {
				t.Fatal(err)
			}
			if got := Evaluate(readSample(t), system, Options{Loose: c.loose}).String(); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestEvaluate_errors(t *testing.T) {
	system := map[string][]Triple{"a": {{"法國", "否決", "提案"}, {"日本", "拒絕", "談判"}}}
	var got []string
	for _, e := range Evaluate(readSample(t), system, Options{IDs: map[string]bool{"a": true}}).Errors {
		got = append(got, e.String())
	}
	want := "- a 日本 | 拒絕 | 談判\n+ a 法國 | 拒絕[了] | 談判"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func TestReadGold_faults(t *testing.T) {
	for in, want := range map[string]string{
		"sent_id:a 法國":                   "x:1: no tab between sent_id and sentence",
		"a --> b --> c":                  "x:1: a fact before the first sent_id",
		"sent_id:a\t法國\n\na --> b --> c": "x:3: a wording before the first cluster of its sentence",
	} {
		if _, err := ReadGold(strings.NewReader(in), "x"); err == nil || err.Error() != want {
			t.Errorf("ReadGold(%q): %v; want %s", in, err, want)
		}
	}
}

func FuzzReadGold(f *testing.F) {
	f.Add(goldSample, "a\t法國\t否決\t提案")
	f.Add("sent_id:a\tx\na--> Cluster 1:\n[[a --> ]b --> c]]", "a\ta\tb\tc")
	f.Fuzz(func(t *testing.T, gold, system string) {
		g, err := ReadGold(strings.NewReader(gold), "gold")
		if err != nil {
			return
		}
		s, err := ReadTriples(strings.NewReader(system), "system")
		if err != nil {
			return
		}
		score := Evaluate(g, s, Options{})
		if score.Right > score.Extractions || score.Found > score.Facts {
			t.Errorf("impossible score %v", score)
		}
	})
}
