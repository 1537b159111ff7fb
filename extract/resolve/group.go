package resolve

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/resolve/numeral"
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
