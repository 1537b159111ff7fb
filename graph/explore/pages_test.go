package explore

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"
)

func TestPages(t *testing.T) {
	h, _ := site(t)
	for _, test := range []struct {
		address, lang string
		status        int
		want          []string
	}{
		{"/", "en", 200, []string{"Most connected", ">Iran<", "<strong>8</strong> statements", "/document/news/13.txt"}},
		{"/", "zh-CN", 200, []string{`<html lang="zh-Hans">`, "关联最多的实体", ">美国<"}},
		{"/", "zh-TW", 200, []string{`<html lang="zh-Hant">`, "關聯最多的實體", ">美國<"}},
		{"/", "fr", 200, []string{`<html lang="en">`}},
		{"/?lang=zh-Hans", "en", 200, []string{`<html lang="zh-Hans">`, `href="/documents?lang=zh-Hans"`}},
		{"/search?q=美国", "zh-TW", 200, []string{`href="/entity/%E7%BE%8E%E5%9C%8B"`}},
		{"/search?q=華府", "en", 200, []string{">United States<"}},
		{"/search?q=nobody", "en", 200, []string{"No entity has a name like “nobody”"}},
		{"/entity/伊朗", "en", 200, []string{"<h1>Iran</h1>", "德黑蘭當局", ">capital<", "✕ </span>denied", "said by Iran", "demanded", "As recipient", "2005-05-13"}},
		{"/entity/德英法三國", "en", 200, []string{"<h1>EU3</h1>", "Members", ">Germany<"}},
		{"/entity/法國", "en", 200, []string{"Member of", ">EU3<", "As speaker"}},
		{"/entity/伊朗?modality=demanded", "en", 200, []string{"/statement/a4"}},
		{"/entity/伊朗?relation=尊重", "en", 200, []string{"/statement/a4", `name="relation" value="尊重"`}},
		{"/entity/伊朗?dated=1", "en", 200, []string{"/statement/a1", `name="dated" value="1"`}},
		{"/entity/?name=伊朗&all=1", "en", 200, []string{`type="hidden" name="name" value="伊朗"`}},
		{"/entity/伊朗", "en", 200, []string{"Concepts that name it", "bid to join the WTO", "/statement/a2"}},
		{"/entity/nobody", "en", 404, []string{"holds nothing of that name"}},
		{"/entity/伊朗?offset=x", "en", 400, []string{"offset must be a number"}},
		{"/relation/否決", "en", 200, []string{"/statement/a2"}},
		{"/statement/a2", "zh-TW", 200, []string{`<mark class="subject"><a href="/entity/%E7%BE%8E%E5%9C%8B" title="美國">華府方面</a></mark>`,
			`<mark class="relation"><a href="/statement/a2">否決</a></mark>`, "2 份文件這樣說", "相反的陳述", "/statement/b1", "/document/news/13.txt#s1"}},
		{"/statement/a4", "en", 200, []string{"Part of these statements", "/statement/a5", "demanded"}},
		{"/statement/a1", "en", 200, []string{"EU3 agreed to offer security", ">to<", ">Iran<", "87 %", "subject-verb-object"}},
		{"/statement/none", "en", 404, nil},
		{"/documents", "en", 200, []string{"另一則報導", "undated"}},
		{"/document/news/13.txt", "en", 200, []string{`id="s1"`, "Statements read from it (3)", "華府方面"}},
		{"/document/none", "en", 404, nil},
		{"/path?from=EU&to=Iran", "en", 200, []string{"Path 1", "要求", "尊重人權"}},
		{"/path?from=EU3&to=Iran&steps=1", "en", 200, []string{"同意提供", `<span class="role">to</span>`}},
		{"/path?from=EU&to=nobody", "en", 200, []string{"No entity is called “nobody”"}},
		{"/path?from=Iran&to=伊朗", "en", 200, []string{"same entity"}},
		{"/path?from=EU&to=US&steps=99", "en", 400, nil},
		{"/picture?entity=Iran&hops=2", "en", 200, []string{"data-workbench", "/picture.svg?entity=Iran&amp;hops=2", "Picture of what surrounds Iran"}},
		{"/picture?entity=Iran&hops=2&nodes=2", "en", 200, []string{"more neighbours not drawn"}},
		{"/picture?entity=Iran&document=doc:news/14.txt", "en", 200, []string{`name="document" value="news/14.txt"`}},
		{"/picture", "en", 200, []string{"Draw what surrounds"}},
		{"/queries", "en", 200, []string{"/queries/neighbours"}},
		{"/queries/neighbours?run=1&entity=EU", "en", 200, []string{"<table>", "承諾提供"}},
		{"/queries/neighbours?run=1&entity=nobody", "en", 200, []string{"The query failed", "nobody"}},
		{"/queries/none", "en", 404, nil},
		{"/explore/explore.css?v=1", "en", 200, nil},
		{"/explore/", "en", 404, nil},
		{"/nothing", "en", 404, []string{"holds nothing of that name"}},
	} {
		w := send(h, "GET", encode(test.address), "", "Accept-Language", test.lang)
		if w.Code != test.status {
			t.Errorf("%s: status %d, want %d: %.300s", test.address, w.Code, test.status, w.Body)
		}
		for _, want := range test.want {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s (%s) lacks %q:\n%s", test.address, test.lang, want, w.Body)
			}
		}
	}
}

