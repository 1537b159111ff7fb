package lexicon

import (
	"strings"
	"testing"
)

func TestInflect(t *testing.T) {
	for base, want := range map[string]string{
		"be":                 "is was been being",
		"have":               "has had had having",
		"veto":               "vetoes vetoed vetoed vetoing",
		"reach":              "reaches reached reached reaching",
		"deny":               "denies denied denied denying",
		"play":               "plays played played playing",
		"agree":              "agrees agreed agreed agreeing",
		"impose":             "imposes imposed imposed imposing",
		"stop":               "stops stopped stopped stopping",
		"quit":               "quits quit quit quitting",
		"join":               "joins joined joined joining",
		"fix":                "fixes fixed fixed fixing",
		"develop":            "develops developed developed developing",
		"commit":             "commits committed committed committing",
		"travel":             "travels travelled travelled travelling",
		"offer":              "offers offered offered offering",
		"die":                "dies died died dying",
		"withdraw":           "withdraws withdrew withdrawn withdrawing",
		"misunderstand":      "misunderstands misunderstood misunderstood misunderstanding",
		"can":                "can can can can",
		"re-elect":           "re-elects re-elected re-elected re-electing",
		"put pressure on":    "puts~pressure~on put~pressure~on put~pressure~on putting~pressure~on",
		"firmly support":     "firmly~supports firmly~supported firmly~supported firmly~supporting",
		"apply for":          "applies~for applied~for applied~for applying~for",
		"be unable to":       "is~unable~to was~unable~to been~unable~to being~unable~to",
		"co-organise":        "co-organises co-organised co-organised co-organising",
		"":                   "",
		"hold (secret) talk": "holds~(secret)~talk held~(secret)~talk held~(secret)~talk holding~(secret)~talk",
	} {
		var forms []string
		for _, form := range []func(string) string{Third, Past, Participle, Progressive} {
			forms = append(forms, strings.ReplaceAll(form(base), " ", "~"))
		}
		if got := strings.TrimSpace(strings.Join(forms, " ")); got != want {
			t.Errorf("forms of %q: %s, want %s", base, got, want)
		}
	}
}

func TestPluralOf(t *testing.T) {
	for noun, want := range map[string]string{
		"security guarantee":     "security guarantees",
		"country":                "countries",
		"boy":                    "boys",
		"crisis":                 "crises",
		"church":                 "churches",
		"prime minister":         "prime ministers",
		"member of parliament":   "members of parliament",
		"spokesperson":           "spokespeople",
		"state-run enterprise":   "state-run enterprises",
		"aircraft":               "aircraft",
		"non-governmental veto":  "non-governmental vetoes",
		"weapon of mass killing": "weapons of mass killing",
		"":                       "",
	} {
		if got := PluralOf(noun); got != want {
			t.Errorf("PluralOf(%q) = %q, want %q", noun, got, want)
		}
	}
}
