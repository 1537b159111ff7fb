package english

import (
	"slices"
	"strings"

	"sanyuan/extract/lexicon"
)

// phrase words items. What stands before the last 的 describes what stands after
// it.
func (w *Writer) phrase(items []item) string {
	at := lastOf(items)
	switch {
	case at < 0:
		return w.compound(items)
	case at == len(items)-1:
		return w.phrase(items[:at])
	case at == 0:
		return w.phrase(items[1:])
	}
	before, head := items[:at], items[at+1:]
	// 部分外交人士的提案: a determiner in front belongs to what it stands next to.
	if verbIn(before) >= 0 {
		return w.clauseBefore(before, head)
	}
	return w.nounBefore(before, head)
}

func lastOf(items []item) int {
	for i := len(items) - 1; i >= 0; i-- {
		if items[i].role == of {
			return i
		}
	}
	return -1
}

// verbIn returns the place of the first verb that has something after it or a
// subject before it.
func verbIn(items []item) int {
	return slices.IndexFunc(items, func(it item) bool { return it.role == verb })
}

// nounBefore words 法國的計畫, 新的計畫, 計畫的內容.
func (w *Writer) nounBefore(before, head []item) string {
	last := before[len(before)-1]
	switch last.role {
	case adjective, adverb, number, determiner, measure:
		return joinWords(w.phrase(before), w.phrase(head))
	case name:
		return joinWords(possessive(w.withArticle(before)), w.phrase(head))
	}
	return joinWords(w.phrase(head), "of", w.withArticle(before))
}

// withArticle words items that stand inside a phrase, where a name has its
// article.
func (w *Writer) withArticle(items []item) string {
	if len(items) == 1 && items[0].role == name {
		return items[0].english.String()
	}
	return w.phrase(items)
}

func possessive(s string) string {
	if strings.HasSuffix(s, "s") {
		return s + "'"
	}
	return s + "'s"
}

// infinitives are nouns that take an infinitive for what they are about, with
// their English there.
var infinitives = map[string]string{
	"提案": "bid", "提議": "proposal", "申請": "application", "請求": "request", "要求": "demand", "計劃": "plan", "計畫": "plan",
	"決定": "decision", "決心": "determination", "努力": "effort", "企圖": "attempt", "意圖": "intention", "嘗試": "attempt",
	"承諾": "promise", "能力": "ability", "機會": "chance", "權利": "right", "意願": "willingness", "義務": "obligation",
	"任務": "mission", "呼籲": "call", "協議": "agreement", "方案": "plan", "構想": "idea", "建議": "suggestion",
}

// clauseBefore words a clause that describes a noun: 法國加入北約的提案,
// 終止計畫的時間表, 會員提出的條件.
func (w *Writer) clauseBefore(before, head []item) string {
	at := verbIn(before)
	subject, act, object := subjectIn(before[:at]), before[at:], nominal(before[at+1:])
	thing := w.phrase(head)
	infinitive, takes := infinitives[head[len(head)-1].form]
	if takes && len(head) == 1 {
		thing = infinitive
	}
	switch {
	case len(subject) > 0 && takes && len(object) > 0:
		return joinWords(possessive(w.withArticle(subject)), thing, "to", w.act(act, lexicon.Bare))
	case len(subject) > 0 && len(object) > 0:
		return joinWords(thing, "of", w.withArticle(subject), w.act(act, lexicon.Gerund))
	case len(subject) > 0:
		return joinWords(thing, "that", w.withArticle(subject), w.act(act, ""))
	case len(object) == 0:
		return joinWords(thing, lexicon.Participle(act[0].text))
	case takes:
		return joinWords(thing, "to", w.act(act, lexicon.Bare))
	case isPerson(w.lex, head):
		return joinWords(thing, w.act(act, lexicon.Gerund))
	}
	return joinWords(thing, "for", w.act(act, lexicon.Gerund))
}

func isPerson(lex *lexicon.Lexicon, head []item) bool {
	class, _ := lex.HeadType(head[len(head)-1].form)
	return class == "Person"
}

// subjectIn returns what may be a subject among the items before a verb; what
// only describes the verb is none.
func subjectIn(items []item) []item {
	if !slices.ContainsFunc(items, func(it item) bool { return it.role == noun || it.role == name }) {
		return nil
	}
	return nominal(items)
}

// nominal leaves out the words that say nothing of the participants.
func nominal(items []item) []item {
	return slices.DeleteFunc(slices.Clone(items), func(it item) bool { return it.role == adverb })
}

// act words a verb with what follows it, in one form of the first verb.
func (w *Writer) act(items []item, form lexicon.Complement) string {
	v := items[0]
	out := inflect(v.text, form)
	rest := items[1:]
	next := slices.IndexFunc(rest, func(it item) bool { return it.role == verb })
	if lastOf(rest) >= 0 && next >= 0 {
		return joinWords(out, w.objectOf(rest))
	}
	if next == 0 {
		return joinWords(out, particle(v.relation.Complement), w.act(rest, complementForm(v.relation.Complement)))
	}
	return joinWords(out, w.objectOf(rest))
}

