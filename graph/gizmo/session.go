package gizmo

import "context"

// Session runs the scripts of one prompt, one after the other, in a process of
// its own: variables and functions of a script are there for the next. After a
// failure that costs the process they are gone. It is not safe for concurrent
// use.
type Session struct {
	pool   *Pool
	worker *worker
}

// NewSession makes a session over the pool's store. It takes a turn of the pool
// only while it runs a script.
func (p *Pool) NewSession() *Session { return &Session{pool: p} }

// Query runs a script. Lost reports that the variables of earlier scripts are
// gone.
func (s *Session) Query(ctx context.Context, q Query) (answer *Result, lost bool, err error) {
	if err := s.pool.wait(ctx); err != nil {
		return nil, false, err
	}
	defer s.pool.leave()
	if s.worker == nil {
		if s.worker, err = s.pool.start(ctx); err != nil {
			return nil, false, err
		}
	}
	answer, _, reusable, err := s.worker.run(ctx, task{Query: q, Keep: true})
	if !reusable {
		s.Close()
	}
	return answer, !reusable, err
}

// Close ends the session's process.
func (s *Session) Close() error {
	if s.worker == nil {
		return nil
	}
	w := s.worker
	s.worker = nil
	return w.discard()
}
