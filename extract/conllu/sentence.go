package conllu

import (
	"fmt"
	"strconv"
	"strings"

	"sanyuan/extract/syntax"
)

// Sentence is one tree with the comments that stand before it.
type Sentence struct {
	Comments []string // without the leading #, in order
	Words    []Word
}

// Word is one line. Columns that are not given hold "_", as in the file.
type Word struct {
	Form, Lemma, UPOS, XPOS, Feats string
	Head                           int // number of the head word from 1, 0 for the root
	Rel, Deps, Misc                string
}

// Comment returns the value of the first comment "key = value", or "".
func (s *Sentence) Comment(key string) string {
	for _, c := range s.Comments {
		k, v, ok := strings.Cut(c, "=")
		if ok && strings.TrimSpace(k) == key {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// ID returns the sentence's sent_id, or "".
func (s *Sentence) ID() string { return s.Comment("sent_id") }

// Text returns the sentence's text: its text comment, or, where there is none,
// the forms with a space after each that does not say SpaceAfter=No.
func (s *Sentence) Text() string {
	if t := s.Comment("text"); t != "" {
		return t
	}
	var b strings.Builder
	for i, w := range s.Words {
		b.WriteString(w.Form)
		if i+1 < len(s.Words) && w.misc("SpaceAfter") != "No" {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// Entity returns the word's IOB2 name tag; O when it has none.
func (w *Word) Entity() string {
	if e := w.misc("NER"); e != "" {
		return e
	}
	return "O"
}

// misc returns the value of the last attribute of MISC that has the name key.
func (w *Word) misc(key string) string {
	value := ""
	for rest := w.Misc; rest != ""; {
		var field string
		field, rest, _ = strings.Cut(rest, "|")
		if k, v, ok := strings.Cut(field, "="); ok && k == key {
			value = v
		}
	}
	return value
}

// Tree returns the sentence as a dependency tree with offsets into Text. It is
// an error when the forms do not tile the text.
func (s *Sentence) Tree() (syntax.Tree, error) {
	text, pos := s.Text(), 0
	t := syntax.Tree{
		Tokens: make([]syntax.Token, len(s.Words)),
		Heads:  make([]int, len(s.Words)),
		Rels:   make([]string, len(s.Words)),
	}
	for i := range s.Words {
		w := &s.Words[i]
		pos += len(text[pos:]) - len(strings.TrimLeftFunc(text[pos:], isSpace))
		if !strings.HasPrefix(text[pos:], w.Form) {
			return syntax.Tree{}, fmt.Errorf("sentence %q: word %d, %q, does not stand at byte %d of the text", s.ID(), i+1, w.Form, pos)
		}
		t.Tokens[i] = syntax.Token{
			Form: w.Form, Start: pos, End: pos + len(w.Form),
			UPOS: w.UPOS, XPOS: blank(w.XPOS), Entity: w.Entity(),
		}
		t.Heads[i], t.Rels[i] = w.Head-1, w.Rel
		pos += len(w.Form)
	}
	if rest := strings.TrimFunc(text[pos:], isSpace); rest != "" {
		return syntax.Tree{}, fmt.Errorf("sentence %q: no word for the end of the text, %q", s.ID(), rest)
	}
	return t, nil
}

// FromTree returns a tree over the given text as a sentence to be written, with
// the comments sent_id (unless id is empty) and text.
func FromTree(id, text string, t syntax.Tree) Sentence {
	s := Sentence{Words: make([]Word, len(t.Tokens))}
	if id != "" {
		s.Comments = append(s.Comments, " sent_id = "+oneLine(id))
	}
	s.Comments = append(s.Comments, " text = "+oneLine(text))
	for i, tok := range t.Tokens {
		s.Words[i] = Word{
			Form: oneLine(tok.Form), Lemma: oneLine(tok.Form), UPOS: orBlank(tok.UPOS), XPOS: orBlank(tok.XPOS),
			Feats: "_", Head: t.Heads[i] + 1, Rel: orBlank(t.Rels[i]), Deps: "_", Misc: treeMisc(t.Tokens, i),
		}
	}
	return s
}

// treeMisc returns the MISC column of token i: its name tag, and whether the
// next token follows without a space.
func treeMisc(tokens []syntax.Token, i int) string {
	var fields []string
	if e := tokens[i].Entity; e != "" && e != "O" {
		fields = append(fields, "NER="+e)
	}
	if i+1 == len(tokens) || tokens[i+1].Start == tokens[i].End {
		fields = append(fields, "SpaceAfter=No")
	}
	return orBlank(strings.Join(fields, "|"))
}

// oneLine makes a string fit for a column: separators of lines and columns
// become spaces.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' {
			return ' '
		}
		return r
	}, s)
}

func blank(column string) string {
	if column == "_" {
		return ""
	}
	return column
}

func orBlank(value string) string {
	if value == "" {
		return "_"
	}
	return value
}

// validate reports what keeps the heads of a sentence from being one tree.
func (s *Sentence) validate() error {
	roots := 0
	for i, w := range s.Words {
		if w.Head < 0 || w.Head > len(s.Words) {
			return fmt.Errorf("word %d has head %d, outside the sentence", i+1, w.Head)
		}
		if w.Head == 0 {
			roots++
		}
	}
	if roots != 1 {
		return fmt.Errorf("the sentence has %d roots, not 1", roots)
	}
	if at := s.cycle(); at > 0 {
		return fmt.Errorf("the sentence has a cycle through word %d", at)
	}
	return nil
}

// cycle returns the number of a word that is its own ancestor, or 0.
func (s *Sentence) cycle() int {
	seen := make([]int, len(s.Words)+1) // the walk that first came by
	for i := range s.Words {
		for at := i + 1; at != 0; at = s.Words[at-1].Head {
			if seen[at] == i+1 {
				return at
			}
			if seen[at] != 0 {
				break
			}
			seen[at] = i + 1
		}
	}
	return 0
}

// columns returns the word as the ten columns of a line.
func (w *Word) columns(number int) []string {
	return []string{
		strconv.Itoa(number), w.Form, w.Lemma, w.UPOS, w.XPOS, w.Feats,
		strconv.Itoa(w.Head), w.Rel, w.Deps, w.Misc,
	}
}
