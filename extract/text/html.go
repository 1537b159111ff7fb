package text

import (
	"html"
	"net/url"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The main text of a page is found by readability, which rebuilds the page and
// knows nothing of places in its source. So every run of text in the source gets
// a tag of two private-use characters in front that give its number. The tags
// that come out tell which runs are the main text; their text is then taken from
// the source itself. A page that contains such characters, or forges a tag by
// entities, can only confuse the choice of runs, never the offsets.

// page is what a HTML document says.
type page struct {
	text  mapped
	title string
	date  time.Time
}

// Two private-use planes hold the digits of the tags.
const (
	highDigit = 0xF0000
	lowDigit  = 0x100000
	tagBase   = 0xFFFE
)

// readHTML reads the main text of a page. A page in which readability finds none
// is read as a whole, without navigation and forms.
func readHTML(source string) (page, error) {
	runs, tagged := tagRuns(source)
	doc, err := nethtml.Parse(strings.NewReader(tagged))
	if err != nil {
		return page{}, err
	}
	out := page{date: metaDate(doc)}
	parser := readability.NewParser()
	article, err := parser.ParseDocument(doc, &url.URL{})
	if err == nil {
		out.title = strings.Join(strings.Fields(untagged(article.Title())), " ")
		if date, err := article.PublishedTime(); err == nil {
			out.date = date
		}
		if article.Node != nil {
			out.text = pageText(source, runs, article.Node)
		}
	}
	if strings.TrimSpace(out.text.text) == "" {
		out.text = pageText(source, runs, doc)
	}
	return out, nil
}

// tagRuns finds the runs of text in the source, and returns them with the source
// in which each has its tag.
func tagRuns(source string) ([]Span, string) {
	var runs []Span
	var tagged strings.Builder
	z := nethtml.NewTokenizer(strings.NewReader(source))
	raw := false // within an element whose content is not markup
	for at := 0; ; {
		kind := z.Next()
		token := Span{at, at + len(z.Raw())}
		at = token.End
		s := source[token.Start:token.End]
		switch kind {
		case nethtml.ErrorToken:
			tagged.WriteString(source[token.Start:])
			return runs, tagged.String()
		case nethtml.StartTagToken:
			name, _ := z.TagName()
			raw = rawText[atom.Lookup(name)]
		case nethtml.EndTagToken:
			raw = false
		case nethtml.TextToken:
			if !raw && strings.TrimSpace(html.UnescapeString(s)) != "" {
				writeTag(&tagged, len(runs))
				runs = append(runs, token)
				s = untagged(s)
			}
		}
		tagged.WriteString(s)
	}
}

// rawText are the elements whose content the parser does not read as markup.
var rawText = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Title: true, atom.Textarea: true, atom.Iframe: true,
	atom.Noembed: true, atom.Noframes: true, atom.Noscript: true, atom.Xmp: true, atom.Plaintext: true,
}

func writeTag(b *strings.Builder, n int) {
	b.WriteRune(rune(highDigit + n/tagBase%tagBase))
	b.WriteRune(rune(lowDigit + n%tagBase))
}

// untagged takes the characters that tags are made of out of s.
func untagged(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= highDigit {
			return -1
		}
		return r
	}, s)
}

// tags yields the numbers of the tags in s.
func tags(s string) (out []int) {
	high := rune(-1)
	for _, r := range s {
		if r >= lowDigit && high >= 0 {
			out = append(out, int(high)*tagBase+int(r-lowDigit))
		}
		high = -1
		if r >= highDigit && r < lowDigit {
			high = r - highDigit
		}
	}
	return out
}

// pageText returns the text under a node: blocks with an empty line between them,
// a line break for br, and otherwise white space as HTML has it.
func pageText(source string, runs []Span, n *nethtml.Node) mapped {
	p := pageBuilder{source: source, runs: runs}
	p.node(n, false)
	return p.mapped()
}

type pageBuilder struct {
	mapper
	source string
	runs   []Span
	gap    string // white space to come before the next text
	begun  bool   // the line has text
	broken bool   // gap holds a line break of the source
	last   rune
}

func (p *pageBuilder) node(n *nethtml.Node, pre bool) {
	switch n.Type {
	case nethtml.TextNode:
		for _, tag := range tags(n.Data) {
			if tag < len(p.runs) {
				p.run(p.runs[tag], pre)
			}
		}
		return
	case nethtml.ElementNode:
		if skipped[n.DataAtom] {
			return
		}
		if n.DataAtom == atom.Br {
			p.breakLine("\n")
			return
		}
	}
	block := n.Type == nethtml.ElementNode && !inline[n.DataAtom]
	if block {
		p.breakLine("\n\n")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.node(c, pre || n.DataAtom == atom.Pre)
	}
	if block {
		p.breakLine("\n\n")
	}
}

