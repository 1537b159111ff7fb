// Package script turns sentences in Simplified characters into Traditional
// ones of the same length, so that the models read one script and every offset
// stays valid.
package script

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/traditionalchinese"

	"sanyuan/extract/lexicon"
)

// converter is OpenCC with its phrase tables, which take a tenth of a second to
// load; only Simplified text needs them.
var converter = sync.OnceValues(func() (*opencc.OpenCC, error) { return opencc.New("s2tw") })

// Traditional returns the sentence in Traditional characters. A sentence
// without a character that only Simplified text uses is returned as it is. The
// result has as many bytes and runes as the sentence, at the same places.
func Traditional(sentence string) (string, error) {
	if !isSimplified(sentence) {
		return sentence, nil
	}
	cc, err := converter()
	if err != nil {
		return "", fmt.Errorf("loading OpenCC: %w", err)
	}
	converted, err := cc.Convert(sentence)
	if err != nil {
		return "", fmt.Errorf("OpenCC: %w", err)
	}
	if !sameLayout(sentence, converted) {
		return byCharacter(sentence, cc), nil
	}
	return converted, nil
}

// byCharacter converts one character at a time, and leaves those whose length
// would change.
func byCharacter(sentence string, cc *opencc.OpenCC) string {
	out := make([]byte, 0, len(sentence))
	for i, r := range sentence {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(sentence[i:])
		}
		c := sentence[i : i+size]
		if t, err := cc.Convert(c); err == nil && sameLayout(c, t) {
			c = t
		}
		out = append(out, c...)
	}
	return string(out)
}

// sameLayout reports whether two strings have their runes at the same bytes.
func sameLayout(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i, j := 0, 0; i < len(a); {
		_, m := utf8.DecodeRuneInString(a[i:])
		_, n := utf8.DecodeRuneInString(b[j:])
		if m != n {
			return false
		}
		i, j = i+m, j+n
	}
	return true
}

// isSimplified reports whether the sentence has a character that Traditional
// text does not use: one that Big5 lacks and that is the Simplified form of
// another.
func isSimplified(sentence string) bool {
	only := simplifiedOnly()
	for _, r := range sentence {
		if only[r] {
			return true
		}
	}
	return false
}

// variants are Simplified forms that Traditional text of Hong Kong uses as well.
const variants = "恒琼卧迹着"

var simplifiedOnly = sync.OnceValue(func() map[rune]bool {
	out := map[rune]bool{}
	encoder := traditionalchinese.Big5.NewEncoder()
	for r := rune(0x4E00); r < 0xA000; r++ {
		simple, _ := utf8.DecodeRuneInString(lexicon.Fold(string(r)))
		if simple != r && !strings.ContainsRune(variants, simple) && !inBig5(encoder, simple) {
			out[simple] = true
		}
	}
	return out
})

// inBig5 reports whether Big5 has a character. The encoder knows the supplement of
// Hong Kong, too, which has many Simplified characters; they stand outside Big5's two
// levels.
func inBig5(encoder *encoding.Encoder, r rune) bool {
	b, err := encoder.Bytes([]byte(string(r)))
	if err != nil || len(b) != 2 {
		return false
	}
	code := int(b[0])<<8 | int(b[1])
	return code >= 0xA440 && code <= 0xC67E || code >= 0xC9A1 && code <= 0xF9D5
}
