package tag

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
)

// Names of the model files.
const (
	DictionaryFile = "dictionary.bin"
	CharactersFile = "characters.bin"
	WordsFile      = "words.bin"
	RevisionFile   = "revision.bin"
	NamesFile      = "names.bin"
)

// modelVersion changes when features or the layout of a model file change.
const modelVersion = 2

// Files writes the models, without the dictionary, by file name.
func (t *Tagger) Files() map[string][]byte {
	return map[string][]byte{
		CharactersFile: perceptron.Seal("characters", modelVersion, t.seg.Sections()...),
		WordsFile: perceptron.Seal("words", modelVersion,
			perceptron.Section{Name: "tags", Data: []byte(strings.Join(t.set.names, "\n"))},
			perceptron.Section{Name: "weights", Data: t.words.Marshal()}),
		RevisionFile: perceptron.Seal("revision", modelVersion, t.revision.Sections("")...),
		NamesFile:    perceptron.Seal("names", modelVersion, t.names.Sections("")...),
	}
}

// Load reads a tagger from a directory of model files.
func Load(files fs.FS) (*Tagger, error) {
	data := map[string][]byte{}
	for _, name := range []string{DictionaryFile, CharactersFile, WordsFile, RevisionFile, NamesFile} {
		b, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		data[name] = b
	}
	return open(data)
}

func open(files map[string][]byte) (*Tagger, error) {
	t := &Tagger{}
	var err error
	if t.dict, err = segment.OpenDictionary(files[DictionaryFile]); err != nil {
		return nil, fmt.Errorf("%s: %w", DictionaryFile, err)
	}
	if t.seg, err = openCharacters(t.dict, files[CharactersFile]); err != nil {
		return nil, fmt.Errorf("%s: %w", CharactersFile, err)
	}
	if err = t.openWords(files[WordsFile]); err != nil {
		return nil, fmt.Errorf("%s: %w", WordsFile, err)
	}
	if err = t.openRevision(files[RevisionFile]); err != nil {
		return nil, fmt.Errorf("%s: %w", RevisionFile, err)
	}
	if err = t.openNames(files[NamesFile]); err != nil {
		return nil, fmt.Errorf("%s: %w", NamesFile, err)
	}
	return t, nil
}

func openCharacters(dict *segment.Dictionary, file []byte) (*segment.Segmenter, error) {
	sections, err := perceptron.Open(file, "characters", modelVersion)
	if err != nil {
		return nil, err
	}
	tagger, err := perceptron.TaggerFrom(sections, "", segment.Follows)
	if err != nil {
		return nil, err
	}
	seg, err := segment.New(dict, tagger)
	if err != nil {
		return nil, err
	}
	seg.Lexicon = segment.NewLexicon(dict)
	return seg, nil
}

func (t *Tagger) openWords(file []byte) error {
	sections, err := perceptron.Open(file, "words", modelVersion)
	if err != nil {
		return err
	}
	t.set = newTagset(strings.Split(string(sections["tags"]), "\n"))
	if t.words, err = perceptron.UnmarshalWeights(sections["weights"]); err != nil {
		return err
	}
	if t.words.Labels() != t.set.size() {
		return fmt.Errorf("%w: %d tags for %d weights", perceptron.ErrCorrupt, len(t.set.names), t.words.Labels())
	}
	return nil
}

func (t *Tagger) openNames(file []byte) error {
	sections, err := perceptron.Open(file, "names", modelVersion)
	if err != nil {
		return err
	}
	names, err := perceptron.TaggerFrom(sections, "", followsName)
	if err != nil {
		return err
	}
	t.setNames(names)
	return nil
}

func (t *Tagger) openRevision(file []byte) error {
	sections, err := perceptron.Open(file, "revision", modelVersion)
	if err != nil {
		return err
	}
	if t.revision, err = perceptron.TaggerFrom(sections, "", anyFollows); err != nil {
		return err
	}
	if !slices.Equal(t.revision.Labels.Names, t.set.names) {
		return fmt.Errorf("%w: not made together with %s", perceptron.ErrCorrupt, WordsFile)
	}
	return nil
}
