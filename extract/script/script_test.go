package script

import (
	"testing"
	"unicode/utf8"
)

func TestTraditional(t *testing.T) {
	for in, want := range map[string]string{
		"法国否决了日本加入组织的提案。": "法國否決了日本加入組織的提案。",
		"皇后說她在公里之後的店裡。":   "皇后說她在公里之後的店裡。", // Traditional already, with 后 and 里
		"发现头发里有虫，abc１２":   "發現頭髮裡有蟲，abc１２",
		"我参加同学会的活动。":      "我參加同學會的活動。",  // nothing that Hong Kong's supplement to Big5 lacks
		"他恒常卧病，留下痕迹。":     "他恒常卧病，留下痕迹。", // Traditional as Hong Kong writes it
		"":                "",
		"\xff们\xfe":       "\xff們\xfe",
	} {
		got, err := Traditional(in)
		if err != nil || got != want {
			t.Errorf("Traditional(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}

func FuzzTraditional(f *testing.F) {
	f.Add("发展中国家的资讯与软件𠮷")
	f.Add("\xe5\x8f")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Traditional(s)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(s) || utf8.RuneCountInString(got) != utf8.RuneCountInString(s) {
			t.Fatalf("Traditional(%q) = %q, of another length", s, got)
		}
	})
}
