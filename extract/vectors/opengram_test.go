package vectors

import (
	"encoding/binary"
	"math"
	"testing"
	"testing/fstest"
)

func put(out []byte, values ...uint32) []byte {
	for _, v := range values {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

// wordsFile is a pinyin dictionary of words.
func wordsFile(words ...string) []byte {
	out := put(nil, uint32(len(words)), 0, 16, 0)
	for _, w := range words {
		for _, r := range w {
			out = put(out, uint32(r))
		}
		out = put(out, 0)
	}
	return out
}

// modelFile is a threaded model of the words 1 and 2, with probabilities of a half
// and a quarter and the bigrams 1 2, 2 1 and 2 2.
func modelFile() []byte {
	const half, quarter = 0, 1
	node := func(word, pr, child uint32) []uint32 {
		return []uint32{word, pr | child<<childLow, child >> 16 << childHigh}
	}
	out := put(nil, 3, 0, 1, 3, 4, 0)
	out = put(out, math.Float32bits(0.5), math.Float32bits(0.25))
	out = append(out, make([]byte, 4*(prTableSize+bowTableSize)-8)...)
	for _, n := range [][]uint32{
		node(0, 0, 0),
		node(1, half, 0), node(2, quarter, 1), node(0, 0, 3),
		node(2, quarter, 0), node(1, half, 0), node(2, quarter, 0), node(0, 0, 0),
	} {
		out = put(out, n...)
	}
	return out
}

func FuzzReadOpenGram(f *testing.F) {
	f.Add(wordsFile("", "一", "二"), modelFile()[:headerSize])
	f.Add(wordsFile("一"), modelFile())
	f.Fuzz(func(t *testing.T, words, model []byte) {
		b, err := ReadOpenGram(fstest.MapFS{openGramWords: {Data: words}, openGramModel: {Data: model}})
		if err != nil {
			return
		}
		for _, p := range b.Pairs {
			if int(p.Prev) >= len(b.Words) || int(p.Next) >= len(b.Words) {
				t.Fatalf("pair %v of %d words", p, len(b.Words))
			}
		}
	})
}
