package parse

import (
	"fmt"
	"io/fs"
	"strings"

	"golang.org/x/sync/errgroup"

	"sanyuan/extract/lexicon"
	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
	"sanyuan/extract/vectors"
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
func Load(files fs.FS, dictionary *segment.Dictionary, lex *lexicon.Lexicon) (*Parser, error) {
	p := &Parser{known: Knowledge{Dictionary: dictionary, Lexicon: lex}}
	var group errgroup.Group
	group.Go(func() (err error) {
		p.known.Vectors, err = vectors.Load(files)
		return err
	})
	group.Go(func() error {
		data, err := fs.ReadFile(files, File)
		if err != nil {
			return err
		}
		if p.network, err = openNetwork(data); err != nil {
			return fmt.Errorf("%s: %w", File, err)
		}
		return nil
	})
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return p, nil
}

// Open reads the parser from the bytes of a model file.
func Open(data []byte, k Knowledge) (*Parser, error) {
	n, err := openNetwork(data)
	if err != nil {
		return nil, err
	}
	return newParser(n, k), nil
}

func openNetwork(data []byte) (*network, error) {
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
	return n, nil
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
