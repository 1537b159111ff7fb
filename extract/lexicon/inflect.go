package lexicon

import "strings"

// Third returns the third person singular of an English verb phrase in its base
// form; the first word is inflected: put pressure on -> puts pressure on.
func Third(base string) string {
	return inflect(base, func(v string) string {
		switch {
		case v == "be":
			return "is"
		case v == "have":
			return "has"
		case isModal(v):
			return v
		case hasSuffix(v, "s", "x", "z", "ch", "sh"), strings.HasSuffix(v, "o") && !vowelBefore(v, 1):
			return v + "es"
		case strings.HasSuffix(v, "y") && !vowelBefore(v, 1):
			return v[:len(v)-1] + "ies"
		}
		return v + "s"
	})
}

// Past returns the past tense of an English verb phrase in its base form.
func Past(base string) string {
	return inflect(base, func(v string) string {
		if forms, ok := irregular[v]; ok {
			return forms[0]
		}
		return regularPast(v)
	})
}

// Participle returns the past participle of an English verb phrase in its base
// form.
func Participle(base string) string {
	return inflect(base, func(v string) string {
		if forms, ok := irregular[v]; ok {
			return forms[1]
		}
		return regularPast(v)
	})
}

// Progressive returns the -ing form of an English verb phrase in its base form.
func Progressive(base string) string {
	return inflect(base, func(v string) string {
		switch {
		case v == "be":
			return "being"
		case isModal(v):
			return v
		case strings.HasSuffix(v, "ie"):
			return v[:len(v)-2] + "ying"
		case strings.HasSuffix(v, "e") && !hasSuffix(v, "ee", "oe", "ye"):
			return v[:len(v)-1] + "ing"
		case doubles(v):
			return v + v[len(v)-1:] + "ing"
		}
		return v + "ing"
	})
}

// inflect applies a form to the first word of a phrase after its adverbs, or to
// what follows a hyphened prefix of it.
func inflect(base string, form func(string) string) string {
	verb, rest, more := strings.Cut(base, " ")
	if more && isAdverb(verb) {
		return verb + " " + inflect(rest, form)
	}
	prefix := ""
	if i := strings.LastIndex(verb, "-"); i >= 0 {
		prefix, verb = verb[:i+1], verb[i+1:]
	}
	if verb == "" {
		return base
	}
	out := prefix + form(verb)
	if more {
		out += " " + rest
	}
	return out
}

func regularPast(v string) string {
	switch {
	case isModal(v):
		return v
	case strings.HasSuffix(v, "e"):
		return v + "d"
	case strings.HasSuffix(v, "y") && !vowelBefore(v, 1):
		return v[:len(v)-1] + "ied"
	case doubles(v):
		return v + v[len(v)-1:] + "ed"
	}
	return v + "ed"
}

// doubles reports whether the last consonant is doubled before an ending: after
// one vowel in a word of one syllable (stop), and in the words listed.
func doubles(v string) bool {
	if doubling[v] {
		return true
	}
	n := len(v)
	if n < 3 || isVowel(v[n-1]) || strings.ContainsRune("wxy", rune(v[n-1])) || !isVowel(v[n-2]) {
		return false
	}
	return syllables(v) == 1 && (!isVowel(v[n-3]) || v[n-3:n-1] == "ui" && v[0] == 'q')
}

// syllables counts the runs of vowels.
func syllables(v string) int {
	n, inside := 0, false
	for i := range len(v) {
		vowel := isVowel(v[i]) || v[i] == 'y' && i > 0
		if vowel && !inside {
			n++
		}
		inside = vowel
	}
	return n
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// vowelBefore reports whether a vowel stands before the last n letters.
func vowelBefore(w string, n int) bool { return len(w) > n && isVowel(w[len(w)-n-1]) }

func hasSuffix(w string, suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(w, s) {
			return true
		}
	}
	return false
}

func isModal(v string) bool {
	switch v {
	case "will", "can", "may", "must", "should", "would", "could", "might", "shall", "cannot":
		return true
	}
	return false
}

