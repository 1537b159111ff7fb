package resolve

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/resolve/numeral"
	"sanyuan/extract/syntax"
)

// groupNouns follow the number in an enumeration: 法德兩國, 中日雙方.
var groupNouns = []string{"個國家", "國家", "大國", "國", "方", "黨", "地", "岸"}

// enumeration reads members by their initials with their number after them,
// and what may describe them before: 歐洲的德法兩國. The number has to fit.
func (d *document) enumeration(m *mention) (naming, bool) {
	text := m.text
	if i := strings.LastIndex(text, "的"); i >= 0 {
		text = text[i+len("的"):]
	}
	members := d.members(text)
	if members == nil {
		return naming{}, false
	}
	return d.group(members), true
}

// members returns the canonical names of the members of an enumeration.
func (d *document) members(text string) []string {
	list, count := cutCount(text)
	if count < 2 || utf8.RuneCountInString(list) != count {
		return nil
	}
	var members []string
	for _, c := range list {
		e := d.initial(c, list)
		if e == nil || slices.Contains(members, e.Name) {
			return nil
		}
		members = append(members, e.Name)
	}
	return members
}

// cutCount cuts the number and the noun off an enumeration.
func cutCount(text string) (list string, count int) {
	for _, noun := range groupNouns {
		rest, ok := strings.CutSuffix(text, noun)
		if !ok || rest == "" {
			continue
		}
		if list, ok := strings.CutSuffix(rest, "雙"); ok && noun == "方" {
			return list, 2
		}
		_, size := utf8.DecodeLastRuneInString(rest)
		if n, ok := numeral.Int(rest[len(rest)-size:]); ok {
			return rest[:len(rest)-size], n
		}
	}
	return "", 0
}

// initial returns what one character stands for. Where several states share
// it, the text has to name one of them, and only one, in full.
func (d *document) initial(c rune, list string) *lexicon.Entity {
	candidates := d.lex.Initials(c)
	if len(candidates) == 1 {
		return candidates[0]
	}
	var found *lexicon.Entity
	for _, e := range candidates {
		if d.saidInFull(e) {
			if found != nil {
				return nil
			}
			found = e
		}
	}
	return found
}

// group names a group by its members: as the lexicon does, or by listing them in
// a fixed order, so that 法德兩國 and 德法兩國 are one.
func (d *document) group(members []string) naming {
	if e := d.lex.Group(members...); e != nil {
		return naming{entity: e, reason: ByEnumeration}
	}
	members = slices.Sorted(slices.Values(members))
	return naming{name: strings.Join(members, "、"), members: members, class: "Organization", reason: ByEnumeration}
}

// Join makes one word of each enumeration and of each name of the lexicon that
// several words of a sentence make up, so that no later stage takes them apart.
// Forms have to be in Traditional characters.
func (r *Resolver) Join(tokens []syntax.Token) []syntax.Token {
	var out []syntax.Token
	for i := 0; i < len(tokens); {
		n, class := r.nameAt(tokens[i:])
		if n < 2 {
			out = append(out, tokens[i])
			i++
			continue
		}
		out = append(out, join(tokens[i:i+n], class))
		i += n
	}
	return out
}

func join(tokens []syntax.Token, class string) syntax.Token {
	t := tokens[0]
	for _, next := range tokens[1:] {
		t.Form += next.Form
	}
	t.End = tokens[len(tokens)-1].End
	t.UPOS, t.XPOS, t.Entity = "PROPN", "NNP", "B-"+class
	return t
}

// maxNameWords bounds the number of words that are joined.
const maxNameWords = 12

// nameAt returns how many words from the first on make up one name, and its
// class; 0 where they do not.
func (r *Resolver) nameAt(tokens []syntax.Token) (int, string) {
	if utf8.RuneCountInString(tokens[0].Form) == 1 && len(r.lex.Initials(firstRune(tokens[0].Form))) > 0 || len(tokens[0].Form) > 3 {
		if n := r.enumerationAt(tokens); n > 0 {
			return n, "ORG"
		}
	}
	var text strings.Builder
	ends := map[int]int{}
	for i, t := range tokens[:min(len(tokens), maxNameWords)] {
		if i > 0 && t.Start != tokens[i-1].End {
			break
		}
		text.WriteString(t.Form)
		ends[text.Len()] = i + 1
	}
	n, senses := r.lex.Longest(text.String(), 0)
	if ends[n] < 2 {
		return 0, ""
	}
	return ends[n], tagOf(r.lex, senses[0].Entity.Type)
}

func firstRune(s string) rune {
	c, _ := utf8.DecodeRuneInString(s)
	return c
}

// enumerationAt returns how many words from the first on make up an
// enumeration, whether or not its members are known.
func (r *Resolver) enumerationAt(tokens []syntax.Token) int {
	text := ""
	for i, t := range tokens[:min(len(tokens), maxNameWords)] {
		if i > 0 && t.Start != tokens[i-1].End {
			break
		}
		text += t.Form
		list, count := cutCount(text)
		if count >= 2 && utf8.RuneCountInString(list) == count && r.allInitials(list) {
			return i + 1
		}
	}
	return 0
}

func (r *Resolver) allInitials(list string) bool {
	for _, c := range list {
		if len(r.lex.Initials(c)) == 0 {
			return false
		}
	}
	return true
}

// tagOf is the class of names in tags that fits a schema.org class best.
func tagOf(lex *lexicon.Lexicon, class string) string {
	switch {
	case lex.IsA(class, "Person"):
		return "PER"
	case lex.IsA(class, "Place"):
		return "LOC"
	}
	return "ORG"
}
