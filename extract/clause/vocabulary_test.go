package clause

import (
	"testing"

	"sanyuan/extract/lexicon"
)

// TestVocabularyIsKnown finds words of the lexicon whose category or class
// nothing here goes by.
func TestVocabularyIsKnown(t *testing.T) {
	for word, uses := range lexicon.FunctionWords() {
		for _, use := range uses {
			if categories[use.Category] == 0 {
				t.Errorf("%s: unknown category %s", word, use.Category)
			}
			if use.Category == "coverb" && use.Value == "" {
				t.Errorf("%s: unknown role %q", word, use.Value)
			}
		}
	}
	held := map[string]bool{"factive": true, "implicative": true, "aspect": true, "causation": true} // what they take holds
	for verb, p := range lexicon.Predicates() {
		if _, known := modalities[p.Class]; !known && !held[p.Class] {
			t.Errorf("%s: unknown class %s", verb, p.Class)
		}
	}
}
