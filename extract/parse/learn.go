package parse

import (
	"math"
	"math/rand/v2"

	"sanyuan/extract/neural"
	"sanyuan/extract/syntax"
)

// lesson is a sentence with all that the network should find in it.
type lesson struct {
	tokens []syntax.Token
	heads  []int   // by token; -1 for the root, noHead where it is not known
	rels   []int32 // numbers of relations
	tags   []int32 // numbers of tags, -1 where the tag is not known
	names  []int32
	source string
}

// noHead stands for a head that is not known.
const noHead = -2

// Shares of what is hidden from the network while it learns.
var fieldDropout = [fields]float32{
	wordField: 0.33, firstField: 0.1, lastField: 0.1, secondField: 0.1, tagField: 0.15, kindField: 0.15,
	coverField: 0.15, entityField: 0.2, listField: 0.2, shapeField: 0.1, nameField: 0.1, sourceField: 0.2, vectorField: 0,
}

const (
	vectorDropout = 0.1
	charsDropout  = 0.1
	outDropout    = 0.33
)

var layerDropout = [layers + 1]float32{0.2, 0.33, 0.33}

// Weights of the losses of tags and names; those of arcs and relations have one.
const (
	tagLoss  = 0.5
	nameLoss = 2
)

// learner computes gradients on one goroutine.
type learner struct {
	*network
	reader reader
	p      pass
	g      *neural.Gradients
	rng    *rand.Rand
	masks  [layers + 1]neural.Mask
	outs   [4]neural.Mask

	heads                         []int // by row: the row of the gold head, -1 for none
	rels, tags, names             []int32
	dArc, dHead, dDep, dPart      neural.Matrix
	dRelOut, dRelHidden, dRelHead neural.Matrix
	dTag, dTagOut                 neural.Matrix
	dName, dNameOut               neural.Matrix
	dStates, dx, dHalf            neural.Matrix
	turned                        neural.Matrix
	chain                         chain
	rows                          [][]float32
	loss                          float64
}

func newLearner(n *network, k Knowledge, seed uint64) *learner {
	return &learner{network: n, reader: newReader(k, &n.fields, ""), g: neural.NewGradients(n.Params), rng: rand.New(rand.NewPCG(seed, 2))}
}

// learn adds the gradients of some lessons.
func (l *learner) learn(lessons []*lesson) {
	p := &l.p
	p.clear()
	l.heads, l.rels, l.tags, l.names = l.heads[:0], l.rels[:0], l.tags[:0], l.names[:0]
	for _, s := range lessons {
		l.take(s)
	}
	l.hideInput()
	l.embed(p)
	l.encode(p, func(layer int, m neural.Matrix) { l.hide(&l.masks[layer], m, layerDropout[layer]) })
	out := 0
	l.readOut(p, func(m neural.Matrix) { l.hide(&l.outs[out], m, outDropout); out++ })
	l.dStates.Reset(len(p.ids), 2*hidden)
	l.dStates.Clear()
	l.learnArcs()
	l.learnRels()
	l.learnTags()
	l.learnNames()
	l.backEncode()
	l.backEmbed()
}

// take appends a lesson to the input.
func (l *learner) take(s *lesson) {
	p := &l.p
	from := len(p.ids)
	l.reader.source = s.source
	l.network.read(&l.reader, s.tokens, func(word *form, ids [fields]int32) { p.add(word, ids, l.reader.known.Vectors) })
	p.spans = append(p.spans, neural.Span{From: from, To: len(p.ids)})
	l.heads = append(l.heads, -1)
	l.rels, l.tags, l.names = append(l.rels, -1), append(l.tags, -1), append(l.names, -1)
	for i, h := range s.heads {
		row, rel := from+1+h, s.rels[i]
		if h == noHead {
			row = -1
		}
		if h < 0 {
			rel = -1
		}
		l.heads = append(l.heads, row)
		l.rels, l.tags, l.names = append(l.rels, rel), append(l.tags, s.tags[i]), append(l.names, s.names[i])
	}
}

// hideInput hides some of what is known of the words.
func (l *learner) hideInput() {
	p := &l.p
	for i := range p.ids {
		for f := range fields {
			if share := fieldDropout[f]; p.ids[i][f] > unknownSymbol && l.rng.Float32() < share {
				p.ids[i][f] = unknownSymbol
			}
		}
		if l.rng.Float32() < vectorDropout {
			clear(p.vectors.Row(i))
			p.ids[i][vectorField] = noSymbol
		}
		for c := p.begin[i]; c < p.begin[i+1]; c++ {
			if l.rng.Float32() < charsDropout {
				p.chars[c] = unknownSymbol
			}
		}
	}
}

func (l *learner) hide(k *neural.Mask, m neural.Matrix, share float32) {
	k.Draw(m, share, l.rng)
	k.Apply(m)
}

// learnArcs is for the heads: each word chooses one among all others.
func (l *learner) learnArcs() {
	p := &l.p
	l.dArc.Reset(p.arc.Rows, arcSize)
	l.dHead.Reset(p.arc.Rows, arcSize)
	for _, s := range p.spans {
		p.scoreArcs(s)
		clear(p.scores.Row(0))
		for i := 1; i < s.To-s.From; i++ {
			row := p.scores.Row(i)
			if l.heads[s.From+i] < 0 {
				clear(row)
				continue
			}
			row[i] = negInf
			l.loss += softmaxLoss(row, l.heads[s.From+i]-s.From, 1)
		}
		part := l.dArc.Slice(s.From, s.To)
		p.packed.Pack(p.head.Slice(s.From, s.To))
		p.packed.Times(&part, p.scores)
		p.scores.Transpose(&l.turned)
		part = l.dHead.Slice(s.From, s.To)
		p.packed.Pack(p.arc.Slice(s.From, s.To))
		p.packed.Times(&part, l.turned)
	}
	l.arc.Backward(l.g, p.dep, l.dArc, &l.dDep)
	l.backOut(l.head, &l.outs[0], p.head, l.dHead)
	l.backOut(l.dep, &l.outs[1], p.dep, l.dDep)
}

