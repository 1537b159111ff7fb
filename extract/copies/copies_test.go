package copies

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"sanyuan/extract/text"
)

// article makes up a text of n characters.
func article(seed int64, n int) string {
	r := rand.New(rand.NewSource(seed))
	var b strings.Builder
	for range n {
		b.WriteRune(rune(0x4E00 + r.Intn(3000)))
	}
	return b.String()
}

func TestOriginal(t *testing.T) {
	story := article(1, 600)
	wrapped := strings.Join([]string{story[:300], story[300:900], story[900:]}, "\n")
	for _, c := range []struct {
		name, text, want string
	}{
		{"the same", story, "first"},
		{"wrapped otherwise", wrapped, "first"},
		{"with another lead", "（本報訊）" + article(2, 20) + story, "first"},
		{"the last sentences cut", story[:len(story)*9/10], "first"},
		{"half of it", story[:len(story)/2], ""},
		{"another story", article(3, 600), ""},
		{"a few words", "本報記者現場報導", ""},
		{"nothing", "", ""},
	} {
		x := New()
		if got := x.Original("first", story); got != "" {
			t.Fatalf("an original is taken for a copy of %q", got)
		}
		if got := x.Original("second", c.text); got != c.want {
			t.Errorf("%s: original %q, want %q", c.name, got, c.want)
		}
	}
}

func TestOriginalInEitherScript(t *testing.T) {
	x := New()
	x.Original("first", strings.Repeat("歐盟與東協的會談於週五結束並達成貿易協議", 3))
	if got := x.Original("second", strings.Repeat("欧盟与东协的会谈于周五结束并达成贸易协议", 3)); got != "first" {
		t.Errorf("original %q, want first", got)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("makes up tens of thousands of texts")
	}
	x := New()
	first := article(0, 40)
	for i := range Remembered + 100 {
		x.Original(fmt.Sprint(i), article(int64(i), 40))
	}
	if len(x.originals) != Remembered || len(x.bands) > Remembered*hashes/rows {
		t.Errorf("%d originals and %d bands are kept", len(x.originals), len(x.bands))
	}
	if got := x.Original("again", first); got != "" {
		t.Errorf("a text forgotten long ago is still taken for %q", got)
	}
}

func TestMark(t *testing.T) {
	story := article(1, 200)
	documents := func(yield func(text.Document, error) bool) {
		for _, id := range []string{"a", "b"} {
			d := text.Document{ID: id, Sentences: []text.Sentence{{Text: story[:300]}, {Text: story[300:]}}}
			if !yield(d, nil) {
				return
			}
		}
		yield(text.Document{ID: "c"}, text.ErrBinary)
	}
	var got []string
	for d, err := range Mark(documents) {
		got = append(got, fmt.Sprint(d.ID, " ", d.CopyOf, " ", err != nil))
	}
	if want := "a  false,b a false,c  true"; strings.Join(got, ",") != want {
		t.Errorf("got %q, want %s", got, want)
	}
}

func BenchmarkOriginal(b *testing.B) {
	x := New()
	text := article(1, 1000)
	for b.Loop() {
		x.Original("id", text)
	}
}
