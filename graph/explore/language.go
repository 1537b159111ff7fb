package explore

import (
	_ "embed"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"sanyuan/graph/browse"
)

//go:embed messages.tsv
var messagesFile string

// messages holds the words of the interface: by key, in the order of
// browse.Languages.
var messages = sync.OnceValue(func() map[string][]string {
	out := make(map[string][]string)
	for line := range strings.Lines(messagesFile) {
		if fields := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(fields) == len(browse.Languages)+1 && !strings.HasPrefix(line, "#") {
			out[fields[0]] = fields[1:]
		}
	}
	return out
})

// languageNames are what the languages call themselves.
var languageNames = map[string]string{"zh-Hant": "繁體", "zh-Hans": "简体", "en": "English"}

// locale is a language of the interface, by its place in browse.Languages.
type locale int

func (l locale) String() string { return browse.Languages[l] }

// say is the message of a key, with args put in; a key that is unknown stands
// for itself.
func (l locale) say(key string, args ...any) string {
	text, ok := messages()[key]
	if !ok {
		return key
	}
	if len(args) == 0 {
		return text[l]
	}
	return fmt.Sprintf(text[l], args...)
}

// sayOr is say for keys that are made from data; without a message it is other.
func (l locale) sayOr(key, other string) string {
	if _, ok := messages()[key]; !ok {
		return other
	}
	return l.say(key)
}

var matcher = language.NewMatcher([]language.Tag{language.TraditionalChinese, language.SimplifiedChinese, language.English})

// localeOf is the language that a request asks for, and whether its address
// says so. Without any wish it is Traditional Chinese.
func localeOf(r *http.Request) (l locale, explicit bool) {
	wish := r.URL.Query().Get("lang")
	tags, _, err := language.ParseAcceptLanguage(wish)
	if explicit = err == nil && len(tags) > 0; !explicit {
		tags, _, _ = language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	}
	if len(tags) == 0 {
		return 0, explicit
	}
	_, i, confidence := matcher.Match(tags...)
	if confidence == language.No {
		i = len(browse.Languages) - 1 // who reads neither Chinese is served best in English
	}
	return locale(i), explicit
}
