// Package graphtest makes documents for tests of what is built on graphs.
package graphtest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"sanyuan/extract"
	"sanyuan/extract/clause"
	"sanyuan/extract/resolve"
	"sanyuan/extract/text"
)

// Newsroom writes documents as realistic as load tests need: the same seed
// gives the same documents, a few entities and relations are in most of them and
// most in a few, and every sentence states one or two things.
type Newsroom struct {
	Seed      uint64
	Sentences int // per document, on average
}

const (
	syllables = "國家會議提案核能協議總統部長經濟貿易組織安全保障談判人權外交政策執行代表聲明報導記者新聞市場公司銀行投資產業技術研究大學法院警察軍隊飛機城市地區人民代理制裁決議條約石油能源環境氣候健康醫院教育文化體育比賽選舉政黨議員法案預算稅收"
	letters   = "的是在有和了不為這我們他們以及因此但是如果根據表示指出認為強調"
)

// Word is the word of a number; r does not matter.
func (n Newsroom) Word(_ *rand.Rand, id uint64, length int) string {
	runes := []rune(syllables)
	var b strings.Builder
	w := rand.New(rand.NewPCG(7, id))
	for range length {
		b.WriteRune(runes[w.IntN(len(runes))])
	}
	return b.String()
}

// zipf draws a number below n, small ones most often.
func zipf(r *rand.Rand, n uint64) uint64 { return rand.NewZipf(r, 1.15, 8, n-1).Uint64() }

// Document is the i-th document.
func (n Newsroom) Document(i int) extract.Result {
	r := rand.New(rand.NewPCG(n.Seed, uint64(i)))
	id := fmt.Sprintf("news/2005/%06d.txt", i)
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %d", n.Seed, i))
	res := extract.Result{Document: extract.Document{
		ID: id, Source: id, Title: n.Word(r, r.Uint64N(1e6), 9),
		Hash: hex.EncodeToString(sum[:]),
		Date: time.Date(2005, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%365),
	}}
	entities := make(map[string]extract.Entity)
	offset := 0
	for s := range max(1, n.Sentences/2+r.IntN(n.Sentences)) {
		sentence := n.sentence(r, s, &offset)
		res.Document.Sentences = append(res.Document.Sentences, sentence)
		for range 1 + r.IntN(2) {
			res.Statements = append(res.Statements, n.statement(r, id, s, entities))
		}
	}
	for _, e := range entities {
		res.Entities = append(res.Entities, e)
	}
	return res
}

func (n Newsroom) sentence(r *rand.Rand, index int, offset *int) extract.Sentence {
	var b strings.Builder
	all := []rune(syllables + letters)
	for range 15 + r.IntN(30) {
		b.WriteRune(all[r.IntN(len(all))])
	}
	b.WriteString("。")
	s := extract.Sentence{Index: index, Text: b.String(), Pieces: []text.Piece{{
		Text:     text.Span{End: b.Len()},
		Original: text.Span{Start: *offset, End: *offset + b.Len()},
	}}}
	*offset += b.Len()
	return s
}

func (n Newsroom) statement(r *rand.Rand, doc string, sentence int, entities map[string]extract.Entity) extract.Statement {
	relation := n.Word(r, 1<<40+zipf(r, 2000), 2)
	s := extract.Statement{
		ID:       fmt.Sprintf("%016x", r.Uint64()),
		Subject:  n.term(r, entities),
		Relation: clause.Relation{Name: relation, Lemma: relation},
		Object:   n.term(r, entities),
		Evidence: []clause.Evidence{{Document: doc, Sentence: sentence,
			Subject: []text.Span{{Start: 0, End: 6}}, Relation: []text.Span{{Start: 6, End: 12}}, Object: []text.Span{{Start: 15, End: 27}}}},
		Confidence: float64(50+r.IntN(50)) / 100,
		Rule:       "subject-verb-object",
	}
	if r.IntN(3) == 0 {
		s.Arguments = append(s.Arguments, clause.Argument{Role: clause.Recipient, Term: n.term(r, entities)})
	}
	if r.IntN(4) == 0 {
		s.Modality = clause.Modality(r.IntN(10))
	}
	return s
}

func (n Newsroom) term(r *rand.Rand, entities map[string]extract.Entity) clause.Term {
	rank := zipf(r, 200_000)
	name := n.Word(r, rank, 2+int(rank%5))
	e := extract.Entity{Name: name, Concept: rank%3 != 0}
	if rank < 3000 {
		e.Lexicon, e.Type = true, "Organization"
		e.Labels = []resolve.Label{{Lang: "zh-Hant", Text: name}, {Lang: "en", Text: fmt.Sprint("Entity ", rank)}}
		e.Aliases = []resolve.Alias{{Text: name[:3], Lang: "zh", Reason: "lexicon"}}
	}
	entities[name] = e
	return clause.Term{Kind: clause.Entity, Name: name}
}
