package segment

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/go-ego/gse"
	"github.com/go-ego/gse/hmm"
)

// TestBuildDictionary_isGse checks that nothing of gse's dictionary is lost: every
// word is found with its frequency, to the precision stored, and the compact
// dictionary cuts sentences as gse does.
func TestBuildDictionary_isGse(t *testing.T) {
	if testing.Short() {
		t.Skip("loads gse's dictionaries, 400 MB")
	}
	file, err := BuildDictionary()
	if err != nil {
		t.Fatal(err)
	}
	d, err := OpenDictionary(file)
	if err != nil {
		t.Fatal(err)
	}
	full := gse.Segmenter{SkipLog: true, NotLoadHMM: true}
	if err := full.LoadDictEmbed("zh"); err != nil {
		t.Fatal(err)
	}
	checkWords(t, d, &full)
	checkCuts(t, d, &full)
}

func checkWords(t *testing.T, d *Dictionary, full *gse.Segmenter) {
	lost, long := 0, 0
	var units []Unit
	for i := range full.Dict.Tokens {
		tok := &full.Dict.Tokens[i]
		units = Units(tok.Text(), &d.Fold, units[:0])
		if len(units) > maxWordLen || strings.ContainsFunc(tok.Text(), isSpace) {
			long++
			continue
		}
		found := false
		for _, m := range d.Matches(units, 0, nil) {
			// a word that folds to the same may have a higher frequency
			found = found || m.To == len(units) && float64(m.LogFreq) > math.Log(tok.Freq())-logStep
		}
		if !found {
			lost++
		}
	}
	if all := len(full.Dict.Tokens); lost > 0 || long > all/500 {
		t.Errorf("of %d words, %d are lost and %d are too long", all, lost, long)
	}
}

func checkCuts(t *testing.T, d *Dictionary, full *gse.Segmenter) {
	for _, s := range []string{
		"法国总统在巴黎会见了日本外务大臣", "他出生于一个普通的农民家庭", "这座桥梁连接了城市的南北两岸",
		"研究人员发现了一种新的治疗方法", "公司计划在明年推出新产品", "大学生活动中心举办音乐会",
	} {
		var v View
		v.Look(s, d)
		var got []string
		for i := 0; i < v.Len(); i = int(v.plain.To[i]) {
			got = append(got, s[v.units[i].Start:v.units[v.plain.To[i]-1].End])
		}
		if want := strings.Join(full.CutDAGNoHMM(s), "|"); strings.Join(got, "|") != want {
			t.Errorf("cut %s, gse cuts %s", strings.Join(got, "|"), want)
		}
	}
}

// TestEmissions_cutLikeGse compares cuts of random characters, some of which the
// model does not know.
func TestEmissions_cutLikeGse(t *testing.T) {
	e := buildEmissions()
	rng := rand.New(rand.NewPCG(1, 2))
	fold := newFold()
	for range 20_000 {
		var run []rune
		for range 1 + rng.IntN(8) {
			r := 0x4E00 + rng.Int32N(0x5200)
			if rng.IntN(2) == 0 {
				r = []rune("的一是了我不在人有中上大国年会家学生三分")[rng.IntN(20)]
			}
			run = append(run, r)
		}
		v := View{text: string(run), units: Units(string(run), &fold, nil), begin: make([]int32, len(run)+1)}
		v.hmm.reset(len(run))
		v.cutRun(e, 0, len(run))
		var got []string
		for i := 0; i < len(run); i = int(v.hmm.To[i]) {
			got = append(got, string(run[i:v.hmm.To[i]]))
		}
		if want := hmm.Cut(string(run)); !slices.Equal(got, want) {
			t.Fatalf("cut %s, gse cuts %s", got, want)
		}
	}
}
