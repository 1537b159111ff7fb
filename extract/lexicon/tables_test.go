package lexicon

import "testing"

func TestTables(t *testing.T) {
	l := builtin(t)
	check := func(what string, got, want any) {
		t.Helper()
		if got != want {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	title, _ := l.Title("总统")
	check("title 总统", title, Title{English: "President"})
	suffix, _ := l.Suffix("北方科技大學")
	check("suffix of 北方科技大學", suffix.English, "%s University of Science and Technology")
	_, ok := l.Suffix("大學")
	check("a suffix is not a name", ok, false)
	for noun, want := range map[string]string{"會談": "Event", "高峰會談": "Event", "鄰國": "Country", "無類": ""} {
		class, _ := l.HeadType(noun)
		check("class of "+noun, class, want)
	}
	for name, want := range map[string]string{
		"歐陽修": "歐陽/修 Ouyang", "张小明": "张/小明 Zhang", "司馬": "", "呂秀": "呂/秀 Lü", "比利時": "", "王": "", "單田芳": "單/田芳 Shan",
	} {
		surname, given, pinyin, ok := l.Surname(name)
		got := ""
		if ok {
			got = surname + "/" + given + " " + pinyin
		}
		check("surname of "+name, got, want)
	}
	unit, _ := l.Unit("欧元")
	check("unit 欧元", unit, Unit{"euros", "EUR", "currency"})
	year := l.Eras()["民國"]
	check("era 民国", year, 1912)
	measure, ok := l.Measure("項")
	check("measure word 項", measure, "")
	check("measure word 項", ok, true)
	determiner, _ := l.Determiner("这些")
	check("determiner 这些", determiner, Determiner{"these", true})
	auxiliary, _ := l.Auxiliary("无法")
	check("auxiliary 无法", auxiliary, Auxiliary{"be unable to", "negation"})
	check("preposition of 跟", l.Preposition(nil, "跟"), "with")
	check("preposition of 對 with 施壓", l.Preposition(l.Relation("施压"), "对"), "on")
}

func TestRelations(t *testing.T) {
	l := builtin(t)
	for lemma, want := range map[string]Relation{
		"否决":   {Lemma: "否決", English: "veto"},
		"承諾":   {Lemma: "承諾", English: "promise", Complement: ToVerb},
		"要求":   {Lemma: "要求", English: "demand", Complement: That},
		"進行":   {Lemma: "進行", English: "carry out", Light: true},
		"进行协商": {Lemma: "進行協商", English: "hold talks"},
	} {
		r := l.Relation(lemma)
		if r == nil {
			t.Errorf("no relation %s", lemma)
			continue
		}
		got := *r
		got.Markers = nil
		if got.Lemma != want.Lemma || got.English != want.English || got.Light != want.Light ||
			want.Complement != "" && got.Complement != want.Complement {
			t.Errorf("relation %s: %+v, want %+v", lemma, got, want)
		}
	}
	if l.Relation("無此動詞") != nil {
		t.Error("an unknown verb has a relation")
	}
}

func TestGlosses(t *testing.T) {
	l := builtin(t)
	for word, want := range map[string]string{
		"安全保障": "security guarantees", "浓缩铀": "enriched uranium", "時間表": "timetable", "核子計畫": "nuclear programme",
		"核子计划": "nuclear programme", "外交人士": "diplomats",
	} {
		if got := l.GlossAs(word, Noun, Mass, Plural); got != want {
			t.Errorf("gloss of %s: %q, want %q", word, got, want)
		}
	}
	text := "經濟合作計畫"
	n, glosses := l.LongestGloss(text, 0)
	if text[:n] != "經濟合作" || len(glosses) == 0 {
		t.Errorf("longest word with a gloss at the start of %s: %s", text, text[:n])
	}
}