// encode writes the Chinese of an address as browsers do.
func encode(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	u.RawQuery = u.Query().Encode()
	return u.String()
}

func TestNoPageHoldsMarkupOfTheGraph(t *testing.T) {
	h, _ := site(t)
	for _, address := range []string{
		"/", "/documents", pathOf("document", nastyID), "/statement/c1", pathOf("entity", `<img src=x onerror="document.title='pwned'">`),
		"/search?q=" + url.QueryEscape("<img"), "/search?q=" + url.QueryEscape(`"><script>`), "/picture?entity=" + url.QueryEscape(`<img src=x onerror="document.title='pwned'">`),
		"/path?from=" + url.QueryEscape(`<img src=x onerror="document.title='pwned'">`) + "&to=" + url.QueryEscape(`"><svg onload=document.title='pwned'>`),
		"/picture.svg?entity=" + url.QueryEscape(`<img src=x onerror="document.title='pwned'">`), "/%3Cscript%3E",
	} {
		w := send(h, "GET", address, "")
		body := w.Body.String()
		for _, bad := range []string{"<script>", "<img", "<svg onload", "onerror=\""} {
			if strings.Contains(body, bad) {
				t.Errorf("%s holds %q", address, bad)
			}
		}
		if policy := w.Header().Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s has the policy %q", address, policy)
		}
	}
}

func TestEveryNodeHasAnAddress(t *testing.T) {
	for _, name := range []string{"法國", "a/b", "a//b", "../x", "a b?c#d", "100%", "/abs/path.txt", "..", "a&b=c"} {
		address := pathOf("entity", name)
		mux := http.NewServeMux()
		got := ""
		mux.HandleFunc("GET /entity/{name...}", func(_ http.ResponseWriter, r *http.Request) { got = named(r, "name") })
		if w := send(mux, "GET", address, ""); w.Code != 200 || got != name {
			t.Errorf("%q: %s leads to %q, status %d", name, address, got, w.Code)
		}
	}
}

func TestData(t *testing.T) {
	h, _ := site(t)
	for _, test := range []struct{ accept, kind string }{
		{"application/n-quads", "application/n-quads"},
		{"application/ld+json", "application/ld+json"},
		{"text/html;q=0.5, application/n-quads", "application/n-quads"},
		{"text/html, application/n-quads;q=0.9", "text/html; charset=utf-8"},
		{"*/*", "text/html; charset=utf-8"},
		{"", "text/html; charset=utf-8"},
	} {
		w := send(h, "GET", "/entity/%E4%BC%8A%E6%9C%97", "", "Accept", test.accept)
		if got := w.Header().Get("Content-Type"); got != test.kind {
			t.Errorf("Accept %q: %s", test.accept, got)
		}
	}
	w := send(h, "GET", "/entity/%E4%BC%8A%E6%9C%97", "", "Accept", "application/n-quads")
	quads, err := quad.ReadAll(nquads.NewReader(w.Body, false))
	if err != nil {
		t.Fatal(err)
	}
	names := 0
	for _, q := range quads {
		if q.Object == (quad.LangString{Value: "Iran", Lang: "en"}) {
			names++
		}
	}
	if names != 1 || len(quads) < 20 {
		t.Errorf("%d quads, %d with the name", len(quads), names)
	}
	w = send(h, "GET", "/entity/%E4%BC%8A%E6%9C%97?format=nquads&limit=1", "")
	if link := w.Header().Get("Link"); !strings.Contains(link, "offset=1") || !strings.Contains(link, `rel="next"`) {
		t.Errorf("Link: %q", link)
	}
}

func TestCSV(t *testing.T) {
	h, _ := site(t)
	w := send(h, "GET", "/queries/neighbours?run=1&format=csv&entity=EU", "")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(w.Body.String(), byteOrderMark))).ReadAll()
	if err != nil || len(rows) < 3 || rows[0][0] != "entity" {
		t.Errorf("%v %v", rows, err)
	}
	for in, want := range map[string]string{"=1+1": "'=1+1", "@x": "'@x", "法國": "法國", "": ""} {
		if got := harmless(in); got != want {
			t.Errorf("harmless(%q) = %q", in, got)
		}
	}
}

func TestMessagesAreComplete(t *testing.T) {
	lines := 0
	for line := range strings.Lines(messagesFile) {
		if !strings.HasPrefix(line, "#") {
			lines++
		}
	}
	if len(messages()) != lines {
		t.Errorf("%d messages of %d lines", len(messages()), lines)
	}
	for key, texts := range messages() {
		for i, text := range texts {
			if text == "" || strings.Count(text, "%") != strings.Count(texts[0], "%") {
				t.Errorf("%s: message %d is %q", key, i, text)
			}
		}
	}
}
