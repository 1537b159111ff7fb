package neural

import (
	"encoding/binary"
	"math"

	"sanyuan/extract/perceptron"
)

// Stored weights are whole numbers times a scale: tables in eight bits with a
// scale for each row, others in sixteen bits with one scale.
const (
	tableSteps = 127
	denseSteps = 32767
)

// Sections writes the parameters for a model file, by name.
func (p Params) Sections() []perceptron.Section {
	var out []perceptron.Section
	for _, q := range p {
		out = append(out, perceptron.Section{Name: q.Name, Data: q.pack()})
	}
	return out
}

// Load reads the parameters from the sections of a model file. The error is
// perceptron.ErrCorrupt where one is missing or of another size.
func (p Params) Load(sections map[string][]byte) error {
	for _, q := range p {
		if !q.unpack(sections[q.Name]) {
			return perceptron.ErrCorrupt
		}
	}
	p.Prepare(false)
	return nil
}

// stripes are the parts of the weights that have a scale of their own, and the
// number of steps to each side of zero.
func (q *Param) stripes() (width, steps int) {
	if q.Table {
		return q.Cols, tableSteps
	}
	return len(q.Data), denseSteps
}

func (q *Param) pack() []byte {
	width, steps := q.stripes()
	var scales, values []byte
	for at := 0; at < len(q.Data); at += width {
		row := q.Data[at : at+width]
		scale := largest(row) / float32(steps)
		scales = binary.LittleEndian.AppendUint32(scales, math.Float32bits(scale))
		for _, v := range row {
			n := int16(math.Round(float64(v / max(scale, math.SmallestNonzeroFloat32))))
			if q.Table {
				values = append(values, byte(n))
			} else {
				values = binary.LittleEndian.AppendUint16(values, uint16(n))
			}
		}
	}
	return append(scales, values...)
}

func (q *Param) unpack(data []byte) bool {
	width, _ := q.stripes()
	count, size := len(q.Data)/width, 2
	if q.Table {
		size = 1
	}
	if len(data) != 4*count+size*len(q.Data) {
		return false
	}
	values := data[4*count:]
	for i := range q.Data {
		scale := math.Float32frombits(binary.LittleEndian.Uint32(data[4*(i/width):]))
		if q.Table {
			q.Data[i] = scale * float32(int8(values[i]))
		} else {
			q.Data[i] = scale * float32(int16(binary.LittleEndian.Uint16(values[2*i:])))
		}
	}
	return true
}

func largest(row []float32) float32 {
	top := float32(0)
	for _, v := range row {
		top = max(top, v, -v)
	}
	return top
}
