package main

import (
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sanyuan/graph/pgtest"
)

// query runs the command query and returns its rows as JSON, sorted: stores
// have no order in common.
func query(t *testing.T, db string, args ...string) string {
	t.Helper()
	var out, message strings.Builder
	s := &streams{in: strings.NewReader(""), out: &out, err: &message}
	if code := run(t.Context(), s, append([]string{"query", "--json", "--db", db}, args...)); code != exitOK {
		t.Fatalf("query %q: exit code %d: %s", args, code, message.String())
	}
	return strings.Join(slices.Sorted(strings.Lines(out.String())), "")
}

// TestQuery_PostgreSQL asks the same of the embedded store and of PostgreSQL.
func TestQuery_PostgreSQL(t *testing.T) {
	remote := pgtest.Database(t, pgtest.Server(t), "queries")
	local := filepath.Join(t.TempDir(), "db")
	newSampleStore(t, remote)
	newSampleStore(t, local)
	for _, args := range [][]string{
		{"neighbours", "法國"}, {"neighbours", "Japan"}, {"who-did-what", "object=巴西"}, {"between", "法国", "巴西"}, {"unasserted"},
		{"by-document", "會議.txt"}, {"path", "日本", "法國"}, {"most-connected"}, {"visualise"}, {"evidence", "巴西"}, {"timeline", "法國"},
		{"-e", `g.V("<ent:法國>").LabelContext(["<doc:春天.txt>", "<kg:lexicon>"]).Out(null, "p").All()`},
		{"-e", `g.V("<stmt:01>").Out("<kg:time>").All()`},
	} {
		want, got := query(t, local, args...), query(t, remote, args...)
		if want == "" || want != got {
			t.Errorf("query %q\nembedded:\n%sPostgreSQL:\n%s", args, want, got)
		}
	}
	s := &streams{in: strings.NewReader(""), out: io.Discard, err: io.Discard}
	if code := run(t.Context(), s, []string{"query", "--db", remote, "-e", `g.V("<ent:法國>").Both().Both().All()`}); code != exitOK && code != exitError {
		t.Errorf("exit code %d", code)
	}
	url, stop := startServe(t, "--db", remote, "--write")
	if status, body := post(t, url+"api/v2/write", newQuad); status != 200 {
		t.Errorf("status of a write: %d: %s", status, body)
	}
	if _, body := post(t, url+"api/v1/query/gizmo", rejected); !strings.Contains(body, "<ent:決議>") {
		t.Errorf("after the write: %s", body)
	}
	if code := stop(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
}
