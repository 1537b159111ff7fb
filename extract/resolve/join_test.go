package resolve

import (
	"strings"
	"testing"
)

func TestJoin(t *testing.T) {
	r := defaultResolver(t)
	for _, c := range []struct{ in, want string }{
		{"英 法 德 三 國 外長 會面", "英法德三國/ORG 外長 會面"},
		{"中 美 兩 國 同意", "中美兩國/ORG 同意"},
		{"法 德雙 方 同意", "法德雙方/ORG 同意"},
		{"英 法 德 兩 國", "英 法 德 兩 國"}, // three are not two
		{"加入 世界 貿易 組織 WTO 的", "加入 世界貿易組織WTO/ORG 的"},
		{"加入 世界 貿易 組織 NBA 的", "加入 世界貿易組織/ORG NBA 的"},
		{"聯合國 安理會 開會", "聯合國安理會/ORG 開會"},
		{"法 國 公園", "法國/LOC 公園"},
		{"訂 出 時間 表 。", "訂 出 時間表 。"},
		{"要求 中國 開放/VERB 市場", "要求 中國 開放 市場"}, // a verb and its object, no noun of one word
		{"媒體 報導/VERB ，/PUNCT", "媒體 報導 ，"},
		{"才/SCONJ 能/AUX 消除/VERB 疑慮", "才 能 消除 疑慮"},
		{"他 的 才 能", "他 的 才能"},
		{"", ""},
	} {
		var got []string
		for _, tok := range r.Join(tokens(c.in)) {
			word := tok.Form
			if tok.Entity != "O" {
				word += "/" + tok.Entity[2:]
			}
			got = append(got, word)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("Join(%s) = %s, want %s", c.in, strings.Join(got, " "), c.want)
		}
	}
}
