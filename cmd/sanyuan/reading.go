package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"sanyuan/extract/text"
)

// addReadingFlags gives a command that reads documents the flags that tell how.
// They fill opts, from which text.NewReader makes a reader; its error is about the
// command line.
func addReadingFlags(cmd *cobra.Command, opts *text.Options) {
	var formats []string
	for _, f := range text.Formats {
		formats = append(formats, string(f))
	}
	flags := cmd.Flags()
	flags.StringVar(&opts.Encoding, "encoding", "", "encoding of the input, such as big5, gb18030 or utf-16 (default: detected)")
	flags.BoolVar(&opts.Lossy, "lossy", false, "replace undecodable bytes instead of refusing the document")
	flags.StringVar((*string)(&opts.Format), "input-format", "", fmt.Sprintf("format of the input: %s (default: detected)", strings.Join(formats, ", ")))
	flags.StringVar(&opts.TextField, "text-field", "", `JSONL field that holds the text (default "text")`)
	flags.StringVar(&opts.IDField, "id-field", "", `JSONL field that holds the id (default "id", else the line number)`)
	flags.StringVar(&opts.DateField, "date-field", "", `JSONL field that holds the date (default "date", where there is one)`)
	flags.StringVar(&opts.Date, "date", "", "date of publication of all documents, such as 2005-05-13 (default: what they say)")
}
