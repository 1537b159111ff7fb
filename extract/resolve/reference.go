package resolve

import (
	"fmt"
	"strings"

	"sanyuan/extract/clause"
	"sanyuan/extract/lexicon"
	"sanyuan/extract/resolve/english"
)

// A pronoun stands for something named before; class is what it has to be.
type pronounUse struct {
	class  string
	plural bool
}

var pronouns = map[string]pronounUse{
	"他": {"Person", false}, "她": {"Person", false}, "它": {"", false}, "牠": {"", false}, "其": {"", false},
	"他們": {"", true}, "她們": {"", true}, "它們": {"", true}, "我們": {"", true}, "你們": {"", true}, "咱們": {"", true},
	"我": {"Person", true}, "你": {"Person", true}, "您": {"Person", true}, "妳": {"Person", true},
	"自己": {"", true}, "本人": {"Person", true}, "雙方": {"", true}, "各方": {"", true}, "對方": {"", true}, "彼此": {"", true},
	"兩國": {"", true}, "三國": {"", true}, "各國": {"", true}, "兩人": {"", true}, "此": {"", true}, "這": {"", true}, "那": {"", true},
	"之": {"", true}, "誰": {"", true}, "大家": {"", true}, "有人": {"", true}, "前者": {"", true}, "後者": {"", true},
}

// nearBy is how many sentences back an antecedent may stand.
const nearBy = 2

// pronoun reads what stands for something else. Where the text does not tell
// beyond doubt what that is, it is a thing of this sentence alone, or of this
// text alone where it stands for several: what two texts call 他 is not one.
func (d *document) pronoun(m *mention) (naming, bool) {
	use, ok := pronouns[m.text]
	if !ok {
		return naming{}, false
	}
	if n, ok := d.collective(m); ok {
		return n, true
	}
	if !use.plural {
		if n, ok := d.antecedent(m, func(n naming) bool { return use.class == "" || d.lex.IsA(n.class, use.class) }); ok {
			n.reason = ByPronoun
			return n, true
		}
	}
	class := use.class
	if class == "" && use.plural && m.class == "" {
		class = "Thing"
	}
	return d.scoped(m, m.text, class), true
}

// collective reads 雙方 and 兩國 as the group of two, or 三國 as the group of three,
// that the text named last.
func (d *document) collective(m *mention) (naming, bool) {
	count := map[string]int{"雙方": 2, "兩國": 2, "三國": 3, "兩人": 2}[m.text]
	if count == 0 {
		return naming{}, false
	}
	for i := m.index - 1; i >= 0 && m.sentence-d.mentions[i].sentence <= nearBy; i-- {
		n := d.mentions[i].naming
		if len(n.members) == count {
			n.reason = ByReference
			return n, true
		}
		if partners, ok := d.partners(i); ok && count == 2 && m.text != "兩人" {
			n := d.group(partners)
			n.reason = ByReference
			return n, true
		}
	}
	return naming{}, false
}

// partners returns the two that have to do with each other: where the i-th
// mention is the subject of a statement of which the next one, named by 跟 or 與,
// is the partner.
func (d *document) partners(i int) ([]string, bool) {
	m := &d.mentions[i]
	if m.partner == nil || !named(m.naming) || len(m.naming.members) > 0 {
		return nil, false
	}
	for j := i + 1; j < len(d.mentions) && d.mentions[j].sentence == m.sentence; j++ {
		p := &d.mentions[j]
		if p.term == m.partner && named(p.naming) && p.naming.nameOf() != m.naming.nameOf() {
			return []string{m.naming.nameOf(), p.naming.nameOf()}, true
		}
	}
	return nil, false
}

// isEnumeration holds for a group that only the text makes.
func (n naming) isEnumeration() bool { return len(n.members) > 0 && n.entity == nil }

func named(n naming) bool { return n.name != "" && !n.concept && n.label == "" }

// antecedent finds what a singular word refers to: the only fitting thing named
// in the nearest sentence that names one, or the only one that is a subject
// there.
func (d *document) antecedent(m *mention, fits func(naming) bool) (naming, bool) {
	for sentence := m.sentence; sentence >= 0 && m.sentence-sentence <= nearBy; sentence-- {
		all, subjects := map[string]naming{}, map[string]naming{}
		for i := m.index - 1; i >= 0 && d.mentions[i].sentence >= sentence; i-- {
			c := &d.mentions[i]
			if c.sentence != sentence || !named(c.naming) || c.naming.isEnumeration() || !fits(c.naming) {
				continue
			}
			all[c.naming.name] = c.naming
			if c.subject {
				subjects[c.naming.name] = c.naming
			}
		}
		if n, ok := only(all); ok {
			return n, true
		}
		if len(all) > 1 {
			return only(subjects)
		}
	}
	return naming{}, false
}

