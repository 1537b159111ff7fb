package draw

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/flopp/go-findfont"
	"github.com/goccy/go-graphviz"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
)

// ErrNoFont is returned for a PNG where no font with Chinese characters is
// installed.
var ErrNoFont = errors.New("no font with Chinese characters is installed; install Noto Sans CJK, or draw an SVG, which takes the fonts of whoever looks at it")

// chinese are the beginnings of the file names of fonts with Chinese
// characters, the best first.
var chinese = []string{
	"NotoSansCJK-Regular", "NotoSansTC", "NotoSansSC", "SourceHanSans", "PingFang", "msjh", "msyh", "Hiragino", "STHeiti",
	"wqy-microhei", "wqy-zenhei", "DroidSansFallback", "NotoSerifCJK-Regular", "uming", "ukai", "simsun", "mingliu", "Arial Unicode",
}

// loadFont makes Graphviz draw text with the machine's best Chinese font.
var loadFont = sync.OnceValue(func() error {
	parsed, err := findChinese()
	if err != nil {
		return err
	}
	graphviz.SetFontLoader(func(_ context.Context, job *graphviz.Job, f *graphviz.TextFont) (font.Face, error) {
		return opentype.NewFace(parsed, &opentype.FaceOptions{Size: f.Size() * job.Zoom(), DPI: 72})
	})
	return nil
})

func findChinese() (*opentype.Font, error) {
	files := findfont.List()
	for _, name := range chinese {
		for _, file := range files {
			if !strings.HasPrefix(strings.ToLower(filepath.Base(file)), strings.ToLower(name)) {
				continue
			}
			if parsed, err := parseFont(file); err == nil {
				return parsed, nil
			}
		}
	}
	return nil, ErrNoFont
}

// parseFont reads a font, or the Traditional Chinese one of a collection.
func parseFont(file string) (*opentype.Font, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	fonts, err := opentype.ParseCollection(data)
	if err != nil {
		return nil, err
	}
	for i := range fonts.NumFonts() {
		parsed, err := fonts.Font(i)
		if err != nil {
			return nil, err
		}
		if name, err := parsed.Name(nil, 4); err == nil && (strings.Contains(name, "TC") || strings.Contains(name, "繁")) && !strings.Contains(name, "Mono") {
			return parsed, nil
		}
	}
	return fonts.Font(0)
}
