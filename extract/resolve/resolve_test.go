package resolve

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sanyuan/extract/clause"
	"sanyuan/extract/lexicon"
	"sanyuan/extract/syntax"
	"sanyuan/extract/text"
)

// tokens reads words divided by spaces, each with a part of speech and a name
// tag if wanted: 王金平/PROPN/B-PER 說/VERB.
func tokens(s string) []syntax.Token {
	var out []syntax.Token
	at := 0
	for _, w := range strings.Fields(s) {
		parts := append(strings.Split(w, "/"), "NOUN", "O")
		t := syntax.Token{Form: parts[0], Start: at, End: at + len(parts[0]), UPOS: parts[1], Entity: parts[2]}
		if len(parts) == 4 {
			t.Entity = "O"
		}
		if n := len(out); n > 0 && latinEdge(out[n-1].Form, t.Form) {
			t.Start++ // Latin words stand apart
			t.End++
		}
		at = t.End
		out = append(out, t)
	}
	return out
}

// story is a text with its statements, for tests. A statement is written
// subject|relation|object, then role:term for each argument; a term begins with
// its kind where it is no entity: time=, quantity=, concept=.
type story struct {
	sentences []string
	facts     map[int][]string // by sentence
	date      time.Time
}

func (s story) input(t testing.TB) Input {
	t.Helper()
	in := Input{Document: &text.Document{ID: "doc", Date: s.date}}
	for i, line := range s.sentences {
		toks := tokens(line)
		in.Tokens = append(in.Tokens, toks)
		in.Document.Sentences = append(in.Document.Sentences, text.Sentence{Index: i, Text: formsOf(toks)})
		for _, fact := range s.facts[i] {
			in.Statements = append(in.Statements, statement(t, fact, in.Document.Sentences[i]))
		}
	}
	return in
}

func statement(t testing.TB, fact string, in text.Sentence) *clause.Statement {
	t.Helper()
	parts := strings.Split(fact, "|")
	s := &clause.Statement{
		Subject:  term(t, parts[0], in.Text),
		Relation: clause.Relation{Name: parts[1], Lemma: parts[1], Surface: parts[1]},
		Evidence: []clause.Evidence{{Document: "doc", Sentence: in.Index}},
	}
	if len(parts) > 2 && parts[2] != "" {
		s.Object = term(t, parts[2], in.Text)
	}
	for _, a := range parts[min(3, len(parts)):] {
		role, surface, _ := strings.Cut(a, ":")
		s.Arguments = append(s.Arguments, clause.Argument{Role: clause.Role(role), Term: term(t, surface, in.Text)})
	}
	return s
}

func term(t testing.TB, surface, sentence string) clause.Term {
	t.Helper()
	kind := clause.Entity
	if name, rest, ok := strings.Cut(surface, "="); ok {
		kind = map[string]clause.Kind{"time": clause.Time, "quantity": clause.Quantity, "concept": clause.Concept}[name]
		surface = rest
	}
	at := strings.LastIndex(sentence, surface)
	if at < 0 {
		t.Fatalf("%q is not in %q", surface, sentence)
	}
	return clause.Term{Kind: kind, Surface: surface, Spans: []text.Span{{Start: at, End: at + len(surface)}}}
}

func defaultResolver(t testing.TB) *Resolver {
	t.Helper()
	lex, err := lexicon.Default()
	if err != nil {
		t.Fatal(err)
	}
	return New(lex)
}

// names lists what each statement says by canonical names.
func names(statements []*clause.Statement) []string {
	var out []string
	for _, s := range statements {
		line := s.Subject.Name + "|" + s.Relation.Name
		if s.Object.Kind != clause.None {
			line += "|" + s.Object.Name
		}
		for _, a := range s.Arguments {
			line += fmt.Sprintf("|%s:%s", a.Role, a.Term.Name)
		}
		out = append(out, line)
	}
	return out
}

