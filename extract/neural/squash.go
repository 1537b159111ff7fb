package neural

import "math"

// sigmoid sets x to 1/(1+exp(-x)).
func sigmoid(x []float32) { squash(x, -1, 1, 0) }

// tanh sets x to its hyperbolic tangent.
func tanh(x []float32) { squash(x, -2, 2, -1) }

// squashGo sets x to mul/(1+exp(scale·x)) + add.
func squashGo(x []float32, scale, mul, add float32) {
	for i, v := range x {
		x[i] = mul/(1+float32(math.Exp(float64(scale*v)))) + add
	}
}
