package timex

import (
	"strings"
	"time"
)

// readPoint reads the whole of s as a date, a month or a year.
func (r *Reader) readPoint(s string) (point, bool) {
	sc := newScanner(s)
	sc.any(before...)
	for _, read := range []func(*scanner) (point, bool){
		numericDate, r.wordDay, r.weekday, r.counted, r.calendar,
	} {
		attempt := *sc
		p, ok := read(&attempt)
		if ok && attempt.tail(p) {
			return p, true
		}
	}
	return point{}, false
}

// tail reads what may follow a date without changing it, to the end.
func (s *scanner) tail(p point) bool {
	if p.day > 0 {
		s.weekdayNote()
		if s.any(dayParts...); !s.clock() {
			return false
		}
	}
	for !s.done() {
		if _, ok := s.any(after...); !ok {
			return false
		}
	}
	return true
}

// weekdayNote reads the day of the week after a date: （星期五）, 週五.
func (s *scanner) weekdayNote() {
	saved := s.rest
	_, open := s.any("（", "(")
	if _, ok := s.any("星期", "禮拜", "週"); ok {
		_, ok = s.oneOf(weekdays)
		if _, closed := s.any("）", ")"); ok && open == closed {
			return
		}
	}
	s.rest = saved
}

// clock reads a time of day, which the value leaves out. It reports false where
// something follows that only looks like one.
func (s *scanner) clock() bool {
	if _, _, ok := s.numberBefore("時許", "時", "點鐘", "點許", "點"); !ok {
		return !strings.HasPrefix(s.rest, "點")
	}
	s.any("半", "整", "許")
	s.numberBefore("分許", "分")
	s.numberBefore("秒")
	return true
}

// oneOf reads the first of the words that comes next and returns its shift.
func (s *scanner) oneOf(words []shift) (int, bool) {
	for _, w := range words {
		if s.take(w.word) {
			return w.by, true
		}
	}
	return 0, false
}

// numericDate reads 2005-05-13, 2005/5/13 and 2005.5.13.
func numericDate(s *scanner) (point, bool) {
	digits := s.rest
	if i := strings.IndexAny(digits, "-/."); i != 4 {
		return point{}, false
	}
	separator := digits[4:5]
	parts := strings.SplitN(digits, separator, 3)
	if len(parts) != 3 {
		return point{}, false
	}
	end := 0
	for end < len(parts[2]) && end < 2 && parts[2][end] >= '0' && parts[2][end] <= '9' {
		end++
	}
	layout := strings.Join([]string{"2006", "1", "2"}, separator)
	t, err := time.Parse(layout, strings.Join([]string{parts[0], parts[1], parts[2][:end]}, separator))
	if err != nil {
		return point{}, false
	}
	s.rest = parts[2][end:]
	return pointOf(t), true
}

// wordDay reads 昨天, and 當天 after another date.
func (r *Reader) wordDay(s *scanner) (point, bool) {
	if by, ok := s.oneOf(dayShifts); ok && !r.Reference.IsZero() {
		return pointOf(r.Reference.AddDate(0, 0, by)), true
	}
	if by, ok := s.oneOf(lastDayShifts); ok && r.last.day > 0 {
		return pointOf(r.last.time().AddDate(0, 0, by)), true
	}
	return point{}, false
}

// weekday reads 週五, 上週三, 下個星期一. A bare weekday is that of the week of the
// reference, or of the week before where it would lie far ahead: on a Monday,
// 週日 is yesterday.
func (r *Reader) weekday(s *scanner) (point, bool) {
	weeks, shifted := s.oneOf(weekShifts)
	if _, ok := s.any("星期", "禮拜", "週"); !ok || r.Reference.IsZero() {
		return point{}, false
	}
	day, ok := s.oneOf(weekdays)
	if !ok {
		return point{}, false
	}
	ahead := day - (int(r.Reference.Weekday())+6)%7
	if !shifted && ahead > 4 {
		ahead -= 7
	}
	return pointOf(r.Reference.AddDate(0, 0, ahead+7*weeks)), true
}

// counted reads 三天前, 兩個月後, 五年前.
func (r *Reader) counted(s *scanner) (point, bool) {
	n, _, ok := s.number()
	if !ok || n > 9999 || r.Reference.IsZero() {
		return point{}, false
	}
	unit, ok := s.any("天", "日", "個星期", "個禮拜", "星期", "週", "個月", "年")
	if !ok {
		return point{}, false
	}
	s.any("以", "之")
	switch direction, _ := s.any("前", "後"); direction {
	case "前":
		n = -n
	case "後":
	default:
		return point{}, false
	}
	return r.away(n, unit), true
}

