package perceptron

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"
)

// Errors of Open.
var (
	ErrNotModel = errors.New("not a model file")                       // the magic number is missing
	ErrKind     = errors.New("model of another kind")                  // a sound file, but for another stage
	ErrVersion  = errors.New("model version not supported")            // made by an older or newer program
	ErrCorrupt  = errors.New("model file is damaged or was cut short") // checksum or structure is wrong
)

const magic = "SANYUAN\x01"

// Section is a named part of a model file.
type Section struct {
	Name string
	Data []byte
}

// Seal writes a model file: the magic number, kind and version, the sections
// compressed with zstd, and the SHA-256 of all that precedes. Equal input gives
// equal bytes.
func Seal(kind string, version uint32, sections ...Section) []byte {
	var body []byte
	for _, s := range sections {
		body = appendBytes(body, []byte(s.Name))
		body = appendBytes(body, s.Data)
	}
	out := []byte(magic)
	out = appendBytes(out, []byte(kind))
	out = binary.LittleEndian.AppendUint32(out, version)
	out = append(out, compress(body)...)
	sum := sha256.Sum256(out)
	return append(out, sum[:]...)
}

func appendBytes(out, data []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(data)))
	return append(out, data...)
}

// compress uses one goroutine, so that the result does not depend on timing.
func compress(data []byte) []byte {
	w, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedBestCompression))
	if err != nil {
		return nil // unreachable: the options are valid
	}
	defer w.Close()
	return w.EncodeAll(data, nil)
}

// Open reads a model file of the given kind and version and returns its
// sections. The error wraps ErrNotModel, ErrCorrupt, ErrKind or ErrVersion.
func Open(data []byte, kind string, version uint32) (map[string][]byte, error) {
	if !bytes.HasPrefix(data, []byte(magic)) {
		return nil, ErrNotModel
	}
	end := len(data) - sha256.Size
	if end < len(magic) {
		return nil, ErrCorrupt
	}
	if sum := sha256.Sum256(data[:end]); !bytes.Equal(sum[:], data[end:]) {
		return nil, fmt.Errorf("%w: checksum differs", ErrCorrupt)
	}
	head, rest, ok := takeBytes(data[len(magic):end])
	if !ok || len(rest) < 4 {
		return nil, ErrCorrupt
	}
	if string(head) != kind {
		return nil, fmt.Errorf("%w: %q, not %q", ErrKind, head, kind)
	}
	if v := binary.LittleEndian.Uint32(rest); v != version {
		return nil, fmt.Errorf("%w: %s has version %d, this program reads %d", ErrVersion, kind, v, version)
	}
	return openSections(rest[4:])
}

func openSections(packed []byte) (map[string][]byte, error) {
	r, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	body, err := r.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrCorrupt, err)
	}
	sections := map[string][]byte{}
	for len(body) > 0 {
		name, rest, ok := takeBytes(body)
		if !ok {
			return nil, ErrCorrupt
		}
		if sections[string(name)], body, ok = takeBytes(rest); !ok {
			return nil, ErrCorrupt
		}
	}
	return sections, nil
}

func takeBytes(data []byte) (head, rest []byte, ok bool) {
	n, size := binary.Uvarint(data)
	if size <= 0 || n > uint64(len(data)-size) {
		return nil, nil, false
	}
	return data[size : size+int(n)], data[size+int(n):], true
}
