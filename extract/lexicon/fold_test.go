package lexicon

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/longbridgeapp/opencc"
)

var update = flag.Bool("update", false, "write the files that are derived from others")

func TestFoldIsOpenCC(t *testing.T) {
	cc, err := opencc.New("t2s")
	if err != nil {
		t.Fatal(err)
	}
	var pairs strings.Builder
	for r := rune(foldStart); r < foldEnd; r++ {
		to, err := cc.Convert(string(r))
		if err != nil {
			t.Fatal(err)
		}
		if c := []rune(to); len(c) == 1 && c[0] != r && c[0] >= foldStart && c[0] < foldEnd {
			pairs.WriteString(string(r) + to + "\n")
		}
	}
	if *update {
		if err := os.WriteFile("data/fold.txt", []byte(pairs.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if pairs.String() != foldPairs {
		t.Error("data/fold.txt differs from OpenCC's table; run go test -run TestFold -update")
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":          "",
		"IAEA":      "IAEA",
		"臺灣與台灣":     "台湾与台湾",
		"国際原能總署":    "国际原能总署",
		"世界貿易組織WTO": "世界贸易组织WTO",
		"核子計畫与画家":   "核子计划与画家",
		"\xff亞":     "\xff亚",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}
