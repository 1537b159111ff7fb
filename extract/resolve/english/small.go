package english

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sanyuan/extract/resolve/numeral"
)

var pronouns = map[string]string{
	"他": "he", "她": "she", "它": "it", "牠": "it", "其": "it", "他們": "they", "她們": "they", "它們": "they",
	"我們": "we", "咱們": "we", "你們": "you", "我": "I", "你": "you", "您": "you", "妳": "you", "自己": "self", "本人": "self",
	"雙方": "both sides", "各方": "all sides", "對方": "the other side", "彼此": "each other", "兩國": "the two countries",
	"三國": "the three countries", "各國": "all countries", "兩人": "the two", "此": "this", "這": "this", "那": "that", "之": "it",
	"誰": "who", "大家": "everyone", "有人": "someone", "前者": "the former", "後者": "the latter",
}

// Pronoun returns the English of a pronoun.
func (w *Writer) Pronoun(form string) (string, bool) {
	text, ok := pronouns[form]
	return text, ok
}

// Time words an expression of time: by its value where it has one, else by its
// words; 13號 is "the 13th". Without English it returns "".
func (w *Writer) Time(text, value string) string {
	switch {
	case strings.HasPrefix(value, "P"):
		if words := durationWords(value); words != "" && hasAny(text, "內", "内") {
			return "within " + words
		} else if words != "" {
			return words
		}
	case value != "":
		return value
	}
	if date := dateWords(text); date != "" {
		return date
	}
	english, _ := w.Phrase([]Word{{Form: text}})
	return english
}

// dateWords words one part of a date: 13號, 5月, 2005年.
func dateWords(text string) string {
	unit, size := utf8.DecodeLastRuneInString(text)
	if !strings.ContainsRune("號号日月年", unit) {
		return ""
	}
	n, ok := numeral.Int(text[:len(text)-size])
	switch {
	case !ok || n < 1:
		return ""
	case (unit == '號' || unit == '号' || unit == '日') && n <= 31:
		return "the " + ordinal(n)
	case unit == '月' && n <= 12:
		return time.Month(n).String()
	case unit == '年' && n >= 1000 && n <= 9999:
		return fmt.Sprint(n)
	}
	return ""
}

func hasAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprint(n, suffix)
}

// durationWords words an ISO 8601 duration: P3M is "3 months".
func durationWords(value string) string {
	names := map[rune]string{'Y': "year", 'M': "month", 'D': "day", 'H': "hour", 'm': "minute", 'S': "second"}
	var words []string
	digits, clock := "", false
	for _, c := range strings.TrimPrefix(value, "P") {
		switch {
		case c >= '0' && c <= '9':
			digits += string(c)
			continue
		case c == 'T':
			clock = true
			continue
		case c == 'M' && clock:
			c = 'm'
		}
		n, err := strconv.Atoi(digits)
		if err != nil || names[c] == "" {
			return ""
		}
		name := names[c]
		if n != 1 {
			name += "s"
		}
		words = append(words, fmt.Sprint(n, " ", name))
		digits = ""
	}
	return strings.Join(words, " ")
}

// Amount words a quantity: 5000000 US dollars.
func (w *Writer) Amount(value, unit string) string {
	if value == "" {
		return ""
	}
	if unit == "%" {
		return value + "%"
	}
	if u, ok := w.lex.Unit(unit); ok {
		return value + " " + u.English
	}
	if measure, ok := w.lex.Measure(unit); ok || unit == "" {
		return joinWords(value, measure)
	}
	return ""
}
