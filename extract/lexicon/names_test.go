package lexicon

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
)

func TestListsOfNamesAreTidy(t *testing.T) {
	files, err := fs.Glob(data, "data/names/*.txt")
	if err != nil || len(files) != 3 {
		t.Fatalf("files %v: %v", files, err)
	}
	for _, file := range files {
		names := lines(t, file)
		if !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
			t.Errorf("%s is not sorted, or has lines twice", file)
		}
		for _, name := range names {
			if name == "" || strings.ContainsAny(name, " \t\r，、。") {
				t.Errorf("%s: %q", file, name)
			}
		}
	}
}

func TestLongestName(t *testing.T) {
	lex, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"奧斯曼帝國的軍隊": "奧斯曼帝國 loc+org", "奥斯曼帝国的军队": "奥斯曼帝国 loc+org", "清華大學校長": "清華大學 org", "愛因斯坦說": "愛因斯坦 per", "我們說": "",
	} {
		got := ""
		if size, classes := lex.LongestName(text, 0); size > 0 {
			got = text[:size] + " " + strings.Join(classes, "+")
		}
		if got != want {
			t.Errorf("%s begins with %q, not %q", text, got, want)
		}
	}
}
