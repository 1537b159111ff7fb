package lexicon

import (
	"slices"
	"strings"
	"testing"
)

func TestWordTables(t *testing.T) {
	if p := Predicates()["同意"]; p.Class != "agreement" || p.Control != "subject" {
		t.Errorf("同意: %+v", p)
	}
	if !Verbs()["否決"] || !PersonTitles()["主任"] || !Aimed()["施壓"] || Aimed()["否決"] {
		t.Error("verbs, titles or markers are missing")
	}
}

// headed returns what the header of a table says of its columns' values:
// the first word of every line that is indented by three blanks.
func headed(table string) []string {
	var out []string
	for line := range strings.Lines(table) {
		if rest, ok := strings.CutPrefix(line, "#   "); ok && !strings.HasPrefix(rest, " ") && !strings.Contains(rest, "<TAB>") {
			out = append(out, strings.Fields(rest)[0])
		}
	}
	return out
}

// TestWordTablesAreTidy finds typing mistakes: unknown classes, missing
// columns, and words that are there twice for one use.
func TestWordTablesAreTidy(t *testing.T) {
	for name, table := range map[string]string{"predicates.tsv": predicatesTSV, "function-words.tsv": functionWordsTSV} {
		known, seen := headed(table), map[string]bool{}
		if len(known) < 10 {
			t.Fatalf("%s: the header names only %v", name, known)
		}
		eachRow(table, func(f []string) {
			line := strings.Join(f, " ")
			key := f[0]
			if name == "function-words.tsv" {
				key += " " + f[min(1, len(f)-1)]
			}
			switch {
			case len(f) < 2 || len(f) > 3 || name == "predicates.tsv" && len(f) != 3:
				t.Errorf("%s: %s: %d columns", name, line, len(f))
			case !slices.Contains(known, f[1]) || name == "predicates.tsv" && !slices.Contains(known, f[2]):
				t.Errorf("%s: %s: not in the header", name, line)
			case seen[key]:
				t.Errorf("%s: %s is there twice", name, line)
			}
			seen[key] = true
		})
	}
}
