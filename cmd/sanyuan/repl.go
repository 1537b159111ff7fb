package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/ergochat/readline"
	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"sanyuan/graph/gizmo"
	"sanyuan/queries"
)

type replOptions struct {
	*streams
	queryFlags
	json bool
}

func newRepl(s *streams) *cobra.Command {
	opts := &replOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "repl",
		Short: "Ask the graph line by line",
		Long: `Ask the graph line by line, in Gizmo. Variables and functions stay from one
query to the next. A query that is not complete, or a path that was not run,
goes on in the next line; an empty line ends it as it is.

  :list               the saved queries
  :NAME PARAMETER...  run a saved query, as :neighbours 法國
  :json, :table       how rows are shown
  :quit               leave, like Ctrl-D

Ctrl-C stops the query that runs. Lines may come from a pipe, too.`,
		Example: `  sanyuan repl
  sanyuan repl --db news.db --timeout 5s
  echo ':most-connected limit=5' | sanyuan repl`,
		Args: exactArgs(0),
		RunE: func(cmd *cobra.Command, _ []string) error { return replRun(cmd.Context(), opts) },
	}
	opts.add(cmd)
	cmd.Flags().BoolVar(&opts.json, "json", false, "print each row as a line of JSON")
	return cmd
}

func replRun(ctx context.Context, opts *replOptions) error {
	limits, err := opts.limits()
	if err != nil {
		return err
	}
	if err := checkStore(opts.db); err != nil {
		return err
	}
	input, err := opts.input()
	if err != nil {
		return err
	}
	defer input.Close()
	pool := gizmo.NewPool(storeItself(opts.db), gizmo.Options{Limits: limits, Processes: 1})
	defer pool.Close()
	session := pool.NewSession()
	defer session.Close()
	r := &repl{replOptions: opts, session: session, pool: pool}
	// Open the store now: that it cannot be opened is no error of a query.
	if _, _, err := session.Query(ctx, gizmo.Query{Script: ""}); err != nil {
		return err
	}
	return r.loop(ctx, input)
}

// repl is a running prompt.
type repl struct {
	*replOptions
	session *gizmo.Session
	pool    *gizmo.Pool
	pending string // lines of a query that is not complete
	path    string // the last query, if it is a path that was not run
	failed  bool   // some query was wrong
}

// lineReader gives the lines that are typed or piped in, and io.EOF at their end.
type lineReader interface {
	// Line shows the prompt, if there is one to show it to, and reads a line.
	Line(prompt string) (string, error)
	Close() error
}

var (
	errQuit        = errors.New("quit")
	errInterrupted = readline.ErrInterrupt
)

// loop reads and runs lines until their end. When they come from a pipe, a
// query that failed is an error of the whole.
func (r *repl) loop(ctx context.Context, input lineReader) error {
	ended, stop := untilEnd(ctx, input)
	defer stop()
	for {
		line, err := nextLine(ended, input, r.prompt())
		switch {
		case errors.Is(err, errInterrupted):
			r.pending, r.path = "", ""
			continue
		case errors.Is(err, io.EOF):
			if r.pending != "" {
				r.run(ctx, r.pending, true)
			}
			r.endPath()
			return r.result()
		case err != nil:
			return err
		}
		if err := r.line(ctx, line); errors.Is(err, errQuit) {
			return r.result()
		} else if err != nil {
			return err
		}
	}
}

func (r *repl) prompt() string {
	if r.pending != "" || r.path != "" {
		return "     ... "
	}
	return "sanyuan> "
}

// result is the error of the whole.
func (r *repl) result() error {
	if r.failed && !isTerminal(r.in) {
		return errors.New("some queries failed")
	}
	return nil
}

// untilEnd is a context that the end of the whole prompt ends. Ctrl-C is that
// only where lines come from a pipe: who types may mean the query that runs.
func untilEnd(ctx context.Context, input lineReader) (context.Context, context.CancelFunc) {
	if _, isTyped := input.(*typed); isTyped {
		return signal.NotifyContext(context.WithoutCancel(ctx), syscall.SIGTERM)
	}
	return context.WithCancel(ctx)
}

