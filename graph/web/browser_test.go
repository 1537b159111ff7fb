package web

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var screenshot = flag.String("screenshot", "", "write the picture of the page Visualize to this file")

// browser is a page of Chromium, and what it complained of.
type browser struct {
	ctx    context.Context
	server string

	mu         sync.Mutex
	complaints []string
}

// newBrowser opens Chromium on a server over the sample graph. Without Chromium
// the test is skipped, but not in CI.
func newBrowser(t *testing.T) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("Chromium is not installed")
		}
		t.Skip("Chromium is not installed")
	}
	handler, _ := newServer(t, false)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	allocator, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1100, 1250),
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	t.Cleanup(stop)
	ctx, stop := chromedp.NewContext(allocator)
	t.Cleanup(stop)
	b := &browser{ctx: ctx, server: server.URL}
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatal(err)
	}
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	b.ctx = ctx
	return b
}

// listen notes errors of scripts, requests to other machines, and dialogs.
func (b *browser) listen(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.complain("exception: " + e.ExceptionDetails.Text + " " + e.ExceptionDetails.Exception.Description)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError {
			b.complain(fmt.Sprintf("console: %s", e.Args[0].Value))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			b.complain("log: " + e.Entry.Text + " " + e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, b.server) && !strings.HasPrefix(e.Request.URL, "data:") {
			b.complain("request to " + e.Request.URL)
		}
	case *page.EventJavascriptDialogOpening: // it blocks the page: the test ends with its complaint
		b.complain("dialog: " + e.Message)
	}
}

func (b *browser) complain(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.complaints = append(b.complaints, text)
}

func (b *browser) do(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		t.Fatalf("%v\ncomplaints: %q", err, b.complaints)
	}
}

// value evaluates JavaScript on the page.
func value[T any](t *testing.T, b *browser, script string) (v T) {
	t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// open opens a page and waits until its scripts have run.
func (b *browser) open(t *testing.T, path string) {
	t.Helper()
	b.do(t, chromedp.Navigate(b.server+path), chromedp.Poll[chromedp.Void](`typeof editor === "object" && editor !== null && group !== null`))
}

func (b *browser) close(t *testing.T) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, complaint := range b.complaints {
		t.Error(complaint)
	}
}

func TestBrowser(t *testing.T) {
	b := newBrowser(t)
	defer b.close(t)

	b.open(t, "/ui/visualize")
	b.do(t,
		chromedp.Click("#run_button"),
		chromedp.Poll[chromedp.Void](`typeof sigmaGraph === "object" && sigmaGraph.graph.nodes().length > 0`),
		chromedp.Sleep(2*time.Second), // the layout moves its nodes apart
	)
	labels := value[[]string](t, b, `sigmaGraph.graph.nodes().map(function (n) { return n.label })`)
	for _, want := range []string{"法國", "否決", "提案", "日本", "同意提供", "貿易協定", "世界銀行"} {
		if !slices.Contains(labels, want) {
			t.Errorf("the picture has no %s: %q", want, labels)
		}
	}
	if edges := value[int](t, b, `sigmaGraph.graph.edges().length`); edges != 10 {
		t.Errorf("the picture has %d edges", edges)
	}
	takeScreenshot(t, b)

	b.open(t, "/ui/query")
	if ready := value[string](t, b, `editor.getValue()`); !strings.Contains(ready, "rdf:Property") {
		t.Errorf("the page of queries opens on %q", ready)
	}
	b.do(t,
		chromedp.Evaluate[chromedp.Void](`editor.setValue('g.V("<ent:法國>").Save("<rdfs:label>", "name").All()')`),
		chromedp.Click("#run_button"),
		chromedp.Poll[chromedp.Void](`output_editor.getValue().indexOf("result") >= 0`),
	)
	var answer struct{ Result []map[string]string }
	if err := json.Unmarshal([]byte(value[string](t, b, `output_editor.getValue()`)), &answer); err != nil || len(answer.Result) != 3 {
		t.Errorf("answer %v, error %v", answer, err)
	}

	b.open(t, "/ui/query_shape")
	b.do(t,
		chromedp.Click("#run_button"),
		chromedp.Poll[chromedp.Void](`document.querySelectorAll("#viz circle").length > 0`),
	)

	b.open(t, "/ui/visualize?query="+`g.Emit(%7Bsource:"甲",target:"乙"%7D)`)
	if given := value[string](t, b, `editor.getValue()`); given != `g.Emit({source:"甲",target:"乙"})` {
		t.Errorf("the query of the address is not in the editor: %q", given)
	}
}

func TestBrowser_ErrorOfQueryIsShown(t *testing.T) {
	b := newBrowser(t)
	b.open(t, "/ui/query")
	b.do(t,
		chromedp.Evaluate[chromedp.Void](`editor.setValue('g.V(]')`),
		chromedp.Click("#run_button"),
		chromedp.Poll[chromedp.Void](`output_editor.getValue().indexOf("error") >= 0`),
	)
	if shown := value[string](t, b, `output_editor.getValue()`); !strings.Contains(shown, "line 1, column 5: Unexpected token ]") {
		t.Errorf("shown: %s", shown)
	}
}

func takeScreenshot(t *testing.T, b *browser) {
	t.Helper()
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if *screenshot == "" {
		return
	}
	if err := os.WriteFile(*screenshot, png, 0o644); err != nil {
		t.Fatal(err)
	}
}
