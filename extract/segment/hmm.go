package segment

import (
	"encoding/binary"
	"fmt"
	"math"

	"sanyuan/extract/perceptron"
)

// state is the place of a character in a word to gse's hidden Markov model.
type state uint8

const (
	first state = iota
	inner
	last
	single
	numStates
)

// The model is that of jieba and gse: logarithms of probabilities, of the first
// state and of a state after another.
const (
	never = -3.14e100

	startFirst  = -0.26268660809250016
	startSingle = -1.4652633398537678
)

// arc is a way to get to a state, with the logarithm of its probability.
type arc struct {
	from  state
	score float64
}

// arcs are the ways to each state. Of equal ones the earlier is taken, as gse
// does.
var arcs = [numStates][2]arc{
	first:  {{single, -0.7211965654669841}, {last, -0.5897149736854513}},
	inner:  {{inner, -1.2603623820268226}, {first, -0.916290731874155}},
	last:   {{inner, -0.33344856811948514}, {first, -0.510825623765990}},
	single: {{single, -0.6658631448798212}, {last, -0.8085250474669937}},
}

// emissions tell for each common ideograph how likely it stands in which state,
// as logarithms of probabilities. Those of first and last are known up to a
// constant that both share, since a word that has one also has the other.
type emissions [][numStates]float32

// unknown are the emissions of a character that the model does not know.
var unknown = [numStates]float32{unseen, unseen, unseen, unseen}

const unseen = -math.MaxFloat32

func newEmissions() emissions {
	e := make(emissions, lastHan-firstHan+1)
	for i := range e {
		e[i] = unknown
	}
	return e
}

// of is the emission of a character in a state.
func (e emissions) of(r rune, s state) float64 {
	if !isFoldable(r) || e[r-firstHan][s] == unseen {
		return never
	}
	return float64(e[r-firstHan][s])
}

// marshal writes the characters that the model knows, each as its distance from
// the one before and its emissions.
func (e emissions) marshal() []byte {
	var out []byte
	last := 0
	for i := range e {
		if e[i] == unknown {
			continue
		}
		out = binary.AppendUvarint(out, uint64(i-last))
		for _, v := range e[i] {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
		last = i
	}
	return out
}

func unmarshalEmissions(data []byte) (emissions, error) {
	e := newEmissions()
	at := uint64(0)
	for len(data) > 0 {
		d, n := binary.Uvarint(data)
		at += d
		if n <= 0 || d > uint64(len(e)) || at >= uint64(len(e)) || len(data) < n+4*int(numStates) {
			return nil, fmt.Errorf("dictionary: %w: emissions", perceptron.ErrCorrupt)
		}
		data = data[n:]
		for s := range e[at] {
			e[at][s] = math.Float32frombits(binary.LittleEndian.Uint32(data))
			data = data[4:]
		}
	}
	return e, nil
}

// decode finds the likeliest states of a run of characters. back is working
// memory; the states are in path.
func (e emissions) decode(run []Unit, back [][numStates]state, path []state) {
	var score [numStates]float64
	for s := range numStates {
		score[s] = never + e.of(run[0].first, s)
	}
	score[first] = startFirst + e.of(run[0].first, first)
	score[single] = startSingle + e.of(run[0].first, single)
	for i := 1; i < len(run); i++ {
		before := score
		for s, ways := range arcs {
			best := ways[0]
			top := before[best.from] + best.score + e.of(run[i].first, state(s))
			if v := before[ways[1].from] + ways[1].score + e.of(run[i].first, state(s)); v > top {
				best, top = ways[1], v
			}
			score[s], back[i][s] = top, best.from
		}
	}
	s := single
	if score[last] > score[single] {
		s = last
	}
	for i := len(run) - 1; i >= 0; i-- {
		path[i] = s
		s = back[i][s]
	}
}