func only(m map[string]naming) (naming, bool) {
	for _, n := range m {
		return n, len(m) == 1
	}
	return naming{}, false
}

// possessive reads 其計畫, 他的提案 as the thing of whom the pronoun stands for; where
// the text does not tell, as a thing of this sentence alone.
func (d *document) possessive(m *mention) (naming, bool) {
	if len(m.tokens) < 2 {
		return naming{}, false
	}
	use, ok := pronouns[m.tokens[0].Form]
	if !ok || use.plural || m.term.Kind != clause.Concept {
		return naming{}, false
	}
	rest := m.tokens[1:]
	if rest[0].Form == "的" && len(rest) > 1 {
		rest = rest[1:]
	}
	class := d.classOf(formsOf(rest), nil)
	owner, ok := d.antecedent(m, func(n naming) bool { return use.class == "" || d.lex.IsA(n.class, use.class) })
	if !ok {
		n := d.scoped(m, m.text, class)
		n.name = d.inSentence(n.name, m)
		n.concept, n.head = true, m.head()
		return n, true
	}
	words := append([]english.Word{{Form: owner.nameOf(), UPOS: "PROPN", Name: true}, {Form: "的", UPOS: "PART"}}, d.wordsOf(rest)...)
	return naming{
		name: owner.nameOf() + "的" + formsOf(rest), class: class, concept: true, head: m.head(), reason: ByPronoun, words: words,
	}, true
}

// referring words before a noun point to something named before.
var referring = []string{"該", "這個", "這家", "這座", "此一", "這一", "本"}

// reference reads 該國, 該組織, 這家公司: something named before whose name ends in
// the noun, or which is of the noun's class. Other nouns with such words are
// left to be read as they stand.
func (d *document) reference(m *mention) (naming, bool) {
	noun := ""
	for _, word := range referring {
		if rest, ok := strings.CutPrefix(m.text, word); ok && rest != "" {
			noun = rest
			break
		}
	}
	if noun == "" {
		return naming{}, false
	}
	class := d.classOfNoun(noun)
	n, ok := d.antecedent(m, func(n naming) bool {
		if strings.HasSuffix(n.name, noun) && noun != "國" {
			return true
		}
		return class != "" && class != "Event" && class != "Person" && d.lex.IsA(n.class, class)
	})
	if ok {
		n.reason = ByReference
		return n, true
	}
	if class == "" {
		return naming{}, false
	}
	return d.scoped(m, m.text, class), true
}

// classOfNoun tells what a noun by itself denotes, as a head noun or as the last
// part of names: 組織.
func (d *document) classOfNoun(noun string) string {
	if noun == "國" || noun == "國家" {
		return "Country"
	}
	if class, ok := d.lex.HeadType(noun); ok {
		return class
	}
	if s, ok := d.lex.Suffix("某" + noun); ok && lexicon.SameFolded(s.Text, noun) {
		return s.Type
	}
	return ""
}

// scoped names what is one thing within a text, or a sentence of it, but not
// beyond: the same words elsewhere stand for something else.
func (d *document) scoped(m *mention, label, class string) naming {
	name := fmt.Sprintf("%s@%s", label, d.in.Document.ID)
	if use, ok := pronouns[label]; ok && !use.plural {
		name = d.inSentence(name, m)
	}
	if class == "Thing" {
		class = ""
	}
	return naming{name: name, label: label, class: class, words: d.wordsOf(m.tokens)}
}

// inSentence narrows a name down to the mention's sentence; where a sentence is
// repeated, to all of its places.
func (d *document) inSentence(name string, m *mention) string {
	sentence := m.sentence
	if sentence < len(d.first) {
		sentence = d.first[sentence]
	}
	return fmt.Sprintf("%s/%d", name, sentence)
}

// partnerOf returns the term that a statement's subject has to do with.
func partnerOf(s *clause.Statement) *clause.Term {
	for i := range s.Arguments {
		if s.Arguments[i].Role == clause.Partner {
			return &s.Arguments[i].Term
		}
	}
	return nil
}
