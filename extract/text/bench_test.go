package text

import (
	"strings"
	"testing"
)

func BenchmarkSplit(b *testing.B) {
	for name, in := range map[string]string{
		"paragraphs": strings.Repeat(strings.Join(article, "\n")+"\n", 1000),
		"wrapped":    strings.Repeat(strings.Join(wrapAt(strings.Join(article[1:], ""), 60, byColumns, false), "\n")+"\n", 1000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				Split(in)
			}
		})
	}
}

func BenchmarkReader(b *testing.B) {
	page := "<html><body><article>" + strings.Repeat("<p>"+strings.Join(article, "</p><p>")+"</p>", 20) + "</article></body></html>"
	for name, in := range map[string]string{
		"a.txt":   strings.Repeat(strings.Join(article, "\n")+"\n", 1000),
		"a.jsonl": strings.Repeat(`{"text":"`+strings.Join(article, `\n`)+"\"}\n", 1000),
		"a.html":  page,
	} {
		b.Run(name, func(b *testing.B) {
			r := newReader(b, Options{})
			b.SetBytes(int64(len(in)))
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range r.ReadFrom(name, strings.NewReader(in)) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
