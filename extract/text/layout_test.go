package text

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// article is prose with headings, as it reads before anybody wraps it.
var article = []string{
	"市府公布交通新計畫",
	"市政府今天公布未來十年的交通計畫，預計興建三條捷運路線，並且把公車全面換成電動車，希望在2035年以前把市區的空氣汙染減少一半。",
	"市長在記者會上表示，這項計畫的經費來自中央補助與地方稅收，議會在上個月已經通過第一期預算。",
	"各界反應",
	"環保團體歡迎這項決定，但也提醒市府應該保留河岸的老樹。World Transport Forum的專家認為，電動公車的採購速度是成敗的關鍵；駕駛工會則要求市府先說明訓練計畫。",
	"議員質疑經費過高，市府回應說細節將在三個月內公布。",
}

// wrapAt wraps a paragraph greedily. Width is counted in columns or characters;
// Latin words are kept whole or cut.
func wrapAt(s string, width int, gauge int, cut bool) []string {
	var lines []string
	line := ""
	flush := func() {
		if !cut {
			line = strings.TrimRight(line, " ")
		}
		lines, line = append(lines, line), ""
	}
	for _, unit := range units(s, cut) {
		if line != "" && textSize(line + unit)[gauge] > width && (cut || unit != " ") {
			flush()
		}
		if line == "" && unit == " " && !cut {
			continue
		}
		line += unit
	}
	flush()
	return lines
}

func units(s string, cut bool) []string {
	var out []string
	for _, r := range s {
		n := len(out) - 1
		if !cut && n >= 0 && (latin(r) && latin(lastRune(out[n])) || strings.ContainsRune(clinging, r)) {
			out[n] += string(r)
		} else {
			out = append(out, string(r))
		}
	}
	return out
}

func paragraphTexts(s string) []string {
	var out []string
	for _, p := range paragraphs(identity(s)) {
		out = append(out, p.text)
	}
	return out
}

func TestParagraphs_wrappedProse(t *testing.T) {
	for _, width := range []int{30, 40, 60} {
		for gauge, name := range []string{"columns", "characters"} {
			for _, style := range []struct{ name, indent, between, eol string }{
				{"plain", "", "\n", "\n"},
				{"empty lines", "", "\n\n", "\n"},
				{"ideographic indents", "　　", "\n", "\n"},
				{"CR LF", "", "\r\n", "\r\n"},
			} {
				t.Run(fmt.Sprintf("%d %s, %s", width, name, style.name), func(t *testing.T) {
					var parts []string
					for _, p := range article {
						parts = append(parts, strings.Join(wrapAt(style.indent+p, width, gauge, false), style.eol))
					}
					// A full last line may get the next paragraph, which sentences do not show.
					got := texts(Split("\ufeff" + strings.Join(parts, style.between) + style.eol))
					if diff := cmp.Diff(texts(Split(strings.Join(article, "\n\n"))), got); diff != "" {
						t.Errorf("-want +got\n%s", diff)
					}
				})
			}
		}
	}
}

func TestParagraphs_wordsCut(t *testing.T) {
	want := article[4]
	wrapped := strings.Join(wrapAt(strings.Repeat(want, 4), 31, byRunes, true), "\n")
	got := paragraphTexts(wrapped)
	if diff := cmp.Diff([]string{strings.Repeat(want, 4)}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestParagraphs_keptApart(t *testing.T) {
	for name, in := range map[string]string{
		"paragraph per line": strings.Join(article, "\n"),
		"short paragraphs":   "他來了。\n她走了。\n天黑了，\n燈亮了。",
		"quatrain":           "春眠不覺曉\n處處聞啼鳥\n夜來風雨聲\n花落知多少",
		"verse in long lines": "朝辭白帝彩雲間，千里江陵一日還。\n兩岸猿聲啼不住，輕舟已過萬重山。\n" +
			"故人西辭黃鶴樓，煙花三月下揚州。\n孤帆遠影碧空盡，唯見長江天際流。",
		"verse with spaces": "朝辭白帝彩雲間　千里江陵一日還\n兩岸猿聲啼不住　輕舟已過萬重山",
		"free verse":        "我輕輕的走了\n像一片雲\n在山谷之間慢慢地飄過沒有聲音也沒有影子\n你還在那裡\n等待著春天的第一場雨落下來\n落在屋簷上",
		"headlines": "市府公布十年交通計畫\n議會通過第一期預算案\n環保團體要求保留河岸所有老樹\n電動公車明年上路\n" +
			"駕駛工會提出五項訴求盼市府回應\n捷運新線動工在即沿線房價上漲",
		"list": "• 市府公布十年交通計畫並且宣布預算\n• 議會通過第一期預算案並且要求說明\n• 環保團體要求保留河岸的全部老樹木",
		"numbered list": "一、市府應於本年度內公布全部交通建設計畫\n二、議會應於下會期以前完成預算的審查工作\n" +
			"三、各局處應於三個月內提出執行進度的報告",
		"table": "台北市  120  35\n新北市  110  28\n桃園市   98  31",
	} {
		t.Run(name, func(t *testing.T) {
			want := strings.Split(in, "\n")
			if diff := cmp.Diff(want, paragraphTexts(in)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestParagraphs_joined(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{ // paragraphs are parted by |
		{"two lines",
			"市政府今天公布未來十年的交通計畫，預計興建三條捷運路線\n，並且把公車全面換成電動車。",
			"市政府今天公布未來十年的交通計畫，預計興建三條捷運路線，並且把公車全面換成電動車。"},
		{"Latin words",
			"根據昨天公布的報告，今年夏天的氣溫比往年高，World\nHealth Organization呼籲各國政府及早準備，以免重演\n前年的悲劇。",
			"根據昨天公布的報告，今年夏天的氣溫比往年高，World Health Organization呼籲各國政府及早準備，以免重演前年的悲劇。"},
		{"hanging list entry",
			"1. 市政府今天公布未來十年的交通計畫，預計興建三條捷\n   運路線，並且把公車全面換成電動車，希望在明年七月\n   開始試辦。\n2. 議會通過預算。",
			"1. 市政府今天公布未來十年的交通計畫，預計興建三條捷運路線，並且把公車全面換成電動車，希望在明年七月開始試辦。|2. 議會通過預算。"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.Split(test.want, "|"), paragraphTexts(test.in)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}
