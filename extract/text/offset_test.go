package text

import (
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// squeeze leaves out white space, which line breaks are made of.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if space(r) || lineBreak(r) {
			return -1
		}
		return r
	}, s)
}

// checkOffsets checks that sentences lead back to the original: piece by piece
// exactly, and for random ranges but for white space. decode undoes escapes.
func checkOffsets(t testing.TB, sentences []Sentence, original string, decode func(string) string) {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 2))
	last := 0
	for i, s := range sentences {
		if s.Index != i || s.Text == "" || !utf8.ValidString(s.Text) || s.Text != strings.TrimFunc(s.Text, space) {
			t.Fatalf("sentence %d: index %d, text %q", i, s.Index, s.Text)
		}
		end := 0
		for _, p := range s.Pieces {
			if p.Text.Start != end || p.Text.Len() <= 0 || p.Original.Start < 0 || p.Original.End > len(original) || p.Original.Len() < 0 {
				t.Fatalf("piece %v of %q", p, s.Text)
			}
			want, got := s.Text[p.Text.Start:p.Text.End], original[p.Original.Start:p.Original.End]
			if want != got && squeeze(want) != squeeze(decode(got)) {
				t.Fatalf("piece %v of %q is %q in the original", p, s.Text, got)
			}
			end = p.Text.End
		}
		if end != len(s.Text) {
			t.Fatalf("pieces end at %d of %q", end, s.Text)
		}
		whole := s.Original(Span{0, len(s.Text)})
		if whole.Start < last && decode("<b>") == "<b>" {
			t.Fatalf("sentence %d begins before the one before it ends", i)
		}
		last = whole.End
		for range 4 {
			in := randomRange(rng, s.Text)
			at := s.Original(in)
			want, got := s.Text[in.Start:in.End], original[at.Start:at.End]
			if squeeze(want) != squeeze(decode(got)) {
				t.Fatalf("range %v %q of %q is %q in the original", in, want, s.Text, got)
			}
		}
	}
}

// randomRange returns a random range of runes of s that is not empty.
func randomRange(rng *rand.Rand, s string) Span {
	var bounds []int
	for i := range s {
		bounds = append(bounds, i)
	}
	from := rng.IntN(len(bounds))
	to := from + 1 + rng.IntN(len(bounds)-from)
	return Span{bounds[from], append(bounds, len(s))[to]}
}

func asIs(s string) string { return s }

var markup = regexp.MustCompile(`(?s)<[^>]*>`)

func decodeHTML(s string) string { return html.UnescapeString(markup.ReplaceAllString(s, "")) }

func decodeJSON(s string) string {
	var out string
	if err := json.Unmarshal([]byte(`"`+s+`"`), &out); err != nil {
		return s
	}
	return out
}

func TestOffsets_plain(t *testing.T) {
	for _, width := range []int{30, 40, 60} {
		for _, eol := range []string{"\n", "\r\n", "\n　　", "\u2028"} {
			var lines []string
			for _, p := range article {
				lines = append(lines, wrapAt(p, width, byColumns, false)...)
			}
			original := "\ufeff" + strings.Join(lines, eol)
			checkOffsets(t, Split(original), original, asIs)
		}
	}
}

func TestOffsets_html(t *testing.T) {
	for _, name := range []string{"testdata/news.html", "testdata/short.html"} {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		docs, errs := readAll(t, Options{}, name, string(raw))
		if len(errs) > 0 || len(docs[0].Sentences) == 0 {
			t.Fatal(docs, errs)
		}
		checkOffsets(t, docs[0].Sentences, string(raw), decodeHTML)
	}
}

func TestOffsets_jsonl(t *testing.T) {
	text := strings.Join(wrapAt(strings.Repeat(article[4], 3), 40, byColumns, false), "\n")
	for name, encode := range map[string]func(string) string{
		"plain":   func(s string) string { b, _ := json.Marshal(s); return string(b) },
		"escaped": escapeAll,
	} {
		line := "\ufeff{\"id\": 7, \"text\" : " + encode("😀"+text) + ", \"x\":[]}"
		docs, errs := readAll(t, Options{}, "a.jsonl", line+"\r\n")
		if len(errs) > 0 || len(docs) != 1 {
			t.Fatal(name, docs, errs)
		}
		if diff := cmp.Diff(texts(Split("😀"+text)), texts(docs[0].Sentences)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
		checkOffsets(t, docs[0].Sentences, line, decodeJSON)
	}
}

// escapeAll writes a JSON string in which every character is escaped.
func escapeAll(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r > 0xffff {
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x`, 0xd800+r>>10)
			r = 0xdc00 + r&0x3ff
		}
		fmt.Fprintf(&b, `\u%04x`, r)
	}
	return `"` + b.String() + `"`
}

func TestDistinct(t *testing.T) {
	got := Distinct(Split("天晴了。花開了。天晴了。\n天晴了。"))
	want := []Occurrences{{"天晴了。", []int{0, 2, 3}}, {"花開了。", []int{1}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
