package lexicon

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed predicates.tsv
var predicatesTSV string

//go:embed function-words.tsv
var functionWordsTSV string

// Predicate tells what a verb does to the clause that it takes.
type Predicate struct {
	Class   string // factive, speech, demand, ...: see the header of predicates.tsv
	Control string // whose act the clause is: subject, object or none
}

// FunctionWord is one use of a function word.
type FunctionWord struct {
	Category string // coverb, negation, modal, ...: see the header of function-words.tsv
	Value    string // what it means for the category: a role, a modality
}

// Predicates returns the verbs that take clauses, by their form in Traditional
// characters. The map is shared and must not be changed.
var Predicates = sync.OnceValue(func() map[string]Predicate {
	table := map[string]Predicate{}
	eachRow(predicatesTSV, func(f []string) { table[f[0]] = Predicate{Class: f[1], Control: f[2]} })
	return table
})

// FunctionWords returns the uses of every function word, by its form in
// Traditional characters. The map is shared and must not be changed.
var FunctionWords = sync.OnceValue(func() map[string][]FunctionWord {
	table := map[string][]FunctionWord{}
	eachRow(functionWordsTSV, func(f []string) {
		use := FunctionWord{Category: f[1]}
		if len(f) > 2 {
			use.Value = f[2]
		}
		table[f[0]] = append(table[f[0]], use)
	})
	return table
})

// Verbs returns the predicates of relations.tsv, by which a verb is known that
// a tagger took for a noun. The map is shared and must not be changed.
var Verbs = sync.OnceValue(func() map[string]bool { return firstColumn("data/relations.tsv") })

// Aimed returns the predicates of relations.tsv that need a coverb before whom
// they are aimed at (對…施壓). The map is shared and must not be changed.
var Aimed = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	eachRow(dataFile("data/relations.tsv"), func(f []string) {
		if len(f) > 3 && (strings.Contains(f[3], "對:") || strings.Contains(f[3], "向:")) {
			out[f[0]] = true
		}
	})
	return out
})

// PersonTitles returns the titles of titles.tsv. The map is shared and must not
// be changed.
var PersonTitles = sync.OnceValue(func() map[string]bool { return firstColumn("data/titles.tsv") })

// firstColumn returns the first column of an embedded table.
func firstColumn(file string) map[string]bool {
	out := map[string]bool{}
	eachRow(dataFile(file), func(f []string) { out[f[0]] = true })
	return out
}

// dataFile returns an embedded table.
func dataFile(file string) string {
	table, err := data.ReadFile(file)
	if err != nil {
		panic("lexicon: " + err.Error()) // embedded: a mistake of the build
	}
	return string(table)
}

// eachRow calls f with the columns of every row but comments.
func eachRow(table string, f func([]string)) {
	for line := range strings.Lines(table) {
		line = strings.TrimSuffix(line, "\n")
		if line != "" && line[0] != '#' {
			f(strings.Split(line, "\t"))
		}
	}
}
