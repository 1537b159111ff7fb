package neural

// panelWidth is the number of columns that are computed at once, for several rows;
// for a single row it is rowWidth.
const (
	panelWidth = 16
	rowPanels  = 6
	rowWidth   = rowPanels * panelWidth
)

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

// Times sets dst to a·p. A row of it is the same to the last bit whatever other rows
// a has.
func (p *Packed) Times(dst *Matrix, a Matrix) {
	dst.Reset(a.Rows, p.cols)
	switch {
	case p.rows == 0:
		dst.Clear()
	case a.Rows < leastRows:
		for i := range a.Rows {
			p.timesRow(dst.Row(i), a.Row(i))
		}
	default:
		for from := 0; from < p.cols; from += panelWidth {
			p.timesColumns(dst, a, from)
		}
	}
}

// leastRows is how many rows are computed at once at least.
const leastRows = 4

// rowsAtOnce is how many rows are best computed at once, after the first i of n.
func rowsAtOnce(i, n int) int {
	if left := n - i; n < 6 || left <= 4 || left == 7 || left == 8 {
		return 4
	}
	return 6
}

// timesColumns computes the columns of one panel. Where the rows do not come out
// even, the last ones are computed twice.
func (p *Packed) timesColumns(dst *Matrix, a Matrix, from int) {
	for i := 0; i < a.Rows; {
		n := rowsAtOnce(i, a.Rows)
		p.timesBlock(dst, a, min(i, a.Rows-n), n, from)
		i += n
	}
}

// timesBlock computes some rows of the columns of one panel.
func (p *Packed) timesBlock(dst *Matrix, a Matrix, i, rows, from int) {
	if from+panelWidth <= p.cols {
		timesPanel(rows, p.rows, a.Data[i*a.Cols:], a.Cols, p.panel(from), dst.Data[i*dst.Cols+from:], dst.Cols)
		return
	}
	var all [6 * panelWidth]float32
	timesPanel(rows, p.rows, a.Data[i*a.Cols:], a.Cols, p.panel(from), all[:], panelWidth)
	for k := range rows {
		copy(dst.Row(i + k)[from:], all[k*panelWidth:])
	}
}

// timesRow sets dst to a·p for a single row.
func (p *Packed) timesRow(dst, a []float32) {
	from := 0
	for ; from+rowWidth <= p.cols; from += rowWidth {
		timesPanels(p.rows, a, p.data[from*p.rows:], dst[from:])
	}
	for ; from < p.cols; from += panelWidth {
		var same [leastRows * panelWidth]float32 // the same row several times
		timesPanel(leastRows, p.rows, a, 0, p.panel(from), same[:], panelWidth)
		copy(dst[from:p.cols], same[:panelWidth])
	}
}

// timesPanelGo is what the kernels do, without vector instructions.
func timesPanelGo(rows, k int, a []float32, lda int, panel, c []float32, ldc int) {
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

func timesPanelsGo(k int, a, panels, c []float32) {
	for n := range rowPanels {
		timesPanelGo(1, k, a, k, panels[n*k*panelWidth:], c[n*panelWidth:], rowWidth)
	}
}

// Times sets dst to x·p, as the weights were when they were prepared.
func (p *Param) Times(dst *Matrix, x Matrix) { p.packed.Times(dst, x) }
