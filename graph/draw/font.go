package draw

import (
	"cmp"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/flopp/go-findfont"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// ErrNoFont is returned where no font has the characters of a picture.
var ErrNoFont = errors.New("no font of this machine has all characters of the picture")

// Fonts are typefaces of which each stands in for the characters that those
// before it lack.
type Fonts []*sfnt.Font

// LoadFonts reads the typefaces of a font file.
func LoadFonts(path string) (Fonts, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	collection, err := opentype.ParseCollection(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var fonts Fonts
	for i := range collection.NumFonts() {
		face, err := collection.Font(i)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if name, err := face.Name(nil, sfnt.NameIDFull); err == nil && strings.HasPrefix(name, fontName) {
			return Fonts{face}, nil
		}
		fonts = append(fonts, face)
	}
	return fonts, nil
}

// FindFonts looks among the fonts of this machine for some that have all
// characters of a text between them. It returns ErrNoFont where there are no
// fonts for its letters; other signs may be missing.
func FindFonts(text string) (Fonts, error) {
	wanted := characters(text)
	var fonts Fonts
	for _, path := range fontFiles() {
		if len(wanted) == 0 {
			break
		}
		loaded, err := LoadFonts(path)
		if err != nil || len(loaded) == 0 {
			continue // other fonts may do
		}
		if left := loaded[:1].lacks(wanted); len(left) < len(wanted) {
			fonts, wanted = append(fonts, loaded[0]), left
		}
	}
	if letters := slices.DeleteFunc(wanted, func(r rune) bool { return !unicode.IsLetter(r) }); len(letters) > 0 {
		return nil, fmt.Errorf("%w: %.30s", ErrNoFont, string(letters))
	}
	return fonts, nil
}

// fontFiles lists the font files of this machine, plain typefaces first.
func fontFiles() []string {
	files := findfont.List()
	fancy := func(path string) (n int) {
		name := strings.ToLower(filepath.Base(path))
		for _, style := range []string{"bold", "italic", "oblique", "light", "thin", "black", "mono", "serif", "condensed"} {
			if strings.Contains(name, style) {
				n++
			}
		}
		return n
	}
	slices.SortFunc(files, func(a, b string) int { return cmp.Or(cmp.Compare(fancy(a), fancy(b)), cmp.Compare(a, b)) })
	return files
}

// characters are those of a text that are to be seen, each once.
func characters(text string) []rune {
	list := []rune(text)
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) })
}

// lacks are the characters that no font has.
func (f Fonts) lacks(list []rune) []rune {
	var out []rune
	for _, r := range list {
		if f.first(r) < 0 {
			out = append(out, r)
		}
	}
	return out
}

// first is the place of the first font that has a character, or -1.
func (f Fonts) first(r rune) int {
	var buffer sfnt.Buffer
	return slices.IndexFunc(f, func(font *sfnt.Font) bool {
		glyph, err := font.GlyphIndex(&buffer, r)
		return err == nil && glyph != 0
	})
}

// face makes the fonts one face of a size in pixels.
func (f Fonts) face(size float64) (font.Face, error) {
	out := stack{fonts: f}
	for _, typeface := range f {
		face, err := opentype.NewFace(typeface, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			return nil, err
		}
		out.faces = append(out.faces, face)
	}
	return out, nil
}

// stack is a face that takes every glyph from the first font that has it.
type stack struct {
	fonts Fonts
	faces []font.Face // at least one
}

func (s stack) of(r rune) font.Face { return s.faces[max(0, s.fonts.first(r))] }

func (s stack) Glyph(dot fixed.Point26_6, r rune) (image.Rectangle, image.Image, image.Point, fixed.Int26_6, bool) {
	return s.of(r).Glyph(dot, r)
}

func (s stack) GlyphBounds(r rune) (fixed.Rectangle26_6, fixed.Int26_6, bool) {
	return s.of(r).GlyphBounds(r)
}

func (s stack) GlyphAdvance(r rune) (fixed.Int26_6, bool) { return s.of(r).GlyphAdvance(r) }

func (s stack) Kern(a, b rune) fixed.Int26_6 {
	if face := s.of(a); face == s.of(b) {
		return face.Kern(a, b)
	}
	return 0
}

func (s stack) Metrics() font.Metrics { return s.faces[0].Metrics() }

func (s stack) Close() error {
	var err error
	for _, face := range s.faces {
		err = errors.Join(err, face.Close())
	}
	return err
}
