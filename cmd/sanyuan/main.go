// Sanyuan turns Chinese text into a knowledge graph.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	os.Exit(mainExit())
}

// mainExit runs the program on the process's own streams and returns its exit
// code. It is apart from main so that whole-command tests can run it.
func mainExit() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, systemStreams(), os.Args[1:])
}
