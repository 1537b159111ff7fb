package explore

import "net/http"

// placeholders until the formats are written
func dataFormat(*http.Request) string { return "" }

func (s *server) entityData(http.ResponseWriter, *http.Request, string) error { return nil }

func (s *server) registerAPI(*http.ServeMux) {}
