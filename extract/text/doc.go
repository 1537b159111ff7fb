// Package text turns bytes into documents and sentences: it detects encodings,
// opens compressed files, reads plain text, HTML and JSONL, joins hard-wrapped
// lines and splits sentences. Every sentence knows where it stands in the
// original file.
//
// All offsets are in bytes of the document decoded to UTF-8.
package text
