package main

import (
	"encoding/json"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set by the linker for releases: -ldflags "-X main.version=1.2.3".
var version = "devel"

type versionOptions struct {
	*streams
	json bool
}

func newVersion(s *streams) *cobra.Command {
	opts := &versionOptions{streams: s}
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the versions of the program and of what it is built on",
		Example: "  sanyuan version\n  sanyuan version --json",
		Args:    exactArgs(0),
		RunE:    func(*cobra.Command, []string) error { return versionRun(opts) },
	}
	cmd.Flags().BoolVar(&opts.json, "json", false, "print JSON")
	return cmd
}

func versionRun(opts *versionOptions) error {
	info := struct {
		Version string            `json:"version"`
		Go      string            `json:"go"`
		Modules map[string]string `json:"modules"`
	}{Version: version, Modules: map[string]string{}}
	if build, ok := debug.ReadBuildInfo(); ok {
		info.Go = build.GoVersion
		for _, m := range build.Deps {
			switch m.Path {
			case "github.com/cayleygraph/cayley", "github.com/cayleygraph/quad", "github.com/go-ego/gse":
				info.Modules[m.Path] = m.Version
			}
		}
	}
	if opts.json {
		return json.NewEncoder(opts.out).Encode(info)
	}
	_, err := fmt.Fprintf(opts.out, "sanyuan %s (%s)\n", info.Version, info.Go)
	return err
}
