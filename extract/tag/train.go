package tag

import (
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
	"sanyuan/extract/syntax"
)

// Plan are the settings of training.
type Plan struct {
	Folds        int // parts for jackknifing
	SegmentSeeds int // perceptrons that are averaged into the character model
	WordSeeds    int // the same for the word lattice
	NameSeeds    int
	SegmentRound int // passes over the sentences
	WordRound    int
	NameRound    int
	Workers      int                              // folds trained at once; each takes some 500 MB
	Progress     func(done, all int, what string) // may be nil
}

// DefaultPlan is the plan by which the shipped models were made.
func DefaultPlan() Plan {
	return Plan{Folds: 5, SegmentSeeds: 3, WordSeeds: 3, NameSeeds: 3,
		SegmentRound: 8, WordRound: 8, NameRound: 10, Workers: min(2, runtime.GOMAXPROCS(0))}
}

// Trained is what training yields.
type Trained struct {
	Tagger *Tagger
	Files  map[string][]byte // model files by name
	// Jackknifed are the sentences as a tagger reads them that was trained
	// without them: what a parser must learn to live with.
	Jackknifed [][]syntax.Token
}

// trainer carries the state of training.
type trainer struct {
	plan      Plan
	dict      *segment.Dictionary
	set       *Tagset
	tags      []string
	sentences []segment.Sentence
	lessons   []lesson // by sentence, jackknifed
	segmenter *segment.Segmenter
	done, all int
}

// Train learns all models from sentences. The dictionary is the file that
// segment.BuildDictionary made.
func Train(dictionary []byte, sentences []segment.Sentence, plan Plan) (*Trained, error) {
	dict, err := segment.OpenDictionary(dictionary)
	if err != nil {
		return nil, err
	}
	t := &trainer{plan: plan, dict: dict, sentences: sentences, tags: segment.TagsOf(sentences), set: fullTagsOf(sentences),
		lessons: make([]lesson, len(sentences)), all: 2*plan.Folds + 4}
	if err := t.trainSegmenters(); err != nil {
		return nil, err
	}
	jackknifed, err := t.jackknife()
	if err != nil {
		return nil, err
	}
	tagger := &Tagger{dict: dict, seg: t.segmenter, set: t.set, words: t.trainWords(t.lessons)}
	t.report("words")
	tagger.names = t.trainNames(sentences, jackknifed)
	t.report("names")
	t.jackknifeNames(jackknifed)
	t.report("names of the jackknifed sentences")
	files := tagger.Files()
	files[DictionaryFile] = dictionary
	return &Trained{Tagger: tagger, Files: files, Jackknifed: jackknifed}, nil
}

func (t *trainer) report(what string) {
	t.done++
	if t.plan.Progress != nil {
		t.plan.Progress(t.done, t.all, what)
	}
}

// minTagCount is how often a full tag must be seen to be predicted.
const minTagCount = 10

