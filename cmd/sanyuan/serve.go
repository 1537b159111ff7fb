package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"sanyuan/extract"
	"sanyuan/extract/text"
	"sanyuan/graph"
	"sanyuan/graph/explore"
	"sanyuan/graph/gizmo"
	"sanyuan/graph/web"
)

type serveOptions struct {
	*streams
	queryFlags
	addr      string
	hosts     []string
	token     string
	insecure  bool
	write     bool
	processes int
}

func newServe(s *streams) *cobra.Command {
	opts := &serveOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the graph in a browser, and answer its APIs",
		Long: `Show the graph in a browser. The explorer's pages lead from a name to what is
stated about it and to the sentences that state it; beside them are Cayley's own
pages for queries, query shapes and pictures. The explorer's JSON API and Cayley's
query API, versions 1 and 2, answer programs.

The server listens on this machine only and changes nothing, unless told
otherwise by --addr and --write. Other machines need the token that --token sets:
as ?token= in the address that a browser opens first, or in the header
Authorization: Bearer. Whoever has it may read all of the graph. The server
refuses what pages of other sites send.

/healthz tells whether the store can be read; /metrics is for Prometheus.`,
		Example: `  sanyuan serve
  sanyuan serve --db news.db --addr 127.0.0.1:8080
  sanyuan serve --write
  SANYUAN_TOKEN=$(openssl rand -hex 16) sanyuan serve --addr 0.0.0.0:64210 --host graph.example.org
  curl -d 'g.V("<ent:法國>").Out().All()' http://127.0.0.1:64210/api/v1/query/gizmo`,
		Args: exactArgs(0),
		RunE: func(cmd *cobra.Command, _ []string) error { return serveRun(cmd.Context(), opts) },
	}
	opts.add(cmd)
	cmd.Flags().StringVar(&opts.addr, "addr", defaultAddr, "address to listen on, `HOST:PORT`; port 0 takes a free one")
	cmd.Flags().StringVar(&opts.token, "token", "", "`SECRET` that browsers and programs must know; else $SANYUAN_TOKEN")
	cmd.Flags().BoolVar(&opts.insecure, "insecure", false, "let other machines in without a token")
	cmd.Flags().StringSliceVar(&opts.hosts, "host", nil, "further host `NAME` by which browsers may call the server")
	cmd.Flags().BoolVar(&opts.write, "write", false, "let the API and the page Write change the graph")
	cmd.Flags().IntVar(&opts.processes, "processes", 2, "queries that run at the same time")
	return cmd
}

func serveRun(ctx context.Context, opts *serveOptions) (err error) {
	limits, err := opts.limits()
	if err != nil {
		return err
	}
	if opts.processes < 1 {
		return usagef("--processes must be 1 or more, not %d", opts.processes)
	}
	if opts.token == "" {
		opts.token = os.Getenv("SANYUAN_TOKEN")
	}
	if err := opts.checkAddress(); err != nil {
		return err
	}
	if err := checkStore(opts.db); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(opts.err, nil))
	store, err := graph.Open(opts.db, graph.Options{ReadOnly: !opts.write})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	source := storeItself(opts.db)
	if opts.write {
		source = snapshots(store)
	}
	pool := gizmo.NewPool(source, gizmo.Options{Limits: limits, Processes: opts.processes, Warm: opts.processes})
	defer func() { err = errors.Join(err, pool.Close()) }()
	handler, err := opts.handler(store, pool, log)
	if err != nil {
		return err
	}
	return listenAndServe(ctx, opts, handler, log)
}

// extractText reads a text that is sent to the API. The models are loaded when
// the first one comes.
func extractText() func(context.Context, string) (extract.Result, error) {
	load := sync.OnceValues(func() (*extract.Extractor, error) { return extract.New() })
	return func(ctx context.Context, body string) (extract.Result, error) {
		extractor, err := load()
		if err != nil {
			return extract.Result{}, err
		}
		return extractor.Extract(ctx, extract.Document{Sentences: text.Split(body)})
	}
}

// checkAddress keeps the graph from being open to a network by mistake.
func (o *serveOptions) checkAddress() error {
	host, _, err := net.SplitHostPort(o.addr)
	if err != nil {
		return usagef("--addr %s: want HOST:PORT: %w", o.addr, err)
	}
	address, err := netip.ParseAddr(host)
	local := host == "localhost" || err == nil && address.IsLoopback()
	if local || o.token != "" || o.insecure {
		return nil
	}
	return usagef("--addr %s lets other machines read the graph; set a --token, or say --insecure if that is meant", o.addr)
}

func (o *serveOptions) handler(store *graph.Store, pool *gizmo.Pool, log *slog.Logger) (http.Handler, error) {
	files, err := web.Files()
	if err != nil {
		return nil, err
	}
	explorer, err := explore.New(explore.Config{Store: store, Queries: pool, Extract: extractText(), Log: log})
	if err != nil {
		return nil, err
	}
	c := web.Config{Queries: pool, Store: store.QuadStore, Files: files, Explorer: explorer, Token: o.token, Log: log}
	for _, host := range o.hosts {
		c.Hosts = append(c.Hosts, strings.ToLower(host))
	}
	if o.write {
		c.Editor = store
	}
	return web.New(c)
}

// shownStore is the store's name without a password.
func shownStore(db string) string {
	if u, err := url.Parse(db); err == nil && u.User != nil {
		return u.Redacted()
	}
	return db
}

// defaultAddr is where the server listens unless told otherwise.
const defaultAddr = "127.0.0.1:64210"

// Times of the server besides those of a query.
const (
	headerTime = 5 * time.Second // to send the head of a request
	bodyTime   = time.Minute     // to send all of it
	idleTime   = 2 * time.Minute // between two requests
	stopTime   = 5 * time.Second // for requests that run when the server stops
)

// listenAndServe serves until the context ends, and then lets the requests that
// run come to their end.
func listenAndServe(ctx context.Context, opts *serveOptions, handler http.Handler, log *slog.Logger) error {
	listener, err := net.Listen("tcp", opts.addr)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       bodyTime,
		WriteTimeout:      bodyTime + 2*opts.timeout + time.Minute,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    64 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	log.Info("serving", "url", "http://"+listener.Addr().String()+"/", "db", shownStore(opts.db), "write", opts.write)
	if address, err := netip.ParseAddrPort(listener.Addr().String()); err == nil && !address.Addr().IsLoopback() && opts.token == "" {
		log.Warn("other machines can reach the server, and it asks for no token", "addr", opts.addr)
	}
	fmt.Fprintf(opts.out, "http://%s/\n", listener.Addr())
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping")
	stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if err := server.Shutdown(stopping); err != nil {
		log.Warn("requests were cut off", "error", err)
		return server.Close()
	}
	return nil
}
