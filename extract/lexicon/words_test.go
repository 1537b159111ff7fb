package lexicon

import "testing"

func TestWordTables(t *testing.T) {
	if err := CheckWords(); err != nil {
		t.Error(err)
	}
	if p := Predicates()["同意"]; p.Class != "agreement" || p.Control != "subject" {
		t.Errorf("同意: %+v", p)
	}
	if !Verbs()["否決"] || !PersonTitles()["主任"] {
		t.Error("verbs or titles are missing")
	}
}
