package timex

import (
	"regexp"
	"strings"
	"time"
)

// A dateline gives the whole date, and stands by itself or next to the words by
// which news name their place and agency.
var dateline = regexp.MustCompile(
	`^[\s【（(\[〔]*(?:[^。，！？]{0,24}?)` +
		`((?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3}|(?:中華)?民[國国][\d一二三四五六七八九十百]{1,4})` +
		`(?:[-/.]\d{1,2}[-/.]\d{1,2}|年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}[日號号]))` +
		`(?:[\s】）)\]〕]|星期.|週.|周.|\d{1,2}:\d{2}(?::\d{2})?|[日專专]?[電电訊讯]|報導|报道|發布|发布|發佈|[，。]?$)`)

// datelineSentences is how many sentences from the top of a text may hold its
// dateline.
const datelineSentences = 3

// Dateline finds the date of publication in the first sentences of a text:
// 【法新社巴黎2005年5月13日電】, （2005/05/13）. It reports false where there is none.
func Dateline(sentences []string) (time.Time, bool) {
	for _, s := range sentences[:min(len(sentences), datelineSentences)] {
		m := dateline.FindStringSubmatch(strings.TrimSpace(s))
		if m == nil {
			continue
		}
		var r Reader
		if v, ok := r.Read(m[1]); ok && v.Datatype == Date {
			if t, err := time.Parse(time.DateOnly, v.Lexical); err == nil {
				return t, true
			}
		}
	}
	return time.Time{}, false
}
