// Package web serves Cayley's own web UI and its query API over a store.
//
// Cayley's own server is not used: it has no authentication, lets any page of
// any site read and write, and runs queries in its own process. This one is
// made for one user on one machine. It refuses requests that come from pages
// of other sites or under a foreign host name, runs every query in a process of
// its own (package gizmo), and changes the store only if it was told to.
//
//	/ui/query, /ui/query_shape, /ui/visualize, /ui/write   the pages
//	/static/, /docs/                                       their files and Cayley's documentation
//	/api/v1/query/{language}, /api/v1/shape/{language}     what the pages call
//	/api/v1/write, /api/v1/write/file/nquad, /api/v1/delete
//	/api/v2/query, /api/v2/read, /api/v2/formats
//	/api/v2/write, /api/v2/delete, /api/v2/node/delete
//
//	/metrics, /healthz                                     for those who look after the server
//
// All other paths belong to the explorer, if there is one.
//
// The files of the UI are part of Cayley's module, not of this repository.
// `make ui` copies them to graph/web/ui, and a program built with the tag
// embedui carries them in itself; any other finds them in Go's module cache.
package web
