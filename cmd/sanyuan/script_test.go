package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"sanyuan/extract/model"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"sanyuan": main})
}

// TestScripts runs whole commands, as users would.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			sample, err := os.ReadFile("testdata/iran-news.txt")
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(env.WorkDir, "news.txt"), sample, 0o644)
		},
		Condition: func(name string) (bool, error) {
			if name != "models" {
				return false, fmt.Errorf("unknown condition %q", name)
			}
			_, err := fs.Stat(model.Files(), "parser.bin")
			return err == nil, nil
		},
	})
}
