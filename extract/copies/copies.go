// Package copies recognises texts that are near-identical to one read before,
// as the stories of a news agency are in many papers, so that they count as one
// source. It estimates the share of common five-character shingles by MinHash
// (Broder 1997) and finds candidates by locality-sensitive hashing of bands
// (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3).
//
// Its memory is bounded: it remembers the last Remembered originals, about
// 1 KB each.
package copies

import (
	"encoding/binary"
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cespare/xxhash/v2"
	minhash "github.com/dgryski/go-minhash"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/text"
)

const (
	// Threshold is the share of common shingles from which on a text is a copy.
	Threshold = 0.8
	// Remembered is how many originals are compared with.
	Remembered = 20000

	hashes       = 64
	rows         = 4 // hashes a band: two texts of 80 % are found with a chance of 99.98 %
	shingleRunes = 5
	minShingles  = 20 // shorter texts are like each other by chance
)

// Index finds the original of a copy. It is not safe for concurrent use: which
// of two texts is the original depends on their order.
type Index struct {
	originals []original       // a ring of the last ones
	next      int              // place in the ring
	bands     map[uint64]int32 // hash of a band -> place in the ring of the last original with it
}

type original struct {
	id        string
	signature []uint64
}

// New returns an empty index.
func New() *Index { return &Index{bands: map[uint64]int32{}} }

// Mark sets CopyOf in the documents that are copies of an earlier one.
func Mark(documents iter.Seq2[text.Document, error]) iter.Seq2[text.Document, error] {
	return func(yield func(text.Document, error) bool) {
		x := New()
		for d, err := range documents {
			if err == nil {
				d.CopyOf = x.Original(d.ID, wording(d))
			}
			if !yield(d, err) {
				return
			}
		}
	}
}

func wording(d text.Document) string {
	var b strings.Builder
	for _, s := range d.Sentences {
		b.WriteString(s.Text)
	}
	return b.String()
}

// Original returns the ID of the text of which this one is a near-identical
// copy. A text that is none is remembered as an original, and the ID is empty.
func (x *Index) Original(id, wording string) string {
	signature := sign(wording)
	if signature == nil {
		return ""
	}
	keys := bandKeys(signature)
	for _, key := range keys {
		if at, ok := x.bands[key]; ok && similarity(signature, x.originals[at].signature) >= Threshold {
			return x.originals[at].id
		}
	}
	x.remember(original{id, signature}, keys)
	return ""
}

func (x *Index) remember(o original, keys []uint64) {
	if len(x.originals) < Remembered {
		x.originals = append(x.originals, o)
	} else {
		x.forget(x.next)
		x.originals[x.next] = o
	}
	for _, key := range keys {
		x.bands[key] = int32(x.next)
	}
	x.next = (x.next + 1) % Remembered
}

// forget drops the bands of an original.
func (x *Index) forget(at int) {
	for _, key := range bandKeys(x.originals[at].signature) {
		if x.bands[key] == int32(at) {
			delete(x.bands, key)
		}
	}
}

// sign returns the MinHash signature of a text; nil where it is too short. Only
// letters and digits count, in either script alike.
func sign(wording string) []uint64 {
	wording = strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return -1
	}, lexicon.Fold(wording))
	m := minhash.NewMinWise(seeded(1), seeded(2), hashes)
	count := 0
	for start, end := 0, runeOffset(wording, shingleRunes); end > 0; count++ {
		m.Push([]byte(wording[start:end]))
		_, size := utf8.DecodeRuneInString(wording[start:])
		start += size
		if end == len(wording) {
			break
		}
		_, size = utf8.DecodeRuneInString(wording[end:])
		end += size
	}
	if count < minShingles {
		return nil
	}
	return m.Signature()
}

// runeOffset returns the byte at which n runes end, 0 where there are fewer.
func runeOffset(s string, n int) int {
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[at:])
		if size == 0 {
			return 0
		}
		at += size
	}
	return at
}

func seeded(seed byte) minhash.Hash64 {
	return func(b []byte) uint64 {
		var d xxhash.Digest
		d.ResetWithSeed(uint64(seed))
		d.Write(b)
		return d.Sum64()
	}
}

func bandKeys(signature []uint64) []uint64 {
	keys := make([]uint64, 0, hashes/rows)
	for band := 0; band < hashes; band += rows {
		buf := []byte{byte(band)}
		for _, h := range signature[band : band+rows] {
			buf = binary.LittleEndian.AppendUint64(buf, h)
		}
		keys = append(keys, xxhash.Sum64(buf))
	}
	return keys
}

// similarity estimates the share of common shingles.
func similarity(a, b []uint64) float64 {
	same := 0
	for i := range a {
		if a[i] == b[i] {
			same++
		}
	}
	return float64(same) / float64(len(a))
}
