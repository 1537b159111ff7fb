package main

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"
)

// inOrder does the work on every item with several workers at once, and hands
// the results to write in the order of the items. It holds a few items per
// worker at a time, however many there are. The first error ends everything.
func inOrder[In, Out any](ctx context.Context, workers int, items iter.Seq2[In, error],
	work func(context.Context, In) (Out, error), write func(Out) error) error {
	type job struct {
		item In
		done chan Out
	}
	g, ctx := errgroup.WithContext(ctx)
	jobs := make(chan job)
	pending := make(chan job, 4*workers)
	g.Go(func() error {
		defer close(jobs)
		defer close(pending)
		for item, err := range items {
			if err != nil {
				return err
			}
			j := job{item, make(chan Out, 1)}
			for _, c := range []chan job{pending, jobs} {
				select {
				case c <- j:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
		}
		return nil
	})
	for range workers {
		g.Go(func() error {
			for j := range jobs {
				out, err := work(ctx, j.item)
				if err != nil {
					return err
				}
				j.done <- out
			}
			return nil
		})
	}
	g.Go(func() error {
		for j := range pending {
			select {
			case out := <-j.done:
				if err := write(out); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return g.Wait()
}
