package exchange

import (
	"bufio"
	"bytes"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
)

// sorter puts records in the order of their bytes. What does not fit in memory
// waits in temporary files.
type sorter struct {
	held  [][]byte
	size  int // bytes that they take
	files []*os.File
}

var sortMemory = 48 << 20 // bytes that a sorter holds at most

// recordCost is what a held record takes beside its bytes.
const recordCost = 32

func (s *sorter) add(record []byte) error {
	s.held = append(s.held, record)
	s.size += len(record) + recordCost
	if s.size < sortMemory {
		return nil
	}
	return s.spill()
}

// spill writes the records in memory to a file of their own.
func (s *sorter) spill() error {
	slices.SortFunc(s.held, bytes.Compare)
	f, err := os.CreateTemp("", "sanyuan-sort-*")
	if err != nil {
		return err
	}
	s.files = append(s.files, f)
	w := bufio.NewWriterSize(f, 1<<18)
	var last []byte
	for i, r := range s.held {
		if i > 0 && bytes.Equal(r, last) {
			continue
		}
		last = r
		w.Write(binary.AppendUvarint(nil, uint64(len(r))))
		w.Write(r)
	}
	s.held, s.size = s.held[:0], 0
	return w.Flush()
}

// close removes the temporary files.
func (s *sorter) close() {
	for _, f := range s.files {
		f.Close()
		os.Remove(f.Name())
	}
	s.files = nil
}

// sorted yields the records in order, each once. A record is good until the
// next one.
func (s *sorter) sorted() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if len(s.files) > 0 && len(s.held) > 0 {
			if err := s.spill(); err != nil {
				yield(nil, err)
				return
			}
		}
		if len(s.files) == 0 {
			slices.SortFunc(s.held, bytes.Compare)
			for _, r := range slices.CompactFunc(s.held, bytes.Equal) {
				if !yield(r, nil) {
					return
				}
			}
			return
		}
		s.merge(yield)
	}
}

func (s *sorter) merge(yield func([]byte, error) bool) {
	var h runs
	for _, f := range s.files {
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			yield(nil, err)
			return
		}
		r := &run{in: bufio.NewReaderSize(f, 1<<18)}
		if err := r.next(); err == nil {
			h = append(h, r)
		} else if err != io.EOF {
			yield(nil, err)
			return
		}
	}
	heap.Init(&h)
	var last []byte
	for first := true; len(h) > 0; {
		r := h[0]
		if first || !bytes.Equal(r.record, last) {
			last, first = append(last[:0], r.record...), false
			if !yield(last, nil) {
				return
			}
		}
		switch err := r.next(); err {
		case nil:
			heap.Fix(&h, 0)
		case io.EOF:
			heap.Pop(&h)
		default:
			yield(nil, fmt.Errorf("sorting: %w", err))
			return
		}
	}
}

// run is one sorted file being read.
type run struct {
	in     *bufio.Reader
	record []byte
}

func (r *run) next() error {
	n, err := binary.ReadUvarint(r.in)
	if err != nil {
		return err
	}
	r.record = slices.Grow(r.record[:0], int(n))[:n]
	if _, err = io.ReadFull(r.in, r.record); errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// runs is a heap of files by their next record.
type runs []*run

func (h runs) Len() int           { return len(h) }
func (h runs) Less(i, j int) bool { return bytes.Compare(h[i].record, h[j].record) < 0 }
func (h runs) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *runs) Push(x any)        { *h = append(*h, x.(*run)) }
func (h *runs) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
