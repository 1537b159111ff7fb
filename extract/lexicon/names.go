package lexicon

import (
	"io/fs"
	"path"
	"strings"
)

// loadNames reads the lists of names: one name a line, in a file for each class, per,
// loc and org.
// They only hint that a run of characters may be a name: what bears one of them is no
// entity of the lexicon.
func (l *Lexicon) loadNames() error {
	files, err := fs.Glob(data, "data/names/*.txt")
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := data.ReadFile(file)
		if err != nil {
			return err
		}
		class := strings.TrimSuffix(path.Base(file), ".txt")
		for line := range strings.Lines(string(text)) {
			if name := strings.TrimSuffix(line, "\n"); !strings.HasPrefix(name, "#") {
				l.addName(Fold(name), class)
			}
		}
	}
	return nil
}

func (l *Lexicon) addName(key, class string) {
	if len(l.names[key]) == 0 {
		l.nameLengths.add(key)
	}
	l.names[key] = append(l.names[key], class)
}

// LongestName returns the longest name of the lists that begins at a byte of a text, as
// its length in bytes and its classes; 0 when none does.
func (l *Lexicon) LongestName(text string, at int) (int, []string) {
	return longest(l.nameLengths, l.names, text, at)
}
