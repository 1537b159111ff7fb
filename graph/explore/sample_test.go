package explore

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/extract/resolve"
	"sanyuan/extract/text"
	"sanyuan/graph"
	"sanyuan/graph/gizmo"
	"sanyuan/graph/web"
)

// The test binary is its own query process.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == gizmo.CommandName {
		if err := gizmo.Serve(os.Stdin, os.Stdout, openView); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func openView(address string) (cayley.QuadStore, error) {
	s, err := graph.Open(address, graph.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return s.QuadStore(), nil
}

// article is a document under construction: a text, and what it states.
type article struct{ extract.Result }

func newArticle(id, title, date string, sentences ...string) *article {
	a := &article{}
	day, _ := time.Parse("2006-01-02", date)
	a.Document = extract.Document{ID: id, Source: id, Title: title, Date: day, Hash: "hash of " + id}
	at := 0
	for i, s := range sentences {
		a.Document.Sentences = append(a.Document.Sentences, extract.Sentence{Index: i, Text: s, Pieces: []text.Piece{{Text: text.Span{End: len(s)}, Original: text.Span{Start: at, End: at + len(s)}}}})
		at += len(s) + i%2 // every other sentence is followed by a line break
	}
	return a
}

// span finds words in a sentence.
func (a *article) span(sentence int, words string) []text.Span {
	i := strings.Index(a.Document.Sentences[sentence].Text, words)
	if i < 0 || words == "" {
		return nil
	}
	return []text.Span{{Start: i, End: i + len(words)}}
}

func entity(name string) clause.Term {
	return clause.Term{Kind: clause.Entity, Surface: name, Name: name}
}

func concept(name string) clause.Term {
	return clause.Term{Kind: clause.Concept, Surface: name, Name: name}
}

func inner(s *clause.Statement) clause.Term { return clause.Term{Kind: clause.Inner, Statement: s} }

// state adds a statement to the article. The words of its parts are looked up in
// the sentence.
func (a *article) state(id string, sentence int, subject clause.Term, relation string, object clause.Term, change ...func(*clause.Statement)) *clause.Statement {
	s := clause.Statement{
		ID: id, Subject: subject, Relation: clause.Relation{Name: relation, Lemma: relation}, Object: object, Confidence: 0.87, Rule: "subject-verb-object",
		Evidence: []clause.Evidence{{Document: a.Document.ID, Sentence: sentence,
			Subject: a.span(sentence, subject.Surface), Relation: a.span(sentence, relation), Object: a.span(sentence, object.Surface)}},
	}
	for _, f := range change {
		f(&s)
	}
	a.Statements = append(a.Statements, s)
	return &a.Statements[len(a.Statements)-1]
}

func when(date string) func(*clause.Statement) {
	return func(s *clause.Statement) {
		s.Arguments = append(s.Arguments, clause.Argument{Role: clause.When, Term: clause.Term{Kind: clause.Time, Surface: "13號", Value: date, Datatype: "xsd:date"}})
	}
}

func denied(lemma string) func(*clause.Statement) {
	return func(s *clause.Statement) { s.Polarity, s.Relation.Lemma = clause.Negative, lemma }
}

func held(m clause.Modality, by ...string) func(*clause.Statement) {
	return func(s *clause.Statement) {
		s.Modality, s.Embedded = m, len(by) == 0
		if len(by) > 0 {
			s.Attribution = entity(by[0])
		}
	}
}

const (
	newsID  = "news/13.txt"
	otherID = "news/14.txt"
	nastyID = "nasty <b>.html"
	nasty   = `<script>document.title="pwned";fetch("https://example.com/")</script><img src=x onerror="document.title='pwned'">攻擊了"><svg onload=document.title='pwned'>。`
)

func sample() []extract.Result {
	a := newArticle(newsID, "歐洲三國與伊朗協商", "2005-05-13",
		"歐洲的德英法三國，13號在跟伊朗的新一輪協商當中，同意對伊朗，提供包括安全等多項保證。",
		"至於華府方面，13號也再度投票否決了伊朗加入世界貿易組織WTO的提案。",
		"不過伊朗方面強調，停止研發濃縮鈾只是暫時性的措施，並重申絕不會放棄研發核能。",
		"歐盟雖然承諾提供伊朗經貿援助，但也要求德黑蘭當局尊重人權。",
	)
	a.state("a1", 0, clause.Term{Kind: clause.Entity, Surface: "德英法三國", Name: "德英法三國"}, "同意提供", concept("安全"), when("2005-05-13"), func(s *clause.Statement) {
		s.Relation.Lemma, s.Modality, s.English = "提供", clause.Agreed, "EU3 agreed to offer security"
		s.Evidence[0].Relation = append(a.span(0, "同意"), a.span(0, "提供")...)
		s.Arguments = append(s.Arguments, clause.Argument{Role: clause.Recipient, Term: entity("伊朗")})
	})
	a.state("a2", 1, clause.Term{Kind: clause.Entity, Surface: "華府方面", Name: "美國"}, "否決", concept("伊朗加入世界貿易組織WTO的提案"), when("2005-05-13"))
	a.state("a3", 2, clause.Term{Kind: clause.Entity, Surface: "伊朗方面", Name: "伊朗"}, "不會放棄研發", concept("核能"), denied("放棄研發"), held(clause.Claimed, "伊朗"))
	respect := a.state("a4", 3, clause.Term{Kind: clause.Entity, Surface: "德黑蘭當局", Name: "伊朗"}, "尊重", concept("人權"), held(clause.Demanded))
	a.state("a5", 3, entity("歐盟"), "要求", inner(respect))
	a.state("a6", 3, entity("歐盟"), "承諾提供", concept("經貿援助"), func(s *clause.Statement) { s.Modality = clause.Promised })
	country := func(name, hans, en string, aliases ...resolve.Alias) extract.Entity {
		return extract.Entity{Name: name, Type: "Country", Lexicon: true, Aliases: aliases,
			Labels: []resolve.Label{{Lang: "zh-Hant", Text: name}, {Lang: "zh-Hans", Text: hans}, {Lang: "en", Text: en}}}
	}
	phrase := func(name, head, en string) extract.Entity {
		return extract.Entity{Name: name, Concept: true, Head: head, Labels: []resolve.Label{{Lang: "zh-Hant", Text: name}, {Lang: "en", Text: en, Gloss: true}}}
	}
	a.Entities = []extract.Entity{
		country("伊朗", "伊朗", "Iran", resolve.Alias{Text: "德黑蘭當局", Lang: "zh-Hant", Reason: "capital"}, resolve.Alias{Text: "伊朗方面", Lang: "zh", Reason: "suffix"}),
		country("美國", "美国", "United States", resolve.Alias{Text: "華府", Lang: "zh-Hant", Reason: "lexicon"}),
		country("法國", "法国", "France"), country("德國", "德国", "Germany"), country("英國", "英国", "United Kingdom"),
		{Name: "歐盟", Type: "Organization", Lexicon: true, Labels: []resolve.Label{{Lang: "zh-Hant", Text: "歐盟"}, {Lang: "zh-Hans", Text: "欧盟"}, {Lang: "en", Text: "EU"}}},
		{Name: "德英法三國", Type: "Organization", Members: []string{"德國", "英國", "法國"}, Labels: []resolve.Label{{Lang: "en", Text: "EU3"}}},
		phrase("伊朗加入世界貿易組織WTO的提案", "提案", "Iran's bid to join the WTO"), phrase("提案", "", "proposal"),
		phrase("核能", "", "nuclear energy"), phrase("人權", "", "human rights"), phrase("安全", "", "security"), phrase("經貿援助", "", "economic aid"),
	}
	b := newArticle(otherID, "另一則報導", "2005-05-14",
		"美國否決了伊朗加入世界貿易組織WTO的提案。", "法國說美國沒有否決伊朗加入世界貿易組織WTO的提案。")
	b.state("a2", 0, entity("美國"), "否決", concept("伊朗加入世界貿易組織WTO的提案"), when("2005-05-13"))
	b.state("b1", 1, entity("美國"), "沒有否決", concept("伊朗加入世界貿易組織WTO的提案"), denied("否決"), held(clause.Claimed, "法國"))
	b.Entities = a.Entities
	c := newArticle(nastyID, `<script>alert("title")</script>`, "", nasty)
	c.state("c1", 0, entity(`<img src=x onerror="document.title='pwned'">`), "攻擊", entity(`"><svg onload=document.title='pwned'>`))
	c.Entities = []extract.Entity{{Name: `<img src=x onerror="document.title='pwned'">`}, {Name: `"><svg onload=document.title='pwned'>`}}
	return []extract.Result{a.Result, b.Result, c.Result}
}

func loadAll(t testing.TB, s *graph.Store, docs ...extract.Result) {
	t.Helper()
	l := s.NewLoader(t.Context(), graph.LoadOptions{Version: "test"})
	for _, d := range docs {
		if err := l.Load(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

// reading is an extractor for tests: every sentence that 法國支持 begins states
// one thing.
func reading(_ context.Context, body string) (extract.Result, error) {
	if strings.Contains(body, "\x00") {
		return extract.Result{}, fmt.Errorf("the text holds a NUL")
	}
	a := newArticle("x", "", "", body)
	if strings.HasPrefix(body, "法國支持") {
		a.state("x1", 0, entity("法國"), "支持", concept(strings.TrimSuffix(strings.TrimPrefix(body, "法國支持"), "。")))
	}
	return a.Result, nil
}

// site serves the sample graph as the program does, with Cayley's UI beside it.
func site(t testing.TB) (http.Handler, *graph.Store) {
	t.Helper()
	s, err := graph.Open(t.TempDir()+"/db", graph.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	loadAll(t, s, sample()...)
	view := func() (gizmo.View, error) {
		address, err := s.Snapshot(t.TempDir() + "/view")
		return gizmo.View{Address: address}, err
	}
	pool := gizmo.NewPool(view, gizmo.Options{Processes: 1})
	t.Cleanup(func() { pool.Close() })
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	explorer, err := New(Config{Store: s, Queries: pool, Extract: reading, Log: log, Timeout: 5 * time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	files, err := web.Files()
	if err != nil {
		t.Fatal(err)
	}
	h, err := web.New(web.Config{Queries: pool, Store: s.QuadStore, Files: files, Explorer: explorer, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	return h, s
}

// send sends a request; headers are names and values by turns.
func send(h http.Handler, method, address, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, address, strings.NewReader(body))
	r.Host, r.RemoteAddr = "localhost", "127.0.0.1:1"
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}
