package timex

// solarEras are the eras in which months are those of the common calendar. In
// the others only whole years can be told.
var solarEras = map[string]bool{"民國": true, "中華民國": true, "大正": true, "昭和": true, "平成": true, "令和": true, "佛曆": true}

// A shift says how far a word points from the reference.
type shift struct {
	word string
	by   int
}

// Longer words stand before the words that they begin with.
var (
	dayShifts = []shift{
		{"大前天", -3}, {"大後天", 3}, {"前天", -2}, {"前日", -2}, {"昨天", -1}, {"昨日", -1},
		{"昨晚", -1}, {"昨夜", -1}, {"昨晨", -1}, {"昨早", -1}, {"今天", 0}, {"今日", 0}, {"今晚", 0}, {"今早", 0}, {"今晨", 0},
		{"今夜", 0}, {"今午", 0}, {"明天", 1}, {"明日", 1}, {"明早", 1}, {"明晨", 1}, {"明晚", 1}, {"後天", 2},
	}
	yearShifts = []shift{
		{"大前年", -3}, {"前年", -2}, {"去年", -1}, {"上年", -1}, {"今年", 0}, {"本年", 0}, {"這一年", 0},
		{"明年", 1}, {"後年", 2},
	}
	monthShifts = []shift{
		{"上上個月", -2}, {"上個月", -1}, {"上月", -1}, {"這個月", 0}, {"本月", 0}, {"當前月", 0},
		{"下下個月", 2}, {"下個月", 1}, {"下月", 1},
	}
	weekShifts = []shift{
		{"上上個", -2}, {"上上", -2}, {"上個", -1}, {"上", -1}, {"這個", 0}, {"這", 0}, {"本", 0},
		{"下下個", 2}, {"下下", 2}, {"下個", 1}, {"下", 1},
	}

	// Words that point from the last date that the text names.
	lastYearShifts = []shift{{"同年", 0}, {"當年", 0}, {"該年", 0}, {"那年", 0}, {"翌年", 1}, {"次年", 1}, {"隔年", 1}}
	lastDayShifts  = []shift{
		{"當天", 0}, {"當日", 0}, {"同日", 0}, {"同一天", 0}, {"當晚", 0}, {"翌日", 1}, {"次日", 1}, {"隔天", 1}, {"隔日", 1},
	}
)

var weekdays = []shift{
	{"一", 0}, {"二", 1}, {"三", 2}, {"四", 3}, {"五", 4}, {"六", 5}, {"日", 6}, {"天", 6}, {"末", 5},
	{"1", 0}, {"2", 1}, {"3", 2}, {"4", 3}, {"5", 4}, {"6", 5}, {"7", 6},
}

// Parts name a piece of a year, a month or a day; the value is the whole.
var (
	yearParts = []string{
		"年初", "年底", "年末", "年中", "初", "底", "末", "中", "春天", "夏天", "秋天", "冬天", "春季", "夏季", "秋季", "冬季",
		"春", "夏", "秋", "冬", "上半年", "下半年", "前期", "後期", "年度", "年間", "度",
	}
	monthParts = []string{"上旬", "中旬", "下旬", "初", "底", "末", "中", "間"}
	dayParts   = []string{
		"上午", "下午", "中午", "正午", "晚上", "晚間", "晚", "早上", "早晨", "清晨", "凌晨", "傍晚", "深夜", "夜間", "夜裡", "夜", "午夜", "午後", "午前", "早", "晨", "稍早", "稍晚",
	}
)

// before and after are words around an expression that do not change what it
// names.
var (
	before = []string{"在於", "在", "於", "于", "自從", "自", "從", "到了", "到", "至", "截至", "截止", "直到", "早在", "就在", "即", "剛好", "每到"}
	after  = []string{
		"的時候", "時候", "期間", "時", "份", "以來", "之間", "間", "裡", "中", "內", "的", "左右", "前後",
		"起", "開始", "當中", "止", "為止", "，", ",",
	}
)

// units of duration: the designator of ISO 8601 and how many of it the unit is.
var durationUnits = []struct {
	name  string
	part  byte // Y, M or D before the T; h, m or s after it
	times int
}{
	{"個世紀", 'Y', 100}, {"個年頭", 'Y', 1}, {"周年", 'Y', 1}, {"週年", 'Y', 1}, {"年", 'Y', 1},
	{"個季度", 'M', 3}, {"季度", 'M', 3}, {"個月", 'M', 1}, {"個星期", 'D', 7}, {"個禮拜", 'D', 7}, {"星期", 'D', 7}, {"禮拜", 'D', 7}, {"週", 'D', 7},
	{"天", 'D', 1}, {"個小時", 'h', 1}, {"個鐘頭", 'h', 1}, {"小時", 'h', 1}, {"個鐘", 'h', 1}, {"鐘頭", 'h', 1},
	{"分鐘", 'm', 1}, {"秒鐘", 's', 1}, {"秒", 's', 1},
}

// Words around a duration that leave its length as it is.
var (
	beforeDuration = []string{
		"過去的", "過去", "未來的", "未來", "今後", "接下來的", "接下來", "最近的", "最近", "連續", "長達", "為期", "在",
		"經過", "前", "近", "這", "整整", "歷時", "持續", "一連", "首",
	}
	afterDuration = []string{"的時間內", "的時間", "時間內", "時間", "期間", "內", "裡", "之間", "間", "的", "以來", "來", "之久", "中"}
)
