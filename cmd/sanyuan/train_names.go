package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"sanyuan/extract/syntax"
)

// markedName is a name as it is marked in a text: [臺北市/LOC].
var markedName = regexp.MustCompile(`\[([^\[\]/]+)/(PER|LOC|ORG)\]`)

// markedNames reads the sentences with names besides the further trees.
func (opts *trainOptions) markedNames() ([]goldTree, error) {
	if opts.furtherDir == "" {
		return nil, nil
	}
	paths, err := filepath.Glob(filepath.Join(opts.furtherDir, "names", "*.txt"))
	if err != nil {
		return nil, err
	}
	var out []goldTree
	for _, path := range paths {
		sentences, err := readMarkedNames(path)
		if err != nil {
			return nil, err
		}
		out = append(out, sentences...)
	}
	return out, nil
}

// readMarkedNames reads a file of sentences, one a line, in which names are marked.
// Lines that begin with # are comments.
func readMarkedNames(path string) ([]goldTree, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []goldTree
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if line := lines.Text(); line != "" && line[0] != '#' {
			g, err := parseMarkedNames(line)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, n, err)
			}
			out = append(out, g)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

// parseMarkedNames returns the text of a line, and as tokens the names and what is
// between them. There is no tree over them.
func parseMarkedNames(line string) (goldTree, error) {
	var g goldTree
	add := func(form, entity string) error {
		if strings.ContainsAny(form, "[]") {
			return fmt.Errorf("a bracket that marks no name in %q; a name is marked as [臺北市/LOC], its type is PER, LOC or ORG", form)
		}
		if form != "" {
			from := len(g.text)
			g.text += form
			g.tree.Tokens = append(g.tree.Tokens, syntax.Token{Form: form, Entity: entity, Start: from, End: len(g.text)})
		}
		return nil
	}
	at := 0
	for _, m := range markedName.FindAllStringSubmatchIndex(line, -1) {
		if err := add(line[at:m[0]], "O"); err != nil {
			return goldTree{}, err
		}
		if err := add(line[m[2]:m[3]], "B-"+line[m[4]:m[5]]); err != nil {
			return goldTree{}, err
		}
		at = m[1]
	}
	err := add(line[at:], "O")
	return g, err
}
