package timex

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sanyuan/extract/resolve/numeral"
)

// traditional writes the characters of time expressions in one way.
var traditional = strings.NewReplacer(
	"号", "號", "周", "週", "礼", "禮", "个", "個", "后", "後", "内", "內", "这", "這", "两", "兩",
	"钟", "鐘", "时", "時", "纪", "紀", "国", "國", "历", "曆", "当", "當", "来", "來", "过", "過", "间", "間",
	"为", "為", "长", "長", "达", "達", "从", "從", "万", "萬", "亿", "億", "约", "約", "将", "將", "单", "單",
	"绪", "緒", "统", "統", "贞", "貞", "开", "開", "连", "連", "续", "續", "庆", "慶", "丰", "豐", "顺", "順", "历", "曆", "乐", "樂",
	"历时", "歷時", "经", "經", "续", "續", "夜里", "夜裡", "夜裏", "夜裡", "头", "頭", "华", "華", "晚间", "晚間",
	"以內", "內", "以内", "內", "之內", "內", "之内", "內",
)

// scanner reads an expression from left to right.
type scanner struct {
	rest string
}

func newScanner(s string) *scanner {
	return &scanner{rest: traditional.Replace(strings.Join(strings.FieldsFunc(s, unicode.IsSpace), ""))}
}

func (s *scanner) done() bool { return s.rest == "" }

// take reads the given word if it comes next.
func (s *scanner) take(word string) bool {
	if !strings.HasPrefix(s.rest, word) {
		return false
	}
	s.rest = s.rest[len(word):]
	return true
}

// any reads the first of the words that comes next.
func (s *scanner) any(words ...string) (string, bool) {
	for _, w := range words {
		if s.take(w) {
			return w, true
		}
	}
	return "", false
}

// number reads a whole number and tells how many digits or characters it was
// written with.
func (s *scanner) number() (value, width int, ok bool) {
	v, n := numeral.Prefix(s.rest)
	if n == 0 || !v.IsInt() || !v.Num().IsInt64() || v.Num().Int64() > 1e9 {
		return 0, 0, false
	}
	width = utf8.RuneCountInString(s.rest[:n])
	s.rest = s.rest[n:]
	return int(v.Num().Int64()), width, true
}

// numberBefore reads a number that stands right before the given word; it reads
// nothing where it does not.
func (s *scanner) numberBefore(words ...string) (value, width int, ok bool) {
	saved := s.rest
	value, width, ok = s.number()
	if ok {
		if _, ok = s.any(words...); ok {
			return value, width, true
		}
	}
	s.rest = saved
	return 0, 0, false
}
