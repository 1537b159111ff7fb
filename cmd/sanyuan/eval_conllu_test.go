package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const conlluTestdata = "../../extract/conllu/testdata/"

// evalConllu runs the command and returns its exit code and output.
func evalConllu(t *testing.T, stdin string, args ...string) (code int, out, errOut string) {
	t.Helper()
	var o, e bytes.Buffer
	s := &streams{in: strings.NewReader(stdin), out: &o, err: &e}
	code = run(context.Background(), s, append([]string{"eval", "conllu"}, args...))
	return code, o.String(), e.String()
}

func TestEvalConlluTable(t *testing.T) {
	for file, flag := range map[string]string{"scores.txt": "--no-punct=false", "scores-no-punct.txt": "--no-punct"} {
		want, err := os.ReadFile(conlluTestdata + file)
		if err != nil {
			t.Fatal(err)
		}
		code, out, errOut := evalConllu(t, "", flag, conlluTestdata+"gold.conllu", conlluTestdata+"system.conllu")
		if diff := cmp.Diff(string(want), out); code != exitOK || diff != "" {
			t.Errorf("%s: exit %d, %s (-want +got):\n%s", file, code, errOut, diff)
		}
	}
}

func TestEvalConlluJSON(t *testing.T) {
	system, err := os.ReadFile(conlluTestdata + "system.conllu")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(conlluTestdata + "scores.json")
	if err != nil {
		t.Fatal(err)
	}
	code, out, errOut := evalConllu(t, string(system), "--json", conlluTestdata+"gold.conllu", "-")
	if code != exitOK {
		t.Fatalf("exit %d: %s", code, errOut)
	}
	var w, g map[string]map[string]float64
	if err := json.Unmarshal(want, &w); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(out), &g); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w, g); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestEvalConlluErrors(t *testing.T) {
	gold := conlluTestdata + "gold.conllu"
	for _, c := range []struct {
		name  string
		stdin string
		args  []string
		code  int
		want  string
	}{
		{"one file", "", []string{gold}, exitUsage, "accepts 2 arg(s)"},
		{"standard input twice", "", []string{"-", "-"}, exitUsage, "only one of the two"},
		{"no such file", "", []string{gold, "absent.conllu"}, exitError, "absent.conllu"},
		{"no CoNLL-U", "1\t貓\n", []string{gold, "-"}, exitError, "standard input:1: a word has 10 columns"},
		{"other text", "1\t貓\t_\t_\t_\t_\t0\troot\t_\t_\n", []string{gold, "-"}, exitError, "the texts differ at character 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, errOut := evalConllu(t, c.stdin, c.args...)
			if code != c.code || !strings.Contains(errOut, c.want) {
				t.Errorf("exit %d, %q; want exit %d, %q", code, errOut, c.code, c.want)
			}
		})
	}
}
