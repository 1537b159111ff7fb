package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of the splitter, in runes.
const (
	maxSentence = 1000 // a longer stretch without an end is cut at a pause
	maxQuoted   = 120  // a longer quotation or bracket is split like other text
	shortQuoted = 40   // one that is kept whole whatever it holds
)

// Split splits a text into sentences as the file reader does: hard-wrapped lines
// are joined, and the pieces of the sentences lead to bytes of s. A stretch
// without a letter or digit belongs to the sentence before or after it; a
// paragraph without any is left out.
func Split(s string) []Sentence { return split(identity(s)) }

func split(m mapped) []Sentence { return sentencesOf(paragraphs(m)) }

func sentencesOf(paragraphs []mapped) []Sentence {
	var out []Sentence
	for _, p := range paragraphs {
		for _, span := range sentenceSpans(p.text) {
			part := p.slice(span)
			out = append(out, Sentence{Index: len(out), Text: part.text, Pieces: part.pieces})
		}
	}
	return out
}

// sentenceSpans finds the sentences of a paragraph. It takes time linear in the
// length of the paragraph.
func sentenceSpans(p string) []Span {
	s := splitter{text: p, whole: wholeSpans(p)}
	for i := 0; i < len(p); {
		r, size := utf8.DecodeRuneInString(p[i:])
		s.see(i, r)
		if !ends(p, i, r) {
			i += size
			continue
		}
		end := skipEnd(p, i+size)
		if !s.within(end) && !goesOn(p, end) {
			s.cut(end)
		}
		i = end
	}
	s.cut(len(p))
	return s.spans
}

// splitter collects the sentences of a paragraph.
type splitter struct {
	text  string
	whole []Span // quotations and brackets that are not split, in order
	spans []Span
	start int  // of the sentence at hand
	words bool // the sentence has a letter or digit
	runes int  // of the sentence so far
	pause int  // where an overlong sentence is best cut
}

// see takes note of a rune at byte i, and cuts a sentence that gets too long.
func (s *splitter) see(i int, r rune) {
	if s.runes >= maxSentence {
		if s.pause > s.start {
			s.runes = utf8.RuneCountInString(s.text[s.pause:i])
			s.emit(s.pause)
		} else {
			s.runes = 0
			s.emit(i)
		}
	}
	s.runes++
	s.words = s.words || wordRune(r)
	if strings.ContainsRune("，、：,: \t　", r) {
		s.pause = i + utf8.RuneLen(r)
	}
}

// within reports whether a whole quotation or bracket is open at byte end.
func (s *splitter) within(end int) bool {
	for len(s.whole) > 0 && s.whole[0].End <= end {
		s.whole = s.whole[1:]
	}
	return len(s.whole) > 0 && s.whole[0].Start < end
}

// cut ends the sentence at byte end. A stretch without words goes to the next
// sentence or, at the end of the paragraph, to the one before.
func (s *splitter) cut(end int) {
	if s.words {
		s.emit(end)
		s.runes, s.words = 0, false
		return
	}
	if end == len(s.text) && len(s.spans) > 0 {
		last := &s.spans[len(s.spans)-1]
		*last = trim(s.text, Span{last.Start, end})
	}
}

func (s *splitter) emit(end int) {
	if span := trim(s.text, Span{s.start, end}); span.Len() > 0 {
		s.spans = append(s.spans, span)
	}
	s.start = end
}

// ends reports whether the mark at byte i may end a sentence.
func ends(p string, i int, r rune) bool {
	switch r {
	case '。', '！', '？', '；', '…', '⋯', '｡':
		return true
	case '!', '?', ';':
		return halfWidthEnds(p, i)
	case '.', '．':
		return fullStopEnds(p, i)
	}
	return false
}

// halfWidthEnds judges ! ? and ; by what stands around them: they end a sentence
// after Chinese or before a space, not within an address (a?b=c) or a name
// (Yahoo!奇摩).
func halfWidthEnds(p string, i int) bool {
	before, rest := lastRune(p[:i]), p[skipEnd(p, i+1):]
	if rest == "" {
		return true
	}
	after := firstRune(rest)
	if latin(before) {
		return unicode.IsSpace(after) && latin(firstRune(strings.TrimLeftFunc(rest, space)))
	}
	return !latin(after) || before >= 0x80
}

