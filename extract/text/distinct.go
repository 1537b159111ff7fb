package text

// Occurrences are the places of one sentence text in a document.
type Occurrences struct {
	Text    string
	Indexes []int // of the sentences with this text, in order; never empty
}

// Distinct groups sentences by their text, in the order in which each text occurs
// first, so that what is said again is analysed once and gets one more place of
// evidence. It takes memory in proportion to the sentences given, and keeps none.
func Distinct(sentences []Sentence) []Occurrences {
	var out []Occurrences
	at := make(map[string]int, len(sentences))
	for i, s := range sentences {
		n, seen := at[s.Text]
		if !seen {
			n = len(out)
			at[s.Text] = n
			out = append(out, Occurrences{Text: s.Text})
		}
		out[n].Indexes = append(out[n].Indexes, i)
	}
	return out
}
