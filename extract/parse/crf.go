package parse

import "math"

// chain computes the gradient of the logarithm of the probability of a sequence of
// labels, among all allowed ones (Lafferty, McCallum and Pereira 2001). It is working
// memory.
type chain struct {
	alpha, beta []float64 // by word and label
}

// gradient turns the scores of the labels, by word, into their gradient, adds that
// of the scores of pairs to next, and returns the loss, all times a weight. The scores of
// pairs are by first and second label.
func (c *chain) gradient(scores [][]float32, pair []float32, allowed [][]bool, gold []int32, weight float32, next []float32) float64 {
	k := len(allowed)
	c.forward(scores, pair, allowed)
	c.backward(scores, pair, allowed)
	last := c.alpha[(len(scores)-1)*k:]
	total := logSum(last[:k])
	loss := total
	for i, row := range scores {
		y := int(gold[i])
		loss -= float64(row[y])
		if i > 0 {
			loss -= float64(pair[int(gold[i-1])*k+y])
			c.countPairs(i, row, pair, allowed, total, weight, next)
			next[int(gold[i-1])*k+y] -= weight
		}
	}
	for i, row := range scores {
		for y := range row {
			row[y] = weight * float32(math.Exp(c.alpha[i*k+y]+c.beta[i*k+y]-total))
		}
		row[gold[i]] -= weight
	}
	return loss * float64(weight)
}

// forward fills alpha: the sum of all beginnings that end with a label.
func (c *chain) forward(scores [][]float32, pair []float32, allowed [][]bool) {
	k := len(allowed)
	c.alpha = sized(c.alpha, len(scores)*k)
	terms := make([]float64, 0, k)
	for i, row := range scores {
		for y := range k {
			terms = terms[:0]
			for x := range k {
				if i > 0 && allowed[x][y] {
					terms = append(terms, c.alpha[(i-1)*k+x]+float64(pair[x*k+y]))
				}
			}
			c.alpha[i*k+y] = float64(row[y])
			if i > 0 {
				c.alpha[i*k+y] += logSum(terms)
			}
		}
	}
}

// backward fills beta: the sum of all endings that follow a label.
func (c *chain) backward(scores [][]float32, pair []float32, allowed [][]bool) {
	k := len(allowed)
	c.beta = sized(c.beta, len(scores)*k)
	terms := make([]float64, 0, k)
	for i := len(scores) - 1; i >= 0; i-- {
		for x := range k {
			if i == len(scores)-1 {
				c.beta[i*k+x] = 0
				continue
			}
			terms = terms[:0]
			for y := range k {
				if allowed[x][y] {
					terms = append(terms, c.beta[(i+1)*k+y]+float64(pair[x*k+y]+scores[i+1][y]))
				}
			}
			c.beta[i*k+x] = logSum(terms)
		}
	}
}

// countPairs adds the expected number of each pair of labels of words i-1 and i, times
// a weight.
func (c *chain) countPairs(i int, row, pair []float32, allowed [][]bool, total float64, weight float32, next []float32) {
	k := len(allowed)
	for x := range k {
		for y := range k {
			if allowed[x][y] {
				next[x*k+y] += weight * float32(math.Exp(c.alpha[(i-1)*k+x]+float64(pair[x*k+y]+row[y])+c.beta[i*k+y]-total))
			}
		}
	}
}

func logSum(x []float64) float64 {
	top := math.Inf(-1)
	for _, v := range x {
		top = max(top, v)
	}
	if math.IsInf(top, -1) {
		return top
	}
	sum := 0.0
	for _, v := range x {
		sum += math.Exp(v - top)
	}
	return top + math.Log(sum)
}
