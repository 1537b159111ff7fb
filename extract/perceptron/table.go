package perceptron

// table is a hash table of rows by key, with open addressing, ascending by key.
type table struct {
	size  uint64 // of the part of slots that keys are spread over
	slots []slot // the last two are free
	end   int    // past the last slot that is not free
}

// slot is an entry of the hash table.
type slot struct {
	key uint32
	at  row // 0 marks a free slot
}

const fullness = 1.5 // slots a row

// newTable returns a table with room for some rows.
func newTable(rows int) table {
	size := int(fullness*float64(rows)) + 1
	return table{size: uint64(size), slots: make([]slot, size+2, size+size/64+16)} // the keys at the end may run over
}

// home is the slot where the search for a key begins. It ascends with the key.
func (t *table) home(key uint32) int { return int(uint64(key) * t.size >> 32) }

// insert adds a row. Keys come in ascending order.
func (t *table) insert(key uint32, at row) {
	i := max(t.home(key), t.end)
	for i+2 >= len(t.slots) {
		t.slots = append(t.slots, slot{})
	}
	t.slots[i] = slot{key, at}
	t.end = i + 1
}

// row returns the row of a key, or 0. It takes two slots at a time, so that the
// processor need not guess in which of them the key is.
func (t *table) row(key uint32) row {
	for i := t.home(key); ; i += 2 {
		a, b := t.slots[i], t.slots[i+1]
		at := row(0)
		if a.key == key {
			at = a.at
		}
		if b.key == key {
			at = b.at
		}
		if at != 0 || b.at == 0 || b.key > key {
			return at
		}
	}
}
