# Everything but `make build` and `make ui` also works by plain `go build` and
# `go test`; then the web UI's files come from Go's module cache.

CAYLEY = $(shell go list -m -f '{{.Dir}}' github.com/cayleygraph/cayley)
UI     = graph/web/ui

.PHONY: build ui test

# One self-contained program: bin/sanyuan.
build: ui
	go build -trimpath -tags embedui -o bin/sanyuan ./cmd/sanyuan

# Cayley's web UI, copied out of its module to be embedded.
ui:
	go mod download github.com/cayleygraph/cayley
	rm -rf $(UI)
	mkdir -p $(UI)
	cp -r $(CAYLEY)/static $(CAYLEY)/templates $(CAYLEY)/LICENSE $(UI)/
	mkdir $(UI)/docs
	cp $(CAYLEY)/docs/*.md $(UI)/docs/
	chmod -R u+w $(UI)

test:
	go test ./...