// nextLine reads a line, unless the context ends before there is one.
func nextLine(ctx context.Context, input lineReader, prompt string) (string, error) {
	type read struct {
		line string
		err  error
	}
	done := make(chan read, 1)
	go func() {
		line, err := input.Line(prompt)
		done <- read{line, err}
	}()
	select {
	case r := <-done:
		return r.line, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// line handles one line. Its error ends the loop.
func (r *repl) line(ctx context.Context, line string) error {
	if command, ok := strings.CutPrefix(strings.TrimSpace(line), ":"); ok && r.pending == "" {
		return r.command(ctx, command)
	}
	if strings.HasPrefix(strings.TrimSpace(line), ".") && r.path != "" {
		r.pending, r.path = r.path+"\n", ""
	}
	script := r.pending + line
	r.endPath()
	if strings.TrimSpace(script) == "" {
		return nil
	}
	r.pending = script + "\n"
	r.run(ctx, script, strings.TrimSpace(line) == "")
	return nil
}

// command runs what follows a colon.
func (r *repl) command(ctx context.Context, command string) error {
	words := strings.Fields(command)
	if len(words) == 0 {
		words = []string{"help"}
	}
	switch words[0] {
	case "quit", "q", "exit":
		return errQuit
	case "json", "table":
		r.json = words[0] == "json"
	case "list":
		for _, q := range queries.All() {
			fmt.Fprintf(r.out, ":%s\n    %s\n", q.Usage(), q.Answers)
		}
	case "help":
		fmt.Fprintln(r.out, "Gizmo, or :list, :NAME PARAMETER..., :json, :table, :quit")
	default:
		r.saved(ctx, words)
	}
	return nil
}

// saved runs a saved query.
func (r *repl) saved(ctx context.Context, words []string) {
	saved, ok := queries.Find(words[0])
	if !ok {
		r.report(fmt.Errorf("there is no command and no saved query %q; see :list", words[0]))
		return
	}
	q, err := saved.Gizmo(words[1:])
	if err != nil {
		r.report(err)
		return
	}
	stoppable, stop := untilInterrupt(ctx)
	defer stop()
	answer, err := r.pool.Query(stoppable, q)
	r.show(answer, err, saved.Columns)
}

// run runs a script. One that is not complete waits for more lines, unless it
// must end here.
func (r *repl) run(ctx context.Context, script string, must bool) {
	stoppable, stop := untilInterrupt(ctx)
	defer stop()
	answer, lost, err := r.session.Query(stoppable, gizmo.Query{Script: script})
	var failed *gizmo.Error
	if errors.As(err, &failed) && failed.Incomplete && !must {
		return
	}
	r.pending = ""
	if err == nil && answer.Path && len(answer.Rows) == 0 {
		r.path = script // the next line may go on with it
		return
	}
	r.show(answer, err, nil)
	if lost && !errors.Is(err, &gizmo.Error{Kind: gizmo.RowLimit}) {
		fmt.Fprintln(r.err, "sanyuan: variables of earlier queries are gone")
	}
}

// endPath tells that the last query was a path which leads nowhere.
func (r *repl) endPath() {
	if r.path != "" {
		r.report(errUnrunPath)
	}
	r.path = ""
}

func (r *repl) show(answer *gizmo.Result, err error, columns []string) {
	if errors.Is(err, context.Canceled) {
		err = errors.New("stopped")
	}
	if err := printAnswer(r.streams, answer, err, columns, r.json); err != nil {
		r.report(err)
	}
}

func (r *repl) report(err error) {
	r.failed = true
	fmt.Fprintf(r.err, "sanyuan: %v\n", err)
}

// untilInterrupt is a context for one query, which Ctrl-C ends. The program's
// own context would stay ended for all later ones.
func untilInterrupt(ctx context.Context) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(context.WithoutCancel(ctx), os.Interrupt, syscall.SIGTERM)
}

// input is an editor of lines with a history on a terminal, and else just the
// lines.
func (o *replOptions) input() (lineReader, error) {
	if !isTerminal(o.in) || !o.outTTY {
		return &piped{lines: bufio.NewReader(o.in)}, nil
	}
	editor, err := readline.NewFromConfig(&readline.Config{
		HistoryFile: historyFile(), HistorySearchFold: true, Undo: true,
		Stdin: o.in, Stdout: o.out, Stderr: o.err,
	})
	if err != nil {
		return nil, err
	}
	fmt.Fprintln(o.out, "Gizmo over "+o.db+". :help tells more, Ctrl-D leaves.")
	return &typed{editor}, nil
}

func isTerminal(r io.Reader) bool {
	file, ok := r.(*os.File)
	return ok && isatty.IsTerminal(file.Fd())
}

// historyFile is where the lines of a user are kept, or empty where there is no
// place for them.
func historyFile() string {
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	dir = filepath.Join(dir, "sanyuan")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return ""
	}
	return filepath.Join(dir, "history")
}

type typed struct{ *readline.Instance }

func (t *typed) Line(prompt string) (string, error) {
	t.SetPrompt(prompt)
	return t.ReadLine()
}

type piped struct{ lines *bufio.Reader }

func (p *piped) Line(string) (string, error) {
	line, err := p.lines.ReadString('\n')
	if errors.Is(err, io.EOF) && line != "" {
		err = nil
	}
	return strings.TrimRight(line, "\r\n"), err
}

func (p *piped) Close() error { return nil }
