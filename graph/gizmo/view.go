package gizmo

import "sync"

// A View is a store as it was at one moment, open to any number of query
// processes at once.
type View struct {
	Address string       // what the Opener of the query processes takes
	Release func() error // gives the view up once no process reads it; may be nil
}

// A Source makes a view of a store as it is now.
type Source func() (View, error)

// sharedView counts who uses a view, and releases it after the last.
type sharedView struct {
	View
	mu    sync.Mutex
	users int
}

// share returns the view with one user.
func share(v View) *sharedView { return &sharedView{View: v, users: 1} }

func (v *sharedView) use() *sharedView {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.users++
	return v
}

func (v *sharedView) release() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.users--
	if v.users > 0 || v.Release == nil {
		return nil
	}
	return v.Release()
}
