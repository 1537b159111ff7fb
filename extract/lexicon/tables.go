package lexicon

import (
	"errors"
	"strconv"
	"unicode/utf8"
)

// tables are the small tables, by folded word.
type tables struct {
	titles      map[string]Title
	suffixes    map[string]Suffix
	heads       map[string]string
	surnames    map[string]string
	units       map[string]Unit
	eras        map[string]int
	measures    map[string]string
	determiners map[string]Determiner
	markers     map[string]string
	auxiliaries map[string]Auxiliary
	selections  map[string]Selection
}

// Title is an office, a rank or a form of address that stands beside a name:
// 總統, 執行長, 先生.
type Title struct {
	English string
	After   bool // stands only after a name in Chinese: 先生
}

// Suffix is the last part of a name that tells its class: 大學, 公司, 山.
type Suffix struct {
	Text    string // in Traditional characters
	Type    string // schema.org class
	English string // pattern of the English name, with %s for the rest: %s University
}

// Unit is a unit of measurement or a currency.
type Unit struct {
	English string // in the plural: kilometres
	Symbol  string // UCUM code, or ISO 4217 code of a currency
	Kind    string // length, area, mass, currency, ...
}

// Determiner is a word that stands before a noun without being part of the name
// of the thing: 這, 該, 各, 多.
type Determiner struct {
	English string
	Plural  bool // the noun after it is in the plural in English
}

// Auxiliary is a negation, a modal or an aspect word before a predicate.
type Auxiliary struct {
	English string // in its base form: be unable to
	Kind    string // negation, modal, aspect
}

func (l *Lexicon) loadTables() error {
	t := tables{
		titles: map[string]Title{}, suffixes: map[string]Suffix{}, heads: map[string]string{}, surnames: map[string]string{},
		units: map[string]Unit{}, eras: map[string]int{}, measures: map[string]string{}, determiners: map[string]Determiner{},
		markers: map[string]string{}, auxiliaries: map[string]Auxiliary{}, selections: map[string]Selection{},
	}
	l.tables = t
	return errors.Join(
		l.readTable("titles.tsv", 2, 3, func(key string, r row) { t.titles[key] = Title{r.cell(1), r.cell(2) == "after"} }),
		l.readTable("suffixes.tsv", 3, 3, func(key string, r row) { t.suffixes[key] = Suffix{r.cell(0), r.cell(1), r.cell(2)} }),
		l.readTable("heads.tsv", 2, 2, func(key string, r row) { t.heads[key] = r.cell(1) }),
		l.readTable("surnames.tsv", 2, 2, func(key string, r row) { t.surnames[key] = r.cell(1) }),
		l.readTable("units.tsv", 4, 4, func(key string, r row) { t.units[key] = Unit{r.cell(1), r.cell(2), r.cell(3)} }),
		l.readTable("measures.tsv", 1, 2, func(key string, r row) { t.measures[key] = r.cell(1) }),
		l.readTable("determiners.tsv", 1, 3, func(key string, r row) { t.determiners[key] = Determiner{r.cell(1), r.cell(2) == "plural"} }),
		l.readTable("markers.tsv", 2, 2, func(key string, r row) { t.markers[key] = r.cell(1) }),
		l.readTable("auxiliaries.tsv", 3, 3, func(key string, r row) { t.auxiliaries[key] = Auxiliary{r.cell(1), r.cell(2)} }),
		l.readTable("selection.tsv", 3, 3, func(key string, r row) { t.selections[key] = Selection{r.cell(1), r.cell(2)} }),
		l.readData("eras.tsv", t.addEra),
	)
}

func (l *Lexicon) readTable(file string, least, most int, add func(string, row)) error {
	return l.readData(file, func(r row) error {
		if err := r.width(least, most); err != nil {
			return err
		}
		add(Fold(r.cell(0)), r)
		return nil
	})
}

func (t tables) addEra(r row) error {
	if err := r.width(2, 2); err != nil {
		return err
	}
	first, err := strconv.Atoi(r.cell(1))
	if err != nil {
		return r.errorf("first year %q is not a number", r.cell(1))
	}
	t.eras[r.cell(0)] = first
	return nil
}

// Title looks up a title in either script.
func (l *Lexicon) Title(word string) (Title, bool) {
	t, ok := folded(l.tables.titles, word)
	return t, ok
}

// Suffix returns the longest suffix that a name ends in and that leaves some of
// it.
func (l *Lexicon) Suffix(name string) (Suffix, bool) {
	key := Fold(name)
	for i := range key {
		if s, ok := l.tables.suffixes[key[i:]]; ok && i > 0 {
			return s, true
		}
	}
	return Suffix{}, false
}

// HeadType returns the schema.org class of what a noun denotes: Event of 會談.
// When the noun is not known its longest known ending tells: 高峰會談.
func (l *Lexicon) HeadType(noun string) (string, bool) {
	key := Fold(noun)
	for i := range key {
		if t, ok := l.tables.heads[key[i:]]; ok {
			return t, true
		}
	}
	return "", false
}

// Surname cuts a Chinese name in surname and given name, and returns the
// surname's pinyin. It holds for names of two to four characters that begin
// with a surname.
func (l *Lexicon) Surname(name string) (surname, given, pinyin string, ok bool) {
	n := utf8.RuneCountInString(name)
	if _, bare := folded(l.tables.surnames, name); bare || n < 2 || n > 4 {
		return "", "", "", false
	}
	for _, runes := range []int{2, 1} {
		if n <= runes || n > runes+2 {
			continue
		}
		at := 0
		for range runes {
			_, size := utf8.DecodeRuneInString(name[at:])
			at += size
		}
		if pinyin, ok := folded(l.tables.surnames, name[:at]); ok {
			return name[:at], name[at:], pinyin, true
		}
	}
	return "", "", "", false
}

// Unit looks up a unit or a currency.
func (l *Lexicon) Unit(word string) (Unit, bool) {
	u, ok := folded(l.tables.units, word)
	return u, ok
}

// Eras returns the first year, in the common calendar, of the eras by which years
// are counted, by name in Traditional characters: 1912 of 民國. The map is shared
// and must not be changed.
func (l *Lexicon) Eras() map[string]int { return l.tables.eras }

// Measure looks up a measure word. Its English is empty where English has none
// (一名記者) and is a noun that takes "of" elsewhere (一批 batch).
func (l *Lexicon) Measure(word string) (english string, ok bool) {
	english, ok = folded(l.tables.measures, word)
	return english, ok
}

// Determiner looks up a determiner.
func (l *Lexicon) Determiner(word string) (Determiner, bool) {
	d, ok := folded(l.tables.determiners, word)
	return d, ok
}

// Auxiliary looks up a word that stands before a predicate.
func (l *Lexicon) Auxiliary(word string) (Auxiliary, bool) {
	a, ok := folded(l.tables.auxiliaries, word)
	return a, ok
}
