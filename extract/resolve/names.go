package resolve

import (
	"strings"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
)

// Reasons why a mention is taken for an entity of another name.
const (
	ByLexicon      = "lexicon"              // the lexicon lists it
	ByCLDR         = "cldr"                 // Unicode's CLDR lists it as a country's name
	ByUser         = "user"                 // the user's lexicon lists it
	ByContext      = "context"              // ambiguous, but the text names one of the candidates in full
	ByCapital      = "capital"              // a capital, where its government acts
	ByMetonym      = "seat-of-government"   // 白宮, where the government acts
	ByRegion       = "region"               // with the region that it is in: 日本東京
	BySuffix       = "suffix"               // 法國方面, 法國政府 where it acts
	ByAbbreviation = "abbreviation-in-text" // the text explains it: 世界貿易組織（WTO）
	ByTitle        = "title"                // a person with the title: 總統席哈克
	BySurname      = "surname"              // part of a full name in the same text
	ByPronoun      = "pronoun"              // 他
	ByReference    = "reference"            // 該國
	ByEnumeration  = "enumeration"          // 中美兩國
	ByWording      = "wording"              // a common noun phrase without determiners and measure words: 這項協議
)

// known reads a name that the lexicon has.
func (d *document) known(m *mention) (naming, bool) {
	return d.lookup(m, m.text)
}

// nowhere is the mention by which names are looked up that are none themselves.
var nowhere = &mention{}

// lookup finds the entity that the lexicon has under a name. Where a name is
// shared by several, the one that the text names in full elsewhere is meant; if
// it names none or several of them, the name stays apart.
func (d *document) lookup(m *mention, name string) (naming, bool) {
	if sense, ok := d.seat(m, name); ok {
		return sense, true
	}
	senses := properSenses(d.lex.Lookup(name))
	if len(senses) == 0 {
		return naming{}, false
	}
	if len(senses) == 1 && !senses[0].Alias.Shared {
		return d.asEntity(senses[0]), true
	}
	return d.byContext(senses)
}

// withRegion reads a place after the country or region that it is in, 日本東京, as
// the place.
func (d *document) withRegion(m *mention) (naming, bool) {
	for i := 1; i < len(m.tokens); i++ {
		region, ok := d.lookup(nowhere, formsOf(m.tokens[:i]))
		if !ok || !d.lex.IsA(region.entity.Type, "AdministrativeArea") {
			continue
		}
		place, known := d.lookup(nowhere, formsOf(m.tokens[i:]))
		if !known || !d.lex.IsA(place.entity.Type, "Place") {
			return naming{}, false
		}
		place.reason = ByRegion
		return place, true
	}
	return naming{}, false
}

// properSenses leaves out what a name stands for only by metonymy.
func properSenses(senses []lexicon.Sense) []lexicon.Sense {
	var out []lexicon.Sense
	for _, s := range senses {
		if s.Alias.Kind != lexicon.Metonym {
			out = append(out, s)
		}
	}
	return out
}

// asEntity is the naming by one sense; an alias is its reason.
func (d *document) asEntity(s lexicon.Sense) naming {
	reason := ByUser
	switch s.Alias.Source {
	case lexicon.SourceLexicon:
		reason = ByLexicon
	case lexicon.SourceCLDR:
		reason = ByCLDR
	}
	return naming{entity: s.Entity, reason: reason}
}

func (d *document) byContext(senses []lexicon.Sense) (naming, bool) {
	var found *lexicon.Entity
	for _, s := range senses {
		if !d.saidInFull(s.Entity) {
			continue
		}
		if found != nil && found != s.Entity {
			return naming{}, false
		}
		found = s.Entity
	}
	return naming{entity: found, reason: ByContext}, found != nil
}

// saidInFull reports whether the text names an entity by a name that nothing
// else has.
func (d *document) saidInFull(e *lexicon.Entity) bool {
	if d.said == nil {
		d.said = map[string]bool{}
		for _, tokens := range d.in.Tokens {
			d.noteNames(formsOf(tokens))
		}
	}
	return d.said[e.Name]
}

