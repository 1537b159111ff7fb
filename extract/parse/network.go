package parse

import (
	"math/rand/v2"

	"sanyuan/extract/neural"
	"sanyuan/extract/syntax"
	"sanyuan/extract/vectors"
)

// Sizes of the network's layers, by measurement; see docs/benchmarks.md.
const (
	embedding = 128 // of a word, the sum of what it is known by
	hidden    = 96  // of each direction of a recurrent layer
	arcSize   = 96
	relSize   = 96
	tagSize   = 64
	nameSize  = 64
	layers    = 2
)

// network finds trees, tags and names.
type network struct {
	fields  [fields]symbols
	rels    []string
	tags    []string // full tags: UPOS/XPOS
	names   []string // B, I, E, S with the type, and O
	allowed [][]bool // pairs of names
	before  [][]int  // by name: those that may stand before it
	neural.Params

	tables  [fields]*neural.Param
	chars   *neural.Param // symbols are those of lastField
	vectors *neural.Param
	lstm    [layers][2]*neural.LSTM

	head, dep, arc             *neural.Linear
	relHead, relDep, rel       *neural.Linear
	tag, tagOut, name, nameOut *neural.Linear
	nameNext                   *neural.Param // scores of pairs of names
}

// newNetwork makes a network with random weights, or, without a source of them, of
// zeros.
func newNetwork(words [fields]symbols, rels, tags, names []string, rng *rand.Rand) *network {
	n := &network{fields: words, rels: rels, tags: tags, names: names, allowed: sequencesAllowed(names)}
	n.before = predecessors(n.allowed)
	p := &n.Params
	for f := range fields {
		n.tables[f] = p.AddTable(fieldNames[f], words[f].size(), embedding, rng)
	}
	n.chars = p.AddTable("chars", words[lastField].size(), embedding, rng)
	n.vectors = p.Add("vectors", vectors.Size, embedding, rng)
	in := embedding
	for l := range layers {
		for d, name := range [...]string{"forward", "backward"} {
			n.lstm[l][d] = neural.NewLSTM(p, name+string(rune('1'+l)), in, hidden, d == 1, rng)
		}
		in = 2 * hidden
	}
	n.head = neural.NewLinear(p, "head", in, arcSize, rng)
	n.dep = neural.NewLinear(p, "dep", in, arcSize, rng)
	n.arc = neural.NewLinear(p, "arc", arcSize, arcSize, rng)
	n.relHead = neural.NewLinear(p, "rel.head", in, relSize, rng)
	n.relDep = neural.NewLinear(p, "rel.dep", in, relSize, rng)
	n.rel = neural.NewLinear(p, "rel", relSize, len(rels), rng)
	n.tag = neural.NewLinear(p, "tag", in, tagSize, rng)
	n.tagOut = neural.NewLinear(p, "tag.out", tagSize, len(tags), rng)
	n.name = neural.NewLinear(p, "name", in, nameSize, rng)
	n.nameOut = neural.NewLinear(p, "name.out", nameSize, len(names), rng)
	n.nameNext = p.AddMatrix("name.next", len(names), len(names))
	return n
}

// read hands on the words of a sentence, behind a root, each as its form and the numbers
// of its symbols.
func (n *network) read(r *reader, tokens []syntax.Token, take func(word *form, ids [fields]int32)) {
	take(&r.root, r.root.ids)
	r.read(tokens, func(_ int, word *form, names *[fields]string) {
		ids := word.ids
		for _, f := range contextFields {
			if names[f] != "" {
				ids[f] = n.fields[f].find(names[f])
			}
		}
		take(word, ids)
	})
}

// pass is the memory of one pass through the network.
type pass struct {
	input
	rows   []*row // of all sentences; those that are not known yet are the input
	fresh  []*row // by row of the input
	spans  []neural.Span
	x      neural.Matrix // sum of embeddings
	lstm   [layers][2]neural.Memory
	states [layers]neural.Matrix // both directions side by side

	head, dep, arc    neural.Matrix
	relHead, relDep   neural.Matrix
	tag, tagOut       neural.Matrix
	name, nameOut     neural.Matrix
	scores            neural.Matrix // of the arcs of one sentence: dependents by heads
	packed            neural.Packed
	relHidden, relOut neural.Matrix
}

// clear makes room for other sentences.
func (p *pass) clear() {
	p.input.clear()
	p.rows, p.fresh = p.rows[:0], p.fresh[:0]
	p.spans = p.spans[:0]
}

