package tag

import (
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"sanyuan/extract/perceptron"
	"sanyuan/extract/segment"
	"sanyuan/extract/syntax"
)

// Plan are the settings of training.
type Plan struct {
	Folds      int // parts for jackknifing
	Characters Learning
	Words      Learning
	Workers    int                              // folds trained at once; each takes some 500 MB
	Progress   func(done, all int, what string) // may be nil
}

// Learning are the settings of one model. Models that only serve to make
// training material for the next one are learnt with one seed.
type Learning struct {
	Rounds  int     // passes over the sentences
	Seeds   int     // perceptrons that are averaged
	Dropout float32 // share of the features hidden in each step
}

// DefaultPlan is the plan by which the shipped models were made; the figures
// behind it are in docs/benchmarks.md.
func DefaultPlan() Plan {
	return Plan{
		Folds:      5,
		Characters: Learning{Rounds: 8, Seeds: 3, Dropout: 0.2},
		Words:      Learning{Rounds: 8, Seeds: 5, Dropout: 0.3},
		Workers:    min(2, runtime.GOMAXPROCS(0)),
	}
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
		lessons: make([]lesson, len(sentences)), all: 2*plan.Folds + 2}
	if err := t.trainSegmenters(); err != nil {
		return nil, err
	}
	tagger := &Tagger{dict: dict, seg: t.segmenter, set: t.set}
	tagger.words = t.trainWords(t.lessons, plan.Words)
	t.report("words")
	read, err := t.jackknifeWords()
	if err != nil {
		return nil, err
	}
	files := tagger.Files()
	files[DictionaryFile] = dictionary
	return &Trained{Tagger: tagger, Files: files, Jackknifed: read}, nil
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

// fold tells to which part a sentence belongs. Neighbours belong to different ones, so
// that each part is like the whole.
func (t *trainer) fold(i int) int { return i % t.plan.Folds }

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

// once is l with one seed.
func once(l Learning) Learning {
	l.Seeds = 1
	return l
}

// trainSegmenters makes the lessons, each with a segmenter that has not seen
// its sentence, and the segmenter of all sentences.
func (t *trainer) trainSegmenters() error {
	err := t.each("jackknifed characters", func(fold int) error {
		_, others := split(t, fold, t.sentences)
		seg, err := t.newSegmenter(others, once(t.plan.Characters))
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
	t.segmenter, err = t.newSegmenter(t.sentences, t.plan.Characters)
	t.report("characters")
	return err
}

// Settings of the stored weights, by measured loss; see docs/benchmarks.md.
const (
	quantileKept    = 0.99 // share of the weights that eight bits hold without a shift
	rare            = 2    // features seen less often are not learnt
	floorCharacters = 0.1  // smaller weights are dropped
	floorWords      = 0.5
)

func (t *trainer) newSegmenter(sentences []segment.Sentence, l Learning) (*segment.Segmenter, error) {
	model := segment.Train(t.dict, sentences, t.tags, seeds(l.Seeds), l.options())
	return segment.New(t.dict, model.Tagger(quantileKept, floorCharacters))
}

func (l Learning) options() perceptron.Options {
	return perceptron.Options{Epochs: l.Rounds, MinCount: rare, Dropout: l.Dropout}
}

// trainWords learns the scorer of word lattices from lessons.
func (t *trainer) trainWords(lessons []lesson, l Learning) *perceptron.Weights {
	var models [][]perceptron.Row
	for _, seed := range seeds(l.Seeds) {
		w := &wordsLearner{tagger: &Tagger{dict: t.dict, seg: t.segmenter, set: t.set},
			learn: perceptron.NewLearner(t.set.size())}
		w.train(lessons, l.Rounds, l.Dropout, seed)
		models = append(models, w.learn.Rows())
	}
	return perceptron.Quantise(t.set.size(), perceptron.AverageRows(models), quantileKept, floorWords)
}

// jackknifeWords reads every sentence with word models that have not seen it.
func (t *trainer) jackknifeWords() ([][]syntax.Token, error) {
	out := make([][]syntax.Token, len(t.sentences))
	err := t.each("jackknifed words", func(fold int) error {
		_, others := split(t, fold, t.lessons)
		tagger := &Tagger{dict: t.dict, seg: t.segmenter, set: t.set, words: t.trainWords(others, once(t.plan.Words))}
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
