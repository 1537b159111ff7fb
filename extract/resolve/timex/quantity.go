package timex

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"sanyuan/extract/resolve/numeral"
)

// Words around an amount. The value leaves them out; the surface keeps them.
var (
	beforeAmount = []string{
		"大約", "约", "約", "將近", "将近", "接近", "近", "逾", "超過", "超过", "高達", "高达", "多達", "多达", "達", "达", "至少",
		"至多", "最多", "最少", "不到", "總共", "总共", "共", "僅", "仅", "只有", "只", "上看",
	}
	afterAmount = []string{"左右", "上下", "以上", "以下", "之多"}
	approximate = []string{"多", "餘", "余", "幾", "几"}
)

// maxUnit bounds the length of a unit in runes.
const maxUnit = 6

// Amount is a number with its unit as written: 人, 美元, %. An ordinal (第三次) is
// no amount.
type Amount struct {
	Value Value
	Unit  string // empty for a bare number
}

// ReadAmount reads the whole of s as an amount. Shares in hundredths (百分之二十,
// 三成) have the unit %.
func ReadAmount(s string) (Amount, bool) {
	s = strings.Join(strings.FieldsFunc(s, unicode.IsSpace), "")
	s = trimWord(s, beforeAmount, strings.TrimPrefix)
	s = trimWord(s, afterAmount, strings.TrimSuffix)
	share := false
	for _, mark := range []string{"百分之", "％", "%"} {
		if rest := strings.TrimPrefix(s, mark); rest != s {
			s, share = rest, true
		}
	}
	v, n := numeral.Prefix(s)
	if n == 0 {
		return Amount{}, false
	}
	unit := trimWord(s[n:], approximate, strings.TrimPrefix)
	if !share && unit == "成" {
		v.Mul(v, big.NewRat(10, 1))
		share, unit = true, ""
	}
	if unit == "%" || unit == "％" {
		share, unit = true, ""
	}
	if share && unit != "" || !plausibleUnit(unit) {
		return Amount{}, false
	}
	if share {
		unit = "%"
	}
	return Amount{Value{numeral.Decimal(v), Decimal}, unit}, true
}

// trimWord takes the first of the words that fits off s.
func trimWord(s string, words []string, trim func(s, word string) string) string {
	for _, w := range words {
		if rest := trim(s, w); rest != s {
			return rest
		}
	}
	return s
}

// plausibleUnit holds for a short run of letters: what follows the number in
// 3-2 or 三分之一 is no unit.
func plausibleUnit(s string) bool {
	if utf8.RuneCountInString(s) > maxUnit || strings.HasPrefix(s, "分之") {
		return false
	}
	for _, c := range s {
		if !unicode.IsLetter(c) && !strings.ContainsRune("°℃㎡$/", c) {
			return false
		}
	}
	return true
}
