package segment

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-ego/gse"
	"github.com/longbridgeapp/opencc"
)

// BuildDictionary packs the dictionaries that gse ships into a model file for
// OpenDictionary. It loads all of gse's data, which takes some seconds and
// 400 MB; reading the file takes a fraction of both.
func BuildDictionary() ([]byte, error) {
	fold, err := buildFold()
	if err != nil {
		return nil, err
	}
	gseDict := gse.Segmenter{SkipLog: true, NotLoadHMM: true}
	if err := gseDict.LoadDictEmbed("zh"); err != nil {
		return nil, fmt.Errorf("gse's dictionary: %w", err)
	}
	words := foldedWords(&fold, gseDict.Dict.Tokens)
	return sealDictionary(fold, words, tagsOf(words)), nil
}

// buildFold asks OpenCC for every character by itself.
func buildFold() (Fold, error) {
	fold := newFold()
	cc, err := opencc.New("t2s")
	if err != nil {
		return fold, fmt.Errorf("OpenCC: %w", err)
	}
	for r := rune(firstHan); r <= lastHan; r++ {
		out, err := cc.Convert(string(r))
		if err != nil {
			return fold, fmt.Errorf("OpenCC: %c: %w", r, err)
		}
		if to := []rune(out); len(to) == 1 && to[0] != r {
			fold.add(r, to[0])
		}
	}
	return fold, nil
}

// foldedWords unites the words that fold to one. The most frequent one gives
// its frequency and part of speech.
func foldedWords(fold *Fold, tokens []gse.Token) []word {
	best := map[string]word{}
	for i := range tokens {
		t := &tokens[i]
		text := strings.Map(fold.Rune, t.Text())
		if w, ok := best[text]; !ok || t.Freq() > w.freq {
			best[text] = word{text: text, freq: t.Freq(), tag: t.Pos()}
		}
	}
	return slices.SortedFunc(maps.Values(best), func(a, b word) int { return cmp.Compare(a.text, b.text) })
}

func tagsOf(words []word) []string {
	set := map[string]bool{}
	for _, w := range words {
		set[w.tag] = true
	}
	return slices.Sorted(maps.Keys(set))
}
