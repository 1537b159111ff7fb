package extract

import (
	"context"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"unicode"

	"golang.org/x/sync/errgroup"

	"sanyuan/extract/clause"
	"sanyuan/extract/lexicon"
	"sanyuan/extract/model"
	"sanyuan/extract/parse"
	"sanyuan/extract/resolve"
	"sanyuan/extract/script"
	"sanyuan/extract/syntax"
	"sanyuan/extract/tag"
)

// Extractor reads documents and returns what they state. It is safe for
// concurrent use; its models are loaded once and serve all.
type Extractor struct {
	tagger        *tag.Tagger
	parser        *parse.Parser
	resolver      *resolve.Resolver
	lexiconFiles  []string
	models        fs.FS
	workers       int
	minConfidence float64
}

// Option changes how an Extractor works.
type Option func(*Extractor)

// WithModels reads the models from a directory instead of those embedded in
// the program.
func WithModels(files fs.FS) Option { return func(e *Extractor) { e.models = files } }

// WithLexicon adds the user's lexicon files to those of the program.
func WithLexicon(files ...string) Option {
	return func(e *Extractor) { e.lexiconFiles = append(e.lexiconFiles, files...) }
}

// WithWorkers sets how many sentences of a document are analysed at once; by
// default as many as there are cores.
func WithWorkers(n int) Option { return func(e *Extractor) { e.workers = max(1, n) } }

// WithMinConfidence leaves out statements of less confidence, and those that
// hold one of them as a part.
func WithMinConfidence(c float64) Option { return func(e *Extractor) { e.minConfidence = c } }

// New loads models and lexicon. An error names the file that is missing or
// unusable.
func New(options ...Option) (*Extractor, error) {
	e := &Extractor{models: model.Files(), workers: runtime.GOMAXPROCS(0), minConfidence: clause.DefaultConfidence}
	for _, o := range options {
		o(e)
	}
	if err := e.load(); err != nil {
		return nil, err
	}
	return e, nil
}

// load reads models and lexicon, as many at once as can be.
func (e *Extractor) load() error {
	var group errgroup.Group
	var lex *lexicon.Lexicon
	group.Go(func() (err error) {
		if e.tagger, err = tag.Load(e.models); err != nil {
			return fmt.Errorf("loading models: %w", err)
		}
		return nil
	})
	group.Go(func() (err error) {
		if lex, err = lexicon.Load(e.lexiconFiles...); err != nil {
			return fmt.Errorf("loading lexicon: %w", err)
		}
		e.resolver = resolve.New(lex)
		return nil
	})
	if err := group.Wait(); err != nil {
		return err
	}
	var err error
	if e.parser, err = parse.Load(e.models, e.tagger.Dictionary(), lex); err != nil {
		return fmt.Errorf("loading models: %w", err)
	}
	return e.addWords(lex)
}

// addWords makes the tagger find the user's names as words.
func (e *Extractor) addWords(lex *lexicon.Lexicon) error {
	for name, entity := range lex.UserNames() {
		if strings.ContainsFunc(name, unicode.IsSpace) {
			continue // several words in any case
		}
		if err := e.tagger.AddWord(name, lex.NameTag(entity.Type)); err != nil {
			return fmt.Errorf("lexicon: %w", err)
		}
	}
	return nil
}

// Analyse returns the tree of one sentence. Its forms are in Traditional
// characters; its offsets are bytes of the sentence as given.
func (e *Extractor) Analyse(sentence string) (syntax.Tree, error) {
	trees := make([]syntax.Tree, 1)
	err := e.analyseTogether([]string{sentence}, trees)
	return trees[0], err
}

// analyseTogether fills in the tree of every sentence. Each stage takes all sentences
// before the next begins, so that its tables stay in the caches.
func (e *Extractor) analyseTogether(sentences []string, trees []syntax.Tree) error {
	tokens := make([][]syntax.Token, len(sentences))
	for i, s := range sentences {
		traditional, err := script.Traditional(s)
		if err != nil {
			return err
		}
		tokens[i] = e.tagger.Tag(traditional)
	}
	for i, tree := range e.parser.ParseAll(tokens) {
		trees[i] = tree.Merge(e.resolver.Join(tree.Tokens))
	}
	return nil
}