func TestResolveNames(t *testing.T) {
	friday := time.Date(2005, 5, 13, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name  string
		story story
		want  []string
	}{
		{"lexicon alias", story{
			sentences: []string{"世貿組織/PROPN/B-ORG 批准 日本國/PROPN/B-LOC 的 申請"},
			facts:     map[int][]string{0: {"世貿組織|批准|日本國"}},
		}, []string{"世界貿易組織|批准|日本"}},
		{"Simplified name", story{
			sentences: []string{"欧盟/PROPN/B-ORG 批评 意大利/PROPN/B-LOC"},
			facts:     map[int][]string{0: {"欧盟|批评|意大利"}},
		}, []string{"歐洲聯盟|批评|義大利"}},
		{"full name and short form in one", story{
			sentences: []string{"法國/PROPN/B-LOC 退出/VERB 世界衛生組織/PROPN/B-ORG WHO/X"},
			facts:     map[int][]string{0: {"法國|退出|世界衛生組織WHO"}},
		}, []string{"法國|退出|世界衛生組織"}},
		{"full name and short form in one word", story{
			sentences: []string{"法國/PROPN/B-LOC 退出/VERB 世界衛生組織WHO/PROPN/B-ORG"},
			facts:     map[int][]string{0: {"法國|退出|世界衛生組織WHO"}},
		}, []string{"法國|退出|世界衛生組織"}},
		{"short form that the text explains", story{
			sentences: []string{
				"東山/PROPN/B-ORG 觀測/NOUN/I-ORG 聯盟/NOUN/I-ORG （/PUNCT 以下/NOUN 簡稱/VERB 山聯/PROPN ）/PUNCT 成立/VERB",
				"山聯/PROPN/B-ORG 歡迎/VERB 法國/PROPN/B-LOC",
			},
			facts: map[int][]string{1: {"山聯|歡迎|法國"}},
		}, []string{"東山觀測聯盟|歡迎|法國"}},
		{"capital where its government acts", story{
			sentences: []string{"巴黎/PROPN/B-LOC 拒絕/VERB 東京/PROPN/B-LOC 的 要求"},
			facts:     map[int][]string{0: {"巴黎|拒絕|東京"}},
		}, []string{"法國|拒絕|東京"}},
		{"capital as a place", story{
			sentences: []string{"會談 舉行/VERB 於 巴黎/PROPN/B-LOC"},
			facts:     map[int][]string{0: {"concept=會談|舉行||place:巴黎"}},
		}, []string{"會談|舉行|place:巴黎"}},
		{"place with its region", story{
			sentences: []string{"會談 舉行/VERB 於 日本/PROPN/B-LOC 東京/PROPN/I-LOC 和 日本/PROPN/B-LOC 大山町/PROPN/I-LOC"},
			facts:     map[int][]string{0: {"concept=會談|舉行||place:日本東京|place:日本大山町"}},
		}, []string{"會談|舉行|place:東京|place:日本大山町"}},
		{"common noun that is tagged as a name", story{
			sentences: []string{"泰國/PROPN/B-LOC 釋出/VERB 善意/NOUN/B-PER"},
			facts:     map[int][]string{0: {"泰國|釋出|善意"}},
		}, []string{"泰國|釋出|善意"}},
		{"seat of government", story{
			sentences: []string{"白宮/PROPN/B-ORG 否認/VERB 報導"},
			facts:     map[int][]string{0: {"白宮|否認|concept=報導"}},
		}, []string{"美國|否認|報導"}},
		{"suffixes", story{
			sentences: []string{"法國/PROPN/B-LOC 方面 批評/VERB 日方/NOUN 與 東京/PROPN/B-LOC 當局 和 德國/PROPN/B-LOC 政府"},
			facts:     map[int][]string{0: {"法國方面|批評|日方", "東京當局|批評|德國政府", "德國政府|是|concept=政府"}},
		}, []string{"法國|批評|日本", "日本|批評|德國", "德國政府|是|政府"}},
		{"enumeration of a known group", story{
			sentences: []string{"歐洲/PROPN/B-LOC 的/PART 英法德三國/PROPN/B-ORG 提出/VERB 條件"},
			facts:     map[int][]string{0: {"歐洲的英法德三國|提出|concept=條件"}},
		}, []string{"歐盟三國|提出|條件"}},
		{"enumerations of two in either order", story{
			sentences: []string{"法德兩國/PROPN 同意/VERB 德法雙方/PROPN 合作/VERB"},
			facts:     map[int][]string{0: {"法德兩國|同意|德法雙方"}},
		}, []string{"德國、法國|同意|德國、法國"}},
		{"enumeration whose number does not fit", story{
			sentences: []string{"英法德兩國/NOUN 提出/VERB 條件"},
			facts:     map[int][]string{0: {"英法德兩國|提出|concept=條件"}},
		}, []string{"英法德兩國|提出|條件"}},
		{"title before a name", story{
			sentences: []string{"法國/PROPN/B-LOC 總統/NOUN 杜彭/PROPN/B-PER 表示/VERB 歡迎"},
			facts:     map[int][]string{0: {"法國總統杜彭|表示|concept=歡迎"}},
		}, []string{"杜彭|表示|歡迎"}},
		{"country before a title, taken for a person by its tag", story{
			sentences: []string{"泰國/PROPN/B-PER 首席/NOUN 代表/NOUN 會見/VERB 總統/NOUN"},
			facts:     map[int][]string{0: {"泰國首席代表|會見|concept=總統"}},
		}, []string{"泰國首席代表|會見|總統"}},
		{"surname with a title", story{
			sentences: []string{"林大山/PROPN/B-PER 出席/VERB 會議", "林/PROPN/B-PER 部長/NOUN 批評/VERB 法國/PROPN/B-LOC"},
			facts:     map[int][]string{0: {"林大山|出席|concept=會議"}, 1: {"林部長|批評|法國"}},
		}, []string{"林大山|出席|會議", "林大山|批評|法國"}},
		{"surname with a title, of two persons", story{
			sentences: []string{"林大山/PROPN/B-PER 和 林小河/PROPN/B-PER 出席/VERB", "林/PROPN/B-PER 部長/NOUN 批評/VERB 法國/PROPN/B-LOC"},
			facts:     map[int][]string{1: {"林部長|批評|法國"}},
		}, []string{"林部長@doc|批評|法國"}},
		{"last part of a foreign name", story{
			sentences: []string{"皮耶·杜彭/PROPN/B-PER 抵達/VERB", "杜彭/PROPN/B-PER 批評/VERB 法國/PROPN/B-LOC"},
			facts:     map[int][]string{1: {"杜彭|批評|法國"}},
		}, []string{"皮耶·杜彭|批評|法國"}},
		{"pronoun", story{
			sentences: []string{"皮耶·杜彭/PROPN/B-PER 抵達/VERB 巴黎/PROPN/B-LOC", "他/PRON 批評/VERB 法國/PROPN/B-LOC"},
			facts:     map[int][]string{0: {"皮耶·杜彭|抵達|巴黎"}, 1: {"他|批評|法國"}},
		}, []string{"皮耶·杜彭|抵達|巴黎", "皮耶·杜彭|批評|法國"}},
		{"pronoun with two candidates", story{
			sentences: []string{"皮耶·杜彭/PROPN/B-PER 與 林大山/PROPN/B-PER 同行/VERB", "他/PRON 批評/VERB 法國/PROPN/B-LOC"},
			facts:     map[int][]string{0: {"皮耶·杜彭|同行|", "林大山|同行|"}, 1: {"他|批評|法國"}},
		}, []string{"皮耶·杜彭|同行", "林大山|同行", "他@doc/1|批評|法國"}},
		{"pronoun in a repeated sentence", story{
			sentences: []string{"他/PRON 批評/VERB 法國/PROPN/B-LOC", "會談 結束/VERB", "他/PRON 批評/VERB 法國/PROPN/B-LOC"},
			facts:     map[int][]string{0: {"他|批評|法國"}, 2: {"他|批評|法國"}},
		}, []string{"他@doc/0|批評|法國", "他@doc/0|批評|法國"}},
		{"that country", story{
			sentences: []string{"泰國/PROPN/B-LOC 加入/VERB 東協/PROPN/B-ORG", "該國/NOUN 主張/VERB 對話", "該組織/NOUN 歡迎/VERB 泰國/PROPN/B-LOC"},
			facts:     map[int][]string{0: {"泰國|加入|東協"}, 1: {"該國|主張|concept=對話"}, 2: {"該組織|歡迎|泰國"}},
		}, []string{"泰國|加入|東南亞國家協會", "泰國|主張|對話", "東南亞國家協會|歡迎|泰國"}},
		{"possessive pronoun", story{
			sentences: []string{"泰國/PROPN/B-LOC 公布/VERB 其/PRON 計畫", "會談 結束/VERB", "他/PRON 的/PART 計畫 失敗/VERB"},
			facts:     map[int][]string{0: {"泰國|公布|concept=其計畫"}, 2: {"concept=他的計畫|失敗"}},
		}, []string{"泰國|公布|泰國的計畫", "他的計畫@doc/2|失敗"}},
		{"place and time words after a noun", story{
			sentences: []string{"泰國/PROPN/B-LOC 在/ADP 這/DET 場 會談 中/ADP 讓步/VERB"},
			facts:     map[int][]string{0: {"泰國|讓步||place:concept=這場會談中"}},
		}, []string{"泰國|讓步|place:會談"}},
		{"both sides of a partnership", story{
			sentences: []string{"泰國/PROPN/B-LOC 與/ADP 寮國/PROPN/B-LOC 達成/VERB 共識", "雙方/PRON 同意/VERB 合作"},
			facts:     map[int][]string{0: {"泰國|達成|concept=共識|partner:寮國"}, 1: {"雙方|同意|concept=合作"}},
		}, []string{"泰國|達成|共識|partner:寮國", "寮國、泰國|同意|合作"}},
		{"both sides of nothing named", story{
			sentences: []string{"雙方/PRON 同意/VERB 合作"},
			facts:     map[int][]string{0: {"雙方|同意|concept=合作"}},
		}, []string{"雙方@doc|同意|合作"}},
		{"noun phrase without determiners", story{
			sentences: []string{"泰國/PROPN/B-LOC 簽署/VERB 這/DET 項/NOUN 協議/NOUN 和 包括/VERB 貿易/NOUN 等/PART 多項/NUM 計畫/NOUN"},
			facts:     map[int][]string{0: {"泰國|簽署|concept=這項協議", "泰國|簽署|concept=包括貿易等多項計畫"}},
		}, []string{"泰國|簽署|協議", "泰國|簽署|計畫"}},
		{"phrase with a preposition, and with a short form inside", story{
			sentences: []string{"至於/ADP 泰國/PROPN/B-LOC 方面/NOUN 否決/VERB 寮國/PROPN/B-LOC 加入/VERB 世界貿易組織WTO/PROPN/B-ORG 的/PART 提案/NOUN"},
			facts:     map[int][]string{0: {"至於泰國方面|否決|concept=寮國加入世界貿易組織WTO的提案"}},
		}, []string{"泰國|否決|寮國加入世界貿易組織的提案"}},
		{"time and quantity", story{
			date:      friday,
			sentences: []string{"泰國/PROPN/B-LOC 13號 捐/VERB 五百萬美元 三個月內"},
			facts:     map[int][]string{0: {"泰國|捐|quantity=五百萬美元|time:time=13號|time:time=三個月內"}},
		}, []string{"泰國|捐|5000000美元|time:2005-05-13|time:P3M"}},
		{"time without a date of reference", story{
			sentences: []string{"泰國/PROPN/B-LOC 13號 抗議/VERB"},
			facts:     map[int][]string{0: {"泰國|抗議||time:time=13號"}},
		}, []string{"泰國|抗議|time:13號"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := c.story.input(t)
			r := defaultResolver(t)
			entities := r.Resolve(in)
			if diff := cmp.Diff(c.want, names(in.Statements)); diff != "" {
				t.Errorf("names (-want +got):\n%s", diff)
			}
			if again := r.Resolve(in); !cmp.Equal(entities, again) {
				t.Errorf("resolving again changes entities:\n%s", cmp.Diff(entities, again))
			}
			if diff := cmp.Diff(c.want, names(in.Statements)); diff != "" {
				t.Errorf("names after resolving again (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEnglish(t *testing.T) {
	in := story{
		sentences: []string{
			"英法德三國/PROPN/B-ORG 外長/NOUN 13號 同意/VERB 對/ADP 泰國/PROPN/B-LOC 提供/VERB 援助/NOUN",
			"白宮/PROPN/B-ORG 否決/VERB 了/PART 泰國/PROPN/B-LOC 加入/VERB 世界貿易組織/PROPN/B-ORG WTO/X 的/PART 提案/NOUN",
			"李大山/PROPN/B-PER 歡迎/VERB 皮耶·杜彭/PROPN/B-PER （/PUNCT Pierre/X Dupin/X ）/PUNCT 飛舞鬧/NOUN",
		},
		facts: map[int][]string{
			0: {"英法德三國外長|同意|concept=援助", "英法德三國|同意提供|concept=援助|recipient:泰國|time:time=13號"},
			1: {"白宮|否決|concept=泰國加入世界貿易組織WTO的提案"},
			2: {"李大山|歡迎|皮耶·杜彭", "李大山|歡迎|concept=飛舞鬧"},
		},
	}.input(t)
	in.Statements[1].Arguments[0].Marker = "對"
	defaultResolver(t).Resolve(in)
	var got []string
	for _, s := range in.Statements {
		got = append(got, Triple(s), s.English)
	}
	want := []string{
		"EU3 foreign ministers | agree | aid", "EU3 foreign ministers agree aid",
		"EU3 | agrees to provide | aid | recipient: Thailand | time: the 13th",
		"EU3 agrees to provide aid to Thailand on the 13th",
		"US | vetoes | Thailand's bid to join the WTO",
		"US vetoes Thailand's bid to join the WTO",
		"Li Dashan | welcomes | Pierre Dupin",
		"Li Dashan welcomes Pierre Dupin",
		"Li Dashan | welcomes | 飛舞鬧",
		"",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("English (-want +got):\n%s", diff)
	}
}