// away is the point that lies n units from the reference, as exact as the unit.
func (r *Reader) away(n int, unit string) point {
	switch unit {
	case "天", "日":
		return pointOf(r.Reference.AddDate(0, 0, n))
	case "個月":
		first := time.Date(r.Reference.Year(), r.Reference.Month(), 1, 0, 0, 0, 0, time.UTC)
		p := pointOf(first.AddDate(0, n, 0))
		p.day = 0
		return p
	case "年":
		return point{year: r.Reference.Year() + n}
	default:
		return pointOf(r.Reference.AddDate(0, 0, 7*n))
	}
}

// calendar reads a date of the calendar from the year, the month or the day on.
func (r *Reader) calendar(s *scanner) (point, bool) {
	p, hasYear, lunar := r.year(s)
	if hasYear {
		s.any("的", "，")
	}
	hasMonth := r.month(s, &p, hasYear)
	if lunar && hasMonth {
		return point{}, false
	}
	hasDay := false
	if hasMonth || !hasYear {
		hasDay = s.day(&p, hasMonth)
	}
	switch {
	case hasDay:
	case hasMonth:
		s.any(monthParts...)
	case hasYear:
		s.any(yearParts...)
		if _, _, ok := s.numberBefore("季度", "季"); ok {
			return point{}, false
		}
	default:
		return point{}, false
	}
	return r.complete(p, hasYear, hasMonth, hasDay), true
}

// year reads a year by number, by era or by word.
func (r *Reader) year(s *scanner) (p point, ok, lunar bool) {
	if by, ok := s.oneOf(yearShifts); ok {
		return point{year: r.Reference.Year() + by, unknownYear: r.Reference.IsZero()}, true, false
	}
	if by, ok := s.oneOf(lastYearShifts); ok {
		return point{year: r.last.year + by, unknownYear: r.last == point{}}, true, false
	}
	for name, first := range r.Eras {
		saved := s.rest
		if !s.take(name) {
			continue
		}
		if s.take("元年") {
			return point{year: first}, true, !solarEras[name]
		}
		if n, _, ok := s.numberBefore("年度", "年"); ok && n > 0 && n < 3000 {
			return point{year: first + n - 1}, true, !solarEras[name]
		}
		s.rest = saved
	}
	return commonYear(s)
}

// commonYear reads a year of the common calendar. It has four digits, or an
// explicit 西元 or 公元 before it: 94年 by itself may be any of three years.
func commonYear(s *scanner) (p point, ok, lunar bool) {
	saved := s.rest
	_, explicit := s.any("西元", "公元", "西曆")
	beforeChrist := explicit && s.take("前") || s.take("前") && explicit
	n, width, ok := s.numberBefore("年度", "年")
	if !ok || n > 9999 || n == 0 && beforeChrist || !explicit && (width != 4 || n < 1000) {
		s.rest = saved
		return point{}, false, false
	}
	if beforeChrist {
		n = 1 - n
	}
	return point{year: n}, true, false
}

// month reads a month by number or by word.
func (r *Reader) month(s *scanner, p *point, hasYear bool) bool {
	if !hasYear {
		if by, ok := s.oneOf(monthShifts); ok {
			*p = r.away(by, "個月")
			p.unknownYear = r.Reference.IsZero()
			return true
		}
	}
	n, width, ok := s.numberBefore("月份", "月")
	if !ok || n < 1 || n > 12 || width > 3 {
		return false
	}
	p.month = n
	return true
}

// day reads the day of a month. By itself, 十三日 and 13號 are days, 三日 too.
func (s *scanner) day(p *point, hasMonth bool) bool {
	n, width, ok := s.numberBefore("日", "號")
	if !ok && hasMonth {
		n, width, ok = s.bareDay()
	}
	if !ok || n < 1 || n > 31 || width > 4 {
		return false
	}
	p.day = n
	return true
}

// bareDay reads a day that ends the expression without 日: 五月十三.
func (s *scanner) bareDay() (n, width int, ok bool) {
	saved := s.rest
	if n, width, ok = s.number(); ok && s.done() {
		return n, width, true
	}
	s.rest = saved
	return 0, 0, false
}

// complete fills in what a date leaves open by the reference, to the nearest
// date that fits.
func (r *Reader) complete(p point, hasYear, hasMonth, hasDay bool) point {
	relativeMonth := hasMonth && p.year != 0
	if hasYear || relativeMonth {
		return p
	}
	if r.Reference.IsZero() {
		p.unknownYear = true
		return p
	}
	best := point{unknownYear: true}
	for by := -1; by <= 1; by++ {
		candidate := p
		switch {
		case hasMonth:
			candidate.year = r.Reference.Year() + by
		case hasDay:
			month := r.away(by, "個月")
			candidate.year, candidate.month = month.year, month.month
		}
		if candidate.valid() && (best.unknownYear || r.distance(candidate) < r.distance(best)) {
			best = candidate
		}
	}
	return best
}

// distance is how far a date lies from the reference; a month is taken in its
// middle.
func (r *Reader) distance(p point) time.Duration {
	if p.day == 0 {
		p.day = 15
	}
	return p.time().Sub(r.Reference).Abs()
}