func (d *document) noteNames(s string) {
	s = lexicon.Fold(s)
	for i := 0; i < len(s); {
		n, senses := d.lex.Longest(s, i)
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s[i:])
		} else if len(senses) == 1 && !senses[0].Alias.Shared && senses[0].Alias.Kind != lexicon.Metonym {
			d.said[senses[0].Entity.Name] = true
		}
		i += n
	}
}

// seat reads the capital or the seat of a government as the state, where an
// actor is asked for.
func (d *document) seat(m *mention, name string) (naming, bool) {
	if m.class != actor {
		return naming{}, false
	}
	senses := d.lex.Lookup(name)
	var metonym *lexicon.Entity
	for _, s := range senses {
		if s.Alias.Kind == lexicon.Metonym {
			if metonym != nil {
				return naming{}, false
			}
			metonym = s.Entity
		}
	}
	if metonym != nil {
		return naming{entity: metonym, reason: ByMetonym}, true
	}
	if proper := properSenses(senses); len(proper) == 1 && !proper[0].Alias.Shared {
		name = proper[0].Entity.Name
	} else if len(proper) > 1 {
		return naming{}, false
	}
	if strings.HasSuffix(m.text, "市") { // the city itself
		return naming{}, false
	}
	country := d.lex.CapitalOf(name)
	return naming{entity: country, reason: ByCapital}, country != nil
}

// Suffixes that leave the identity of the state or organisation before them as
// it is; a government only does so where it acts.
var sideSuffixes = []string{"方面", "當局", "官方", "政府", "方"}

// side reads 法國方面, 巴黎當局 and, where it acts, 法國政府, as the state.
func (d *document) side(m *mention) (naming, bool) {
	for _, suffix := range sideSuffixes {
		stem, ok := strings.CutSuffix(m.text, suffix)
		if !ok || stem == "" {
			continue
		}
		if suffix == "方" {
			return d.initialSide(stem)
		}
		acting := *m
		if suffix != "政府" {
			acting.class = actor
		}
		return d.sideOf(&acting, stem, suffix)
	}
	return naming{}, false
}

func (d *document) sideOf(m *mention, stem, suffix string) (naming, bool) {
	n, ok := d.lookup(m, stem)
	if !ok {
		n, ok = d.short[lexicon.Fold(stem)]
	}
	switch {
	case !ok:
		return d.sideOfName(m, stem)
	case n.entity != nil && d.lex.IsA(n.entity.Type, "Country"):
		named, _ := d.lookup(nowhere, stem)
		if suffix == "政府" && (m.class != actor || named.entity != n.entity) {
			return naming{}, false
		}
	case suffix == "政府" || n.entity != nil && !d.lex.IsA(n.entity.Type, "Organization"):
		return naming{}, false
	}
	n.reason = BySuffix
	return n, true
}

// sideOfName reads 方面 after an organisation that only the text knows.
func (d *document) sideOfName(m *mention, stem string) (naming, bool) {
	rest, ok := m.after(len(stem))
	if !ok || !strings.HasSuffix(m.text, "方面") {
		return naming{}, false
	}
	words := m.tokens[:len(m.tokens)-len(rest)]
	if !tagged(words, "ORG") {
		return naming{}, false
	}
	return naming{name: stem, class: d.classOf(stem, words), reason: BySuffix, words: d.wordsOf(words)}, true
}

// initialSide reads 美方.
func (d *document) initialSide(stem string) (naming, bool) {
	c, size := utf8.DecodeRuneInString(stem)
	states := d.lex.Initials(c)
	if size != len(stem) || len(states) != 1 || !d.lex.IsA(states[0].Type, "Country") {
		return naming{}, false
	}
	return naming{entity: states[0], reason: BySuffix}, true
}
