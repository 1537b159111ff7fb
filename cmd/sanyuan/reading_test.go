package main

import (
	"testing"

	"github.com/spf13/cobra"

	"sanyuan/extract/text"
)

func TestAddReadingFlags(t *testing.T) {
	var got text.Options
	cmd := &cobra.Command{RunE: func(*cobra.Command, []string) error { return nil }}
	addReadingFlags(cmd, &got)
	cmd.SetArgs([]string{"--encoding", "big5", "--lossy", "--input-format", "jsonl", "--text-field", "t", "--id-field", "i", "--date-field", "d", "--date", "2005-05-13"})
	if err := cmd.Execute(); err != nil {
		t.Fatal(err)
	}
	want := text.Options{Encoding: "big5", Lossy: true, Format: text.JSONL, TextField: "t", IDField: "i", DateField: "d", Date: "2005-05-13"}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
