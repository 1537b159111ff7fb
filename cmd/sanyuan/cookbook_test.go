package main

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
)

var recipe = regexp.MustCompile("(?m)^\\* (Page|Command|Gizmo): `(.+)` → (.+)$")

// TestCookbook asks all questions of docs/cookbook.md in the three ways that
// stand there, and looks for what each is said to answer.
func TestCookbook(t *testing.T) {
	book, err := os.ReadFile("../../docs/cookbook.md")
	if err != nil {
		t.Fatal(err)
	}
	db := t.TempDir() + "/db"
	newSampleStore(t, db)
	server, stop := startServe(t, "--db", db)
	questions := strings.Split(string(book), "\n## ")[1:]
	asked := 0
	for _, question := range questions {
		title, _, _ := strings.Cut(question, "\n")
		ways := recipe.FindAllStringSubmatch(question, -1)
		if len(ways) == 0 {
			continue
		}
		asked++
		if len(ways) != 3 {
			t.Errorf("%s: %d ways to ask", title, len(ways))
		}
		for _, way := range ways {
			how, what, answer := way[1], way[2], way[3]
			var got string
			switch how {
			case "Page":
				got = page(t, server, what)
			case "Command":
				name, args, _ := strings.Cut(what, " ")
				if name != "sanyuan" {
					t.Fatalf("%s: no command of ours", what)
				}
				got = printed(t, append(strings.Fields(args), "--db", db)...)
			case "Gizmo":
				got = printed(t, "query", "-e", what, "--db", db)
			}
			if !strings.Contains(got, answer) {
				t.Errorf("%s: %s %s answers without %s:\n%s", title, how, what, answer, got)
			}
		}
	}
	if asked != 10 {
		t.Errorf("%d questions", asked)
	}
	if code := stop(); code != exitOK {
		t.Errorf("the server ends with %d", code)
	}
}

// page is the main part of a page in Traditional Chinese.
func page(t *testing.T, server, address string) string {
	t.Helper()
	path, query, _ := strings.Cut(address, "?")
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	values.Set("lang", "zh-Hant")
	resp, err := http.Get(server + strings.TrimPrefix((&url.URL{Path: path, RawQuery: values.Encode()}).String(), "/"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", address, resp.StatusCode, err)
	}
	_, main, _ := strings.Cut(string(body), "<main")
	return main
}

// printed is what a command prints.
func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out, message strings.Builder
	if code := run(t.Context(), &streams{in: strings.NewReader(""), out: &out, err: &message}, args); code != exitOK {
		t.Errorf("%v: exit code %d: %s", args, code, message.String())
	}
	return out.String()
}

var vetoes = regexp.MustCompile(`href="(/statement/[^"]+)">否決</a>`)

// TestWalkOfTheSample leads from 伊朗 over the veto to the sentence in which it
// stands, in the graph that the program reads from its sample article.
func TestWalkOfTheSample(t *testing.T) {
	db := t.TempDir() + "/db"
	printed(t, "demo", "--db", db)
	server, stop := startServe(t, "--db", db)
	defer stop()
	if found := page(t, server, "/search?q=伊朗"); !strings.Contains(found, `href="/entity/`+url.PathEscape("伊朗")) {
		t.Errorf("the search does not find it: %s", found)
	}
	link := vetoes.FindStringSubmatch(page(t, server, "/entity/伊朗"))
	if link == nil {
		t.Fatal("the page of 伊朗 does not lead to the veto")
	}
	address, _, _ := strings.Cut(link[1], "?")
	statement := page(t, server, address)
	for part, word := range map[string]string{"subject": "華府", "relation": "否決", "object": "提案"} {
		if !regexp.MustCompile(`<mark class="` + part + `"><a [^>]*>[^<]*` + word).MatchString(statement) {
			t.Errorf("%s is not marked as %s:\n%s", word, part, statement)
		}
	}
}
