package explore

import (
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var update = flag.Bool("update", false, "write the screenshots of docs/explorer anew")

const screenshots = "../../docs/explorer"

// needs skips a test where a tool is missing, but fails it where all tests must
// run.
func needs(t *testing.T, tools ...string) string {
	t.Helper()
	for _, tool := range tools {
		if path, err := exec.LookPath(tool); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%v is not installed", tools)
	}
	t.Skipf("%v is not installed", tools)
	return ""
}

// browser is a tab that reports what no page may do: ask another host, or write
// an error to the console.
type browser struct {
	t    *testing.T
	ctx  context.Context
	base string
	mu   sync.Mutex
	bad  []string
}

// newBrowser opens the sample graph.
func newBrowser(t *testing.T) *browser {
	h, _ := site(t)
	return newBrowserOf(t, h)
}

func newBrowserOf(t *testing.T, h http.Handler) *browser {
	path := needs(t, "chromium", "chromium-browser", "google-chrome")
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WSURLReadTimeout(90*time.Second))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx, base: server.URL}
	if err := chromedp.Listen(ctx, b.watch); err != nil {
		t.Fatal(err)
	}
	call(b, network.Enable, network.EnableParams{})
	call(b, log.Enable, cdp.Empty{})
	return b
}

func (b *browser) watch(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, b.base) && !strings.HasPrefix(e.Request.URL, "data:") && !strings.HasPrefix(e.Request.URL, "about:") {
			b.report("asks for " + e.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		b.report("throws " + e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			b.report("logs an error")
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			b.report("logs " + e.Entry.Text + " " + e.Entry.URL)
		}
	}
}

func (b *browser) report(what string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.bad = append(b.bad, what)
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// call sends a command of the DevTools protocol.
func call[P, R any](b *browser, command cdp.Command[P, R], params P) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, command, params); err != nil {
		b.t.Fatal(err)
	}
}

// value is what a script gives, once it is done.
func value[T any](b *browser, script string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.80s: %v", script, err)
	}
	return v
}

// wait waits until a script is true. While one page gives way to the next, the
// script may fail.
func (b *browser) wait(script string) {
	b.t.Helper()
	var err error
	for range 600 {
		var is bool
		if is, err = chromedp.Run(b.ctx, chromedp.Evaluate[bool]("Boolean("+script+")")); is {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	b.t.Fatalf("never comes true: %s (%v)", script, err)
}

// follow clicks a link of the page and waits for the next page to hold what is
// wanted, as a selector.
func (b *browser) follow(link, want string) {
	b.t.Helper()
	value[bool](b, "("+link+").click(), true")
	b.wait("document.querySelector('" + want + "')")
}

// prefer sets the colours that the user prefers: light or dark.
func (b *browser) prefer(scheme string) {
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}

func (b *browser) open(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + encode(address)))
}

// clean fails the test for what has been reported.
func (b *browser) clean(page string) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, what := range b.bad {
		b.t.Errorf("%s %s", page, what)
	}
	b.bad = nil
}

