package main

import (
	"errors"
	"slices"
	"testing"

	"sanyuan/extract"
	"sanyuan/extract/text"
)

// TestTogether: groups keep the order of the documents, none but the last is too small,
// and what was read before an error is handed on.
func TestTogether(t *testing.T) {
	broken := errors.New("broken")
	documents := func(yield func(text.Document, error) bool) {
		for _, n := range []int{1, 1, 2 * extract.Together, 0, 3, extract.Together - 3, 2} {
			if !yield(text.Document{Sentences: make([]text.Sentence, n)}, nil) {
				return
			}
		}
		yield(text.Document{}, broken)
	}
	var sizes []int
	var last error
	for group, err := range together(documents) {
		sizes, last = append(sizes, len(group)), err
	}
	if want := []int{3, 3, 1, 0}; !slices.Equal(sizes, want) || !errors.Is(last, broken) {
		t.Errorf("groups of %v documents and error %v, want %v", sizes, last, want)
	}
	for range together(documents) {
		break
	}
}
