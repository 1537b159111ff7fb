package segment

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-ego/gse"
	"github.com/go-ego/gse/hmm"
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
	classify(&fold, words)
	return sealDictionary(fold, buildEmissions(), words, tagsOf(words)), nil
}

// buildFold asks OpenCC for every character by itself.
func buildFold() (Fold, error) {
	fold := newFold()
	converters := map[string]*opencc.OpenCC{}
	for _, name := range []string{"t2s", "t2tw"} {
		cc, err := opencc.New(name)
		if err != nil {
			return fold, fmt.Errorf("OpenCC: %w", err)
		}
		converters[name] = cc
	}
	for r := rune(firstHan); r <= lastHan; r++ {
		fold.simplified[r-firstHan] = other(converters["t2s"], r)
		fold.variant[r-firstHan] = other(converters["t2tw"], r)
	}
	fold.variant['臺'-firstHan] = '台' // OpenCC's Taiwan standard is formal; text mostly is not
	return fold, nil
}

// buildEmissions finds out the emissions of gse's hidden Markov model, which it
// keeps to itself, from the probabilities of paths. Two characters that are never words by
// themselves lead to a state, and out of it: ahead begins a word, behind ends one.
func buildEmissions() emissions {
	hmm.LoadModel()
	const ahead, behind = '妩', '雳'
	e := newEmissions()
	for r := rune(firstHan); r <= lastHan; r++ {
		between := score(ahead, behind)
		e[r-firstHan] = [numStates]float32{
			first:  emission(score(r, behind) - between),
			inner:  emission(score(ahead, r, behind) - between - arcs[inner][1].score - arcs[last][0].score + arcs[last][1].score),
			last:   emission(score(ahead, r) - startFirst - arcs[last][1].score),
			single: emission(score(r) - startSingle),
		}
	}
	return e
}

// score is the logarithm of the probability of the likeliest path.
func score(run ...rune) float64 {
	v, _ := hmm.Viterbi(run, []byte{'B', 'M', 'E', 'S'})
	return v
}

func emission(v float64) float32 {
	if v < never/2 {
		return unseen
	}
	return float32(v)
}

// other is what a character becomes, or 0 when it stays as it is.
func other(cc *opencc.OpenCC, r rune) rune {
	out, err := cc.Convert(string(r))
	if to := []rune(out); err == nil && len(to) == 1 && to[0] != r && isFoldable(to[0]) {
		return to[0]
	}
	return 0
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

// classify sets the classes of characters, two bits each for how typical a
// character is as a surname, in transliterated names, at the end of names of
// places and at the end of names of organisations. It counts words of gse's
// dictionary, not their frequency.
func classify(fold *Fold, words []word) {
	var surname, foreign, place, org, first, inside, last [lastHan - firstHan + 1]int
	count := func(table *[lastHan - firstHan + 1]int, r rune) {
		if isFoldable(r) {
			table[r-firstHan]++
		}
	}
	for _, w := range words {
		runes := []rune(w.text)
		if len(runes) < 2 {
			continue
		}
		end := runes[len(runes)-1]
		count(&first, runes[0])
		count(&last, end)
		for _, r := range runes {
			count(&inside, r)
		}
		switch w.tag {
		case "nr":
			count(&surname, runes[0])
		case "nrt", "nrfg":
			for _, r := range runes {
				count(&foreign, r)
			}
		case "ns":
			count(&place, end)
		case "nt":
			count(&org, end)
		}
	}
	for i := range fold.classes {
		fold.classes[i] = share(surname[i], first[i]) | share(foreign[i], inside[i])<<2 | share(place[i], last[i])<<4 | share(org[i], last[i])<<6
	}
}

// share puts the part that some words have of all words into one of four bins.
func share(some, all int) byte {
	switch {
	case some < 3 || 20*some < all:
		return 0
	case 6*some < all:
		return 1
	case 2*some < all:
		return 2
	}
	return 3
}
