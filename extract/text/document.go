package text

import "time"

// Span is a half-open range of bytes, [Start, End).
type Span struct {
	Start, End int
}

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Document is one text as it was read: a file, or one record of a JSONL file.
type Document struct {
	ID        string    // names the document in IRIs; the path or the record's id by default
	Source    string    // where it was read: a path, or path:line for a record
	Title     string    // from HTML or a record's field; else the first heading; may be empty
	Date      time.Time // date of publication; zero when unknown
	Hash      string    // SHA-256 of the document's original bytes, in hex
	CopyOf    string    // ID of a document of which this one is a near-identical copy; empty when there is none
	Sentences []Sentence
}

// Sentence is one sentence with the way back to the file it stands in.
//
// Text has hard line breaks taken out. It equals the concatenation of the
// pieces in order, so that any range of it can be located in the file.
type Sentence struct {
	Index  int     // position in the document, from 0
	Text   string  // the sentence, joined over hard line breaks
	Pieces []Piece // runs of Text that are contiguous in the original
}

// Piece maps a run of a sentence's text to the place where the run begins in
// the original document, decoded to UTF-8. Where original and text differ in
// length (an escape in JSON, an entity in HTML), Original gives the whole
// range and the piece can only be located as one.
type Piece struct {
	Text     Span // bytes of Sentence.Text
	Original Span // bytes of the decoded original
}

// Original returns the range of the decoded original document that holds the
// given range of the sentence's text. It includes line breaks in between.
func (s Sentence) Original(in Span) Span {
	out := Span{Start: -1}
	for _, p := range s.Pieces {
		if p.Text.End <= in.Start || p.Text.Start >= in.End {
			continue
		}
		from, to := p.Original.Start, p.Original.End
		if p.Original.Len() == p.Text.Len() {
			from += max(0, in.Start-p.Text.Start)
			to -= max(0, p.Text.End-in.End)
		}
		if out.Start < 0 {
			out.Start = from
		}
		out.End = to
	}
	if out.Start < 0 {
		return Span{}
	}
	return out
}
