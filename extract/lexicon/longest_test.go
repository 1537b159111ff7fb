package lexicon

import "testing"

// The filter may let a length through that no key has, but never hides one, and lets few
// through that are not there.
func TestLengths(t *testing.T) {
	l, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	for key := range l.names {
		if n, _ := longest(l.nameLengths, l.names, key, 0); n != len(key) {
			t.Errorf("of %q, %d bytes are found", key, n)
		}
	}
	tried, all := 0, 0
	for key := range l.names {
		other := "的" + key
		if l.nameLengths.of([]byte(other[:sizeOfTwo(other)]))&^2 != 0 {
			tried++
		}
		all++
	}
	if tried > all/4 {
		t.Errorf("%d of %d beginnings that no name has are let through", tried, all)
	}
}
