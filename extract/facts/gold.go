package facts

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode"
)

// Triple is one extraction or wording: subject, relation and object.
type Triple [3]string

func (t Triple) String() string { return strings.Join(t[:], " | ") }

// Fact is one gold fact with its wordings.
type Fact struct {
	Wordings []Triple
}

// Sentence is one sentence of a gold file with its facts.
type Sentence struct {
	ID, Text string
	Facts    []Fact
}

// ReadGoldFile reads a gold file. Errors name the file and the line.
func ReadGoldFile(path string) ([]Sentence, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadGold(f, path)
}

// ReadGold reads gold facts. The name is that of the input in errors.
func ReadGold(in io.Reader, name string) ([]Sentence, error) {
	var out []Sentence
	at := map[string]int{}
	current := -1
	scan := bufio.NewScanner(in)
	scan.Buffer(nil, 1<<24)
	for n := 1; scan.Scan(); n++ {
		line := strings.TrimSpace(scan.Text())
		switch {
		case line == "":
		case strings.HasPrefix(line, "sent_id:"):
			id, text, ok := strings.Cut(strings.TrimPrefix(line, "sent_id:"), "\t")
			if !ok {
				return nil, fmt.Errorf("%s:%d: no tab between sent_id and sentence", name, n)
			}
			text, _, _ = strings.Cut(text, "\t")
			if i, again := at[id]; again {
				current, out[i] = i, Sentence{ID: id, Text: text}
			} else {
				at[id], current = len(out), len(out)
				out = append(out, Sentence{ID: id, Text: text})
			}
		case current < 0:
			return nil, fmt.Errorf("%s:%d: a fact before the first sent_id", name, n)
		default:
			if err := out[current].add(line); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

// add takes the heading of a cluster or a wording.
func (s *Sentence) add(line string) error {
	if isHeading(line) {
		s.Facts = append(s.Facts, Fact{})
		return nil
	}
	slots := strings.Split(line, "-->")
	if len(slots) < 3 {
		return nil
	}
	if len(s.Facts) == 0 {
		return fmt.Errorf("a wording before the first cluster of its sentence")
	}
	fact := &s.Facts[len(s.Facts)-1]
	fact.Wordings = append(fact.Wordings, Triple{
		strings.TrimSpace(slots[0]), strings.TrimSpace(slots[1]), strings.TrimSpace(slots[2]),
	})
	return nil
}

// isHeading reports whether the line begins a cluster: "ID--> Cluster 1:".
func isHeading(line string) bool {
	if !strings.Contains(line, "Cluster") || !strings.Contains(line, "-->") {
		return false
	}
	words := strings.Fields(strings.TrimRight(line, ":"))
	last := words[len(words)-1]
	return strings.IndexFunc(last, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// ReadTriplesFile reads extractions from a file.
func ReadTriplesFile(path string) (map[string][]Triple, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return ReadTriples(f, path)
}

// ReadTriples reads extractions, "id<TAB>subject<TAB>relation<TAB>object" and
// any further columns, by the id of their sentence. Shorter lines are passed
// over.
func ReadTriples(in io.Reader, name string) (map[string][]Triple, error) {
	out := map[string][]Triple{}
	scan := bufio.NewScanner(in)
	scan.Buffer(nil, 1<<24)
	for scan.Scan() {
		f := strings.Split(scan.Text(), "\t")
		if len(f) >= 4 {
			out[f[0]] = append(out[f[0]], Triple{f[1], f[2], f[3]})
		}
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out, nil
}

// normal keeps the letters and digits of a slot, in lower case.
func normal(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s))
}

// pattern is a slot with its optional pieces as a regular expression. A stray
// closing bracket is passed over, and an open one reaches to the end.
func pattern(slot string) string {
	var b strings.Builder
	depth := 0
	rest := slot
	for {
		i := strings.IndexAny(rest, "[]")
		if i < 0 {
			b.WriteString(regexp.QuoteMeta(normal(rest)))
			break
		}
		b.WriteString(regexp.QuoteMeta(normal(rest[:i])))
		if rest[i] == '[' {
			b.WriteString("(?:")
			depth++
		} else if depth > 0 {
			b.WriteString(")?")
			depth--
		}
		rest = rest[i+1:]
	}
	b.WriteString(strings.Repeat(")?", depth))
	return b.String()
}
