package tag

import (
	"fmt"
	"io/fs"
	"strings"

	"golang.org/x/sync/errgroup"

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
const modelVersion = 2

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

// open reads all files at once. What must fit together is checked afterwards.
func open(files map[string][]byte) (*Tagger, error) {
	t := &Tagger{}
	var characters *perceptron.Tagger
	var group errgroup.Group
	for name, read := range map[string]func(file []byte) error{
		DictionaryFile: func(file []byte) (err error) { t.dict, err = segment.OpenDictionary(file); return err },
		CharactersFile: func(file []byte) (err error) {
			characters, err = openTagger(file, "characters", segment.Follows)
			return err
		},
		WordsFile: t.openWords,
	} {
		group.Go(func() error {
			if err := read(files[name]); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return t, t.setCharacters(characters)
}

// setCharacters makes the segmenter out of the dictionary and a tagger.
func (t *Tagger) setCharacters(characters *perceptron.Tagger) (err error) {
	if t.seg, err = segment.New(t.dict, characters); err != nil {
		return fmt.Errorf("%s: %w", CharactersFile, err)
	}
	t.seg.Lexicon = segment.NewLexicon(t.dict)
	return nil
}

func openTagger(file []byte, kind string, follows func(prev, next string) bool) (*perceptron.Tagger, error) {
	sections, err := perceptron.Open(file, kind, modelVersion)
	if err != nil {
		return nil, err
	}
	return perceptron.TaggerFrom(sections, "", follows)
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