const negInf = -1e9

// softmaxLoss turns scores into the gradient of the logarithm of the softmax at
// gold, and returns the loss.
func softmaxLoss(row []float32, gold int, weight float32) float64 {
	top := row[0]
	for _, v := range row {
		top = max(top, v)
	}
	sum := float32(0)
	for i, v := range row {
		row[i] = float32(math.Exp(float64(v - top)))
		sum += row[i]
	}
	loss := -math.Log(max(1e-12, float64(row[gold]/sum)))
	for i := range row {
		row[i] *= weight / sum
	}
	row[gold] -= weight
	return loss * float64(weight)
}

// learnRels is for the relations to the gold heads.
func (l *learner) learnRels() {
	p := &l.p
	l.scoreRels(p, len(p.ids), func(i int) int { return l.heads[i] })
	l.gradLabels(p.relOut, l.rels, 1, &l.dRelOut)
	l.rel.Backward(l.g, p.relHidden, l.dRelOut, &l.dRelHidden)
	neural.BackReLU(p.relHidden, l.dRelHidden)
	l.dRelHead.Reset(len(p.ids), relSize)
	l.dRelHead.Clear()
	for i, h := range l.heads {
		if h >= 0 {
			neural.Add(l.dRelHead.Row(h), l.dRelHidden.Row(i))
		}
	}
	l.backStates(l.relDep, l.dRelHidden)
	l.backStates(l.relHead, l.dRelHead)
}

// gradLabels sets d to the gradient of the scores of labels.
func (l *learner) gradLabels(scores neural.Matrix, gold []int32, weight float32, d *neural.Matrix) {
	d.Reset(scores.Rows, scores.Cols)
	for i, y := range gold {
		row := d.Row(i)
		if y < 0 {
			clear(row)
			continue
		}
		copy(row, scores.Row(i))
		l.loss += softmaxLoss(row, int(y), weight)
	}
}

// learnTags is for the tags of the words.
func (l *learner) learnTags() {
	p := &l.p
	l.gradLabels(p.tagOut, l.tags, tagLoss, &l.dTagOut)
	l.tagOut.Backward(l.g, p.tag, l.dTagOut, &l.dTag)
	l.backOut(l.network.tag, &l.outs[2], p.tag, l.dTag)
}

// learnNames is for the names, a sequence of labels for each sentence.
func (l *learner) learnNames() {
	p := &l.p
	l.dNameOut.Reset(p.nameOut.Rows, p.nameOut.Cols)
	copy(l.dNameOut.Data, p.nameOut.Data)
	for _, s := range p.spans {
		clear(l.dNameOut.Row(s.From))
		l.rows = l.rows[:0]
		for i := s.From + 1; i < s.To; i++ {
			l.rows = append(l.rows, l.dNameOut.Row(i))
		}
		l.loss += l.chain.gradient(l.rows, l.nameNext.Data, l.allowed, l.names[s.From+1:s.To], nameLoss, l.g.Cells(l.nameNext))
	}
	l.nameOut.Backward(l.g, p.name, l.dNameOut, &l.dName)
	l.backOut(l.network.name, &l.outs[3], p.name, l.dName)
}

// backOut goes back through a layer with mask and cut-off.
func (l *learner) backOut(layer *neural.Linear, k *neural.Mask, y, dy neural.Matrix) {
	k.Apply(dy)
	neural.BackReLU(y, dy)
	l.backStates(layer, dy)
}

// backStates goes back through a layer that reads the states.
func (l *learner) backStates(layer *neural.Linear, dy neural.Matrix) {
	layer.Backward(l.g, l.p.states[layers-1], dy, &l.dPart)
	neural.Add(l.dStates.Data, l.dPart.Data)
}

// backEncode goes back from the states to the embeddings: l.dx.
func (l *learner) backEncode() {
	p := &l.p
	for layer := layers - 1; layer >= 0; layer-- {
		l.masks[layer+1].Apply(l.dStates)
		x := p.x
		if layer > 0 {
			x = p.states[layer-1]
		}
		l.dPart.Reset(x.Rows, x.Cols)
		for d := range 2 {
			l.dHalf.Reset(x.Rows, hidden)
			for i := range x.Rows {
				copy(l.dHalf.Row(i), l.dStates.Row(i)[d*hidden:])
			}
			l.lstm[layer][d].Backward(l.g, x, p.spans, &p.lstm[layer][d], l.dHalf, &l.dPart)
			if d == 0 {
				l.dx.Reset(x.Rows, x.Cols)
				copy(l.dx.Data, l.dPart.Data)
			} else {
				neural.Add(l.dx.Data, l.dPart.Data)
			}
		}
		l.dStates, l.dx = l.dx, l.dStates
	}
	l.dStates, l.dx = l.dx, l.dStates
	l.masks[0].Apply(l.dx)
}

// backEmbed adds the gradients of the embeddings.
func (l *learner) backEmbed() {
	p := &l.p
	l.g.AddProduct(l.vectors, p.vectors, l.dx)
	for i := range p.ids {
		row := l.dx.Row(i)
		for f, id := range p.ids[i] {
			l.g.AddRow(l.tables[f], id, row, 1)
		}
		chars := p.chars[p.begin[i]:p.begin[i+1]]
		for _, c := range chars {
			l.g.AddRow(l.chars, c, row, 1/float32(len(chars)))
		}
	}
}
