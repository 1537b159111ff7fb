package vectors

import (
	"encoding/binary"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"sanyuan/extract/perceptron"
)

// File is the name of the model file.
const File = "vectors.bin"

const (
	kind    = "vectors"
	version = 1
)

// Vectors are the vectors of words. They do not change.
type Vectors struct {
	words  []string // folded, sorted
	number map[string]int32
	scale  []float32 // by dimension
	values []int8    // Size a word
}

// row is a word with its vector, while the vectors are made.
type row struct {
	word   string
	vector []float32
}

// newVectors takes the first vector of each word.
func newVectors(rows []row) *Vectors {
	slices.SortStableFunc(rows, func(a, b row) int { return strings.Compare(a.word, b.word) })
	rows = slices.CompactFunc(rows, func(a, b row) bool { return a.word == b.word })
	v := &Vectors{scale: scales(rows)}
	for _, r := range rows {
		v.words = append(v.words, r.word)
		for d, x := range r.vector {
			v.values = append(v.values, int8(max(-127, min(127, math.Round(float64(x/v.scale[d]))))))
		}
	}
	v.index()
	return v
}

// clip is how many standard deviations of a dimension eight bits hold.
const clip = 6

func scales(rows []row) []float32 {
	out := make([]float32, Size)
	for d := range out {
		sum := 0.0
		for _, r := range rows {
			sum += float64(r.vector[d]) * float64(r.vector[d])
		}
		out[d] = float32(max(1e-9, clip*math.Sqrt(sum/float64(max(1, len(rows))))/127))
	}
	return out
}

func (v *Vectors) index() {
	v.number = make(map[string]int32, len(v.words))
	for i, w := range v.words {
		v.number[w] = int32(i)
	}
}

// Len is the number of words.
func (v *Vectors) Len() int { return len(v.words) }

// Find returns the number of a folded word, or, where it has no vector, that of its
// longest ending that has one: most Chinese compounds are a kind of what they
// end with. whole tells which; the number is -1 where nothing is found.
func (v *Vectors) Find(folded string) (number int, whole bool) {
	for at := 0; at < len(folded); {
		if n, ok := v.number[folded[at:]]; ok {
			return int(n), at == 0
		}
		_, size := utf8.DecodeRuneInString(folded[at:])
		at += size
	}
	return -1, false
}

// Read writes the vector of a word, scaled so that each dimension has a variance
// of one over all words.
func (v *Vectors) Read(number int, out []float32) {
	for d, x := range v.values[number*Size:][:Size] {
		out[d] = float32(x) * (clip / 127.0)
	}
}

// Seal writes the vectors as a model file.
func (v *Vectors) Seal() []byte {
	var scale, values []byte
	for _, s := range v.scale {
		scale = binary.LittleEndian.AppendUint32(scale, math.Float32bits(s))
	}
	for _, x := range v.values {
		values = append(values, byte(x))
	}
	return perceptron.Seal(kind, version,
		perceptron.Section{Name: "words", Data: []byte(strings.Join(v.words, "\n"))},
		perceptron.Section{Name: "scale", Data: scale},
		perceptron.Section{Name: "values", Data: values})
}

// Open reads a model file. The error wraps one of package perceptron's.
func Open(data []byte) (*Vectors, error) {
	s, err := perceptron.Open(data, kind, version)
	if err != nil {
		return nil, err
	}
	v := &Vectors{words: strings.Split(string(s["words"]), "\n")}
	if len(s["scale"]) != 4*Size || len(s["values"]) != Size*len(v.words) {
		return nil, perceptron.ErrCorrupt
	}
	for d := range Size {
		v.scale = append(v.scale, math.Float32frombits(binary.LittleEndian.Uint32(s["scale"][4*d:])))
	}
	v.values = make([]int8, len(s["values"]))
	for i, b := range s["values"] {
		v.values[i] = int8(b)
	}
	v.index()
	return v, nil
}

// Load reads the vectors from a directory of model files.
func Load(files fs.FS) (*Vectors, error) {
	data, err := fs.ReadFile(files, File)
	if err != nil {
		return nil, err
	}
	v, err := Open(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", File, err)
	}
	return v, nil
}