// fullStopEnds judges a full stop. It ends a sentence after Chinese; after a Latin
// word only if a space and a new beginning follow and the word is no
// abbreviation; never within a number, an address or a name (喬治．華盛頓).
func fullStopEnds(p string, i int) bool {
	before := p[:i]
	_, size := utf8.DecodeRuneInString(p[i:])
	rest := p[skipEnd(p, i+size):]
	if rest == "" {
		return true
	}
	last, after := lastRune(before), firstRune(rest)
	wide := size > 1
	switch {
	case !unicode.IsSpace(after) && (wide || latin(after)):
		return false
	case !latin(last):
		return wordRune(last) || closer(last)
	case !unicode.IsSpace(after):
		return false
	}
	next := firstRune(strings.TrimLeftFunc(rest[:min(len(rest), 64)], space))
	return !abbreviation(before) && (unicode.IsUpper(next) || next >= 0x2e80 || opener(next))
}

// abbreviation reports whether the word at the end of s is one that is written
// with a full stop: an initial, a list number, or a known short form.
func abbreviation(s string) bool {
	tail := s[max(0, len(s)-16):]
	begin := strings.LastIndexFunc(tail, func(r rune) bool { return !latin(r) && r != '.' })
	_, size := utf8.DecodeRuneInString(tail[max(0, begin):])
	word := tail
	if begin >= 0 {
		word = tail[begin+size:]
	}
	if utf8.RuneCountInString(word) <= 1 || strings.Contains(word, ".") {
		return true
	}
	if strings.Trim(word, "0123456789") == "" {
		return len(strings.TrimSpace(s)) == len(word)
	}
	return abbreviations[strings.ToLower(word)]
}

// abbreviations are Latin short forms that news text writes with a full stop.
var abbreviations = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "st": true, "jr": true, "sr": true,
	"inc": true, "ltd": true, "co": true, "corp": true, "vs": true, "no": true, "vol": true, "fig": true,
	"gen": true, "col": true, "sen": true, "rep": true, "gov": true, "etc": true, "al": true, "ed": true,
}

// skipEnd returns the byte after further end marks and the closing quotes and
// brackets that belong to a sentence that ends before byte i.
func skipEnd(p string, i int) int {
	for i < len(p) {
		r, size := utf8.DecodeRuneInString(p[i:])
		if !strings.ContainsRune("。！？；…⋯｡!?", r) {
			break
		}
		i += size
	}
	for i < len(p) {
		r, size := utf8.DecodeRuneInString(p[i:])
		if !closer(r) || r == '"' && opensNext(p, i+size) {
			break
		}
		i += size
	}
	return i
}

// opensNext reports whether a straight quotation mark before byte i opens what
// follows rather than closing what precedes it.
func opensNext(p string, i int) bool {
	return strings.Count(p[max(0, i-maxQuoted*3):i], `"`)%2 == 1
}

// goesOn reports whether the outer sentence goes on after an end mark within it:
// a pause or 的 follows, or after a quotation the clause that says who spoke.
func goesOn(p string, end int) bool {
	rest := p[end:]
	next := firstRune(rest)
	if strings.ContainsRune("，、；：,;:", next) {
		return rest != ""
	}
	switch last := lastRune(p[:end]); {
	case strings.ContainsRune("》〉", last): // a title such as 《誰是英雄？》
		return rest != ""
	case !quoteCloser(last):
		return false
	}
	return strings.ContainsRune("的之等", next) || reports(rest)
}

// reports reports whether a text begins with a short clause that ends in a verb
// of speech: 總統說。
func reports(s string) bool {
	clause, n := s, 0
	for i, r := range s {
		if strings.ContainsRune("，。：；！？,:;!?「『“\"", r) {
			clause = s[:i]
			break
		}
		if n++; n > maxReport {
			return false
		}
	}
	clause = strings.TrimRight(clause, "了著着過过道")
	for _, verb := range speechVerbs {
		if strings.HasSuffix(clause, verb) {
			return true
		}
	}
	return false
}

const maxReport = 20 // runes of a clause that says who spoke

// speechVerbs are the verbs by which news text reports speech, in both scripts.
var speechVerbs = strings.Fields(`說 说 表示 指出 強調 强调 重申 透露 坦言 直言 回應 回应
	答 回答 問 问 稱 称 宣布 宣佈 補充 补充 解釋 解释 警告 呼籲 呼吁 批評 批评 喊 笑 寫 写`)
