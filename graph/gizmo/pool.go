package gizmo

import (
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"sync"
)

// Options configure a Pool. A zero field means its default.
type Options struct {
	Limits    Limits
	Processes int // queries that run at the same time; as many as there are processors
	Warm      int // processes that are kept ready; none
}

// Pool runs queries over one store. It is safe for concurrent use; queries
// beyond the number of processes wait for their turn.
type Pool struct {
	source Source
	limits Limits
	warm   int
	turns  chan struct{} // holds one token for every query that runs

	mu     sync.Mutex
	view   *sharedView // the newest view; nil until it is needed
	idle   []*worker
	closed bool
	heat   sync.WaitGroup // processes being started ahead of need
}

// worker is a process with the view that it reads.
type worker struct {
	*process
	view *sharedView
}

// errClosed means that a query came after Close.
var errClosed = errors.New("gizmo: the pool is closed")

// NewPool makes a pool of query processes over the views of source. With
// Options.Warm it starts them at once, in the background.
func NewPool(source Source, o Options) *Pool {
	if o.Processes <= 0 {
		o.Processes = runtime.GOMAXPROCS(0)
	}
	p := &Pool{
		source: source, limits: o.Limits.withDefaults(), warm: min(o.Warm, o.Processes),
		turns: make(chan struct{}, o.Processes),
	}
	p.heatUp()
	return p
}

// Limits are those that the pool's queries run under.
func (p *Pool) Limits() Limits { return p.limits }

// Query runs a query. An error of the query is an *Error; then the result holds
// the rows that came before it, for RowLimit as many as the limit allows.
func (p *Pool) Query(ctx context.Context, q Query) (*Result, error) {
	answer, _, err := p.do(ctx, task{Query: q})
	return answer, err
}

// Shape describes how a query would be run, as the JSON that Cayley's page on
// query shapes draws.
func (p *Pool) Shape(ctx context.Context, q Query) (json.RawMessage, error) {
	_, shape, err := p.do(ctx, task{Query: q, Shape: true})
	return shape, err
}

func (p *Pool) do(ctx context.Context, t task) (*Result, json.RawMessage, error) {
	if err := p.wait(ctx); err != nil {
		return nil, nil, err
	}
	defer p.leave()
	w, err := p.take(ctx)
	if err != nil {
		return nil, nil, err
	}
	answer, shape, reusable, err := w.run(ctx, t)
	p.put(w, reusable)
	return answer, shape, err
}

// wait waits for a turn, which leave gives back.
func (p *Pool) wait(ctx context.Context) error {
	select {
	case p.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (p *Pool) leave() { <-p.turns }

// Refresh makes later queries see the store as it is now. Queries that run keep
// their view.
func (p *Pool) Refresh() error {
	p.mu.Lock()
	idle, view := p.idle, p.view
	p.idle, p.view = nil, nil
	p.mu.Unlock()
	err := discard(idle)
	if view != nil {
		err = errors.Join(err, view.release())
	}
	p.heatUp()
	return err
}

// Close ends the idle processes and releases the view. Queries must be over.
func (p *Pool) Close() error {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.heat.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	err := discard(p.idle)
	if p.view != nil {
		err = errors.Join(err, p.view.release())
	}
	p.idle, p.view = nil, nil
	return err
}

// take returns an idle process or starts one.
func (p *Pool) take(ctx context.Context) (*worker, error) {
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		w := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return w, nil
	}
	p.mu.Unlock()
	return p.start(ctx)
}

// start starts a process over the newest view.
func (p *Pool) start(ctx context.Context) (*worker, error) {
	view, err := p.newest()
	if err != nil {
		return nil, err
	}
	started, err := start(ctx, view.Address, p.limits)
	if err != nil {
		return nil, errors.Join(err, view.release())
	}
	return &worker{process: started, view: view}, nil
}

// newest is the newest view, with the caller as one more user.
func (p *Pool) newest() (*sharedView, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errClosed
	}
	if p.view == nil {
		view, err := p.source()
		if err != nil {
			return nil, errorf(NoProcess, "view the store: %v", err)
		}
		p.view = share(view)
	}
	return p.view.use(), nil
}

// put takes a process back, or replaces it by a fresh one if it is spent or
// reads an outdated view.
func (p *Pool) put(w *worker, reusable bool) {
	p.mu.Lock()
	keep := reusable && !p.closed && w.view == p.view
	if keep {
		p.idle = append(p.idle, w)
	}
	p.mu.Unlock()
	if !keep {
		w.discard()
		p.heatUp()
	}
}

// heatUp starts processes in the background until enough are ready. Errors show
// when a query needs a process and starts it itself.
func (p *Pool) heatUp() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	for range p.warm - len(p.idle) {
		p.heat.Go(func() {
			if w, err := p.start(context.Background()); err == nil {
				p.stock(w)
			}
		})
	}
}

// stock adds a new process to the idle ones, if one is missing.
func (p *Pool) stock(w *worker) {
	p.mu.Lock()
	wanted := len(p.idle) < p.warm && !p.closed && w.view == p.view
	if wanted {
		p.idle = append(p.idle, w)
	}
	p.mu.Unlock()
	if !wanted {
		w.discard()
	}
}

func (w *worker) discard() error {
	w.kill()
	return w.view.release()
}

func discard(workers []*worker) error {
	var errs []error
	for _, w := range workers {
		errs = append(errs, w.discard())
	}
	return errors.Join(errs...)
}
