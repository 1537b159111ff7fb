package conllu

import (
	"bufio"
	"io"
	"strings"
)

// Write writes sentences, each with an empty line after it. What Read returned
// comes out as it stood, but for empty nodes, the kind of line ends, and empty
// lines beyond one.
func Write(out io.Writer, sentences ...Sentence) error {
	w := bufio.NewWriter(out)
	for i := range sentences {
		writeSentence(w, &sentences[i])
	}
	return w.Flush()
}

// writeSentence leaves errors to the flush of the buffered writer.
func writeSentence(w *bufio.Writer, s *Sentence) {
	for _, c := range s.Comments {
		w.WriteString("#" + c + "\n")
	}
	for i := range s.Words {
		w.WriteString(strings.Join(s.Words[i].columns(i+1), "\t"))
		w.WriteByte('\n')
	}
	w.WriteByte('\n')
}
