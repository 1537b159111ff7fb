package explore

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"sanyuan/graph/graphtest"

	"sanyuan/graph"
)

// TestReadersWhileLoading lets 200 readers ask for all kinds of pages and data
// while a loader writes: new documents, and new versions of those that they read.
func TestReadersWhileLoading(t *testing.T) {
	h, s := site(t)
	const readers = 200
	room := graphtest.Newsroom{Seed: 1, Sentences: 4}
	addresses := []string{
		"/", "/search?q=伊", "/api/search?q=國", "/entity/伊朗", "/entity/伊朗?all=1", "/entity/伊朗?format=nquads", "/relation/否決",
		"/statement/a2", "/document/news/13.txt", "/documents", "/path?from=EU&to=Iran", "/api/neighbourhood?entity=伊朗&hops=2", "/api/graph", "/picture.dot?entity=美國",
	}
	stop := make(chan struct{})
	loaded := make(chan int)
	go func() {
		n := 0
		defer func() { loaded <- n }()
		for ; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			l := s.NewLoader(t.Context(), graph.LoadOptions{Version: fmt.Sprint("v", n)})
			for _, doc := range append(sample(), room.Document(n)) {
				if err := l.Load(t.Context(), doc); err != nil {
					t.Error(err)
					return
				}
			}
			if err := l.Close(); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	var failed atomic.Int32
	var group sync.WaitGroup
	for reader := range readers {
		group.Go(func() {
			for i := range len(addresses) {
				address := encode(addresses[(reader+i)%len(addresses)])
				if w := send(h, "GET", address, ""); w.Code != http.StatusOK && failed.Add(1) < 5 {
					t.Errorf("%s: status %d: %.300s", address, w.Code, w.Body)
				}
			}
		})
	}
	group.Wait()
	close(stop)
	if n := <-loaded; n == 0 {
		t.Error("nothing was loaded meanwhile")
	} else {
		t.Logf("%d loads while %d readers asked for %d answers", n, readers, readers*len(addresses))
	}
	if w := send(h, "GET", encode("/statement/a2"), ""); w.Code != http.StatusOK {
		t.Errorf("after all: status %d", w.Code)
	}
}
