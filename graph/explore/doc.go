// Package explore serves the graph to people: pages on which an analyst types a
// name, sees who did what to whom, and reads the sentence that it came from; and
// the same as JSON.
//
//	/                            search, counts, the most connected entities, recent documents
//	/search?q=                   what a name leads to
//	/entity/NAME                 an entity; data for who asks for N-Quads or JSON-LD
//	/relation/NAME               a relation and the statements that use it
//	/statement/ID                a statement with its evidence
//	/documents, /document/ID     documents
//	/path?from=&to=              how two entities are connected
//	/queries, /queries/NAME      saved queries
//	/picture?entity=             the surroundings of entities, drawn
//	/api/...                     JSON; /api/openapi.json describes it
//	/healthz, /metrics           for those who look after the server
//
// Pages are in Traditional Chinese, Simplified Chinese or English, by ?lang= or
// the browser's wish. They work without JavaScript, apart from suggestions and
// moving about in pictures. All text of the graph is shown as text: pages escape
// it, and the policy that they are sent with allows scripts and styles from this
// server only.
//
// The handler is made to be one part of package web's server, which keeps pages
// of other sites out.
package explore
