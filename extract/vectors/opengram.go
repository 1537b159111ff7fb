package vectors

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math"
)

// Names of open-gram's files, as the package sunpinyin-data of Debian has them.
const (
	openGramModel = "lm_sc.t3g"
	openGramWords = "pydict_sc.bin"
)

// ErrFormat says that a file is not one of open-gram's.
var ErrFormat = errors.New("not in the format of open-gram")

// ReadOpenGram reads the words and bigrams of open-gram from a directory that
// holds lm_sc.t3g and pydict_sc.bin.
func ReadOpenGram(dir fs.FS) (*Bigrams, error) {
	words, err := readFile(dir, openGramWords, readWords)
	if err != nil {
		return nil, err
	}
	return readFile(dir, openGramModel, func(data []byte) (*Bigrams, error) { return readBigrams(data, words) })
}

func readFile[T any](dir fs.FS, name string, read func([]byte) (T, error)) (T, error) {
	data, err := fs.ReadFile(dir, name)
	if err != nil {
		var none T
		return none, err
	}
	out, err := read(data)
	if err != nil {
		return out, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

// readWords reads the words of a pinyin dictionary by number: its header says how
// many there are and where they begin, each of four bytes a character and ended
// by a zero.
func readWords(data []byte) ([]string, error) {
	const countAt, beginAt, header = 0, 8, 16
	if len(data) < header {
		return nil, ErrFormat
	}
	count, at := binary.LittleEndian.Uint32(data[countAt:]), uint64(binary.LittleEndian.Uint32(data[beginAt:]))
	if at > uint64(len(data)) {
		return nil, ErrFormat
	}
	var words []string
	var word []rune
	for rest := data[at:]; len(rest) >= 4 && len(words) < int(count); rest = rest[4:] {
		if r := rune(binary.LittleEndian.Uint32(rest)); r != 0 {
			word = append(word, r)
			continue
		}
		words = append(words, string(word))
		word = word[:0]
	}
	if len(words) != int(count) {
		return nil, ErrFormat
	}
	return words, nil
}

// Sizes of the parts of a threaded trigram model, and where the bits of a node
// lie.
const (
	headerSize   = 24
	prTableSize  = 1 << 16 // probabilities of four bytes
	bowTableSize = 1 << 14 // back-off weights of four bytes
	nodeSize     = 12
	wordMask     = 1<<18 - 1
	childLow     = 16 // bits of the first child's number: the upper ones of the second word of a node
	childHigh    = 25 // and the upper ones of the third
)

// threaded is a threaded model: a node for each word, with the number of its
// first bigram, and a node for each bigram.
type threaded struct {
	probabilities  []byte
	words, bigrams []byte
}

func openThreaded(data []byte) (threaded, error) {
	if len(data) < headerSize+4*(prTableSize+bowTableSize) || binary.LittleEndian.Uint32(data) != 3 {
		return threaded{}, ErrFormat
	}
	size := func(level int) int { return nodeSize * int(binary.LittleEndian.Uint32(data[8+4*level:])) }
	rest := data[headerSize:]
	t := threaded{probabilities: rest[:4*prTableSize]}
	rest = rest[4*(prTableSize+bowTableSize):]
	if len(rest) < size(0)+size(1)+size(2) {
		return threaded{}, ErrFormat
	}
	t.words = rest[size(0):][:size(1)]
	t.bigrams = rest[size(0)+size(1):][:size(2)]
	return t, nil
}

// node returns the word of a node, its probability, and the number of its first
// child.
func (t *threaded) node(nodes []byte, i int) (word int, pr float64, child int) {
	n := nodes[i*nodeSize:]
	a, b, c := binary.LittleEndian.Uint32(n), binary.LittleEndian.Uint32(n[4:]), binary.LittleEndian.Uint32(n[8:])
	bits := binary.LittleEndian.Uint32(t.probabilities[4*(b&0xffff):])
	return int(a & wordMask), float64(math.Float32frombits(bits)), int(b>>childLow | c>>childHigh<<childLow)
}

func readBigrams(data []byte, words []string) (*Bigrams, error) {
	t, err := openThreaded(data)
	if err != nil {
		return nil, err
	}
	b := &Bigrams{}
	count, pairs := len(t.words)/nodeSize-1, len(t.bigrams)/nodeSize-1 // the last node of a level only ends it
	number := map[int]int32{}
	for i := range count {
		word, pr, _ := t.node(t.words, i)
		number[word] = int32(i)
		text := ""
		if word < len(words) {
			text = words[word]
		}
		b.Words = append(b.Words, Unigram{text, pr})
	}
	for i := range count {
		_, _, from := t.node(t.words, i)
		_, _, to := t.node(t.words, i+1)
		if from > to || to > pairs {
			return nil, ErrFormat
		}
		for k := from; k < to; k++ {
			next, pr, _ := t.node(t.bigrams, k)
			if n, ok := number[next]; ok {
				b.Pairs = append(b.Pairs, Pair{int32(i), n, float32(pr)})
			}
		}
	}
	return b, nil
}
