package text

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReader_html(t *testing.T) {
	raw, err := os.ReadFile("testdata/news.html")
	if err != nil {
		t.Fatal(err)
	}
	docs, errs := readAll(t, Options{}, "news.html", string(raw))
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	doc := docs[0]
	if !strings.HasPrefix(doc.Title, "市府公布交通新計畫") {
		t.Errorf("title %q", doc.Title)
	}
	if got := doc.Date.Format(time.RFC3339); got != "2005-05-13T23:30:00+08:00" {
		t.Errorf("date %s", got)
	}
	want := []string{
		"市政府今天公布未來十年的交通計畫，預計興建三條捷運路線，並且把公車全面換成電動車，希望在2035年以前把市區的空氣污染減少一半。",
		"這項計畫由World Transport\u00a0Forum協助擬定，經費超過 A&B 公司的估計。",
		"市長在記者會上表示：「這項計畫的經費來自中央補助與地方稅收。議會在上個月已經通過第一期預算。」",
		"環保團體歡迎這項決定，但也提醒市府應該保留河岸的老樹，因為許多鳥類在那裡築巢……",
		"居民也常到樹下乘涼。",
		"議員質疑經費過高，市府回應說，細節將在三個月內公布；",
		"駕駛工會則要求市府先說明訓練計畫，再談採購的時程，否則不排除上街抗議。",
	}
	got := texts(doc.Sentences)
	if len(got) > 0 && got[0] == "市府公布交通新計畫" {
		got = got[1:]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestReader_htmlCharset(t *testing.T) {
	page := "<html><head><meta charset=gb2312><title>x</title></head><body><p>\xcc\xec\xc7\xe7\xc1\xcb\xa1\xa3</p></body></html>"
	docs, errs := readAll(t, Options{}, "a.html", page)
	if len(errs) > 0 || len(docs[0].Sentences) != 1 || docs[0].Sentences[0].Text != "天晴了。" {
		t.Errorf("got %v %v", docs, errs)
	}
}

func TestReadHTML_forgedTags(t *testing.T) {
	page := "<body><p>天晴了。\U000F0000\U00100005花開了。</p><p>&#xF0000;&#x100000;&#xF0003;&#x100003;鳥來了。</p></body>"
	got, err := readHTML(page)
	if err != nil {
		t.Fatal(err)
	}
	checkOffsets(t, split(got.text), page, decodeHTML)
}

func TestEntity(t *testing.T) {
	for _, test := range []struct {
		in, want string
		n        int
	}{
		{"&amp;b", "&", 5}, {"&ampb", "&", 4}, {"&b;", "&", 1}, {"& b", "&", 1}, {"&#22909;", "好", 8},
		{"&#x597d;", "好", 8}, {"&", "&", 1}, {"&nLtv;", "≪\u0338", 6}, {"&copy", "©", 5},
	} {
		if got, n := entity(test.in); got != test.want || n != test.n {
			t.Errorf("%s: got %q, %d", test.in, got, n)
		}
	}
}