// take appends a word to what goes through the network.
func (p *pass) take(r *reader, word *form, ids [fields]int32) {
	known, fresh := r.row(word, ids)
	if fresh {
		p.add(word, ids, r.known.Vectors)
		p.fresh = append(p.fresh, known)
	}
	p.rows = append(p.rows, known)
}

// run computes all but the scores of arcs and relations.
func (n *network) run(p *pass) {
	n.embed(p)
	n.enter(p)
	x := p.join(0, n.lstm[0][0].Run(p.spans, &p.lstm[0][0]), n.lstm[0][1].Run(p.spans, &p.lstm[0][1]))
	for l := 1; l < layers; l++ {
		x = n.layer(p, l, x)
	}
	n.readOut(p, noHide)
}

// enter sets what the gates of the first layer have from the words.
func (n *network) enter(p *pass) {
	for d := range n.lstm[0] {
		gates := &p.lstm[0][d].Gates
		n.lstm[0][d].In.Times(gates, p.x)
		for i, r := range p.fresh {
			copy(r.gates[d][:], gates.Row(i))
		}
		gates.Reset(len(p.rows), 4*hidden)
		for i, r := range p.rows {
			copy(gates.Row(i), r.gates[d][:])
		}
	}
}

// embed computes the sum of the embeddings of each word.
func (n *network) embed(p *pass) {
	n.vectors.Times(&p.x, p.vectors)
	for i := range p.ids {
		row := p.x.Row(i)
		for f, id := range p.ids[i] {
			neural.Add(row, n.tables[f].Row(int(id)))
		}
		n.addChars(p, i, row)
	}
}

// addChars adds the mean of a word's characters.
func (n *network) addChars(p *pass, i int, row []float32) {
	chars := p.chars[p.begin[i]:p.begin[i+1]]
	for _, c := range chars {
		neural.AddScaled(row, n.chars.Row(int(c)), 1/float32(len(chars)))
	}
}

// encode computes the states of both layers. hide is called with what goes into each
// layer, and with what comes out of the last.
func (n *network) encode(p *pass, hide func(layer int, m neural.Matrix)) {
	x := p.x
	for l := range layers {
		hide(l, x)
		x = n.layer(p, l, x)
	}
	hide(layers, x)
}

// layer computes the states of one layer.
func (n *network) layer(p *pass, l int, x neural.Matrix) neural.Matrix {
	return p.join(l, n.lstm[l][0].Forward(x, p.spans, &p.lstm[l][0]), n.lstm[l][1].Forward(x, p.spans, &p.lstm[l][1]))
}

// join sets the states of a layer to those of both directions, side by side.
func (p *pass) join(l int, forward, backward neural.Matrix) neural.Matrix {
	p.states[l].Reset(forward.Rows, 2*hidden)
	for i := range forward.Rows {
		row := p.states[l].Row(i)
		copy(row, forward.Row(i))
		copy(row[hidden:], backward.Row(i))
	}
	return p.states[l]
}

// readOut computes what the scores of arcs, relations, tags and names are made
// of. hide is called with what is computed from the states.
func (n *network) readOut(p *pass, hide func(m neural.Matrix)) {
	s := p.states[layers-1]
	for _, o := range [...]struct {
		layer *neural.Linear
		out   *neural.Matrix
	}{{n.head, &p.head}, {n.dep, &p.dep}, {n.tag, &p.tag}, {n.name, &p.name}} {
		o.layer.Forward(s, o.out)
		neural.ReLU(*o.out)
		hide(*o.out)
	}
	n.relHead.Forward(s, &p.relHead)
	n.relDep.Forward(s, &p.relDep)
	n.arc.Forward(p.dep, &p.arc)
	n.tagOut.Forward(p.tag, &p.tagOut)
	n.nameOut.Forward(p.name, &p.nameOut)
}

// scoreArcs computes the scores of all heads of all dependents of a sentence.
func (p *pass) scoreArcs(s neural.Span) {
	p.packed.PackTransposed(p.head.Slice(s.From, s.To))
	p.packed.Times(&p.scores, p.arc.Slice(s.From, s.To))
}

// scoreRels computes the scores of the relations of a dependent to its head.
func (n *network) scoreRels(p *pass, rows int, head func(i int) int) {
	p.relHidden.Reset(rows, relSize)
	for i := range rows {
		to := p.relHidden.Row(i)
		copy(to, p.relDep.Row(i))
		if h := head(i); h >= 0 {
			neural.Add(to, p.relHead.Row(h))
		}
	}
	neural.ReLU(p.relHidden)
	n.rel.Forward(p.relHidden, &p.relOut)
}

func noHide(neural.Matrix) {}
