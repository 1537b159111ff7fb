package main

import (
	"fmt"
	"path/filepath"

	"sanyuan/extract/conllu"
	"sanyuan/extract/syntax"
)

// goldTree is a tree of a treebank with its text.
type goldTree struct {
	text    string
	tree    syntax.Tree
	further bool // not of the treebank
}

// readTreebank reads files in CoNLL-U.
func readTreebank(paths ...string) ([]goldTree, error) {
	var out []goldTree
	for _, path := range paths {
		sentences, err := conllu.ReadFile(path)
		if err != nil {
			return nil, err
		}
		for i := range sentences {
			tree, err := sentences[i].Tree()
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			out = append(out, goldTree{text: sentences[i].Text(), tree: tree})
		}
	}
	return out, nil
}

// section reads the one file of the treebank whose name holds the section's.
func (opts *trainOptions) section(name string, needed bool) ([]goldTree, error) {
	paths, err := filepath.Glob(filepath.Join(opts.treebank, "*"+name+"*.conllu"))
	if err != nil {
		return nil, err
	}
	switch {
	case len(paths) == 0 && !needed:
		return nil, nil
	case len(paths) != 1:
		return nil, fmt.Errorf("%s: %d files *%s*.conllu, there must be one", opts.treebank, len(paths), name)
	}
	return readTreebank(paths...)
}

// further reads the trees to learn from besides the treebank's. They have universal
// tags only, and are given those of the treebank.
func (opts *trainOptions) further(gold []goldTree) ([]goldTree, error) {
	if opts.furtherDir == "" {
		return nil, nil
	}
	paths, err := filepath.Glob(filepath.Join(opts.furtherDir, "*.conllu"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("%s: no files *.conllu; name another directory with --further, or none with --further ''", opts.furtherDir)
	}
	trees, err := readTreebank(paths...)
	if err != nil {
		return nil, err
	}
	tags := countTags(gold)
	for i := range trees {
		tags.complete(trees[i].tree.Tokens)
		trees[i].further = true
	}
	return trees, nil
}

// treebankTags counts the treebank's own tags by universal tag and form, and by
// universal tag alone.
type treebankTags map[[2]string]map[string]int

func countTags(trees []goldTree) treebankTags {
	c := treebankTags{}
	for _, g := range trees {
		for _, t := range g.tree.Tokens {
			for _, key := range [...][2]string{{t.UPOS, t.Form}, {t.UPOS, ""}} {
				if c[key] == nil {
					c[key] = map[string]int{}
				}
				c[key][t.XPOS]++
			}
		}
	}
	return c
}

// complete gives tokens that have no tag of the treebank the most frequent one.
func (c treebankTags) complete(tokens []syntax.Token) {
	for i := range tokens {
		t := &tokens[i]
		if t.XPOS != "" {
			continue
		}
		if t.XPOS = mostFrequent(c[[2]string{t.UPOS, t.Form}]); t.XPOS == "" {
			t.XPOS = mostFrequent(c[[2]string{t.UPOS, ""}])
		}
	}
}

func mostFrequent(counts map[string]int) string {
	best := ""
	for tag, n := range counts {
		if best == "" || n > counts[best] || n == counts[best] && tag < best {
			best = tag
		}
	}
	return best
}
