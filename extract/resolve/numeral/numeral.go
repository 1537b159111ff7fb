// Package numeral reads numbers as Chinese text writes them: 二〇〇五, 一千二百萬,
// 3.5億, 兩百, 廿三, 1,200, full-width digits, in both scripts.
//
// 兆 is 10^12, as in Taiwan and Hong Kong.
package numeral

import (
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxRunes bounds the length of a numeral; a longer run is no number that a
// text means to say.
const maxRunes = 40

var digits = map[rune]int64{
	'〇': 0, '○': 0, '零': 0, '一': 1, '二': 2, '兩': 2, '两': 2, '三': 3, '四': 4, '五': 5,
	'六': 6, '七': 7, '八': 8, '九': 9, '壹': 1, '貳': 2, '贰': 2, '參': 3, '叁': 3, '肆': 4,
	'伍': 5, '陸': 6, '柒': 7, '捌': 8, '玖': 9,
}

var smallUnits = map[rune]int64{'十': 10, '百': 100, '千': 1000, '拾': 10, '佰': 100, '仟': 1000}

var bigUnits = map[rune]int64{'萬': 1e4, '万': 1e4, '億': 1e8, '亿': 1e8, '兆': 1e12}

// tens are single characters for multiples of ten.
var tens = map[rune]int64{'廿': 20, '卅': 30}

// Prefix reads the longest numeral at the start of s. It returns the value and
// the number of bytes read, which is 0 where s does not start with a numeral.
func Prefix(s string) (*big.Rat, int) {
	if first, _ := utf8.DecodeRuneInString(s); !begins(first) {
		return nil, 0
	}
	r := reader{total: new(big.Rat), section: new(big.Rat)}
	n := 0
	for count := 0; n < len(s); count++ {
		size := r.step(s[n:])
		if size == 0 {
			break
		}
		if count == maxRunes {
			return nil, 0
		}
		n += size
	}
	if n == 0 {
		return nil, 0
	}
	return r.value(), n
}

// Parse reads the whole of s as a number.
func Parse(s string) (*big.Rat, bool) {
	v, n := Prefix(s)
	return v, n > 0 && n == len(s)
}

// Int reads the whole of s as a whole number.
func Int(s string) (int, bool) {
	v, ok := Parse(s)
	if !ok || !v.IsInt() || !v.Num().IsInt64() {
		return 0, false
	}
	return int(v.Num().Int64()), true
}

// Decimal is the lexical form of a number as xsd:decimal; the number has to
// have a finite decimal expansion, as all that Prefix returns have.
func Decimal(v *big.Rat) string {
	if v.IsInt() {
		return v.Num().String()
	}
	places, exact := v.FloatPrec()
	if !exact {
		places = 6
	}
	return v.FloatString(places)
}

// Arabic returns s with every numeral written in Arabic digits.
func Arabic(s string) string {
	var b strings.Builder
	for len(s) > 0 {
		if v, n := Prefix(s); n > 0 {
			b.WriteString(Decimal(v))
			s = s[n:]
			continue
		}
		_, size := utf8.DecodeRuneInString(s)
		b.WriteString(s[:size])
		s = s[size:]
	}
	return b.String()
}

// reader adds up a numeral from left to right. A number is a sequence of
// sections, each closed by a big unit (萬, 億, 兆); a section is a sum of digits
// with small units (十, 百, 千).
type reader struct {
	total   *big.Rat // closed sections
	section *big.Rat // sum of the open section
	run     string   // decimal digits not yet closed by a unit
	unit    int64    // the last unit, for the short form 一萬二
	zero    bool     // a zero stands since the last unit: 一萬零二
}

// step reads one piece of the numeral and returns its length in bytes, 0 where
// the numeral ends.
func (r *reader) step(s string) int {
	c, size := utf8.DecodeRuneInString(s)
	if d, ok := arabicDigit(c); ok {
		return r.digit(d, size)
	}
	if d, ok := digits[c]; ok {
		return r.digit(d, size)
	}
	if c == '.' || c == '．' || c == '點' || c == '点' {
		return r.point(s, size)
	}
	if c == ',' || c == '，' {
		return r.separator(s, size)
	}
	if u, ok := smallUnits[c]; ok {
		r.closeSmall(u)
		return size
	}
	if u, ok := bigUnits[c]; ok {
		return r.closeBig(u, size)
	}
	if v, ok := tens[c]; ok && r.run == "" {
		r.section.Add(r.section, new(big.Rat).SetInt64(v))
		r.unit = 10
		return size
	}
	return 0
}

// begins reports whether a numeral may begin with a character.
func begins(c rune) bool {
	_, arabic := arabicDigit(c)
	return arabic || digits[c] != 0 || c == '〇' || c == '○' || c == '零' || smallUnits[c] != 0 || tens[c] != 0
}

func arabicDigit(c rune) (int64, bool) {
	switch {
	case c >= '0' && c <= '9':
		return int64(c - '0'), true
	case c >= '０' && c <= '９':
		return int64(c - '０'), true
	}
	return 0, false
}

func (r *reader) digit(d int64, size int) int {
	if d == 0 {
		r.zero = true
	}
	r.run += string(rune('0' + d))
	return size
}

// point reads a decimal point between digits.
func (r *reader) point(s string, size int) int {
	if r.run == "" || strings.Contains(r.run, ".") || !startsWithDigit(s[size:]) {
		return 0
	}
	r.run += "."
	return size
}

// separator reads the comma of 1,200, which stands before three digits.
func (r *reader) separator(s string, size int) int {
	rest := s[size:]
	for range 3 {
		if !startsWithArabic(rest) {
			return 0
		}
		_, n := utf8.DecodeRuneInString(rest)
		rest = rest[n:]
	}
	if r.run == "" || startsWithArabic(rest) || strings.Contains(r.run, ".") {
		return 0
	}
	return size
}

func startsWithArabic(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	_, ok := arabicDigit(c)
	return ok
}

func startsWithDigit(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	_, chinese := digits[c]
	return chinese || startsWithArabic(s)
}

func (r *reader) closeSmall(unit int64) {
	v := r.takeRun()
	if v == nil {
		v = new(big.Rat).SetInt64(1)
	}
	r.section.Add(r.section, v.Mul(v, new(big.Rat).SetInt64(unit)))
	r.unit, r.zero = unit, false
}

func (r *reader) closeBig(unit int64, size int) int {
	if v := r.takeRun(); v != nil {
		r.section.Add(r.section, v)
	}
	scale := new(big.Rat).SetInt64(unit)
	switch {
	case r.section.Sign() > 0 && r.unit >= 1e4 && r.total.Sign() > 0 && r.unit < unit:
		r.total.Add(r.total, r.section)
		r.total.Mul(r.total, scale)
	case r.section.Sign() > 0:
		r.total.Add(r.total, r.section.Mul(r.section, scale))
	case r.total.Sign() > 0: // 萬億
		r.total.Mul(r.total, scale)
	default:
		return 0
	}
	r.section = new(big.Rat)
	r.unit, r.zero = unit, false
	return size
}

// takeRun returns the value of the digits read since the last unit, nil if
// there are none.
func (r *reader) takeRun() *big.Rat {
	if r.run == "" {
		return nil
	}
	run := strings.TrimSuffix(r.run, ".")
	r.run = ""
	if n, err := strconv.ParseInt(run, 10, 64); err == nil { // nearly always, and faster
		return new(big.Rat).SetInt64(n)
	}
	v, ok := new(big.Rat).SetString(run)
	if !ok {
		return nil
	}
	return v
}

func (r *reader) value() *big.Rat {
	single := len(r.run) == 1
	if v := r.takeRun(); v != nil {
		if single && r.unit >= 100 && !r.zero {
			v.Mul(v, new(big.Rat).SetInt64(r.unit/10))
		}
		r.section = sum(r.section, v)
	}
	return sum(r.total, r.section)
}

// sum adds two numbers into one of them. Most numerals are a single section.
func sum(a, b *big.Rat) *big.Rat {
	if a.Sign() == 0 {
		return b
	}
	return a.Add(a, b)
}
