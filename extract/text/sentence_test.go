package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func texts(sentences []Sentence) []string {
	var out []string
	for _, s := range sentences {
		out = append(out, s.Text)
	}
	return out
}

func TestSplit_sentences(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{ // sentences are parted by |
		{"full stops", "天晴了。我們出門。", "天晴了。|我們出門。"},
		{"all marks", "真的嗎？好！春天來了；花開了。", "真的嗎？|好！|春天來了；|花開了。"},
		{"runs of marks", "什麼？！真的……算了。。。走吧", "什麼？！|真的……|算了。。。|走吧"},
		{"half-width marks", "真的嗎?好!走吧.", "真的嗎?|好!|走吧."},
		{"ellipsis and a pause", "他想了想……，還是走了。", "他想了想……，還是走了。"},
		{"closing quote stays", "他說：「我不去。」她很失望。", "他說：「我不去。」|她很失望。"},
		{"simplified quotes", "他说：“我不去。”她很失望。", "他说：“我不去。”|她很失望。"},
		{"straight quotes", `他說:"我不去。"她很失望。`, `他說:"我不去。"|她很失望。`},
		{"opening straight quote", `他走了。"我不去。"她說。`, `他走了。|"我不去。"她說。`},
		{"quote within a sentence", "他那句「我不去。」讓人失望。", "他那句「我不去。」|讓人失望。"},
		{"quote and 的", "他提出「誰來負責？」的問題。", "他提出「誰來負責？」的問題。"},
		{"quote and a pause", "他說「我不去。」，然後走了。", "他說「我不去。」，然後走了。"},
		{"who spoke comes last", "「我們會努力。」總統說。大家鼓掌。", "「我們會努力。」總統說。|大家鼓掌。"},
		{"short quote of two sentences", "「你好！歡迎光臨。」店員說。", "「你好！歡迎光臨。」店員說。"},
		{"nested quotes", "他說：「她問『你去嗎？』我沒回答。」眾人沉默。", "他說：「她問『你去嗎？』我沒回答。」|眾人沉默。"},
		{"brackets", "他來了（昨天才到。）大家很高興。", "他來了（昨天才到。）|大家很高興。"},
		{"title with a mark", "電影《誰是英雄？》今天上映。", "電影《誰是英雄？》今天上映。"},
		{"unclosed quote", "他說：「我不去。她很失望。天黑了。", "他說：「我不去。|她很失望。|天黑了。"},
		{"stray closing quote", "我不去。」她很失望。", "我不去。」|她很失望。"},
		{"decimals", "漲了3.5%，收在1,234.5點。收盤。", "漲了3.5%，收在1,234.5點。|收盤。"},
		{"abbreviations", "Mr. Smith與U.S. Steel的Inc. 公司合作。", "Mr. Smith與U.S. Steel的Inc. 公司合作。"},
		{"names with a stop", "喬治．華盛頓來了。J. K. 羅琳也來了。", "喬治．華盛頓來了。|J. K. 羅琳也來了。"},
		{"addresses", "見www.example.com/a?b=c!d一頁。好。", "見www.example.com/a?b=c!d一頁。|好。"},
		{"a name with a mark", "Yahoo!奇摩今天改版。", "Yahoo!奇摩今天改版。"},
		{"Latin sentences", "He left. 他走了。She stayed! Then she left.", "He left.|他走了。|She stayed!|Then she left."},
		{"list number", "1. 第一項說明。", "1. 第一項說明。"},
		{"no words", "……\n\n＊＊＊\n\n好。", "好。"},
		{"marks before words", "……他走了。", "……他走了。"},
		{"white space", "　　天晴了。 　我們出門。\t", "天晴了。|我們出門。"},
		{"empty", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := strings.Join(texts(Split(test.in)), "|"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestSplit_longQuotation(t *testing.T) {
	in := "他說：「" + strings.Repeat("我們今天要談的是整個城市未來二十年的交通規劃與財政負擔。", 6) + "」眾人鼓掌。"
	got := texts(Split(in))
	if len(got) != 7 {
		t.Errorf("got %d sentences, want 7: %q", len(got), got)
	}
}

func TestSplit_overlongSentence(t *testing.T) {
	got := texts(Split(strings.Repeat("春夏秋冬，", 500)))
	if len(got) < 3 || !cmp.Equal(strings.Join(got, ""), strings.Repeat("春夏秋冬，", 500)) {
		t.Errorf("got %d sentences", len(got))
	}
	for _, s := range got {
		if !strings.HasSuffix(s, "，") {
			t.Errorf("cut within a word: …%s", s[len(s)-12:])
		}
	}
}
