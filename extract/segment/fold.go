package segment

import (
	"encoding/binary"
	"fmt"
	"unicode"

	"sanyuan/extract/perceptron"
)

// Fold maps characters that differ only in script, case or width to one:
// Traditional to Simplified, capitals to small letters, full width to half.
// The dictionary is looked up by folded characters.
type Fold struct {
	simplified []rune // by character, from firstHan on; 0 where nothing changes
	variant    []rune // the usual form of a Traditional variant; 0 where it is usual
	classes    []byte // of folded characters: how names use them, see classesOf
}

// The block of characters that may differ between the scripts.
const (
	firstHan = 0x3400
	lastHan  = 0x9FFF
)

func newFold() Fold {
	const n = lastHan - firstHan + 1
	return Fold{make([]rune, n), make([]rune, n), make([]byte, n)}
}

func isFoldable(r rune) bool { return r >= firstHan && r <= lastHan }

// Variant gives the usual form of a Traditional character: 為 for 爲, 台 for 臺.
func (f *Fold) Variant(r rune) rune {
	if isFoldable(r) && f.variant[r-firstHan] != 0 {
		return f.variant[r-firstHan]
	}
	return r
}

// Rune folds one character.
func (f *Fold) Rune(r rune) rune {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case isFoldable(r):
		if s := f.simplified[r-firstHan]; s != 0 {
			return s
		}
		return r
	case r >= 0xFF01 && r <= 0xFF5E: // full-width ASCII
		if half := r - 0xFF01 + '!'; unicode.IsLetter(half) || unicode.IsDigit(half) {
			return unicode.ToLower(half)
		}
		return r
	}
	return unicode.ToLower(r)
}

// Class tells how the names of gse's dictionary use a folded character.
func (f *Fold) Class(folded rune) uint8 {
	if isFoldable(folded) {
		return f.classes[folded-firstHan]
	}
	return 0
}

// marshalPairs writes pairs of characters as differences.
func marshalPairs(table []rune) []byte {
	var out []byte
	last := rune(0)
	for i, to := range table {
		if to == 0 {
			continue
		}
		from := rune(i + firstHan)
		out = binary.AppendVarint(out, int64(from-last))
		out = binary.AppendVarint(out, int64(to-from))
		last = from
	}
	return out
}

func unmarshalPairs(data []byte, add func(from, to rune)) error {
	from := rune(0)
	for len(data) > 0 {
		d, n := binary.Varint(data)
		to, m := binary.Varint(data[max(0, n):])
		from += rune(d)
		if n <= 0 || m <= 0 || !isFoldable(from) {
			return fmt.Errorf("dictionary: %w: characters", perceptron.ErrCorrupt)
		}
		data = data[n+m:]
		add(from, from+rune(to))
	}
	return nil
}

// sections writes the tables for the dictionary's file.
func (f *Fold) sections() []perceptron.Section {
	return []perceptron.Section{
		{Name: "simplified", Data: marshalPairs(f.simplified)},
		{Name: "variant", Data: marshalPairs(f.variant)},
		{Name: "classes", Data: f.classes},
	}
}

func openFold(sections map[string][]byte) (Fold, error) {
	f := newFold()
	err := unmarshalPairs(sections["simplified"], func(from, to rune) { f.simplified[from-firstHan] = to })
	if err == nil {
		err = unmarshalPairs(sections["variant"], func(from, to rune) { f.variant[from-firstHan] = to })
	}
	if err == nil && copy(f.classes, sections["classes"]) != len(f.classes) {
		err = fmt.Errorf("dictionary: %w: classes", perceptron.ErrCorrupt)
	}
	return f, err
}
