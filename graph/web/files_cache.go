//go:build !embedui

package web

import "io/fs"

// embedded is nil: this program does not carry the files of the UI.
var embedded fs.FS
