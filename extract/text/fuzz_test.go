package text

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzSplit(f *testing.F) {
	f.Add(traditional)
	f.Add("他說：「我不去。她很\r\n失望。\u2028　　天黑了!（Mr. A.）\x00\ufeff")
	f.Add(strings.Join(wrapAt(strings.Join(article, ""), 30, byColumns, true), "\n"))
	f.Fuzz(func(t *testing.T, in string) {
		if utf8.ValidString(in) {
			checkOffsets(t, Split(in), in, asIs)
		}
	})
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(traditional), "big5", false)
	f.Add([]byte("\xff\xfe\x29\x59"), "", true)
	f.Add([]byte("\x84\x31\xa4\x37\xff"), "gb18030", false)
	f.Add([]byte("\x1f\x8b\x08\x00"), "utf-16", false)
	f.Fuzz(func(t *testing.T, in []byte, encoding string, lossy bool) {
		r, err := NewReader(Options{Encoding: encoding, Lossy: lossy})
		if err != nil {
			return
		}
		for doc, err := range r.ReadFrom("a", strings.NewReader(string(in))) {
			var where *UndecodableError
			if errors.As(err, &where) && (where.Offset < 0 || where.Offset > len(in)) {
				t.Errorf("error at byte %d of %d", where.Offset, len(in))
			}
			for _, s := range doc.Sentences {
				if !utf8.ValidString(s.Text) {
					t.Errorf("%q is not UTF-8", s.Text)
				}
			}
		}
	})
}

func FuzzHTML(f *testing.F) {
	for _, name := range []string{"testdata/news.html", "testdata/short.html"} {
		raw, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	f.Add("<table>甲<tr>乙<td>丙<svg><![CDATA[丁]]></svg><textarea>戊</textarea><plaintext>己")
	f.Fuzz(func(t *testing.T, in string) {
		if !utf8.ValidString(in) {
			return
		}
		got, err := readHTML(in)
		if err != nil {
			return
		}
		for _, s := range split(got.text) {
			checkPieces(t, s, in)
		}
	})
}

// checkPieces checks that the pieces tile the text and lie within the original.
func checkPieces(t *testing.T, s Sentence, original string) {
	end, last := 0, 0
	for _, p := range s.Pieces {
		if p.Text.Start != end || p.Original.Start < last || p.Original.Len() < 0 || p.Original.End > len(original) {
			t.Fatalf("piece %v of %q, original of %d bytes", p, s.Text, len(original))
		}
		end, last = p.Text.End, p.Original.Start
	}
	if end != len(s.Text) {
		t.Fatalf("pieces end at %d of %q", end, s.Text)
	}
}

func FuzzJSONL(f *testing.F) {
	f.Add(`{"text":"天\n晴\u4e86\ud83d\ude00\ud83d。","id":"x"}`, true)
	f.Add(`{"text":"天晴了。","id":1e5,"date":"2005-05-13"}`+"\n[", false)
	f.Fuzz(func(t *testing.T, in string, lossy bool) {
		if !utf8.ValidString(in) || strings.ContainsAny(in, "\n\r\x00") {
			return
		}
		docs, _ := readAll(t, Options{Format: JSONL, Encoding: "utf-8", Lossy: lossy}, "a", in)
		for _, doc := range docs {
			for _, s := range doc.Sentences {
				checkPieces(t, s, in)
			}
		}
	})
}

// TestHostile reads large inputs that a splitter of quadratic time would not
// finish: each takes a second or so where time is linear, and hours where not.
func TestHostile(t *testing.T) {
	size := 10 << 20
	if testing.Short() || raceEnabled {
		size = 1 << 20
	}
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, in := range map[string]string{
		"no punctuation":         fill("天"),
		"opening quotes":         fill("「"),
		"closing quotes":         fill("」"),
		"crossed quotes":         fill("「（」）"),
		"straight quotes":        fill("\""),
		"full stops":             fill("。"),
		"half-width stops":       fill("."),
		"stops after words":      fill("a.") + " ",
		"stops and quotes":       fill("。\""),
		"stops and closers":      fill("天。") + fill("」"),
		"spaces":                 fill("天 "),
		"marks and spaces":       fill("a! "),
		"line breaks":            fill("\n"),
		"short lines":            fill("天\n"),
		"lines of every width":   growing(size),
		"Latin word":             fill("a"),
		"text, then line breaks": "天" + fill("\r\n") + "天",
	} {
		t.Run(name, func(t *testing.T) {
			n := 0
			for _, s := range Split(in) {
				n += len(s.Text)
			}
			if n > len(in) {
				t.Errorf("%d bytes of text from %d", n, len(in))
			}
		})
	}
}

// growing returns lines each of which is longer than the one before.
func growing(size int) string {
	var b strings.Builder
	for n := 1; b.Len() < size; n++ {
		b.WriteString(strings.Repeat("天", n))
		b.WriteByte('\n')
	}
	return b.String()
}

func TestHostile_html(t *testing.T) {
	const size = 1 << 18
	for name, unit := range map[string]string{
		"entities": "&amp", "open tags": "<b>", "blocks": "<div>天", "cells": "<td>天", "ampersands": "&", "text": "天，", "attributes": "<a b=",
	} {
		t.Run(name, func(t *testing.T) {
			_, errs := readAll(t, Options{}, "a.html", strings.Repeat(unit, size/len(unit)))
			for _, err := range errs {
				t.Log(err)
			}
		})
	}
}

func TestHostile_jsonl(t *testing.T) {
	for _, in := range []string{`{"text":` + strings.Repeat("[", 1<<20), `{"text":"` + strings.Repeat(`\u4e2d`, 1<<17) + `"}`} {
		for _, err := range newReader(t, Options{}).ReadFrom("a.jsonl", strings.NewReader(in)) {
			t.Log(err)
		}
	}
}
