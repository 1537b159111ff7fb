package text

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxWindow is the most memory that a Zstandard stream may ask for.
const maxWindow = 128 << 20

// decompress opens what the magic bytes at the beginning of the input say: gzip,
// Zstandard or bzip2. Other input is handed on as it is.
func decompress(in io.Reader) (io.ReadCloser, error) {
	buffered := bufio.NewReader(in)
	magic, err := buffered.Peek(4)
	if err != nil && err != io.EOF {
		return nil, cause(err)
	}
	switch {
	case bytes.HasPrefix(magic, []byte{0x1f, 0x8b}):
		return gzip.NewReader(buffered)
	case bytes.HasPrefix(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		z, err := zstd.NewReader(buffered, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	case bytes.HasPrefix(magic, []byte("BZh")):
		return io.NopCloser(bzip2.NewReader(buffered)), nil
	}
	return io.NopCloser(buffered), nil
}
