package segment

import (
	"math"
	"strings"
	"testing"

	"github.com/go-ego/gse"
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
