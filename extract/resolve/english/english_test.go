package english

import (
	"strings"
	"testing"

	"sanyuan/extract/lexicon"
)

func newWriter(t testing.TB) *Writer {
	t.Helper()
	lex, err := lexicon.Load("testdata/words.tsv")
	if err != nil {
		t.Fatal(err)
	}
	return New(lex)
}

func TestRelation(t *testing.T) {
	w := newWriter(t)
	for _, c := range []struct{ in, want string }{
		{"否決", "vetoes"}, {"同意提供", "agrees to provide"}, {"承諾提供", "promises to provide"},
		{"絕不會放棄", "will never give up"}, {"無法訂出", "is unable to set"}, {"不願釋放", "is unwilling to release"},
		{"不放棄", "does not give up"}, {"沒有放棄", "does not give up"}, {"不會放棄", "will not give up"},
		{"停止支持", "stops supporting"}, {"不停止支持", "does not stop supporting"}, {"尚未達成", "has not yet reached"},
		{"可能加入", "may join"}, {"能放棄", "can give up"}, {"同意不支持", "agrees to not support"},
		{"同意不會支持", "agrees to not support"}, {"重申絕不會放棄", "reaffirms that it will never give up"},
		{"已達成", "has reached"}, {"正在研發", "is developing"}, {"不是", "is not"}, {"是", "is"}, {"不想加入", "does not want to join"},
		{"被否決", "is vetoed"}, {"推動提出", "pushes for putting forward"}, {"不再支持", "no longer supports"}, {"從未支持", "never supports"},
		{"只是", "only is"}, {"也再度否決", "also again vetoes"}, {"積極支持", "actively supports"},
		{"飛舞狂奔", ""}, {"不", ""}, {"", ""},
	} {
		got, _ := w.Relation(c.in)
		if got != c.want {
			t.Errorf("Relation(%s) = %q, want %q", c.in, got, c.want)
		}
	}
}

// words reads words divided by spaces, verbs marked by a star.
func words(s string) []Word {
	var out []Word
	for _, f := range strings.Fields(s) {
		form, isVerb := strings.CutSuffix(f, "*")
		word := Word{Form: form, UPOS: "NOUN"}
		if isVerb {
			word.UPOS = "VERB"
		}
		out = append(out, word)
	}
	return out
}

