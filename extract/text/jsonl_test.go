package text

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/traditionalchinese"
)

func TestReader_jsonl(t *testing.T) {
	in := strings.Join([]string{
		`{"text":"天晴了。","id":"x1","date":"2005-05-13","title":"天氣"}`,
		``,
		`{"text":"花開了。","id":2,"date":1115942400}`,
		`{"text":"鳥來了。"}`,
		`{"text":`,
		`[1]`,
		`{"id":"y"}`,
		`{"text":"天黑了。","id":"x1"}`,
		`{"text":"走。","id":"z"} {}`,
		"{\"text\":\"走\xff。\",\"id\":\"zz\"}",
		`{"text":"燈亮了。","id":"a/b c"}`,
	}, "\n")
	var got []string
	for doc, err := range newReader(t, Options{}).ReadFrom("dir/a.jsonl", strings.NewReader(in)) {
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, strings.Join([]string{doc.ID, doc.Source, doc.Title, doc.Date.Format("2006-01-02"), doc.Sentences[0].Text}, " "))
	}
	want := []string{
		"dir/a.jsonl#x1 dir/a.jsonl:1 天氣 2005-05-13 天晴了。",
		"dir/a.jsonl#2 dir/a.jsonl:3  2005-05-13 花開了。",
		"dir/a.jsonl#4 dir/a.jsonl:4  0001-01-01 鳥來了。",
		"dir/a.jsonl:5: unusable JSONL record: byte 8: unexpected EOF",
		"dir/a.jsonl:6: unusable JSONL record: it is not a JSON object",
		`dir/a.jsonl:7: unusable JSONL record: it has no string in the field "text"`,
		`dir/a.jsonl:8: record id occurs before: "x1" is the id of line 1`,
		"dir/a.jsonl:9: unusable JSONL record: more follows the JSON object",
		"dir/a.jsonl:10: byte 12 (0xff): not valid UTF-8 (detected)",
		"dir/a.jsonl#a/b c dir/a.jsonl:11  0001-01-01 燈亮了。",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestReader_jsonlFields(t *testing.T) {
	in := `{"body":"天晴了。","key":"k","day":"民國94年5月13日","text":"不對。"}` + "\n" +
		`{"body":"天晴了。","key":"l","day":"昨天"}` + "\n" + `{"body":"天晴了。"}`
	docs, errs := readAll(t, Options{TextField: "body", IDField: "key", DateField: "day", Format: JSONL}, "-", in)
	if len(docs) != 1 || docs[0].ID != "stdin#k" || docs[0].Date.Format("2006-01-02") != "2005-05-13" || docs[0].Sentences[0].Text != "天晴了。" {
		t.Errorf("got %v", docs)
	}
	if len(errs) != 2 || !errors.Is(errs[0], ErrRecord) || !strings.Contains(errs[1].Error(), `no id in the field "key"`) {
		t.Errorf("got %v", errs)
	}
}

func TestReader_jsonlBig5(t *testing.T) {
	in, _ := traditionalchinese.Big5.NewEncoder().String(strings.Repeat(`{"text":"市政府今天公布未來十年的交通計畫。"}`+"\n", 5000))
	docs, errs := readAll(t, Options{}, "a.jsonl", in)
	if len(errs) > 0 || len(docs) != 5000 || docs[4999].Sentences[0].Text != "市政府今天公布未來十年的交通計畫。" {
		t.Errorf("got %d documents, %v", len(docs), errs)
	}
}
