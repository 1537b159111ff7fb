package segment

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"sanyuan/extract/perceptron"
)

// Dictionary is gse's dictionary in compact form: its words by folded
// characters, with frequency and part of speech. It is read only.
//
// Words are known by a hash, so it can say whether a text is a word but not list
// its words. Two and four characters that begin a longer word are marked, so
// that most searches end early.
type Dictionary struct {
	Fold  Fold
	Tags  []string // gse's parts of speech: n, v, nr, ns, ...
	Total float64  // sum of all frequencies
	mask  uint64
	slots []entry

	emissions emissions // of gse's hidden Markov model
}

// Entry is what the dictionary knows of a word.
type Entry struct {
	LogFreq float32 // natural logarithm of gse's frequency
	Tag     uint8   // index into Tags
}

type entry struct {
	key   uint32
	freq  uint8 // 1 + logarithm in steps of logStep; 0 marks a prefix that is no word
	tag   uint8
	used  bool
	begin bool // longer words begin with this
}

const (
	logStep    = 1.0 / 14 // natural logarithm of frequency per step
	maxWordLen = 12       // units of the longest word looked for
)

// slot finds the entry of a hash, or the free place where it belongs.
func (d *Dictionary) slot(hash uint64) *entry {
	key := uint32(hash >> 32)
	for i := hash & d.mask; ; i = (i + 1) & d.mask {
		if e := &d.slots[i]; !e.used || e.key == key {
			return e
		}
	}
}

// Match is a word of the dictionary found in a sentence.
type Match struct {
	From, To int // units, half open
	Entry
}

// Matches appends the words that begin at the given unit, shortest first.
func (d *Dictionary) Matches(units []Unit, from int, out []Match) []Match {
	hash := hashSeed
	for to := from; to < len(units) && to < from+maxWordLen; to++ {
		u := &units[to]
		if to > from && u.Space {
			break
		}
		hash = chain(hash, u.fold)
		e := d.slot(hash)
		if e.used && e.freq > 0 {
			out = append(out, Match{from, to + 1, Entry{float32(e.freq-1) * logStep, e.tag}})
		}
		if n := to - from + 1; (n == 1 || n == 2 || n == 4) && !(e.used && e.begin) {
			break
		}
	}
	return out
}

// fetch reads the slots where the search for the first one and two units from each place
// on begins, all at once, so that the waits for memory overlap.
func (d *Dictionary) fetch(units []Unit, out []entry) []entry {
	for i := range units {
		hash := chain(hashSeed, units[i].fold)
		out = append(out, d.slots[hash&d.mask])
		if i+1 < len(units) {
			out = append(out, d.slots[chain(hash, units[i+1].fold)&d.mask])
		}
	}
	return out
}

// chain adds a unit to the hash of the units before it.
func chain(hash, fold uint64) uint64 {
	return uint64(perceptron.Feature(hash).With(fold))
}

// word is an entry while the dictionary is built.
type word struct {
	text string // folded
	freq float64
	tag  string
}

// logCode is the logarithm of a frequency as the entry stores it.
func logCode(freq float64) uint8 {
	return uint8(1 + min(254, math.Round(math.Log(max(1, freq))/logStep)))
}

// reserve makes room for some words.
func (d *Dictionary) reserve(words int) {
	size := uint64(8)
	for size < uint64(words)*5/2 {
		size *= 2
	}
	d.slots, d.mask = make([]entry, size), size-1
}

// insertion is an entry to be made: a word, or the beginning of longer ones.
type insertion struct {
	hash      uint64
	freq, tag uint8
	begin     bool
}

// insert makes the entries. Their slots are fetched first, all at once, so that
// the waits for memory overlap.
func (d *Dictionary) insert(all []insertion) {
	var fetched [insertBatch]entry
	for len(all) > 0 {
		n := min(len(all), insertBatch)
		for i, in := range all[:n] {
			fetched[i] = d.slots[in.hash&d.mask]
		}
		for i, in := range all[:n] {
			e := &d.slots[in.hash&d.mask]
			if fetched[i].key != uint32(in.hash>>32) {
				e = d.slot(in.hash)
			}
			e.set(in)
		}
		all = all[n:]
	}
}

const insertBatch = 64

func (e *entry) set(in insertion) {
	e.used, e.key = true, uint32(in.hash>>32)
	if in.begin {
		e.begin = true
	} else {
		e.freq, e.tag = in.freq, in.tag
	}
}

const (
	dictionaryKind    = "dictionary"
	dictionaryVersion = 2
)