func TestPhrase(t *testing.T) {
	w := newWriter(t)
	for _, c := range []struct{ in, want string }{
		{"時間表", "timetable"}, {"三 個 時間表", "3 timetables"}, {"這 個 時間表", "this timetable"},
		{"法國 的 時間表", "France's timetable"}, {"美國 的 時間表", "US's timetable"},
		{"法國 時間表", "French timetable"}, {"美國 時間表", "US timetable"},
		{"新 的 時間表", "new timetable"}, {"時間表 的 內容", "content of timetable"},
		{"部分 外交 人士", "some diplomats"},
		{"包括 安全 等 多項 保證", "security guarantees"}, {"時間表 等 保證", "timetable and other guarantees"},
		{"法國 加入* 世界貿易組織 的 提案", "France's bid to join the WTO"},
		{"法國 停止* 研發* 濃縮鈾 的 計劃", "France's plan to stop developing enriched uranium"},
		{"終止* 核子 計畫 的 時間表", "timetable for ending nuclear programme"},
		{"停止* 研發* 濃縮鈾", "stopping developing enriched uranium"}, {"研發* 核能", "developing nuclear energy"},
		{"法國 提出* 的 條件", "condition that France puts forward"}, {"支持* 法國 的 人士", "people supporting France"},
		{"13號 的 時間表", "timetable of the 13th"}, {"13 號 的 時間表", "timetable of the 13th"}, {"新 終止* 濃縮鈾 的 時間表", "timetable for ending enriched uranium"}, {"法國 加入* 世界貿易組織 WTO 的 提案", "France's bid to join the WTO"},
		{"Brown 女士", "Ms Brown"}, {"布朗 總統", ""}, {"Brown 總統", "President Brown"}, {"法國 總統", "French president"}, {"UBC 的 內容", "UBC's content"},
		{"安全 與 時間表", "security and timetable"}, {"甲乙丙丁", ""}, {"", ""},
	} {
		got, _ := w.Phrase(words(c.in))
		if got != c.want {
			t.Errorf("Phrase(%s) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestName(t *testing.T) {
	w := newWriter(t)
	for _, c := range []struct{ in, class, want string }{
		{"王金山", "Person", "Wang Jinshan"}, {"歐陽明", "Person", "Ouyang Ming"}, {"賈克·席哈克", "Person", "Jiake Xihake"},
		{"法國大學", "CollegeOrUniversity", "France University"}, {"大山市", "City", "Dashan"}, {"呂梁", "Place", "Lüliang"},
	} {
		want := strings.ReplaceAll(c.want, "ü", "u")
		if got := w.Name(c.in, c.class); got != want {
			t.Errorf("Name(%s) = %q, want %q", c.in, got, want)
		}
	}
}

func TestTime(t *testing.T) {
	w := newWriter(t)
	for _, c := range []struct{ text, value, want string }{
		{"13號", "", "the 13th"}, {"22日", "", "the 22nd"}, {"三個月內", "P3M", "within 3 months"}, {"一年半", "P1Y6M", "1 year 6 months"},
		{"兩小時", "PT2H", "2 hours"}, {"昨天", "2005-05-12", "2005-05-12"},
	} {
		if got := w.Time(c.text, c.value); got != c.want {
			t.Errorf("Time(%s, %s) = %q, want %q", c.text, c.value, got, c.want)
		}
	}
}

func FuzzRelation(f *testing.F) {
	w := newWriter(f)
	for _, s := range []string{"同意不會支持", "不", "被", "尚未尚未", "\xff不"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := w.Relation(s); ok != (got != "") {
			t.Fatalf("Relation(%q) = %q, %v", s, got, ok)
		}
	})
}

func FuzzPhrase(f *testing.F) {
	w := newWriter(f)
	for _, s := range []string{"法國 加入* 世界貿易組織 的 提案", "的", "等", "包括 等 多項", "研發* 的 研發*", "與 與 的 的"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := w.Phrase(words(s))
		if ok && strings.TrimSpace(got) == "" {
			t.Fatalf("Phrase(%q) is blank", s)
		}
	})
}

func TestAgree(t *testing.T) {
	for _, c := range []struct{ relation, subject, want string }{
		{"agrees to provide", "EU3", "agrees to provide"}, {"agrees to provide", "foreign ministers", "agree to provide"},
		{"is unable to set", "talks of the 13th", "are unable to set"}, {"also vetoes", "members", "also veto"},
		{"does not give up", "some diplomats", "do not give up"}, {"will never give up", "people", "will never give up"},
		{"reaches", "France and Germany", "reach"}, {"denies", "they", "deny"}, {"stresses", "crisis", "stresses"},
		{"has not yet reached", "ministers of France", "have not yet reached"}, {"passes", "news", "passes"}, {"wins", "Los Angeles", "wins"},
	} {
		if got := Agree(c.relation, c.subject); got != c.want {
			t.Errorf("Agree(%s, %s) = %s, want %s", c.relation, c.subject, got, c.want)
		}
	}
}

// TestIsName tells what pinyin can stand for from phrases, which stay Chinese
// where a word is unknown.
func TestIsName(t *testing.T) {
	named := func(forms ...string) []Word {
		var out []Word
		for _, f := range forms {
			form, pos, _ := strings.Cut(f, "/")
			out = append(out, Word{Form: form, UPOS: pos})
		}
		return out
	}
	for _, c := range []struct {
		words []Word
		want  bool
	}{
		{named("王金山/PROPN"), true},
		{named("賈克/PROPN", "·/PUNCT", "席哈克/PROPN"), true},
		{named("大山/PROPN", "市/PART"), true},
		{named("亞歷山大·弗拉基米羅維奇·盧卡申科/PROPN"), true},
		{named("有/VERB", "親/VERB", "北京/PROPN", "政府/NOUN"), false},
		{named("與天主教聯盟關係密切的蒂娜/PROPN"), false},
		{named("大山/PROPN", "的/PART", "居民/NOUN"), false},
		{named("高管們/PROPN"), false},
		{named("川普（Trump）/PROPN"), false},
		{nil, false},
	} {
		if got := IsName(c.words); got != c.want {
			t.Errorf("IsName(%v) = %v", c.words, got)
		}
	}
}
