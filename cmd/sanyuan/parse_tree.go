package main

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"sanyuan/extract/syntax"
)

// drawTree draws a tree sideways: one word a line, in the order of the sentence
// where the tree is projective, with branches to the left. Columns are aligned
// by the width that characters take on a terminal.
func drawTree(out *strings.Builder, id, sentence string, t syntax.Tree) {
	d := treeDrawing{tree: t, left: make([][]int, len(t.Tokens)), right: make([][]int, len(t.Tokens))}
	root := 0
	for i, h := range t.Heads {
		switch {
		case h < 0:
			root = i
		case i < h:
			d.left[h] = append(d.left[h], i)
		default:
			d.right[h] = append(d.right[h], i)
		}
	}
	d.draw(root, "", "", "")
	fmt.Fprintf(out, "%s  %s\n", id, sentence)
	d.write(out)
	out.WriteByte('\n')
}

// treeDrawing collects the lines of a tree.
type treeDrawing struct {
	tree        syntax.Tree
	left, right [][]int // dependents, by head
	lines       []treeLine
}

// treeLine is a word with the branches before it.
type treeLine struct {
	branches string
	word     int
}

// draw adds the lines of the tree under a word. The three prefixes stand before
// the lines above the word, its own line, and those below it.
func (d *treeDrawing) draw(word int, above, own, below string) {
	for k, w := range d.left[word] {
		if k == 0 {
			d.draw(w, above+"   ", above+"┌─ ", above+"│  ")
		} else {
			d.draw(w, above+"│  ", above+"├─ ", above+"│  ")
		}
	}
	d.lines = append(d.lines, treeLine{own, word})
	for k, w := range d.right[word] {
		if k == len(d.right[word])-1 {
			d.draw(w, below+"│  ", below+"└─ ", below+"   ")
		} else {
			d.draw(w, below+"│  ", below+"├─ ", below+"│  ")
		}
	}
}

func (d *treeDrawing) write(out *strings.Builder) {
	var columns [3]int
	cells := make([][3]string, len(d.lines))
	for i, l := range d.lines {
		tok := d.tree.Tokens[l.word]
		cells[i] = [3]string{l.branches + oneLine(tok.Form), tok.UPOS, d.tree.Rels[l.word]}
		for k, c := range cells[i] {
			columns[k] = max(columns[k], uniseg.StringWidth(c))
		}
	}
	for i, l := range d.lines {
		line := "  "
		for k, c := range cells[i] {
			line += c + strings.Repeat(" ", columns[k]-uniseg.StringWidth(c)+2)
		}
		if e := d.tree.Tokens[l.word].Entity; e != "O" {
			line += e
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
