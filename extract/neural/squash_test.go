package neural

import (
	"math"
	"testing"
)

func TestSquash(t *testing.T) {
	var values []float32
	for v := float32(-120); v <= 120; v += 0.37 {
		values = append(values, v)
	}
	values = append(values, 0, 1e-6, -1e-6, math.MaxFloat32, -math.MaxFloat32)
	for n := range 20 { // what is left of eights
		s, h := append([]float32{}, values[n:]...), append([]float32{}, values[n:]...)
		sigmoid(s)
		tanh(h)
		for i, v := range values[n:] {
			if want := 1 / (1 + math.Exp(-float64(v))); math.Abs(float64(s[i])-want) > 1e-6 {
				t.Errorf("sigmoid of %v is %v, not %v", v, s[i], want)
			}
			if want := math.Tanh(float64(v)); math.Abs(float64(h[i])-want) > 1e-6 {
				t.Errorf("tanh of %v is %v, not %v", v, h[i], want)
			}
		}
	}
}
