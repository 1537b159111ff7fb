package numeral

import "testing"

func TestDecimal(t *testing.T) {
	for in, want := range map[string]string{
		"二〇〇五": "2005", "二零零五": "2005", "2005": "2005", "２００５": "2005",
		"十": "10", "十三": "13", "二十": "20", "二十三": "23", "廿三": "23", "卅": "30",
		"一百": "100", "一百零五": "105", "一百二": "120", "兩百": "200", "两百五十": "250",
		"一千二百萬": "12000000", "一万二": "12000", "一萬零二": "10002", "三億五千萬": "350000000",
		"3.5億": "350000000", "1,200": "1200", "1,234,567": "1234567", "12,5": "",
		"三點五": "3.5", "0.25": "0.25", "十二億三千四百五十六萬七千八百九十": "1234567890",
		"兩兆": "2000000000000", "5萬億": "5000000000000", "1萬5千": "15000", "百": "100",
		"2千3百": "2300", "壹佰": "100", "零": "0", "萬": "", "美國": "", "": "",
		"一百零": "100",
	} {
		v, ok := Parse(in)
		got := ""
		if ok {
			got = Decimal(v)
		}
		if got != want {
			t.Errorf("Parse(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestArabic(t *testing.T) {
	for in, want := range map[string]string{
		"二〇〇五年五月十三日": "2005年5月13日", "三個月內": "3個月內", "星期三": "星期3",
		"下午三點": "下午3點", "沒有": "沒有", "1,200萬美元": "12000000美元",
	} {
		if got := Arabic(in); got != want {
			t.Errorf("Arabic(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzArabic(f *testing.F) {
	for _, s := range []string{"一千二百萬", "1,200.5億", "二〇〇五年", "十廿卅", "兆兆兆兆", "3..5", "點五", "\xff十"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		Arabic(s)
		if v, n := Prefix(s); n > 0 {
			if v.Sign() < 0 || n > len(s) {
				t.Fatalf("Prefix(%q) = %v, %d", s, v, n)
			}
			if _, ok := Parse(Decimal(v)); !ok && len(Decimal(v)) <= maxRunes {
				t.Fatalf("Decimal of %q cannot be read back: %s", s, Decimal(v))
			}
		}
	})
}
