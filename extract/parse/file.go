package parse

import (
	"fmt"
	"io/fs"
	"strings"

	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
)

// File is the name of the model file.
const File = "parser.bin"

const (
	fileKind    = "parser"
	fileVersion = 2
)

// Load reads the parser, and the vectors of words, from a directory of model files.
// The dictionary is that of the tagger. The error wraps one of package perceptron's,
// or that of reading a file.
func Load(files fs.FS, dictionary *segment.Dictionary) (*Parser, error) {
	k, err := LoadKnowledge(files, dictionary)
	if err != nil {
		return nil, err
	}
	data, err := fs.ReadFile(files, File)
	if err != nil {
		return nil, err
	}
	p, err := Open(data, k)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", File, err)
	}
	return p, nil
}

// Open reads the parser from the bytes of a model file.
func Open(data []byte, k Knowledge) (*Parser, error) {
	s, err := perceptron.Open(data, fileKind, fileVersion)
	if err != nil {
		return nil, err
	}
	var known [fields]symbols
	for f := range fields {
		known[f] = newSymbols(lines(s["symbols "+fieldNames[f]]))
	}
	rels, tags, names := lines(s["relations"]), lines(s["tags"]), lines(s["names"])
	if len(rels) == 0 || len(tags) == 0 || len(names) == 0 {
		return nil, perceptron.ErrCorrupt
	}
	n := newNetwork(known, rels, tags, names, nil)
	if err := n.Params.Load(s); err != nil {
		return nil, err
	}
	return newParser(n, k), nil
}

// Seal writes the parser as a model file.
func (p *Parser) Seal() []byte {
	n := p.network
	var sections []perceptron.Section
	for f := range fields {
		sections = append(sections, section("symbols "+fieldNames[f], n.fields[f].list))
	}
	sections = append(sections, section("relations", n.rels), section("tags", n.tags), section("names", n.names))
	return perceptron.Seal(fileKind, fileVersion, append(sections, n.Params.Sections()...)...)
}

func section(name string, list []string) perceptron.Section {
	return perceptron.Section{Name: name, Data: []byte(strings.Join(list, "\n"))}
}

func lines(data []byte) []string {
	if len(data) == 0 {
		return nil
	}
	return strings.Split(string(data), "\n")
}
