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
	simpleOnly []bool // by character: Simplified, and never used in Traditional text
}

// The block of characters that may differ between the scripts.
const (
	firstHan = 0x3400
	lastHan  = 0x9FFF
)

func newFold() Fold {
	return Fold{make([]rune, lastHan-firstHan+1), make([]bool, lastHan-firstHan+1)}
}

// add takes a Traditional character and the Simplified one it becomes.
func (f *Fold) add(traditional, simplified rune) {
	f.simplified[traditional-firstHan] = simplified
}

// Rune folds one character.
func (f *Fold) Rune(r rune) rune {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r >= firstHan && r <= lastHan:
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

// marshal writes the pairs of characters as differences.
func (f *Fold) marshal() []byte {
	var out []byte
	last := rune(0)
	for i, to := range f.simplified {
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

func unmarshalFold(data []byte) (Fold, error) {
	f := newFold()
	from := rune(0)
	for len(data) > 0 {
		d, n := binary.Varint(data)
		to, m := binary.Varint(data[max(0, n):])
		from += rune(d)
		if n <= 0 || m <= 0 || from < firstHan || from > lastHan {
			return Fold{}, fmt.Errorf("dictionary: %w: characters", perceptron.ErrCorrupt)
		}
		data = data[n+m:]
		f.add(from, from+rune(to))
	}
	return f, nil
}
