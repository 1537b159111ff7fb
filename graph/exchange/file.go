package exchange

import (
	"bufio"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// compressionOf splits the suffix of a compressed file off its name.
func compressionOf(name string) (base, suffix string) {
	for _, s := range []string{".gz", ".zst", ".bz2"} {
		if b, ok := strings.CutSuffix(name, s); ok {
			return b, s
		}
	}
	return name, ""
}

// decompress reads what a file of that name holds.
func decompress(name string, r io.Reader) (io.ReadCloser, error) {
	switch _, suffix := compressionOf(name); suffix {
	case ".gz":
		return gzip.NewReader(r)
	case ".zst":
		d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		return d.IOReadCloser(), nil
	case ".bz2":
		return io.NopCloser(bzip2.NewReader(r)), nil
	}
	return io.NopCloser(r), nil
}

type nopWriteCloser struct{ io.Writer }

func (nopWriteCloser) Close() error { return nil }

func compress(name string, w io.Writer) (io.WriteCloser, error) {
	switch _, suffix := compressionOf(name); suffix {
	case ".gz":
		return gzip.NewWriter(w), nil
	case ".zst":
		return zstd.NewWriter(w)
	case ".bz2":
		return nil, errors.New(".bz2 files can only be read; write .gz or .zst")
	}
	return nopWriteCloser{w}, nil
}

// ErrExists is returned for a file that is there already.
var ErrExists = fs.ErrExist

// WriteFile makes the file of that name from what write writes, compressed as
// its suffix says. The file appears only when it is complete. One that is there
// already is an error unless overwrite is set.
func WriteFile(name string, overwrite bool, write func(io.Writer) error) (err error) {
	if _, err := os.Stat(name); err == nil && !overwrite {
		return fmt.Errorf("%s: %w", name, ErrExists)
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".sanyuan-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	buf := bufio.NewWriterSize(f, 1<<18)
	w, err := compress(name, buf)
	if err != nil {
		return err
	}
	if err = errors.Join(write(w), w.Close(), buf.Flush()); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
