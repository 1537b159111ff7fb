package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"sanyuan/graph"
)

// newSampleStore loads the sample graph into a store.
func newSampleStore(t *testing.T, url string) {
	t.Helper()
	data, err := os.ReadFile(sampleGraph)
	if err != nil {
		t.Fatal(err)
	}
	quads, err := quad.ReadAll(nquads.NewReader(strings.NewReader(string(data)), false))
	if err != nil {
		t.Fatal(err)
	}
	store, err := graph.Open(url, graph.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Add(t.Context(), quads); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
}

// startServe runs the command serve and returns its address. stop ends it as
// Ctrl-C does, and returns its exit code.
func startServe(t *testing.T, args ...string) (url string, stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	out, w := io.Pipe()
	code := make(chan int, 1)
	s := &streams{in: strings.NewReader(""), out: w, err: t.Output()}
	go func() {
		code <- run(ctx, s, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...))
		w.Close()
	}()
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the server says %q, error %v", line, err)
	}
	return strings.TrimSpace(line), func() int {
		cancel()
		select {
		case c := <-code:
			return c
		case <-time.After(30 * time.Second):
			t.Fatal("the server does not stop")
			return 0
		}
	}
}

func post(t *testing.T, url, body string) (int, string) {
	t.Helper()
	resp, err := http.Post(url, "text/plain", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(answer)
}

const (
	rejected = `g.V("<ent:法國>").Out("<rel:否決>").Unique().All()`
	newQuad  = "<ent:法國> <rel:否決> <ent:決議> <doc:秋天.txt> .\n"
)

func TestServe_ReadOnly(t *testing.T) {
	db := filepath.Join(t.TempDir(), "db")
	newSampleStore(t, db)
	url, stop := startServe(t, "--db", db)
	for range 3 {
		if status, body := post(t, url+"api/v1/query/gizmo", rejected); status != 200 || body != `{"result":[{"id":"<ent:提案>"}]}`+"\n" {
			t.Errorf("status %d: %s", status, body)
		}
	}
	if status, _ := post(t, url+"api/v1/query/gizmo", `g.V("a").Out({})`); status != http.StatusUnprocessableEntity {
		t.Errorf("status of a query that crashes: %d", status)
	}
	if status, body := post(t, url+"api/v2/write", newQuad); status != http.StatusForbidden {
		t.Errorf("status of a write: %d: %s", status, body)
	}
	// Others may read the store meanwhile, but not write to it.
	if store, err := graph.Open(db, graph.Options{ReadOnly: true}); err != nil {
		t.Error(err)
	} else {
		store.Close()
	}
	if store, err := graph.Open(db, graph.Options{}); err == nil {
		t.Error("the store can be written to while it is served")
		store.Close()
	}
	if code := stop(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

func TestServe_Write(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "db")
	newSampleStore(t, db)
	url, stop := startServe(t, "--db", db, "--write")
	both := `{"result":[{"id":"<ent:提案>"},{"id":"<ent:決議>"}]}` + "\n"
	if status, body := post(t, url+"api/v2/write", newQuad); status != 200 || !strings.Contains(body, "wrote 1 quads") {
		t.Errorf("status of a write: %d: %s", status, body)
	}
	if status, body := post(t, url+"api/v1/query/gizmo", rejected); status != 200 || body != both {
		t.Errorf("after the write: status %d: %s", status, body)
	}
	if status, body := post(t, url+"api/v2/node/delete", "<ent:決議>"); status != 200 || !strings.Contains(body, "deleted 1 quads") {
		t.Errorf("status of a delete: %d: %s", status, body)
	}
	if _, body := post(t, url+"api/v1/query/gizmo", rejected); body == both {
		t.Error("a query still sees what was deleted")
	}
	if code := stop(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
		t.Errorf("snapshots are left: %v", left)
	}
	newSampleStore(t, db) // can be opened, and written to, again
}

func TestServe_CannotStart(t *testing.T) {
	db := filepath.Join(t.TempDir(), "db")
	newSampleStore(t, db)
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"--db", db, "--addr", "127.0.0.1:99999"}, exitError, "invalid port"},
		{[]string{"--db", db + "x"}, exitError, "there is no graph store"},
		{[]string{"--db", "memory:"}, exitUsage, "holds nothing yet"},
		{[]string{"--db", db, "--processes", "0"}, exitUsage, "--processes must be 1 or more"},
		{[]string{"--db", db, "--addr", "0.0.0.0:0"}, exitUsage, "set a --token, or say --insecure"},
		{[]string{"--db", db, "--addr", "localhost"}, exitUsage, "want HOST:PORT"},
		{[]string{"--db", db, "more"}, exitUsage, "accepts 0 arg"},
	} {
		var message strings.Builder
		s := &streams{in: strings.NewReader(""), out: io.Discard, err: &message}
		if code := run(t.Context(), s, append([]string{"serve"}, tt.args...)); code != tt.code || !strings.Contains(message.String(), tt.want) {
			t.Errorf("%v: exit code %d: %s", tt.args, code, message.String())
		}
	}
}

func TestServe_AddressesThatNeedAToken(t *testing.T) {
	for addr, open := range map[string]bool{
		"127.0.0.1:1": false, "localhost:1": false, "[::1]:1": false, "127.9.9.9:1": false,
		"0.0.0.0:1": true, ":1": true, "[::]:1": true, "192.0.2.1:1": true, "graph.example:1": true,
	} {
		for _, o := range []serveOptions{{addr: addr}, {addr: addr, token: "secret"}, {addr: addr, insecure: true}} {
			refused := o.checkAddress() != nil
			if want := open && o.token == "" && !o.insecure; refused != want {
				t.Errorf("%+v: refused %v, want %v", o, refused, want)
			}
		}
	}
}

func TestServe_Token(t *testing.T) {
	db := filepath.Join(t.TempDir(), "db")
	newSampleStore(t, db)
	t.Setenv("SANYUAN_TOKEN", "of the environment")
	url, stop := startServe(t, "--db", db, "--addr", "0.0.0.0:0")
	url = "http://localhost:" + url[strings.LastIndex(url, ":")+1:]
	for bearer, want := range map[string]int{"": 401, "wrong": 401, "of the environment": 200} {
		r, err := http.NewRequestWithContext(t.Context(), "GET", url+"entity/法國", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+bearer)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("token %q: status %d, want %d", bearer, resp.StatusCode, want)
		}
	}
	if code := stop(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
}
