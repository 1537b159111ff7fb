package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

// Exit codes of the program.
const (
	exitOK    = 0
	exitError = 1 // the work could not be done
	exitUsage = 2 // the command line makes no sense
)

// usageError is an error in how a command was called; its exit code is 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, s *streams, args []string) int {
	root := newRoot(s)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(s.err, "sanyuan: interrupted")
		return exitError
	case errors.As(err, &usage):
		fmt.Fprintf(s.err, "sanyuan: %v\nRun '%s --help' for usage.\n", err, cmd.CommandPath())
		return exitUsage
	default:
		fmt.Fprintf(s.err, "sanyuan: %v\n", err)
		return exitError
	}
}

func newRoot(s *streams) *cobra.Command {
	root := &cobra.Command{
		Use:           "sanyuan",
		Short:         "Turn Chinese text into a knowledge graph",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(
		newBuild(s),
		newDemo(s),
		newEntities(s),
		newCalibrate(s),
		newDraw(s),
		newEval(s),
		newExplain(s),
		newExport(s),
		newExtract(s),
		newImport(s),
		newParse(s),
		newQuery(s),
		newQueryProcess(s),
		newRepl(s),
		newServe(s),
		newStats(s),
		newTrain(s),
		newVersion(s),
	)
	return root
}

// exactArgs is cobra's check of the number of arguments, as a usage error.
func exactArgs(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := cobra.ExactArgs(n)(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}
