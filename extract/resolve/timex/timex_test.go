package timex

import (
	"testing"
	"time"
)

// friday is the date of reference of the tests.
var friday = time.Date(2005, 5, 13, 0, 0, 0, 0, time.UTC)

func read(r *Reader, s string) string {
	r.Eras = map[string]int{"民國": 1912, "中華民國": 1912, "昭和": 1926, "康熙": 1662, "佛曆": -542}
	v, ok := r.Read(s)
	if !ok {
		return ""
	}
	return v.Lexical + " " + v.Datatype[len("xsd:"):]
}

func TestReadWithReference(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2005年5月13日", "2005-05-13 date"},
		{"二〇〇五年五月十三日", "2005-05-13 date"},
		{"２００５年５月１３日", "2005-05-13 date"},
		{"2005年5月13日（星期五）", "2005-05-13 date"},
		{"2005年5月13日下午3時30分", "2005-05-13 date"},
		{"2005-05-13", "2005-05-13 date"},
		{"2005/5/3", "2005-05-03 date"},
		{"2005/13/3", ""},
		{"2005年2月30日", ""},
		{"2005年5月", "2005-05 gYearMonth"},
		{"2005年5月中旬", "2005-05 gYearMonth"},
		{"2005年5月份", "2005-05 gYearMonth"},
		{"2005年", "2005 gYear"},
		{"2005年底", "2005 gYear"},
		{"2005年度", "2005 gYear"},
		{"在2005年", "2005 gYear"},
		{"於2005年時", "2005 gYear"},
		{"自1990年以來", "1990 gYear"},
		{"西元前221年", "-0220 gYear"},
		{"公元960年", "0960 gYear"},

		{"民國94年", "2005 gYear"},
		{"民國九十四年五月十三日", "2005-05-13 date"},
		{"中華民國94年5月", "2005-05 gYearMonth"},
		{"民國元年", "1912 gYear"},
		{"昭和20年8月15日", "1945-08-15 date"},
		{"康熙元年", "1662 gYear"}, {"佛曆2548年", "2005 gYear"},
		{"康熙二年三月", ""}, // lunar months are no months of the common calendar

		{"13號", "2005-05-13 date"},
		{"13日", "2005-05-13 date"},
		{"十三日上午", "2005-05-13 date"},
		{"30日", "2005-04-30 date"}, // nearer than the end of May
		{"1號", "2005-05-01 date"},
		{"31日", "2005-05-31 date"},
		{"5月2日", "2005-05-02 date"},
		{"五月十三", "2005-05-13 date"},
		{"12月25日", "2004-12-25 date"}, {"6月25日", "2005-06-25 date"},
		{"1月份", "2005-01 gYearMonth"},
		{"5月", "2005-05 gYearMonth"},

		{"今天", "2005-05-13 date"}, {"今日凌晨", "2005-05-13 date"},
		{"昨天", "2005-05-12 date"}, {"昨晚", "2005-05-12 date"}, {"昨天下午三點", "2005-05-12 date"},
		{"前天", "2005-05-11 date"}, {"大前天", "2005-05-10 date"}, {"明天", "2005-05-14 date"},
		{"後天", "2005-05-15 date"}, {"后天", "2005-05-15 date"}, {"大後天", "2005-05-16 date"},
		{"今年", "2005 gYear"}, {"去年", "2004 gYear"}, {"去年底", "2004 gYear"}, {"明年", "2006 gYear"},
		{"前年5月", "2003-05 gYearMonth"}, {"今年5月13日", "2005-05-13 date"}, {"今年上半年", "2005 gYear"},
		{"上個月", "2005-04 gYearMonth"}, {"上个月", "2005-04 gYearMonth"}, {"下月", "2005-06 gYearMonth"},
		{"本月15日", "2005-05-15 date"}, {"上月底", "2005-04 gYearMonth"}, {"下個月3號", "2005-06-03 date"},

		{"週五", "2005-05-13 date"}, {"周一", "2005-05-09 date"}, {"星期三", "2005-05-11 date"},
		{"禮拜天", "2005-05-15 date"}, {"上週三", "2005-05-04 date"}, {"上周三", "2005-05-04 date"},
		{"下星期一", "2005-05-16 date"}, {"下個禮拜二", "2005-05-17 date"}, {"本週六", "2005-05-14 date"},
		{"上上週五", "2005-04-29 date"}, {"週三晚間", "2005-05-11 date"},

		{"三天前", "2005-05-10 date"}, {"兩週後", "2005-05-27 date"}, {"3個月前", "2005-02 gYearMonth"},
		{"五年前", "2000 gYear"}, {"十年之後", "2015 gYear"}, {"二十年以前", "1985 gYear"},

		{"三個月內", "P3M duration"}, {"三个月内", "P3M duration"}, {"3個月", "P3M duration"},
		{"在未來三年內", "P3Y duration"}, {"過去十年", "P10Y duration"}, {"十三年", "P13Y duration"},
		{"半年", "P6M duration"}, {"一年半", "P1Y6M duration"}, {"半個月", "P15D duration"},
		{"兩週", "P14D duration"}, {"兩個星期", "P14D duration"}, {"48小時內", "PT48H duration"},
		{"兩個半小時", "PT2H30M duration"}, {"半小時", "PT30M duration"}, {"20分鐘", "PT20M duration"},
		{"一個世紀", "P100Y duration"}, {"兩季度", "P6M duration"}, {"一小時三十分鐘", "PT1H30M duration"},
		{"五天", "P5D duration"}, {"為期兩天", "P2D duration"}, {"一年零三個月", "P1Y3M duration"},

		{"94年", ""}, {"05年", ""}, {"九十四年", ""}, // of which calendar?
		{"近年", ""}, {"數天", ""}, {"多年", ""}, {"當時", ""}, {"九十年代", ""}, {"20世紀", ""}, {"上週", ""},
		{"5月13日至15日", ""}, {"第三季", ""}, {"2005年第三季", ""}, {"45號", ""}, {"13月", ""}, {"", ""},
		{"三點五", ""}, {"十多年", ""}, {"工作日", ""},
	} {
		if got := read(&Reader{Reference: friday}, c.in); got != c.want {
			t.Errorf("Read(%s) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestReadWithoutReference(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"13號", ""}, {"昨天", ""}, {"去年", ""}, {"上週三", ""}, {"週五", ""}, {"三天前", ""},
		{"5月13日", ""}, {"本月", ""}, {"今年5月", ""}, {"當天", ""}, {"同年", ""},
		{"2005年5月13日", "2005-05-13 date"}, {"三個月內", "P3M duration"},
	} {
		if got := read(&Reader{}, c.in); got != c.want {
			t.Errorf("Read(%s) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestWeekdayNearMonday(t *testing.T) {
	monday := &Reader{Reference: time.Date(2005, 5, 16, 0, 0, 0, 0, time.UTC)}
	for in, want := range map[string]string{
		"週日": "2005-05-15 date", "週六": "2005-05-14 date", "週四": "2005-05-19 date", "週一": "2005-05-16 date",
	} {
		if got := read(monday, in); got != want {
			t.Errorf("Read(%s) on a Monday = %q, want %q", in, got, want)
		}
	}
}

func TestReadAfterAnotherDate(t *testing.T) {
	r := &Reader{}
	for _, c := range []struct{ in, want string }{
		{"1998年3月2日", "1998-03-02 date"}, {"當天", "1998-03-02 date"}, {"翌日", "1998-03-03 date"},
		{"同年5月", "1998-05 gYearMonth"}, {"次年", "1999 gYear"}, {"當天", ""},
	} {
		if got := read(r, c.in); got != c.want {
			t.Errorf("Read(%s) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestReadAmount(t *testing.T) {
	for _, c := range []struct{ in, want, unit string }{
		{"五百萬美元", "5000000", "美元"}, {"約300人", "300", "人"}, {"25%", "25", "%"}, {"百分之二十五", "25", "%"},
		{"三成", "30", "%"}, {"3.5公里", "3.5", "公里"}, {"逾1,200名", "1200", "名"}, {"300多人", "300", "人"},
		{"兩兆元", "2000000000000", "元"}, {"十二", "12", ""}, {"近萬人", "", ""}, {"美國", "", ""}, {"第三次", "", ""},
		{"３０％", "30", "%"}, {"一百人以上", "100", "人"}, {"3-2", "", ""}, {"三分之一", "", ""}, {"", "", ""},
	} {
		a, ok := ReadAmount(c.in)
		if ok != (c.want != "") || a.Value.Lexical != c.want || a.Unit != c.unit {
			t.Errorf("ReadAmount(%s) = %+v, want %s %s", c.in, a, c.want, c.unit)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"2005年5月13日", "上上週三晚間", "民國九十四年", "兩個半小時", "半個半年", "2005-05-1", "當天", "9999年後", "\xff年"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := &Reader{Reference: friday}
		v, ok := r.Read(s)
		if !ok {
			return
		}
		layout := map[string]string{Date: time.DateOnly, YearMonth: "2006-01", Year: "2006"}[v.Datatype]
		if layout == "" {
			if v.Datatype != Duration || v.Lexical[0] != 'P' || len(v.Lexical) < 3 {
				t.Fatalf("Read(%q) = %+v", s, v)
			}
			return
		}
		if v.Lexical[0] == '-' {
			return
		}
		if _, err := time.Parse(layout, v.Lexical); err != nil {
			t.Fatalf("Read(%q) = %+v: %v", s, v, err)
		}
	})
}

func FuzzReadAmount(f *testing.F) {
	for _, s := range []string{"約300多人", "百分之二十五", "三成", "１２．５％", "\xff3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := ReadAmount(s)
		if ok && (a.Value.Datatype != Decimal || a.Value.Lexical == "") {
			t.Fatalf("ReadAmount(%q) = %+v", s, a)
		}
	})
}