// skipped are the elements whose text is not read.
var skipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Head: true, atom.Nav: true, atom.Footer: true,
	atom.Aside: true, atom.Form: true, atom.Button: true, atom.Select: true, atom.Rt: true, atom.Rp: true,
}

// inline are the elements that stand within a line of text.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Acronym: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Big: true, atom.Cite: true,
	atom.Code: true, atom.Data: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Img: true,
	atom.Ins: true, atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Q: true, atom.Ruby: true, atom.Rb: true, atom.S: true,
	atom.Samp: true, atom.Small: true, atom.Span: true, atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true,
	atom.Time: true, atom.Tt: true, atom.U: true, atom.Var: true, atom.Wbr: true,
}

// breakLine ends the line. Of several breaks in a row the strongest counts.
func (p *pageBuilder) breakLine(with string) {
	if p.begun || len(with) > len(p.gap) {
		p.gap = with
	}
	p.begun, p.broken = false, false
}

// run adds a run of text of the source.
func (p *pageBuilder) run(at Span, pre bool) {
	if at.Start < p.end() {
		p.breakLine("\n\n") // the parser moved it: no sentence goes on here
	}
	for at.Len() > 0 {
		s := p.source[at.Start:at.End]
		n := strings.IndexAny(s, "& \t\r\n\f")
		switch {
		case n != 0:
			if n < 0 {
				n = len(s)
			}
			p.write(s[:n], Span{at.Start, at.Start + n})
		case s[0] == '&':
			var decoded string
			if decoded, n = entity(s); n == 1 {
				p.write(decoded, Span{at.Start, at.Start + 1})
				break
			}
			for _, r := range decoded {
				p.write(string(r), Span{at.Start, at.Start + n})
			}
		default:
			n = len(s) - len(strings.TrimLeft(s, " \t\r\n\f"))
			p.space(s[:n], Span{at.Start, at.Start + n}, pre)
		}
		at.Start += n
	}
}

// write adds text, with the white space that is due before it.
func (p *pageBuilder) write(s string, original Span) {
	switch {
	case p.begun && p.gap != "":
		if !p.broken || spaced(string(p.last), s) {
			p.add(" ", Span{p.end(), max(p.end(), original.Start)})
		}
	case !p.begun:
		p.addUnmapped(p.gap)
	}
	p.add(s, original)
	p.gap, p.begun, p.broken, p.last = "", true, false, lastRune(s)
}

// space takes note of white space. In preformatted text it stays as it is.
func (p *pageBuilder) space(s string, original Span, pre bool) {
	if pre {
		if !p.begun {
			p.addUnmapped(p.gap)
		}
		p.add(s, original)
		p.gap, p.begun = "", true
		return
	}
	if p.begun {
		p.gap = " "
		p.broken = p.broken || strings.ContainsAny(s, "\r\n\f")
	}
}

// maxEntity is the length of the longest named entity, and more than that of any
// number that stands for a character without idle zeros.
const maxEntity = 40

// entity decodes the entity that s begins with, and returns the number of bytes
// it takes; a lone & is itself. HTML allows some names without a semicolon.
func entity(s string) (string, int) {
	s = s[:min(len(s), maxEntity)]
	end := 1
	for end < len(s) && (s[end] == '#' || s[end] >= '0' && s[end] <= '9' || s[end]|0x20 >= 'a' && s[end]|0x20 <= 'z') {
		end++
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	all := html.UnescapeString(s[:end])
	if all == s[:end] {
		return "&", 1
	}
	for n := 2; n < end; n++ {
		decoded := html.UnescapeString(s[:n])
		if decoded != s[:n] && decoded+s[n:end] == all {
			return decoded, n
		}
	}
	return all, end
}

// metaDate finds the date of publication in the places where pages have it beside
// those that readability knows.
func metaDate(n *nethtml.Node) time.Time {
	if n.Type == nethtml.ElementNode {
		if t, ok := parseDate(statedDate(n)); ok {
			return t
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if t := metaDate(c); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// statedDate returns the date of publication that an element states.
func statedDate(n *nethtml.Node) string {
	attr := map[string]string{}
	for _, a := range n.Attr {
		attr[a.Key] = a.Val
	}
	name := strings.ToLower(attr["name"] + attr["property"] + attr["itemprop"])
	switch {
	case n.DataAtom == atom.Meta && dateNames[name]:
		return attr["content"]
	case n.DataAtom == atom.Time && (name == "" || dateNames[name]):
		return attr["datetime"]
	}
	return ""
}

// dateNames are the names under which pages give their date of publication.
var dateNames = map[string]bool{
	"article:published_time": true, "datepublished": true, "pubdate": true, "publishdate": true, "publish_date": true,
	"date": true, "dc.date": true, "dc.date.issued": true, "dcterms.date": true, "og:pubdate": true, "weibo:article:create_at": true,
}
