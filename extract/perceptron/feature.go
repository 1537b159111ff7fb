package perceptron

// Feature is a hashed feature: a template number and the values in its slots.
type Feature uint64

const golden = 0x9E3779B97F4A7C15 // 2^64 divided by the golden ratio

// Hash starts a feature of the given template. Further values are mixed in with
// With: Hash(3).With(a).With(b).
func Hash(template int) Feature {
	return Feature(template+1) * golden
}

// With mixes one more value into the feature. The order of values matters.
func (f Feature) With(v uint64) Feature {
	h := (uint64(f) ^ v) * golden
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	return Feature(h ^ h>>32)
}