// sealDictionary writes the words, sorted by text, as a model file: each word as
// the number of bytes it shares with the word before it and the rest of its
// bytes.
func sealDictionary(fold Fold, e emissions, words []word, tags []string) []byte {
	var shared, rest, freqs, kinds []byte
	tagOf := map[string]uint8{}
	for i, t := range tags {
		tagOf[t] = uint8(i)
	}
	last, total := "", 0.0
	for _, w := range words {
		n := commonPrefix(last, w.text)
		shared = append(shared, byte(n))
		rest = append(append(rest, w.text[n:]...), 0)
		freqs = append(freqs, logCode(w.freq))
		kinds = append(kinds, tagOf[w.tag])
		last = w.text
		total += w.freq
	}
	return perceptron.Seal(dictionaryKind, dictionaryVersion, append(fold.sections(),
		perceptron.Section{Name: "emissions", Data: e.marshal()},
		perceptron.Section{Name: "tags", Data: []byte(strings.Join(tags, "\n"))},
		perceptron.Section{Name: "total", Data: binary.LittleEndian.AppendUint64(nil, math.Float64bits(total))},
		perceptron.Section{Name: "shared", Data: shared},
		perceptron.Section{Name: "rest", Data: rest},
		perceptron.Section{Name: "freq", Data: freqs},
		perceptron.Section{Name: "tag", Data: kinds},
	)...)
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && n < 255 && a[n] == b[n] {
		n++
	}
	return n
}

// OpenDictionary reads the model file of the dictionary.
func OpenDictionary(data []byte) (*Dictionary, error) {
	s, err := perceptron.Open(data, dictionaryKind, dictionaryVersion)
	if err != nil {
		return nil, fmt.Errorf("dictionary: %w", err)
	}
	fold, err := openFold(s)
	if err != nil {
		return nil, err
	}
	emissions, err := unmarshalEmissions(s["emissions"])
	if err != nil {
		return nil, err
	}
	d := &Dictionary{Fold: fold, emissions: emissions, Tags: strings.Split(string(s["tags"]), "\n")}
	shared, freqs, tags := s["shared"], s["freq"], s["tag"]
	if len(freqs) != len(shared) || len(tags) != len(shared) || len(s["total"]) != 8 {
		return nil, fmt.Errorf("dictionary: %w", perceptron.ErrCorrupt)
	}
	d.Total = math.Float64frombits(binary.LittleEndian.Uint64(s["total"]))
	d.reserve(len(shared))
	return d, d.fill(shared, s["rest"], freqs, tags)
}

// mark is where a unit of a word ends.
type mark struct {
	end     int    // bytes of the word
	hash    uint64 // of the units up to there
	entered bool   // in the dictionary as the beginning of a longer word
}

// holds tells whether a unit surely ends at the mark, given the beginning of a
// word: the character behind it decides.
func (m mark) holds(begin []byte) bool {
	return m.end < len(begin) && utf8.FullRune(begin[m.end:])
}

// fill inserts the words. What a word shares with the word before it is not read
// again.
func (d *Dictionary) fill(shared, rest, freqs, tags []byte) error {
	var text []byte
	var units []Unit
	var marks []mark
	var pending []insertion
	for i, n := range shared {
		end := bytes.IndexByte(rest, 0)
		if end < 0 || int(n) > len(text) {
			return fmt.Errorf("dictionary: %w: word %d", perceptron.ErrCorrupt, i)
		}
		text = append(text[:n], rest[:end]...)
		rest = rest[end+1:]
		for len(marks) > 0 && !marks[len(marks)-1].holds(text[:n]) {
			marks = marks[:len(marks)-1]
		}
		from, hash := 0, hashSeed
		if len(marks) > 0 {
			from, hash = marks[len(marks)-1].end, marks[len(marks)-1].hash
		}
		units = Units(string(text[from:]), &d.Fold, units[:0])
		for _, u := range units {
			hash = chain(hash, u.fold)
			marks = append(marks, mark{end: from + u.End, hash: hash})
		}
		pending = appendEntries(pending, marks, freqs[i], tags[i])
		if len(pending) >= insertBatch {
			d.insert(pending)
			pending = pending[:0]
		}
	}
	d.insert(pending)
	return nil
}

// appendEntries appends the entries of a word and of its beginnings.
func appendEntries(out []insertion, marks []mark, freq, tag uint8) []insertion {
	if len(marks) == 0 {
		return out
	}
	last := len(marks) - 1
	for i, m := range marks[:last] {
		if n := i + 1; !m.entered && (n == 1 || n == 2 || n == 4) {
			marks[i].entered = true
			out = append(out, insertion{hash: m.hash, begin: true})
		}
	}
	return append(out, insertion{hash: marks[last].hash, freq: freq, tag: tag})
}
