package index_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/cayleygraph/quad"

	"sanyuan/graph"
	"sanyuan/graph/graphtest"
	"sanyuan/graph/vocab"
)

// manyNames is a store of a million entities, or of as many as
// SANYUAN_BENCH_ENTITIES says, each with a Chinese and an English name. With
// SANYUAN_BENCH_NAMES it is kept in that directory and used again.
func manyNames(b *testing.B) *graph.Store {
	want := 1_000_000
	if n, err := strconv.Atoi(os.Getenv("SANYUAN_BENCH_ENTITIES")); err == nil {
		want = n
	}
	dir := os.Getenv("SANYUAN_BENCH_NAMES")
	if dir == "" {
		dir = filepath.Join(b.TempDir(), "db")
	}
	s := graphtest.Open(b, dir)
	meta, _, err := s.Index().Meta()
	if err != nil {
		b.Fatal(err)
	}
	var room graphtest.Newsroom
	for at := meta.Entities; at < want; {
		var quads []quad.Quad
		for end := at + 10_000; at < end; at++ {
			name := room.Word(nil, uint64(at), 2+at%7)
			node := vocab.Entity(fmt.Sprint(name, at))
			for lang, text := range map[string]string{"zh-Hant": name, "en": fmt.Sprint("Name ", at)} {
				quads = append(quads, quad.Quad{Subject: node, Predicate: vocab.Label, Object: quad.LangString{Value: quad.String(text), Lang: lang}, Label: vocab.Lexicon})
			}
		}
		if _, err := s.Add(b.Context(), quads); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkSearch looks names up among a million entities, from a single
// character, which begins or stands in a great many names, to whole ones.
func BenchmarkSearch(b *testing.B) {
	s := manyNames(b)
	var room graphtest.Newsroom
	for _, query := range []struct{ name, text string }{
		{"one-character", "國"}, {"two", "國家"}, {"whole", room.Word(nil, 500_004, 8)}, {"one-letter", "n"}, {"english", "name 12"},
		{"initial", "g"}, {"initials", "gjh"}, {"pinyin", "guojia"}, {"nothing", "沒有這個名字"},
	} {
		b.Run(query.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Index().Search(query.text, vocab.EntityPrefix, 10); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
