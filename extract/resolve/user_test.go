package resolve

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sanyuan/extract/lexicon"
)

// TestUserLexicon makes merges that the program would not make and undoes some
// that it would.
func TestUserLexicon(t *testing.T) {
	text := story{
		sentences: []string{
			"山海集團/PROPN/B-ORG 批評/VERB 東山公司/PROPN/B-ORG",
			"皮耶·杜彭/PROPN/B-PER 歡迎/VERB 杜彭/PROPN/B-PER 和 巴黎/PROPN/B-LOC",
			"法國/PROPN/B-LOC 方面/NOUN 批評/VERB 世貿組織/PROPN/B-ORG",
		},
		facts: map[int][]string{
			0: {"山海集團|批評|東山公司"},
			1: {"皮耶·杜彭|歡迎|杜彭", "巴黎|歡迎|杜彭"},
			2: {"法國方面|批評|世貿組織"},
		},
	}
	for _, c := range []struct {
		name, lines string
		want        []string
	}{
		{"none", "", []string{"山海集團|批評|東山公司", "皮耶·杜彭|歡迎|皮耶·杜彭", "法國|歡迎|皮耶·杜彭", "法國|批評|世界貿易組織"}},
		{"same", "same\t東山公司\t山海集團\n", []string{"東山公司|批評|東山公司", "皮耶·杜彭|歡迎|皮耶·杜彭", "法國|歡迎|皮耶·杜彭", "法國|批評|世界貿易組織"}},
		{"notsame", "notsame\t皮耶·杜彭\t杜彭\nnotsame\t法國\t巴黎\nnotsame\t法國\t法國方面\nnotsame\t世界貿易組織\t世貿組織\n",
			[]string{"山海集團|批評|東山公司", "皮耶·杜彭|歡迎|杜彭", "巴黎|歡迎|杜彭", "法國方面|批評|世貿組織"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "mine.tsv")
			if err := os.WriteFile(file, []byte(c.lines), 0o644); err != nil {
				t.Fatal(err)
			}
			lex, err := lexicon.Load(file)
			if err != nil {
				t.Fatal(err)
			}
			in := text.input(t)
			New(lex).Resolve(in)
			if diff := cmp.Diff(c.want, names(in.Statements)); diff != "" {
				t.Errorf("names (-want +got):\n%s", diff)
			}
		})
	}
}
