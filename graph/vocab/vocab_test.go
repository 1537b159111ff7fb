package vocab_test

import (
	"testing"

	"github.com/cayleygraph/quad"

	"sanyuan/graph/vocab"
)

func TestEscape(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"法國", "法國"},
		{"news/a.txt", "news/a.txt"},
		{"a b", "a%20b"},
		{"100%", "100%25"},
		{"%41", "%2541"},
		{"<>\"{}|\\^`", "%3C%3E%22%7B%7D%7C%5C%5E%60"},
		{"a#b?c[d]", "a%23b%3Fc%5Bd%5D"},
		{"全　形", "全%E3%80%80形"},
		{"line\nfeed\x00\x7f", "line%0Afeed%00%7F"},
		{"\xff", "%FF"},
		{"\uFFFD", "%EF%BF%BD"},
		{"（括號）：「引」", "（括號）：「引」"},
	} {
		if got := vocab.Escape(test.in); got != test.want {
			t.Errorf("Escape(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"法國", "a b%20", "\xff\x00<", "%", "%4", "%zz"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		esc := vocab.Escape(s)
		if got := vocab.Unescape(esc); got != s {
			t.Errorf("Unescape(Escape(%q)) = %q", s, got)
		}
		iri := vocab.Entity(s)
		if err := vocab.Check(iri); err != nil {
			t.Errorf("Entity(%q): %v", s, err)
		}
		if got := vocab.Name(iri); got != s {
			t.Errorf("Name(Entity(%q)) = %q", s, got)
		}
	})
}

func TestNamespace(t *testing.T) {
	for _, test := range []struct {
		base        string
		short, full quad.IRI
	}{
		{"", "ent:法國", "urn:sanyuan:ent:法國"},
		{"", "kg:recipient", "urn:sanyuan:kg:recipient"},
		{"", "rdf:type", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"},
		{"", "mailto:a@example.org", "mailto:a@example.org"},
		{"", "https://example.org/", "https://example.org/"},
		{"https://example.org/kg", "ent:法國", "https://example.org/kg/ent/法國"},
		{"https://example.org/kg/", "sent:a/b.txt/3", "https://example.org/kg/sent/a/b.txt/3"},
		{"https://example.org/kg#", "doc:a:b", "https://example.org/kg#doc/a:b"},
	} {
		n, err := vocab.NewNamespace(test.base)
		if err != nil {
			t.Fatal(err)
		}
		if got := n.Full(test.short); got != test.full {
			t.Errorf("base %q: Full(%s) = %s, want %s", test.base, test.short, got, test.full)
		}
		if got := n.Short(test.full); got != test.short {
			t.Errorf("base %q: Short(%s) = %s, want %s", test.base, test.full, got, test.short)
		}
	}
	for _, base := range []string{"kg", "/kg/", "https:", "https://a b/"} {
		if _, err := vocab.NewNamespace(base); err == nil {
			t.Errorf("base %q was taken", base)
		}
	}
}
