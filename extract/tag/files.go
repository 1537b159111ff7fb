package tag

import (
	"fmt"
	"io/fs"
	"strings"

	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
)

// Names of the model files.
const (
	DictionaryFile = "dictionary.bin"
	CharactersFile = "characters.bin"
	WordsFile      = "words.bin"
)

// modelVersion changes when features or the layout of a model file change.
const modelVersion = 1

// Files writes the models, without the dictionary, by file name.
func (t *Tagger) Files() map[string][]byte {
	return map[string][]byte{
		CharactersFile: perceptron.Seal("characters", modelVersion, t.seg.Sections()...),
		WordsFile: perceptron.Seal("words", modelVersion,
			perceptron.Section{Name: "tags", Data: []byte(strings.Join(t.set.names, "\n"))},
			perceptron.Section{Name: "weights", Data: t.words.Marshal()}),
	}
}

// Load reads a tagger from a directory of model files.
func Load(files fs.FS) (*Tagger, error) {
	data := map[string][]byte{}
	for _, name := range []string{DictionaryFile, CharactersFile, WordsFile} {
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
