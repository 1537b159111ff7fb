//go:build embedui

package web

import (
	"embed"
	"io/fs"
)

//go:embed ui
var uiFiles embed.FS

// embedded holds the folder ui, which `make ui` fills.
var embedded fs.FS = uiFiles