// isAdverb reports whether a word before a verb is an adverb: firmly support.
func isAdverb(w string) bool {
	return strings.HasSuffix(w, "ly") && !verbsInLy[w]
}

var verbsInLy = set("ally apply belly bully comply dally fly imply multiply outfly rally rely reply sully supply tally")

// doubling lists the verbs of several syllables, stressed on the last or in
// British spelling, that double their last consonant.
var doubling = set("admit commit permit submit omit emit transmit refer prefer defer confer infer transfer occur incur recur " +
	"concur deter control patrol cancel travel label model signal fuel quarrel compel expel propel repel rebel excel fulfil " +
	"enrol instal forget begin upset reset equip regret abet acquit kidnap worship dispel counsel level tunnel channel total rival " +
	"unplug outstrip handicap program unravel initial dial shovel equal marshal bedevil zigzag input offset")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// irregular holds the past tense and the past participle of English verbs.
var irregular = readIrregular(`
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|befall befell befallen|begin began begun
bend bent bent|bet bet bet|bid bid bid|bind bound bound|bite bit bitten|bleed bled bled|blow blew blown|break broke broken
breed bred bred|bring brought brought|broadcast broadcast broadcast|build built built|rebuild rebuilt rebuilt|burst burst burst
buy bought bought|cast cast cast|forecast forecast forecast|catch caught caught|choose chose chosen|cling clung clung|come came come
overcome overcame overcome|cost cost cost|cut cut cut|deal dealt dealt|dig dug dug|do did done|redo redid redone|draw drew drawn
withdraw withdrew withdrawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt
fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown|forbid forbade forbidden|forget forgot forgotten
forgive forgave forgiven|forgo forwent forgone|freeze froze frozen|get got got|give gave given|go went gone|undergo underwent undergone
grind ground ground|grow grew grown|outgrow outgrew outgrown|hang hung hung|have had had|hear heard heard|overhear overheard overheard
hide hid hidden|hit hit hit|hold held held|uphold upheld upheld|withhold withheld withheld|hurt hurt hurt|keep kept kept|kneel knelt knelt
know knew known|lay laid laid|lead led led|mislead misled misled|leap leapt leapt|leave left left|lend lent lent|let let let|lie lay lain
light lit lit|lose lost lost|make made made|remake remade remade|mean meant meant|meet met met|mistake mistook mistaken|overrun overran overrun
overtake overtook overtaken|overthrow overthrew overthrown|oversee oversaw overseen|foresee foresaw foreseen|pay paid paid|repay repaid repaid|prepay prepaid prepaid
put put put|quit quit quit|read read read|ride rode ridden|override overrode overridden|ring rang rung|rise rose risen|run ran run|rerun reran rerun
say said said|see saw seen|seek sought sought|sell sold sold|resell resold resold|send sent sent|set set set|offset offset offset|upset upset upset
reset reset reset|shake shook shaken|shed shed shed|shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut
sing sang sung|sink sank sunk|sit sat sat|sleep slept slept|slide slid slid|sow sowed sown|speak spoke spoken|speed sped sped|spend spent spent
overspend overspent overspent|spin spun spun|split split split|spread spread spread|spring sprang sprung|stand stood stood|understand understood understood|misunderstand misunderstood misunderstood
withstand withstood withstood|steal stole stolen|stick stuck stuck|sting stung stung|strike struck struck|strive strove striven|swear swore sworn
sweep swept swept|swell swelled swollen|swim swam swum|swing swung swung|take took taken|retake retook retaken|undertake undertook undertaken
teach taught taught|tear tore torn|tell told told|foretell foretold foretold|think thought thought|rethink rethought rethought|throw threw thrown
thrust thrust thrust|wake woke woken|wear wore worn|weave wove woven|win won won|wind wound wound|wring wrung wrung|write wrote written
rewrite rewrote rewritten|be was been|undo undid undone|redraw redrew redrawn|input input input`)

func readIrregular(text string) map[string][2]string {
	m := map[string][2]string{}
	for _, entry := range strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '\n' }) {
		f := strings.Fields(entry)
		m[f[0]] = [2]string{f[1], f[2]}
	}
	return m
}
