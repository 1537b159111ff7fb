package text

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Years that are believed to be a date of publication.
const (
	firstYear = 1800
	lastYear  = 2199
	minguo    = 1911 // year 1 of the Republic of China is 1912
)

const numeral = `[〇○零一二三四五六七八九十廿卅]`

// fullDate matches a date with its year: 2005-05-13, 2005年5月13日, 民國94年5月13日,
// 二〇〇五年五月十三日.
var fullDate = regexp.MustCompile(`(民國|民国)?\s*(?:(\d{2,4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日號号]` +
	`|(\d{4})([-/.])(\d{1,2})([-/.])(\d{1,2})` +
	`|(` + numeral + `{2,4})年(` + numeral + `{1,2})月(` + numeral + `{1,3})[日號号])`)

// layouts are the formats of time stamps that feeds and records use, beside those
// that begin with a date.
var layouts = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05", time.RFC1123, time.RFC1123Z, time.RFC822, time.RFC822Z, time.ANSIC, time.UnixDate, "20060102"}

// parseDate reads a date or time stamp. The result keeps the time zone given, so
// that its day is the day meant; without one it is UTC.
func parseDate(s string) (time.Time, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	at := fullDate.FindStringSubmatchIndex(s)
	if at == nil || at[0] != 0 || digit(firstRune(s[at[1]:])) {
		return time.Time{}, false
	}
	return dateOf(fullDate.FindStringSubmatch(s))
}

// dateOf makes a date of a match of fullDate.
func dateOf(m []string) (time.Time, bool) {
	parts := m[2:5]
	switch {
	case m[5] != "":
		if m[6] != m[8] {
			return time.Time{}, false
		}
		parts = []string{m[5], m[7], m[9]}
	case m[10] != "":
		parts = m[10:13]
	}
	year, month, day := number(parts[0]), number(parts[1]), number(parts[2])
	if m[1] != "" {
		year += minguo
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	valid := year >= firstYear && year <= lastYear && month >= 1 && month <= 12 && t.Day() == day
	if !valid {
		return time.Time{}, false
	}
	return t, true
}

// number reads decimal digits or Chinese numerals, by place (二〇〇五) or with
// tens (二十三).
func number(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	n := 0
	for i, r := range s {
		switch r {
		case '十':
			n = max(n, 1) * 10
			if i+utf8.RuneLen(r) < len(s) {
				n /= 10
			}
			if i == 0 && len(s) > utf8.RuneLen(r) {
				n = 1
			}
		case '廿':
			n = 2
		case '卅':
			n = 3
		default:
			n = n*10 + numerals[r]
		}
	}
	if s == "廿" || s == "卅" {
		n *= 10
	}
	return n
}

var numerals = map[rune]int{'〇': 0, '○': 0, '零': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

// datelineRunes is how far into the first paragraphs a dateline may stand.
const (
	datelineRunes      = 40
	datelineParagraphs = 3
)

// lead matches what may stand before the date of a dateline: an opening bracket
// with an agency, reporter and place, or the name of the field.
var lead = regexp.MustCompile(`^\s*(?:[【〔［（(\[][^】〕］）)\]。，]*|(?:發布|发布|發佈|更新|出版|發表|发表)?(?:日期|時間|时间)\s*[：:]\s*)?$`)

// wire matches what follows the date in a dateline without brackets: 新華社北京2005年5月13日電.
var wire = regexp.MustCompile(`^\s*(?:[專综綜合外]{0,2}[電电讯訊]|報導|报道)`)

// dateline returns the date that stands at the beginning of a text in so many
// words. A date without a year, as in 【…台北13日電】, is none.
func dateline(parts []mapped) time.Time {
	for _, p := range parts[:min(len(parts), datelineParagraphs)] {
		start := firstRunes(p.text, datelineRunes)
		at := fullDate.FindStringIndex(start)
		if at == nil {
			continue
		}
		before, after := start[:at[0]], p.text[at[1]:]
		if digit(lastRune(before)) || digit(firstRune(after)) {
			continue
		}
		if !lead.MatchString(before) && !(wire.MatchString(after) && !strings.ContainsAny(before, "。，")) {
			continue
		}
		if t, ok := dateOf(fullDate.FindStringSubmatch(start)); ok {
			return t
		}
	}
	return time.Time{}
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
