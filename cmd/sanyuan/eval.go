package main

import "github.com/spf13/cobra"

// newEval returns the command under which everything that scores stands.
func newEval(s *streams) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "eval",
		Short:   "Score an analysis against a gold one",
		Example: "  sanyuan eval conllu gold.conllu system.conllu",
	}
	cmd.AddCommand(
		newEvalConllu(s),
		newEvalFacts(s),
	)
	return cmd
}
