package lexicon

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/longbridgeapp/opencc"
)

// lines returns the lines of a data file that hold entries.
func lines(t *testing.T, file string) []string {
	t.Helper()
	text, err := data.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var entries []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			entries = append(entries, strings.TrimSuffix(line, "\n"))
		}
	}
	return entries
}

// otherFormats are data files with a loader and tests of their own.
var otherFormats = map[string]bool{"predicates.tsv": true, "selection.tsv": true}

// dataFiles lists the data files of this package's own format.
func dataFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"data/*.tsv", "data/entities/*.tsv"} {
		found, err := fs.Glob(data, pattern)
		if err != nil || found == nil {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		files = append(files, found...)
	}
	return slices.DeleteFunc(files, func(file string) bool { return otherFormats[path.Base(file)] })
}

// keyColumns is the number of columns that tell entries of a file apart.
func keyColumns(file string) int {
	if path.Base(file) == "glosses.tsv" {
		return 2
	}
	return 1
}

func TestDataFilesAreTidy(t *testing.T) {
	for _, file := range dataFiles(t) {
		last, seen := "", map[string]bool{}
		for _, line := range lines(t, file) {
			cells := strings.Split(line, "\t")
			for _, c := range cells {
				if c == "" || c != strings.TrimSpace(c) || strings.Contains(c, "  ") {
					t.Errorf("%s: empty column or stray white space: %q", file, line)
				}
			}
			key := strings.Join(cells[:keyColumns(file)], "\t")
			switch {
			case path.Base(file) == "types.tsv": // parents before children
			case seen[Fold(key)]:
				t.Errorf("%s: %s is there twice, perhaps with variant characters", file, key)
			case key < last:
				t.Errorf("%s: %s stands after %s", file, key, last)
			}
			last, seen[Fold(key)] = key, true
		}
	}
}

func TestTypesFormATree(t *testing.T) {
	known := map[string]bool{}
	for _, line := range lines(t, "data/types.tsv") {
		class, parent, _ := strings.Cut(line, "\t")
		if parent != "" && !known[parent] {
			t.Errorf("%s: parent %s is not there before it", class, parent)
		}
		known[class] = true
	}
	l := builtin(t)
	if !l.IsA("City", "Place") || l.IsA("City", "Organization") || l.IsA("", "Thing") || !l.IsA("Thing", "Thing") {
		t.Error("IsA is wrong")
	}
	for _, table := range []string{"heads.tsv", "suffixes.tsv"} {
		for _, line := range lines(t, "data/"+table) {
			if class := strings.Split(line, "\t")[1]; !known[class] {
				t.Errorf("%s: unknown class %s", table, class)
			}
		}
	}
}

func TestNamesStandForOneEntity(t *testing.T) {
	for key, senses := range builtin(t).senses {
		if len(senses) == 1 {
			continue
		}
		var unmarked []string
		for _, s := range senses {
			if !s.Alias.Shared && s.Alias.Kind != Metonym {
				unmarked = append(unmarked, s.Entity.Name)
			}
		}
		canonical := slices.ContainsFunc(senses, func(s Sense) bool { return s.Alias.Text == s.Entity.Name })
		if len(unmarked) > 1 || len(unmarked) == 1 && !canonical {
			t.Errorf("%s stands for %s; mark it with *", key, readings(senses))
		}
	}
}

func TestAliasesAreNotRepeated(t *testing.T) {
	for _, file := range dataFiles(t) {
		column := map[string]int{"entities": colAliases, "data": colCountryAliases}[path.Base(path.Dir(file))]
		if column == colCountryAliases && path.Base(file) != "countries.tsv" {
			continue
		}
		for _, line := range lines(t, file) {
			cells := strings.Split(line, "\t")
			if len(cells) <= column || cells[column] == "-" {
				continue
			}
			seen := map[string]bool{Fold(cells[0]): true}
			for _, alias := range strings.Split(cells[column], "|") {
				mark, text, ok := strings.Cut(strings.TrimSuffix(alias, "*"), ":")
				if !ok {
					text = mark
				}
				if mark != "char" && seen[Fold(text)] {
					t.Errorf("%s: %s has alias %s twice", file, cells[0], text)
				}
				seen[Fold(text)] = true
			}
		}
	}
}

func TestMembersAndCapitalsExist(t *testing.T) {
	l := builtin(t)
	for _, e := range l.Entities() {
		for _, m := range e.Members {
			if l.Entity(m) == nil {
				t.Errorf("%s: no entity %s, its member", e.Name, m)
			}
		}
		if e.Capital == "" {
			continue
		}
		if c := l.Entity(e.Capital); c == nil || c.Type != "City" {
			t.Errorf("%s: no city %s, its capital", e.Name, e.Capital)
		} else if l.CapitalOf(e.Capital) != e {
			t.Errorf("%s is the capital of two countries", e.Capital)
		}
	}
}

func TestEveryEntityIsComplete(t *testing.T) {
	for _, e := range builtin(t).Entities() {
		if e.Type == "" || len(e.English.Text) < 2 || e.Hans == "" {
			t.Errorf("%s lacks a class, English or a Simplified name: %+v", e.Name, e)
		}
	}
}

// foldExceptions are words that OpenCC writes otherwise in Simplified characters
// than Fold does.
var foldExceptions = map[string]bool{"乾隆": true, "藉由": true, "藉助": true, "藉口": true, "瞭解": true}

// TestSimplifiedNamesAreOpenCCs checks that folding a name gives what OpenCC makes of the whole name.
func TestSimplifiedNamesAreOpenCCs(t *testing.T) {
	cc, err := opencc.New("t2s")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range chinese(t) {
		want, err := cc.Convert(word)
		if err != nil {
			t.Fatal(err)
		}
		if got := Fold(word); got != want && !foldExceptions[word] {
			t.Errorf("Fold(%s) = %s, OpenCC has %s", word, got, want)
		}
	}
}

// simplifiedToo are characters that OpenCC takes for Simplified ones and that
// Traditional text has as well.
const simplifiedToo = "台里后范云松只了干万于余准凶划占咸岩岳峰床托斗朴杰栗涂游秘群郁采雇征吃"

func TestDataAreInTraditionalCharacters(t *testing.T) {
	cc, err := opencc.New("s2t")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range chinese(t) {
		for _, r := range word {
			to, err := cc.Convert(string(r))
			if err != nil {
				t.Fatal(err)
			}
			if to != string(r) && !strings.ContainsRune(simplifiedToo, r) {
				t.Errorf("%s: %c is Simplified for %s", word, r, to)
			}
		}
	}
}

// chinese returns every Chinese word that the data files hold in Traditional
// characters.
func chinese(t *testing.T) []string {
	t.Helper()
	words := map[string]bool{}
	for _, file := range dataFiles(t) {
		for _, line := range lines(t, file) {
			for _, cell := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("\t|:*", r) }) {
				if langOf(cell) != "en" {
					words[cell] = true
				}
			}
		}
	}
	var sorted []string
	for w := range words {
		sorted = append(sorted, w)
	}
	slices.Sort(sorted)
	return sorted
}

func TestSize(t *testing.T) {
	l := builtin(t)
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"entities", len(l.Entities()), 700},
		{"relations", len(l.relations), 600},
		{"glosses", len(l.glosses), 3000},
	} {
		if c.got < c.want {
			t.Errorf("%d %s, want %d", c.got, c.what, c.want)
		}
	}
}
