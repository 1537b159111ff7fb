package extract_test

import (
	"testing"

	"sanyuan/extract/clause"
)

// acts are sentences in three parts: who, does, what.
var acts = [][3]string{
	{"法國", "簽署", "協議"}, {"政府", "批准", "計畫"}, {"公司", "收購", "銀行"},
	{"議會", "通過", "法案"}, {"日本", "提供", "援助"}, {"警方", "逮捕", "嫌犯"},
	{"總統", "接受", "辭呈"}, {"法院", "推翻", "判決"}, {"德国", "支持", "决议"},
	{"银行", "提高", "利率"}, {"球队", "赢得", "比赛"}, {"軍隊", "佔領", "機場"},
	{"他", "承認", "錯誤"}, {"委員會", "取消", "會議"},
}

// TestNegationIsNeverLost inserts words that deny or refuse before the verb of a
// sentence: what the bare sentence asserts must not be asserted any more.
func TestNegationIsNeverLost(t *testing.T) {
	for _, act := range acts {
		for _, no := range []string{"沒有", "不", "未", "拒絕", "否認", "没有", "拒绝", "否认", "無法", "不願", "並未", "从未", "不會", "尚未"} {
			sentence := act[0] + no + act[1] + "了" + act[2] + "。"
			if no != "沒有" && no != "没有" && no != "否認" && no != "否认" {
				sentence = act[0] + no + act[1] + act[2] + "。"
			}
			r := read(t, sentence)
			for i := range r.Statements {
				s := &r.Statements[i]
				if s.Asserted() && says(s, act) {
					t.Errorf("%s asserts %v", sentence, act)
				}
				if s.Asserted() && s.Relation.Surface == act[1] && s.Polarity == clause.Positive {
					t.Errorf("%s asserts that somebody did %s: %s", sentence, act[1], describe(r))
				}
			}
		}
	}
}

// TestActsAreStated makes sure that the property above says something: the bare
// sentences do assert their act.
func TestActsAreStated(t *testing.T) {
	stated := 0
	for _, act := range acts {
		r := read(t, act[0]+act[1]+"了"+act[2]+"。")
		for i := range r.Statements {
			if s := &r.Statements[i]; s.Asserted() && says(s, act) {
				stated++
			}
		}
	}
	if stated < len(acts)-2 {
		t.Errorf("only %d of %d acts are stated", stated, len(acts))
	}
}