func (w *Writer) objectOf(items []item) string {
	if items = nominal(items); len(items) == 0 {
		return ""
	}
	return w.withArticle(items)
}

// compound words items without 的: a verb with its object, a list, or nouns in
// a row.
func (w *Writer) compound(items []item) string {
	if len(items) == 0 {
		return ""
	}
	if i := slices.IndexFunc(items, func(it item) bool { return it.role == et }); i > 0 {
		return w.examples(items, i)
	}
	if items[0].role == verb && len(items) > 1 {
		return w.act(items, lexicon.Gerund)
	}
	if at := verbIn(items); at > 0 && at < len(items)-1 && items[at-1].role == name {
		return joinWords(w.withArticle(items[:at]), w.act(items[at:], lexicon.Gerund))
	}
	if i := slices.IndexFunc(items, func(it item) bool { return it.role == and }); i > 0 && i < len(items)-1 {
		return joinWords(w.compound(items[:i]), "and", w.compound(items[i+1:]))
	}
	return w.row(items)
}

// examples words 安全等多項保證 as security guarantees, and where the examples are
// things that can be counted, 蘋果等水果 as apples and other fruits.
func (w *Writer) examples(items []item, at int) string {
	list := slices.DeleteFunc(slices.Clone(items[:at]), func(it item) bool { return it.role == with })
	rest := slices.DeleteFunc(slices.Clone(items[at+1:]), func(it item) bool {
		return it.role == number || it.role == determiner || it.role == measure || it.role == of
	})
	if len(list) == 0 || len(rest) == 0 {
		return w.compound(append(list, rest...))
	}
	whole := w.pluralOf(rest)
	if last := list[len(list)-1]; len(list) == 1 && last.role == noun && last.gloss.POS == lexicon.Mass {
		return joinWords(last.text, whole)
	}
	return joinWords(w.compound(list), "and other", whole)
}

func (w *Writer) pluralOf(items []item) string {
	last := items[len(items)-1]
	out := w.row(items)
	if last.role == noun && last.gloss.POS == lexicon.Noun {
		return lexicon.PluralOf(out)
	}
	return out
}

// row words nouns in a row, the last of which is the head.
func (w *Writer) row(items []item) string {
	if title, ok := w.titleAfterName(items); ok {
		return title
	}
	var words []string
	plural := false
	for i, it := range items {
		last := i == len(items)-1
		switch it.role {
		case number, determiner:
			plural = plural || it.plural
			words = append(words, it.text)
		case measure:
			if it.text != "" && !last {
				words = append(words, it.text, "of")
			}
		case name:
			plural = plural || it.plural
			words = append(words, nameInRow(it, items[i+1:]))
		case verb:
			words = append(words, verbInRow(it, last))
		case noun:
			words = append(words, nounInRow(it, last, plural))
		case adjective, adverb:
			words = append(words, it.text)
		case place:
			if !last { // 會談中 is worded by the preposition before it
				words = append(words, it.text)
			}
		}
	}
	return joinWords(words...)
}

// titleAfterName words the title of a person behind the name, 布朗總統, as President
// Brown.
func (w *Writer) titleAfterName(items []item) (string, bool) {
	if len(items) != 2 || items[0].role != name || items[0].plural || items[0].entity != nil && !w.lex.IsA(items[0].entity.Type, "Person") {
		return "", false
	}
	t, ok := w.lex.Title(items[1].form)
	if !ok || strings.Contains(t.English, " of ") || !t.After && strings.ToUpper(items[0].text) == items[0].text {
		return "", false
	}
	return capital(t.English) + " " + items[0].text, true
}

// nameInRow words a name: a country before a noun by its adjective.
func nameInRow(it item, after []item) string {
	if len(after) == 0 || it.entity == nil || it.entity.Demonym == "" || strings.ToUpper(it.text) == it.text {
		return it.text
	}
	if after[0].role == name {
		return it.text
	}
	return it.entity.Demonym
}

// verbInRow words a verb that stands among nouns: 經濟合作, 談判代表.
func verbInRow(it item, last bool) string {
	if last {
		return lexicon.Progressive(it.text)
	}
	return lexicon.Progressive(strings.SplitN(it.text, " ", 2)[0])
}

func nounInRow(it item, last, plural bool) string {
	if last && plural && it.gloss.POS == lexicon.Noun {
		return lexicon.PluralOf(it.text)
	}
	return it.text
}

// joinWords joins what is not empty by spaces.
func joinWords(words ...string) string {
	words = slices.DeleteFunc(slices.Clone(words), func(s string) bool { return s == "" })
	return strings.Join(words, " ")
}
