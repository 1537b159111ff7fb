package gizmo

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
)

// The processes talk in frames: a length of 4 bytes, big-endian, and so many
// bytes of JSON.

// errFrameSize means that a frame is larger than the reader accepts.
var errFrameSize = errors.New("gizmo: frame too large")

func writeFrame(w io.Writer, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return err
	}
	head := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	if _, err := w.Write(head); err != nil {
		return err
	}
	_, err = w.Write(body)
	return err
}

// readFrame reads one frame of at most limit bytes into value and returns its
// length. A larger frame is refused before memory is set aside for it.
func readFrame(r io.Reader, limit int64, value any) (int64, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, err
	}
	size := int64(binary.BigEndian.Uint32(head[:]))
	if size > limit {
		return size, errFrameSize
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(r, body); err != nil {
		return size, err
	}
	return size, json.Unmarshal(body, value)
}
