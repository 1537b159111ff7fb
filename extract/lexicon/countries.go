package lexicon

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Columns of countries.tsv.
const (
	colCode = iota
	colCountryName
	colCountryType
	colCountryEnglish
	colDemonym
	colCapital
	colCountryAliases
	countryCols
)

// namers give CLDR's names of countries: the one that Taiwan uses, which is the
// canonical one, then those that are aliases.
type namers struct {
	taiwan, mainland, hongkong, english display.Namer
}

func newNamers() namers {
	return namers{
		taiwan:   display.Regions(language.TraditionalChinese),
		mainland: display.Regions(language.SimplifiedChinese),
		hongkong: display.Regions(language.MustParse("zh-Hant-HK")),
		english:  display.Regions(language.English),
	}
}

// country makes the entity of a region from CLDR alone.
func (n namers) country(region language.Region) *Entity {
	e := &Entity{Name: n.taiwan.Name(region), Hans: n.mainland.Name(region), Code: region.String(),
		Type: "AdministrativeArea", Source: SourceCLDR}
	e.setEnglish([]string{englishRegion(n.english.Name(region))}, SourceCLDR)
	for _, a := range []Alias{
		{Text: e.Hans, Lang: "zh-Hans"},
		{Text: n.hongkong.Name(region), Lang: "zh-Hant"},
	} {
		if Fold(a.Text) != Fold(e.Name) {
			a.Source = SourceCLDR
			e.Aliases = append(e.Aliases, a)
		}
	}
	return e
}

// englishRegion writes a CLDR name as running text has it.
func englishRegion(name string) string {
	name = strings.Replace(name, " & ", " and ", 1)
	return strings.Replace(name, "’", "'", 1)
}

// describe adds what countries.tsv says of a country.
func (e *Entity) describe(r row, types map[string]string) error {
	e.Type = "Country"
	if t := r.cell(colCountryType); t != "" {
		e.Type = t
	}
	if _, ok := types[e.Type]; !ok {
		return r.errorf("unknown schema.org class %q", e.Type)
	}
	if name := r.cell(colCountryName); name != "" && name != e.Name {
		e.Aliases = append(e.Aliases, Alias{Text: e.Name, Lang: "zh-Hant", Source: SourceCLDR})
		e.Name = name
	}
	if names := r.list(colCountryEnglish); names != nil {
		cldr := e.English.Text
		e.Aliases = without(e.Aliases, cldr)
		if names[0] == "-" {
			names = append([]string{cldr}, names[1:]...)
		} else {
			names = append(names, cldr)
		}
		e.setEnglish(names, SourceLexicon)
	}
	e.Demonym, e.Capital = r.cell(colDemonym), r.cell(colCapital)
	return e.addMarked(r, colCountryAliases, SourceLexicon)
}

func without(aliases []Alias, text string) []Alias {
	var kept []Alias
	for _, a := range aliases {
		if a.Text != text {
			kept = append(kept, a)
		}
	}
	return kept
}

// addCountries adds every country and territory that CLDR names, with what
// countries.tsv knows of it besides.
func (l *Lexicon) addCountries() error {
	rows := map[string]row{}
	err := l.readData("countries.tsv", func(r row) error {
		rows[r.cell(colCode)] = r
		return r.width(1, countryCols)
	})
	if err != nil {
		return err
	}
	names := newNamers()
	for _, region := range regions() {
		e := names.country(region)
		if r, ok := rows[e.Code]; ok {
			if err := e.describe(r, l.types); err != nil {
				return err
			}
			delete(rows, e.Code)
		}
		l.addEntity(e)
	}
	for code, r := range rows {
		return r.errorf("CLDR knows no country %q", code)
	}
	return nil
}

// notCountries are regions of CLDR that are groups (entities of their own), or
// uninhabited.
const notCountries = "AC AQ BV CP DG EA EU EZ HM QO TA UM UN XA XB ZZ"

// regions lists the countries and territories that CLDR names, by code.
func regions() []language.Region {
	english := display.Regions(language.English)
	var all []language.Region
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			r, err := language.ParseRegion(code)
			if err == nil && r.IsCountry() && r.String() == code && r.Canonicalize() == r &&
				english.Name(r) != "" && !strings.Contains(notCountries, code) {
				all = append(all, r)
			}
		}
	}
	return all
}
