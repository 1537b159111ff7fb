//go:build race

package gizmo

// raceDetector tells that the query processes run under the race detector, which
// takes several times the memory and dies of its own errors where that is refused.
const raceDetector = true
