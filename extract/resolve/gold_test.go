package resolve

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sanyuan/extract/clause"
	"sanyuan/extract/syntax"
	"sanyuan/extract/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// goldSentences reads testdata/gsd-dev.txt: the words of the development section
// of Chinese GSD with their parts of speech and, from Universal NER, names.
func goldSentences(t testing.TB) [][]syntax.Token {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "gsd-dev.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out [][]syntax.Token
	for line := range strings.Lines(string(data)) {
		out = append(out, tokens(line))
	}
	return out
}

// goldNames makes one statement of each name in a sentence, of which the name
// is the subject.
func goldNames(sentence []syntax.Token, id string, relation string) Input {
	in := Input{Document: &text.Document{ID: id}, Tokens: [][]syntax.Token{sentence}}
	for start := 0; start < len(sentence); start++ {
		if !strings.HasPrefix(sentence[start].Entity, "B-") {
			continue
		}
		end := start + 1
		for end < len(sentence) && strings.HasPrefix(sentence[end].Entity, "I-") {
			end++
		}
		words := sentence[start:end]
		in.Statements = append(in.Statements, &clause.Statement{
			Subject: clause.Term{
				Kind: clause.Entity, Surface: formsOf(words), Head: words[len(words)-1].Form,
				Spans: []text.Span{{Start: words[0].Start, End: words[len(words)-1].End}},
			},
			Relation: clause.Relation{Name: relation, Lemma: relation},
			Evidence: []clause.Evidence{{Document: id}},
		})
	}
	return in
}

// merges resolves every name of the sentences, each sentence as a text of its
// own, and lists the names that are taken for something of another name.
func merges(r *Resolver, sentences [][]syntax.Token, relation string) []string {
	var out []string
	for i, s := range sentences {
		for _, e := range r.Resolve(goldNames(s, fmt.Sprint(i), relation)) {
			for _, a := range e.Aliases {
				out = append(out, fmt.Sprintf("%s\t%s\t%s", a.Text, e.Name, a.Reason))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestMergesOfGoldNames keeps the list of all names in a real text that end as
// one node with another name, where nothing acts and where everything does. The
// golden file has been read by eye; so has to be every change of it.
func TestMergesOfGoldNames(t *testing.T) {
	r := defaultResolver(t)
	sentences := goldSentences(t)
	var b strings.Builder
	for _, relation := range []string{"在", "表示"} {
		fmt.Fprintf(&b, "# as the subject of %s\n", relation)
		list := merges(r, sentences, relation)
		if diff := cmp.Diff(list, merges(r, sentences, relation)); diff != "" {
			t.Errorf("a second time gives other merges:\n%s", diff)
		}
		for _, line := range list {
			fmt.Fprintln(&b, line)
		}
	}
	golden := filepath.Join("testdata", "gsd-dev.merges")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("merges (-want +got), -update writes them:\n%s", diff)
	}
}
