package lexicon

import (
	"strings"
	"unicode"
)

// Entity is a named thing that the lexicon knows.
type Entity struct {
	Name    string   // canonical name, in Traditional characters
	Hans    string   // name by mainland usage, in Simplified characters
	Type    string   // schema.org class
	English English  // full name; Text is empty when unknown
	Short   English  // as headlines have it: US, UN Security Council; equal to English when there is none
	Demonym string   // English adjective of a country: French
	Code    string   // ISO 3166-1 alpha-2 code of a country
	Capital string   // canonical name of a country's capital
	Aliases []Alias  // other names
	Members []string // canonical names of a group's members
	Source  string   // "lexicon", "cldr", or the user's file
}

// English is an English name.
type English struct {
	Text    string
	Article bool // takes "the" in running text
}

// String returns the name as it stands in running text: the US.
func (e English) String() string {
	if e.Article {
		return "the " + e.Text
	}
	return e.Text
}

// Alias is another name of an entity.
type Alias struct {
	Text   string
	Lang   string // zh-Hant, zh-Hans, en
	Kind   Kind
	Shared bool   // the same name may stand for something else
	Source string // "lexicon", "cldr", or the user's file
}

// Kind tells in what way an alias names its entity.
type Kind int

// The kinds of aliases, the surest first.
const (
	Full         Kind = iota // a name in its own right
	Abbreviation             // 歐盟, WTO
	Former                   // a name of old: 錫蘭
	Metonym                  // what stands for it where it acts: 白宮
	Initial                  // one character, in enumerations only: 美
)

var kindNames = [...]string{"name", "abbreviation", "former", "metonym", "initial"}

// String returns the kind's name.
func (k Kind) String() string { return kindNames[k] }

// kindMarks are the marks before an alias in the files.
var kindMarks = map[string]Kind{
	"abbr": Abbreviation, "former": Former, "metonym": Metonym, "char": Initial,
}

// Sense is one reading of a name.
type Sense struct {
	Entity *Entity
	Alias  Alias
}

// Columns of the entity files.
const (
	colName = iota
	colType
	colEnglish
	colAliases
	colMembers
	entityCols
)

// parseEntity reads a line of an entity file.
func parseEntity(r row, source string, types map[string]string) (*Entity, error) {
	if err := r.width(1, entityCols); err != nil {
		return nil, err
	}
	e := &Entity{Name: r.cell(colName), Type: r.cell(colType), Members: r.list(colMembers), Source: source}
	if e.Type != "" {
		if _, ok := types[e.Type]; !ok {
			return nil, r.errorf("unknown schema.org class %q%s", e.Type, nearest(e.Type, types))
		}
	}
	e.setEnglish(r.list(colEnglish), source)
	return e, e.addMarked(r, colAliases, source)
}

// setEnglish takes the first name as the label, the others as aliases, and the
// second one as the short form when it begins with an abbreviation.
func (e *Entity) setEnglish(names []string, source string) {
	for i, n := range names {
		text, article := strings.CutPrefix(n, "the ")
		name := English{text, article}
		kind := Full
		if isAcronym(text) {
			kind = Abbreviation
		}
		if i == 0 {
			e.English, e.Short = name, name
		}
		if first, _, _ := strings.Cut(text, " "); i == 1 && isAcronym(first) && !isAcronym(e.English.Text) {
			e.Short = name
		}
		e.addAlias(Alias{Text: text, Lang: "en", Kind: kind, Source: source})
	}
}

// addMarked adds the aliases of a cell: each may have a mark of its kind before
// it, "cn:" for the name by mainland usage, and "*" after it when shared.
func (e *Entity) addMarked(r row, col int, source string) error {
	for _, text := range r.list(col) {
		a := Alias{Source: source}
		text, a.Shared = strings.CutSuffix(text, "*")
		if mark, rest, ok := strings.Cut(text, ":"); ok {
			kind, known := kindMarks[mark]
			if !known && mark != "cn" {
				return r.errorf("unknown mark %q before alias %q; known are abbr, former, metonym, char, cn", mark, rest)
			}
			if mark == "cn" {
				e.Hans = Fold(rest)
			}
			a.Kind, text = kind, rest
		}
		a.Text = strings.TrimSpace(text)
		if a.Text == "" {
			return r.errorf("empty alias")
		}
		a.Lang = langOf(a.Text)
		if a.Lang == "en" && a.Kind == Full && isAcronym(a.Text) {
			a.Kind = Abbreviation
		}
		e.addAlias(a)
	}
	if e.Hans == "" {
		e.Hans = Fold(e.Name)
	}
	return nil
}

// addAlias adds a name unless the entity has it. An alias that is there already,
// in either script, becomes shared when the new one is.
func (e *Entity) addAlias(a Alias) {
	key := Fold(a.Text)
	for i, old := range e.Aliases {
		if len(old.Text) == len(key) && Fold(old.Text) == key && (old.Kind == Initial) == (a.Kind == Initial) {
			e.Aliases[i].Shared = old.Shared || a.Shared
			return
		}
	}
	if key != Fold(e.Name) {
		e.Aliases = append(e.Aliases, a)
	}
}

// langOf tells Chinese from Latin names.
func langOf(s string) string {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return "zh-Hant"
		}
	}
	return "en"
}

// isAcronym reports whether a name is written in capitals and digits alone.
func isAcronym(s string) bool {
	if len(s) < 2 || len(s) > 8 {
		return false
	}
	capitals := 0
	for _, r := range s {
		switch {
		case r >= 'A' && r <= 'Z':
			capitals++
		case r >= '0' && r <= '9', r == '&', r == '-', r == '+':
		default:
			return false
		}
	}
	return capitals > 0
}