// Together is how many sentences are best analysed together.
const Together = 8

// Extract returns what a document states. Statements stand in the order in
// which the document first makes them, each once.
func (e *Extractor) Extract(ctx context.Context, doc Document) (Result, error) {
	results, err := e.ExtractAll(ctx, []Document{doc})
	if err != nil {
		return Result{}, fmt.Errorf("%s: %w", doc.ID, err)
	}
	return results[0], nil
}

// ExtractAll returns what each document states, as Extract does. Short documents take
// less time together.
func (e *Extractor) ExtractAll(ctx context.Context, docs []Document) ([]Result, error) {
	var sentences []string
	for _, doc := range docs {
		for _, s := range doc.Sentences {
			sentences = append(sentences, s.Text)
		}
	}
	trees, err := e.analyse(ctx, sentences)
	if err != nil {
		return nil, err
	}
	results := make([]Result, len(docs))
	for i, doc := range docs {
		n := len(doc.Sentences)
		results[i] = e.result(doc, trees[:n])
		trees = trees[n:]
	}
	return results, nil
}

// result returns what a document with some trees states.
func (e *Extractor) result(doc Document, trees []syntax.Tree) Result {
	statements := e.read(doc, trees)
	entities := e.resolver.Resolve(resolve.Input{Document: &doc, Tokens: tokens(trees), Statements: statements})
	return Result{Document: doc, Statements: merge(statements), Entities: entities}
}

// analyse returns the tree of every sentence; a repeated sentence is analysed once.
func (e *Extractor) analyse(ctx context.Context, sentences []string) ([]syntax.Tree, error) {
	place := map[string]int{}
	var different []string
	for _, s := range sentences {
		if _, again := place[s]; !again {
			place[s] = len(different)
			different = append(different, s)
		}
	}
	trees := make([]syntax.Tree, len(different))
	if err := e.analyseDifferent(ctx, different, trees); err != nil {
		return nil, err
	}
	out := make([]syntax.Tree, len(sentences))
	for i, s := range sentences {
		out[i] = trees[place[s]]
	}
	return out, nil
}

// analyseDifferent fills in the trees of sentences, several batches at once. A single
// batch needs no goroutine, whose stack would have to grow first.
func (e *Extractor) analyseDifferent(ctx context.Context, different []string, trees []syntax.Tree) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if len(different) <= Together {
		return e.analyseTogether(different, trees)
	}
	g, running := errgroup.WithContext(ctx)
	g.SetLimit(e.workers)
	for from := 0; from < len(different) && running.Err() == nil; from += Together {
		to := min(from+Together, len(different))
		g.Go(func() error { return e.analyseTogether(different[from:to], trees[from:to]) })
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return ctx.Err()
}

// read returns the statements of all sentences, with their place.
func (e *Extractor) read(doc Document, trees []syntax.Tree) []*Statement {
	var out []*Statement
	var topic *Term
	for i, s := range doc.Sentences {
		statements := clause.Read(trees[i], s.Text, topic)
		topic = clause.NextTopic(statements, topic)
		for _, st := range clause.Confident(statements, e.minConfidence) {
			for n := range st.Evidence {
				st.Evidence[n].Document, st.Evidence[n].Sentence = doc.ID, s.Index
			}
			out = append(out, st)
		}
	}
	return out
}

func tokens(trees []syntax.Tree) [][]syntax.Token {
	out := make([][]syntax.Token, len(trees))
	for i, t := range trees {
		out[i] = t.Tokens
	}
	return out
}

// merge identifies the statements and keeps each once, with the evidence and
// the highest confidence of all its mentions.
func merge(statements []*Statement) []Statement {
	if len(statements) == 0 {
		return nil
	}
	out := make([]Statement, 0, len(statements))
	at := make(map[string]int, len(statements))
	for _, s := range statements {
		s.Identify()
		i, again := at[s.ID]
		if !again {
			at[s.ID] = len(out)
			out = append(out, *s)
			continue
		}
		out[i].Evidence = append(out[i].Evidence, s.Evidence...)
		out[i].Confidence = max(out[i].Confidence, s.Confidence)
	}
	return out
}
