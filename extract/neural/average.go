package neural

import "github.com/viterin/vek/vek32"

// Average is the moving average of parameters over the steps of learning: what is left
// to chance in single steps cancels out in it (Polyak and Juditsky 1992).
type Average struct {
	// Decay is the share of the average that stays in each step.
	Decay  float64
	params Params
	mean   [][]float32
	steps  int
}

// NewAverage returns an average of parameters without any steps.
func NewAverage(p Params, decay float64) *Average {
	a := &Average{Decay: decay, params: p, mean: make([][]float32, len(p))}
	for i, q := range p {
		a.mean[i] = make([]float32, len(q.Data))
	}
	return a
}

// Step takes the parameters in as they are now. The first steps, of which there is
// little to average, count more.
func (a *Average) Step() {
	a.steps++
	share := float32(1 - min(a.Decay, float64(a.steps-1)/float64(a.steps+9)))
	a.params.each(func(i int, q *Param) {
		mean := a.mean[i]
		vek32.MulNumber_Inplace(mean, 1-share)
		AddScaled(mean, q.Data, share)
	})
}

// Apply sets the parameters to their average.
func (a *Average) Apply() {
	for i, q := range a.params {
		copy(q.Data, a.mean[i])
	}
}
