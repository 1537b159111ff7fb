package timex

import (
	"fmt"
	"strings"
)

// maxCount bounds the number of a unit in a duration.
const maxCount = 100000

// length is a duration in the parts of ISO 8601.
type length struct {
	years, months, days, hours, minutes, seconds int
}

// readDuration reads the whole of s as a span of time.
func (r *Reader) readDuration(s string) (Value, bool) {
	sc := newScanner(s)
	sc.any(before...)
	sc.any(beforeDuration...)
	sc.any("的", "這")
	var l length
	read := 0
	for sc.component(&l) {
		read++
		sc.any("又", "零")
	}
	if read == 0 {
		return Value{}, false
	}
	for !sc.done() {
		if _, ok := sc.any(afterDuration...); !ok {
			return Value{}, false
		}
	}
	return Value{l.String(), Duration}, true
}

// component reads one number with its unit: 三個月, 兩個半小時, 半年, 一年半.
func (s *scanner) component(l *length) bool {
	saved := s.rest
	n, width, ok := s.number()
	half := !ok && s.take("半") || ok && s.take("個半")
	if !ok && !half {
		return false
	}
	if half {
		s.take("個")
	}
	for _, u := range durationUnits {
		name := u.name
		if half {
			name = strings.TrimPrefix(name, "個")
		}
		if !s.take(name) {
			continue
		}
		if u.name == "年" && yearNumber(n, width) || n > maxCount {
			break
		}
		return l.add(u.part, n*u.times, u.times, half || s.take("半"))
	}
	s.rest = saved
	return false
}

// yearNumber reports whether a number before 年 may name a year of a calendar
// rather than count years: 2005年, 94年, 05年.
func yearNumber(n, width int) bool {
	return n >= 1000 && width == 4 || n >= 70 && n <= 99 || n < 10 && width == 2 || n > 100 && n < 150
}

// add adds a count of a unit, and half a unit of the given size.
func (l *length) add(part byte, count, size int, half bool) bool {
	switch part {
	case 'Y':
		l.years += count
		if half {
			l.years += size / 2
			l.months += 6 * (size % 2)
		}
	case 'M':
		l.months += count
		if half && size == 1 {
			l.days += 15
		} else if half {
			return false
		}
	case 'D':
		l.days += count
		if half && size == 1 {
			l.hours += 12
		} else if half {
			return false
		}
	case 'h':
		l.hours += count
		if half {
			l.minutes += 30
		}
	case 'm':
		l.minutes += count
		if half {
			l.seconds += 30
		}
	case 's':
		l.seconds += count
		return !half
	}
	return true
}

// String is the lexical form of xsd:duration.
func (l length) String() string {
	var b strings.Builder
	b.WriteByte('P')
	for _, p := range []struct {
		n int
		c byte
	}{{l.years, 'Y'}, {l.months, 'M'}, {l.days, 'D'}} {
		if p.n > 0 {
			fmt.Fprintf(&b, "%d%c", p.n, p.c)
		}
	}
	if l.hours+l.minutes+l.seconds > 0 {
		b.WriteByte('T')
	}
	for _, p := range []struct {
		n int
		c byte
	}{{l.hours, 'H'}, {l.minutes, 'M'}, {l.seconds, 'S'}} {
		if p.n > 0 {
			fmt.Fprintf(&b, "%d%c", p.n, p.c)
		}
	}
	if b.Len() == 1 {
		return "P0D"
	}
	return b.String()
}
