package neural

// panelWidth is the number of columns that are computed at once.
const panelWidth = 16

// Packed is a matrix laid out for products: its columns stand in panels of sixteen,
// each panel row by row, the last one filled up with zeros.
type Packed struct {
	rows, cols int
	data       []float32
}

// Pack lays out b.
func (p *Packed) Pack(b Matrix) {
	p.reset(b.Rows, b.Cols)
	for from := 0; from < b.Cols; from += panelWidth {
		panel := p.panel(from)
		width := min(panelWidth, b.Cols-from)
		for i := range b.Rows {
			row := panel[i*panelWidth:][:panelWidth]
			copy(row, b.Row(i)[from:from+width])
			clear(row[width:])
		}
	}
}

// PackTransposed lays out the transpose of b.
func (p *Packed) PackTransposed(b Matrix) {
	p.reset(b.Cols, b.Rows)
	for from := 0; from < b.Rows; from += panelWidth {
		panel := p.panel(from)
		if b.Rows-from < panelWidth {
			clear(panel)
		}
		for j := range min(panelWidth, b.Rows-from) {
			for i, v := range b.Row(from + j) {
				panel[i*panelWidth+j] = v
			}
		}
	}
}

func (p *Packed) reset(rows, cols int) {
	p.rows, p.cols = rows, cols
	p.data = grow(p.data, rows*((cols+panelWidth-1)/panelWidth*panelWidth))
}

// panel returns the panel that begins with a column.
func (p *Packed) panel(from int) []float32 { return p.data[from*p.rows:][:p.rows*panelWidth] }

// Times sets dst to a·p.
func (p *Packed) Times(dst *Matrix, a Matrix) {
	dst.Reset(a.Rows, p.cols)
	if p.rows == 0 {
		dst.Clear()
		return
	}
	for from := 0; from < p.cols; from += panelWidth {
		if from+panelWidth <= p.cols {
			p.fullPanel(dst, a, from)
		} else {
			p.lastPanel(dst, a, from)
		}
	}
}

func (p *Packed) fullPanel(dst *Matrix, a Matrix, from int) {
	panel, i := p.panel(from), 0
	for ; i+4 <= a.Rows; i += 4 {
		panel4(p.rows, a.Data[i*a.Cols:], a.Cols, panel, dst.Data[i*dst.Cols+from:], dst.Cols)
	}
	for ; i < a.Rows; i++ {
		panel1(p.rows, a.Row(i), panel, dst.Row(i)[from:])
	}
}

// lastPanel computes columns that do not fill a panel.
func (p *Packed) lastPanel(dst *Matrix, a Matrix, from int) {
	var all [4 * panelWidth]float32
	panel, i := p.panel(from), 0
	for ; i+4 <= a.Rows; i += 4 {
		panel4(p.rows, a.Data[i*a.Cols:], a.Cols, panel, all[:], panelWidth)
		for k := range 4 {
			copy(dst.Row(i + k)[from:], all[k*panelWidth:(k+1)*panelWidth])
		}
	}
	for ; i < a.Rows; i++ {
		panel1(p.rows, a.Row(i), panel, all[:])
		copy(dst.Row(i)[from:], all[:panelWidth])
	}
}

// timesRow sets dst to a·p for a single row.
func (p *Packed) timesRow(dst, a []float32) {
	from := 0
	for ; from+panelWidth <= p.cols; from += panelWidth {
		panel1(p.rows, a, p.panel(from), dst[from:])
	}
	if from < p.cols {
		var last [panelWidth]float32
		panel1(p.rows, a, p.panel(from), last[:])
		copy(dst[from:p.cols], last[:])
	}
}

// panelGo is what the kernels do, without vector instructions.
func panelGo(rows, k int, a []float32, lda int, panel, c []float32, ldc int) {
	for i := range rows {
		var sum [panelWidth]float32
		for t, v := range a[i*lda:][:k] {
			for j, w := range panel[t*panelWidth:][:panelWidth] {
				sum[j] += v * w
			}
		}
		copy(c[i*ldc:][:panelWidth], sum[:])
	}
}

// Times sets dst to x·p, as the weights were when they were prepared.
func (p *Param) Times(dst *Matrix, x Matrix) { p.packed.Times(dst, x) }