func fullTagsOf(sentences []segment.Sentence) *Tagset {
	counts := map[string]int{}
	for _, s := range sentences {
		for _, t := range s.Tokens {
			counts[t.UPOS+"/"+t.XPOS]++
		}
	}
	var names []string
	for name, n := range counts {
		if n >= minTagCount {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return newTagset(names)
}

// fold tells to which part a sentence belongs.
func (t *trainer) fold(i int) int { return i * t.plan.Folds / len(t.sentences) }

// split divides values by sentence into those of a fold and the others.
func split[T any](t *trainer, fold int, values []T) (inside, outside []T) {
	for i, v := range values {
		if t.fold(i) == fold {
			inside = append(inside, v)
		} else {
			outside = append(outside, v)
		}
	}
	return inside, outside
}

func seeds(n int) []uint64 {
	out := make([]uint64, n)
	for i := range out {
		out[i] = uint64(i + 1)
	}
	return out
}

// each runs work for every fold on as many workers as planned.
func (t *trainer) each(what string, work func(fold int) error) error {
	var group errgroup.Group
	group.SetLimit(max(1, t.plan.Workers))
	finished := make(chan struct{}, t.plan.Folds)
	for fold := range t.plan.Folds {
		group.Go(func() error {
			defer func() { finished <- struct{}{} }()
			return work(fold)
		})
	}
	for range t.plan.Folds {
		<-finished
		t.report(what)
	}
	return group.Wait()
}

// trainSegmenters makes the lessons, each with a segmenter that has not seen
// its sentence, and the segmenter of all sentences.
func (t *trainer) trainSegmenters() error {
	err := t.each("characters", func(fold int) error {
		_, others := split(t, fold, t.sentences)
		seg, err := t.newSegmenter(others)
		if err != nil {
			return err
		}
		var v segment.View
		for i, s := range t.sentences {
			if t.fold(i) == fold {
				v.Look(s.Text, t.dict)
				t.lessons[i] = newLesson(t.set, seg, &v, s, seg.Candidates(&v, candidateLoss, nil))
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	t.segmenter, err = t.newSegmenter(t.sentences)
	t.report("characters, all sentences")
	return err
}

// Settings of the stored weights, by measured loss; see docs/benchmarks.md.
const (
	quantileKept = 0.9999 // share of the weights that fit into eight bits
	smallest     = 0.1    // smaller weights of the character model are dropped
)

func (t *trainer) newSegmenter(sentences []segment.Sentence) (*segment.Segmenter, error) {
	o := perceptron.Options{Epochs: t.plan.SegmentRound, MinCount: 1}
	model := segment.Train(t.dict, sentences, t.tags, seeds(t.plan.SegmentSeeds), o)
	return segment.New(t.dict, model.Tagger(quantileKept, smallest))
}

// trainWords learns the scorer of word lattices from lessons.
func (t *trainer) trainWords(lessons []lesson) *perceptron.Weights {
	var models [][]perceptron.Row
	for _, seed := range seeds(t.plan.WordSeeds) {
		l := &wordsLearner{tagger: &Tagger{dict: t.dict, seg: t.segmenter, set: t.set},
			learn: perceptron.NewLearner(t.set.size())}
		l.train(lessons, t.plan.WordRound, seed)
		models = append(models, l.learn.Rows())
	}
	return perceptron.Quantise(t.set.size(), perceptron.AverageRows(models), quantileKept)
}

// jackknife reads every sentence with models that have not seen it. Names are
// left out.
func (t *trainer) jackknife() ([][]syntax.Token, error) {
	out := make([][]syntax.Token, len(t.sentences))
	err := t.each("jackknifed words", func(fold int) error {
		_, others := split(t, fold, t.lessons)
		tagger := &Tagger{dict: t.dict, seg: t.segmenter, set: t.set, words: t.trainWords(others)}
		var w work
		for i, s := range t.sentences {
			if t.fold(i) == fold {
				w.view.Look(s.Text, t.dict)
				tagger.findWords(&w, t.lessons[i].guessed)
				out[i] = tagger.tokens(&w, s.Text, 0, nil)
			}
		}
		return nil
	})
	return out, err
}

// trainNames learns to find names in words as they are found in raw text.
func (t *trainer) trainNames(gold []segment.Sentence, read [][]syntax.Token) *perceptron.Tagger {
	labels := nameLabels(gold)
	index := map[string]int{}
	for i, n := range labels.Names {
		index[n] = i
	}
	corpus := perceptron.NewCorpus()
	var w work
	for i, s := range gold {
		w.view.Look(s.Text, t.dict)
		w.names.set(&w.view, t.set, read[i])
		corpus.Begin()
		for k, label := range projectNames(s.Tokens, read[i]) {
			w.names.features = w.names.nameFeatures(k, w.names.features[:0])
			corpus.Position(w.names.features, index[label])
		}
	}
	var models []*perceptron.Model
	for _, seed := range seeds(t.plan.NameSeeds) {
		models = append(models, perceptron.Train(labels, corpus, perceptron.Options{Epochs: t.plan.NameRound, Seed: seed, MinCount: 1}))
	}
	return perceptron.Average(models).Tagger(quantileKept, 0)
}

// jackknifeNames fills the names of sentences with models that have not seen
// them.
func (t *trainer) jackknifeNames(read [][]syntax.Token) {
	var w work
	for fold := range t.plan.Folds {
		_, gold := split(t, fold, t.sentences)
		_, others := split(t, fold, read)
		names := t.trainNames(gold, others)
		for i := range read {
			if t.fold(i) != fold {
				continue
			}
			w.view.Look(t.sentences[i].Text, t.dict)
			w.names.set(&w.view, t.set, read[i])
			for k, y := range w.names.find(names) {
				read[i][k].Entity = names.Labels.Names[y]
			}
		}
	}
}

func nameLabels(sentences []segment.Sentence) *perceptron.Labels {
	set := map[string]bool{"O": true}
	for _, s := range sentences {
		for _, t := range s.Tokens {
			if kind := strings.TrimLeft(t.Entity, "BI"); len(kind) > 1 {
				set["B"+kind], set["I"+kind] = true, true
			}
		}
	}
	var names []string
	for n := range set {
		names = append(names, n)
	}
	slices.Sort(names)
	return perceptron.NewLabels(names, followsName)
}

// projectNames carries the names of the gold tokens over to other tokens of the
// same text. A token is part of the name that holds the most of its bytes, if
// that is more than half of them.
func projectNames(gold, tokens []syntax.Token) []string {
	out := make([]string, len(tokens))
	last := -1
	for i, t := range tokens {
		out[i] = "O"
		name, kind := nameOver(gold, t)
		if name < 0 {
			last = -1
			continue
		}
		out[i] = "B-" + kind
		if name == last {
			out[i] = "I-" + kind
		}
		last = name
	}
	return out
}

// nameOver returns the first token and the type of the name that most of t lies
// in, or -1.
func nameOver(gold []syntax.Token, t syntax.Token) (first int, kind string) {
	size := map[int]int{}
	name, best := -1, -1
	for i, g := range gold {
		if strings.HasPrefix(g.Entity, "B-") {
			name = i
		} else if g.Entity == "O" || g.Entity == "" {
			name = -1
		}
		if common := min(g.End, t.End) - max(g.Start, t.Start); common > 0 && name >= 0 {
			size[name] += common
			if 2*size[name] > t.End-t.Start {
				best = name
			}
		}
	}
	if best < 0 {
		return -1, ""
	}
	return best, gold[best].Entity[2:]
}
