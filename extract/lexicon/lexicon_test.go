package lexicon

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func builtin(t testing.TB) *Lexicon {
	t.Helper()
	l, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// readings writes the senses of a name as "entity kind, entity kind".
func readings(senses []Sense) string {
	var out []string
	for _, s := range senses {
		out = append(out, s.Entity.Name+" "+s.Alias.Kind.String())
	}
	return strings.Join(out, ", ")
}

func TestLookup(t *testing.T) {
	l := builtin(t)
	for name, want := range map[string]string{
		"法國":         "法國 name",
		"法国":         "法國 name",
		"新西兰":        "紐西蘭 name",
		"新西蘭":        "紐西蘭 name",
		"老挝":         "寮國 name",
		"WTO":        "世界貿易組織 abbreviation",
		"世贸组织":       "世界貿易組織 abbreviation",
		"國際原子能機構":    "國際原能總署 name",
		"IAEA":       "國際原能總署 abbreviation",
		"锡兰":         "斯里蘭卡 former",
		"克里姆林宫":      "俄羅斯 metonym",
		"剛果":         "剛果民主共和國 name, 剛果共和國 name",
		"France":     "法國 name",
		"the France": "",
		"法":          "",
		"無此名稱":       "",
		"":           "",
	} {
		if got := readings(l.Lookup(name)); got != want {
			t.Errorf("Lookup(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestLongest(t *testing.T) {
	l := builtin(t)
	for _, c := range []struct{ text, at, want string }{
		{"在聯合國安理會", "聯", "聯合國安理會"},
		{"在联合国安理会", "联", "联合国安理会"},
		{"聯合國報告", "聯", "聯合國"},
		{"合國", "合", ""},
		{"加入WTO的提案", "W", "WTO"},
		{"加入WTOs", "W", ""},
		{"AWTO", "W", ""},
		{"世界貿易組織WTO", "世", "世界貿易組織"},
		{"國", "國", ""},
	} {
		at := strings.Index(c.text, c.at)
		n, senses := l.Longest(c.text, at)
		if got := c.text[at : at+n]; got != c.want || (n > 0) != (len(senses) > 0) {
			t.Errorf("Longest(%q at %q) = %q, %d senses, want %q", c.text, c.at, got, len(senses), c.want)
		}
	}
}

func FuzzLongest(f *testing.F) {
	l := builtin(f)
	f.Add("在聯合國安理會", 3)
	f.Add("\xe8\x81WTO", 1)
	f.Fuzz(func(t *testing.T, text string, at int) {
		if at < 0 || at > len(text) {
			return
		}
		if n, _ := l.Longest(text, at); n < 0 || at+n > len(text) {
			t.Errorf("Longest(%q, %d) = %d", text, at, n)
		}
		if len(Fold(text)) != len(text) {
			t.Errorf("Fold changes the length of %q", text)
		}
	})
}

func TestGroups(t *testing.T) {
	l := builtin(t)
	for _, c := range []struct{ members, want string }{
		{"德國 英國 法國", "歐盟三國"},
		{"英國 德國 法國", "歐盟三國"},
		{"盧森堡 荷蘭 比利時", "低地國聯盟"},
	} {
		if g := l.Group(strings.Fields(c.members)...); g == nil || g.Name != c.want {
			t.Errorf("Group(%s) = %v, want %s", c.members, g, c.want)
		}
	}
	if g := l.Group("德國", "巴西"); g != nil {
		t.Errorf("Group(德國 巴西) = %s", g.Name)
	}
}

func TestInitials(t *testing.T) {
	l := builtin(t)
	for r, want := range map[rune]string{'美': "美國", '英': "英國", '韩': "南韓", '澳': "澳洲 澳門", '無': ""} {
		var names []string
		for _, e := range l.Initials(r) {
			names = append(names, e.Name)
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("Initials(%c) = %q, want %q", r, got, want)
		}
	}
}

func TestEntityLabels(t *testing.T) {
	l := builtin(t)
	type labels struct{ Hans, English, Short, Demonym string }
	for name, want := range map[string]labels{
		"美國":      {"美国", "the United States", "the US", "American"},
		"英國":      {"英国", "the United Kingdom", "the UK", "British"},
		"歐洲聯盟":    {"欧洲联盟", "the European Union", "the EU", ""},
		"法國":      {"法国", "France", "France", "French"},
		"中國":      {"中国", "China", "China", "Chinese"},
		"南韓":      {"韩国", "South Korea", "South Korea", "South Korean"},
		"剛果民主共和國": {"刚果（金）", "the Democratic Republic of the Congo", "DR Congo", "Congolese"},
		"紐西蘭":     {"新西兰", "New Zealand", "New Zealand", "New Zealand"},
		"世界貿易組織":  {"世界贸易组织", "the World Trade Organization", "the WTO", ""},
	} {
		e := l.Entity(name)
		if e == nil {
			t.Errorf("no entity %s", name)
			continue
		}
		got := labels{e.Hans, e.English.String(), e.Short.String(), e.Demonym}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func load(t *testing.T, text string) (*Lexicon, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "my.tsv")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	l, err := Load(file)
	if err != nil {
		err = errorIn{strings.ReplaceAll(err.Error(), filepath.Dir(file)+string(filepath.Separator), "")}
	}
	return l, err
}

type errorIn struct{ msg string }

func (e errorIn) Error() string { return e.msg }

func TestUserFileErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"entiy\t甲\n", `my.tsv:1: the first column is "entiy", want entity, relation, gloss, same or notsame`},
		{"# note\n\nentity\t甲\tCuntry\n", `my.tsv:3: unknown schema.org class "Cuntry"; did you mean Country?`},
		{"entity\t甲\tCountry\t\tshort:乙\n", `my.tsv:1: unknown mark "short" before alias "乙"; known are abbr, former, metonym, char, cn`},
		{"entity\n", `my.tsv:1: nothing after "entity" (columns are divided by tabs)`},
		{"gloss\t綠能\tnoun\tgreen energy\n", `my.tsv:1: unknown part of speech "noun"; known are n, pl, u, a, adv, t, num, loc, conj`},
		{"gloss 綠能 u green energy\n", `my.tsv:1: the first column is "gloss 綠能 u green energy", want entity, relation, gloss, same or notsame`},
		{"relation\t併購\n", "my.tsv:1: 1 columns, want 2 to 4 (columns are divided by tabs)"},
		{"same\t剛果\t剛國\n", "my.tsv:1: 剛果 is ambiguous, write one of 剛果民主共和國, 剛果共和國"},
		{"same\t法國\t\t高盧\n", "my.tsv:1: an empty name"},
		{"gloss\t\xff\tu\tx\n", "my.tsv:1: not UTF-8"},
		{"x\t1\ny\t2\n", "my.tsv:1: the first column is \"x\", want entity, relation, gloss, same or notsame\nmy.tsv:2: the first column is \"y\", want entity, relation, gloss, same or notsame"},
	} {
		_, err := load(t, c.text)
		if err == nil || err.Error() != c.want {
			t.Errorf("%q: error\n%v\nwant\n%s", c.text, err, c.want)
		}
	}
	if _, err := Load("no/such/file.tsv"); err == nil || !strings.Contains(err.Error(), "no/such/file.tsv") {
		t.Errorf("a file that is not there: error %v", err)
	}
}

func TestUserFileAdds(t *testing.T) {
	l, err := load(t, strings.Join([]string{
		"\ufeffentity\t陽光能源\tCorporation\tSunshine Energy\tabbr:陽能|cn:日光能源",
		"entity\t法國\t-\tla France|the Hexagon\t高盧",
		"entity\t巴黎劇團\tOrganization\t-\tFrance\r",
		"relation\t陽化\tsolarise",
		"gloss\t綠能\tu\tgreen energy",
		"same\t陽光能源\t陽光集團\t阳光公司\t世贸",
		"same\t甲方\t乙方",
		"notsame\t波斯\t伊朗",
		"notsame\t丙\t丁",
	}, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"陽能":     "陽光能源 abbreviation",
		"日光能源":   "陽光能源 name",
		"阳光集团":   "陽光能源 name",
		"世貿":     "陽光能源 name", // taken from the built-in entity
		"高盧":     "法國 name",
		"法蘭西":    "法國 name", // kept
		"France": "巴黎劇團 name",
		"乙方":     "甲方 name",
		"波斯":     "波斯帝國 name",
		"伊朗":     "伊朗 name",
	} {
		if got := readings(l.Lookup(name)); got != want {
			t.Errorf("Lookup(%q) = %q, want %q", name, got, want)
		}
	}
	if e := l.Entity("法國"); e.English.Text != "la France" || e.Type != "Country" || e.Demonym != "French" {
		t.Errorf("法國 became %+v", e)
	}
	if l.Group("德國", "英國", "法國") == nil {
		t.Error("a group lost its replaced member")
	}
	if !l.Apart("伊朗", "波斯") || !l.Apart("丁", "丙") || l.Apart("丙", "伊朗") {
		t.Error("notsame is not kept")
	}
	if r := l.Relation("阳化"); r == nil || r.English != "solarise" {
		t.Errorf("relation 陽化: %+v", r)
	}
	if got := l.GlossAs("绿能", Noun, Mass); got != "green energy" {
		t.Errorf("gloss 綠能: %q", got)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLongest(b *testing.B) {
	l := builtin(b)
	text := Fold(strings.Repeat("聯合國安理會決定對這些國家實施新的制裁，紐西蘭總理表示歡迎。", 20))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for at := range text {
			l.Longest(text, at)
		}
	}
}
