package timex

import (
	"fmt"
	"time"
)

// Datatypes of the values.
const (
	Date      = "xsd:date"
	YearMonth = "xsd:gYearMonth"
	Year      = "xsd:gYear"
	Duration  = "xsd:duration"
	Decimal   = "xsd:decimal"
)

// Value is a typed literal.
type Value struct {
	Lexical  string // lexical form in the value space of Datatype: 2005-05-13
	Datatype string // one of the constants above
}

// Reader reads the expressions of one text in their order. It remembers the
// last date named, from which 同年 and 當天 are counted. It is not safe for
// concurrent use.
type Reader struct {
	Reference time.Time      // date of the text; zero when unknown
	Eras      map[string]int // first year, in the common calendar, of eras: 1912 of 民國
	last      point          // last date named in the text
}

// point is a day, a month or a year; what is not known is 0.
type point struct {
	year, month, day int
	unknownYear      bool
}

// Read returns the value of an expression, and false where it has none.
func (r *Reader) Read(s string) (Value, bool) {
	if v, ok := r.readDuration(s); ok {
		return v, true
	}
	p, ok := r.readPoint(s)
	if !ok || !p.valid() {
		return Value{}, false
	}
	r.last = p
	return p.value(), true
}

func (p point) value() Value {
	switch {
	case p.day > 0:
		return Value{fmt.Sprintf("%s-%02d-%02d", isoYear(p.year), p.month, p.day), Date}
	case p.month > 0:
		return Value{fmt.Sprintf("%s-%02d", isoYear(p.year), p.month), YearMonth}
	default:
		return Value{isoYear(p.year), Year}
	}
}

// isoYear writes a year as XSD 1.1 does, where 0000 is the year before 0001.
func isoYear(y int) string {
	if y < 0 {
		return fmt.Sprintf("-%04d", -y)
	}
	return fmt.Sprintf("%04d", y)
}

func (p point) valid() bool {
	if p.unknownYear || p.year > 9999 || p.year < -9999 || p.month > 12 {
		return false
	}
	return p.day == 0 || p.day <= time.Date(p.year, time.Month(p.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func pointOf(t time.Time) point { return point{year: t.Year(), month: int(t.Month()), day: t.Day()} }

func (p point) time() time.Time {
	return time.Date(p.year, time.Month(max(p.month, 1)), max(p.day, 1), 0, 0, 0, 0, time.UTC)
}