// shot keeps a screenshot of what the window shows.
func (b *browser) shot(name string, width, height int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, height))
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatal(err)
	}
	if len(png) < 5000 {
		b.t.Errorf("the screenshot %s has %d bytes", name, len(png))
	}
	if !*update {
		return
	}
	if err := os.MkdirAll(screenshots, 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(screenshots, name+".png"), png, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

// TestWalk goes from the search box to the highlighted sentence, as an analyst
// does, with the keyboard where that is quicker.
func TestWalk(t *testing.T) {
	b := newBrowser(t)
	b.open("/?lang=zh-Hant")
	b.shot("start", 1000, 700)
	b.do(chromedp.SendKeys(".search input[type=search]", "伊朗"))
	b.wait(`document.querySelector(".suggestions li")`)
	b.shot("suggestions", 1000, 420)
	b.do(chromedp.SendKeys(".search input[type=search]", kb.ArrowDown))
	b.wait(`document.querySelector(".suggestions li[aria-selected=true]").textContent.includes("伊朗")`)
	b.do(chromedp.SendKeys(".search input[type=search]", kb.Enter))
	b.wait(`location.pathname === "/entity/" + encodeURIComponent("伊朗") && document.querySelector(".lines a.relation")`)
	b.settle()
	b.shot("entity", 1000, 1000)
	b.follow(`[...document.querySelectorAll(".lines a.relation")].find(a => a.textContent === "否決")`, "blockquote mark.relation")
	marked := value[string](b, `document.querySelector("blockquote mark.relation").textContent`)
	subject := value[string](b, `document.querySelector("blockquote mark.subject").textContent`)
	if marked != "否決" || subject != "華府方面" {
		t.Errorf("marked as relation is %q, as subject %q", marked, subject)
	}
	b.shot("statement", 1000, 900)
	b.follow(`document.querySelector("figcaption a")`, "#s1:target")
	b.shot("document", 1000, 800)
	b.clean("the walk")
}

// TestNastyDocument reads a document full of HTML and script.
func TestNastyDocument(t *testing.T) {
	b := newBrowser(t)
	for _, address := range []string{pathOf("document", nastyID), "/statement/c1", "/documents", "/"} {
		b.open(address)
		time.Sleep(200 * time.Millisecond)
		title, text := value[string](b, "document.title"), value[string](b, "document.body.textContent")
		if title == "pwned" || !strings.Contains(text, "<script>") {
			t.Errorf("%s: title %q, text %q", address, title, text)
		}
		b.clean(address)
	}
}

// TestPicture expands a node in place, zooms, and follows a node to its page.
func TestPicture(t *testing.T) {
	b := newBrowser(t)
	b.open("/picture?lang=zh-Hant&entity=歐盟&hops=1")
	b.wait(`document.querySelector(".picture svg .node")`)
	const count = `document.querySelectorAll(".picture svg .node").length`
	before := value[int](b, count)
	home := value[string](b, `document.querySelector(".picture svg").getAttribute("viewBox")`)
	value[bool](b, `document.querySelector("[data-tool=in]").click(), true`)
	if near := value[string](b, `document.querySelector(".picture svg").getAttribute("viewBox")`); near == home {
		t.Error("zooming in changes nothing")
	}
	value[bool](b, `document.querySelector("[data-tool=expand]").click(), true`)
	value[bool](b, `[...document.querySelectorAll(".picture .node a")].find(a => a.textContent.includes("經貿援助")).dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}))`)
	b.wait(`new URL(location).searchParams.getAll("entity").includes("經貿援助")`)
	b.wait(`document.querySelector("input[name=entity]").value.includes("經貿援助")`)
	b.wait(`document.querySelectorAll(".picture .node.center").length === 2`)
	if after := value[int](b, count); after < before {
		t.Errorf("after expanding there are %d nodes of %d", after, before)
	}
	if listed := value[int](b, `document.querySelectorAll("[data-live=below] .lines li").length`); listed != value[int](b, `document.querySelectorAll(".picture svg .edge").length`) {
		t.Errorf("%d relations are listed", listed)
	}
	b.open("/picture?lang=zh-Hant&entity=伊朗,美國,歐盟&hops=2")
	b.wait(`document.querySelector(".picture svg .node")`)
	b.shot("picture", 1000, 900)
	b.clean("the picture")
}

// TestAppearances keeps pictures of the other pages, in the dark, on a phone,
// and in the other languages.
func TestAppearances(t *testing.T) {
	b := newBrowser(t)
	for _, page := range []struct {
		name, address string
		width, height int64
		dark          bool
	}{
		{"path", "/path?lang=en&from=EU&to=Iran", 1000, 700, false},
		{"queries", "/queries?lang=zh-Hant", 1000, 800, false},
		{"query", "/queries/neighbours?lang=zh-Hant&run=1&entity=EU", 1000, 900, false},
		{"search", "/search?lang=en&q=ran", 1000, 500, false},
		{"start-en", "/?lang=en", 1000, 700, false},
		{"entity-en", "/entity/伊朗?lang=en", 1000, 1000, false},
		{"list", "/entity/伊朗?lang=zh-Hant&all=1", 1000, 700, false},
		{"relation", "/relation/否決?lang=en", 1000, 500, false},
		{"documents", "/documents?lang=zh-Hant", 1000, 500, false},
		{"phone", "/entity/伊朗?lang=zh-Hans", 390, 844, false},
		{"phone-start", "/?lang=zh-Hant", 390, 844, false},
		{"phone-statement", "/statement/a2?lang=zh-Hant", 390, 844, true},
		{"phone-picture", "/picture?lang=en&entity=伊朗", 390, 844, false},
		{"picture-dark", "/picture?lang=zh-Hant&entity=伊朗,美國,歐盟&hops=2", 1000, 900, true},
		{"document-dark", "/document/news/13.txt?lang=zh-Hant", 1000, 700, true},
		{"dark", "/statement/a3?lang=en", 1000, 800, true},
	} {
		scheme := "light"
		if page.dark {
			scheme = "dark"
		}
		b.do(chromedp.EmulateViewport(page.width, page.height))
		b.prefer(scheme)
		b.open(page.address)
		b.settle()
		b.shot(page.name, page.width, page.height)
		if value[bool](b, `document.documentElement.scrollWidth > document.documentElement.clientWidth`) {
			t.Errorf("%s is wider than the window", page.address)
		}
		b.clean(page.address)
	}
}

// TestBusyEntity looks at a generated store in the browser: the pages of an entity
// with many statements, and its picture. Where SANYUAN_BENCH_STORE names a store of a
// million statements, the entity has ten thousand of them.
func TestBusyEntity(t *testing.T) {
	all, parts := 6_000, 400
	if os.Getenv("SANYUAN_BENCH_STORE") != "" {
		all, parts = million, 10_000
	}
	s := bigStore(t, all)
	h, err := New(Config{Store: s})
	if err != nil {
		t.Fatal(err)
	}
	name := busy(t, s, parts)
	b := newBrowserOf(t, h)
	b.open("/entity/" + name + "?lang=zh-Hant")
	b.settle()
	b.shot("busy", 1000, 1000)
	b.follow(`document.querySelector(".pager a[rel=next]")`, ".pager a[rel=prev]")
	b.follow(`[...document.querySelectorAll(".facts a")].find(a => a.search.includes("all=1"))`, ".filters")
	b.follow(`document.querySelector(".pager a[rel=next]")`, ".pager a[rel=prev]")
	b.follow(`document.querySelector(".lines a.relation")`, "blockquote mark.relation")
	b.open("/picture?lang=zh-Hant&hops=2&nodes=200&entity=" + name)
	b.settle()
	if drawn := value[int](b, `document.querySelectorAll(".picture svg .node").length`); drawn < 200 {
		t.Errorf("%d nodes are drawn", drawn)
	}
	b.shot("busy-picture", 1000, 900)
	b.clean("the pages of a busy entity")
}

// settle waits until the pictures of a page are drawn.
func (b *browser) settle() {
	b.t.Helper()
	b.wait(`[...document.querySelectorAll("[data-picture]")].every(p => p.querySelector("svg"))`)
}

// axe fetches axe-core, which looks for faults of accessibility, by npm.
func axe(t *testing.T) string {
	npm := needs(t, "npm")
	dir := t.TempDir()
	out, err := exec.Command(npm, "install", "--prefix", dir, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "axe-core@4").CombinedOutput()
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("npm: %v: %s", err, out)
		}
		t.Skipf("npm: %v: %s", err, out)
	}
	script, err := os.ReadFile(filepath.Join(dir, "node_modules/axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(script)
}

func TestAccessibility(t *testing.T) {
	script := axe(t)
	b := newBrowser(t)
	for _, scheme := range []string{"light", "dark"} {
		b.prefer(scheme)
		for _, address := range []string{
			"/", "/?lang=en", "/search?q=伊", "/entity/伊朗", "/entity/伊朗?modality=denied", "/relation/否決", "/statement/a2", "/statement/a5", "/documents",
			"/document/news/13.txt", "/path?from=EU&to=Iran", "/picture?entity=伊朗", "/queries", "/queries/neighbours?run=1&entity=EU", "/nothing",
		} {
			b.open(address)
			b.settle()
			for _, fault := range b.faults(script) {
				t.Errorf("%s (%s): %s", address, scheme, fault)
			}
		}
	}
}

// faults are the serious and critical ones of the page that is open.
func (b *browser) faults(script string) []string {
	value[bool](b, script+"; true")
	found := value[string](b, `axe.run().then(r => JSON.stringify(r.violations.filter(v => v.impact === "serious" || v.impact === "critical").map(v => v.id + ": " + v.help + " at " + v.nodes.map(n => n.html).slice(0, 3).join(" | "))))`)
	var list []string
	if err := json.Unmarshal([]byte(found), &list); err != nil {
		b.t.Fatal(err)
	}
	return list
}
