package text

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func newReader(t testing.TB, o Options) *Reader {
	t.Helper()
	r, err := NewReader(o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// readAll reads one input from memory and returns its documents and errors.
func readAll(t testing.TB, o Options, name, content string) (docs []Document, errs []error) {
	t.Helper()
	for doc, err := range newReader(t, o).ReadFrom(name, strings.NewReader(content)) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		docs = append(docs, doc)
	}
	return docs, errs
}

const traditional = "市府公布交通新計畫\n\n市政府今天公布未來十年的交通計畫，預計興建三條捷運路線。\n市長表示，經費來自中央補助與地方稅收；議會已經通過第一期預算。\n"
const simplified = "市府公布交通新计划\n\n市政府今天公布未来十年的交通计划，预计兴建三条地铁路线。\n市长表示，经费来自中央补助与地方税收；议会已经通过第一期预算。\n"

func TestReader_encodings(t *testing.T) {
	le := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	be := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	encode := map[string]func(string) (string, error){
		"utf-8":            func(s string) (string, error) { return s, nil },
		"utf-8 with BOM":   func(s string) (string, error) { return "\ufeff" + s, nil },
		"utf-16le":         le.NewEncoder().String,
		"utf-16be":         be.NewEncoder().String,
		"utf-16le and BOM": func(s string) (string, error) { return le.NewEncoder().String("\ufeff" + s) },
		"utf-16be and BOM": func(s string) (string, error) { return be.NewEncoder().String("\ufeff" + s) },
		"gb18030":          simplifiedchinese.GB18030.NewEncoder().String,
		"gbk":              simplifiedchinese.GBK.NewEncoder().String,
		"big5":             traditionalchinese.Big5.NewEncoder().String,
	}
	for name, encode := range encode {
		for _, in := range []string{traditional, simplified} {
			if name == "big5" && in == simplified {
				continue
			}
			for _, in := range []string{in, strings.ReplaceAll(in, "\n", "\r\n"), in[:strings.Index(in, "\n")], strings.Repeat(in, 1000)} {
				encoded, err := encode(in)
				if err != nil {
					t.Fatal(err)
				}
				label, _, _ := strings.Cut(name, " ")
				for _, option := range []string{"", label} {
					docs, errs := readAll(t, Options{Encoding: option, Format: Plain}, "a.txt", encoded)
					if len(errs) > 0 || len(docs) != 1 || !cmp.Equal(texts(docs[0].Sentences), texts(Split(in))) {
						t.Errorf("%s, option %q, %d bytes of %.30q: %v %v", name, option, len(encoded), in, errs, docs)
					}
				}
			}
		}
	}
}

func TestReader_undecodable(t *testing.T) {
	big5, _ := traditionalchinese.Big5.NewEncoder().String(traditional)
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String("好\ufffd" + simplified)
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String("好\ufffd" + traditional)
	for _, test := range []struct {
		name, encoding, in string
		at                 int
	}{
		{"utf-8", "", traditional[:27] + "\xff" + traditional[27:], 27},
		{"utf-8 cut short", "", traditional[:31], 29},
		{"big5", "", big5 + "\x81\x30.", len(big5)},
		{"big5 named", "big5", big5[:20] + "\xff" + big5[20:], 20},
		{"gb18030 with U+FFFD of its own", "gb18030", gb + "\xff", len(gb)},
		{"utf-16 with U+FFFD of its own", "utf-16le", utf16 + "\x00\xd8a\x00", len(utf16)},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, errs := readAll(t, Options{Encoding: test.encoding}, "a.txt", test.in)
			var where *UndecodableError
			if len(errs) != 1 || !errors.Is(errs[0], ErrUndecodable) || !errors.As(errs[0], &where) || where.Offset != test.at {
				t.Errorf("got %v, want an error at byte %d", errs, test.at)
			}
			docs, errs := readAll(t, Options{Encoding: test.encoding, Lossy: true}, "a.txt", test.in)
			if len(errs) != 0 || len(docs) != 1 || len(docs[0].Sentences) == 0 {
				t.Errorf("lossy: got %v %v", docs, errs)
			}
		})
	}
}

func TestReader_notText(t *testing.T) {
	for name, in := range map[string]string{
		"png":      "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00",
		"pdf":      "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj",
		"zip":      "PK\x03\x04\x14\x00\x00\x00\x08\x00",
		"zero":     strings.Repeat("\x00", 100),
		"database": "SQLite format 3\x00\x10\x00\x01\x01",
	} {
		if _, errs := readAll(t, Options{}, "a", in); len(errs) != 1 || !errors.Is(errs[0], ErrBinary) {
			t.Errorf("%s: got %v, want ErrBinary", name, errs)
		}
	}
	if _, errs := readAll(t, Options{}, "a.txt", "d\xe9j\xe0 vu \xe0 la carte, \xe9t\xe9"); len(errs) != 1 || !errors.Is(errs[0], ErrEncoding) {
		t.Errorf("Latin-1: got %v, want ErrEncoding", errs)
	}
}

func TestReader_document(t *testing.T) {
	docs, errs := readAll(t, Options{}, "./news//a.txt", traditional)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	got := docs[0]
	got.Sentences = nil
	want := Document{ID: "news/a.txt", Source: "./news//a.txt", Title: "市府公布交通新計畫", Hash: hash([]byte(traditional))}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestReader_compressed(t *testing.T) {
	var gz, zst bytes.Buffer
	w := gzip.NewWriter(&gz)
	w.Write([]byte(traditional))
	w.Close()
	z, _ := zstd.NewWriter(&zst)
	z.Write([]byte(traditional))
	z.Close()
	bz2, err := os.ReadFile("testdata/news.txt.bz2")
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"gz": gz.String(), "zst": zst.String(), "bz2": string(bz2), "gz twice": gz.String() + gz.String()} {
		docs, errs := readAll(t, Options{}, "a", content)
		if len(errs) > 0 || len(docs) != 1 || len(docs[0].Sentences) < 4 {
			t.Errorf("%s: %v %v", name, docs, errs)
		}
		if name != "gz twice" && docs[0].Hash != hash([]byte(traditional)) {
			t.Errorf("%s: the hash is not that of the text", name)
		}
		if _, errs := readAll(t, Options{}, "a", content[:len(content)-9]); len(errs) != 1 {
			t.Errorf("%s: a file that was cut short gives %v", name, errs)
		}
	}
}

// tree writes files below a new directory and makes it the working directory.
func tree(t *testing.T, names ...string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for _, name := range names {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("天晴了。"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func ids(t *testing.T, inputs ...string) (ids []string, errs []error) {
	t.Helper()
	r := newReader(t, Options{Stdin: strings.NewReader("花開了。")})
	for doc, err := range r.Read(inputs...) {
		if err != nil {
			errs = append(errs, err)
		} else {
			ids = append(ids, doc.ID)
		}
	}
	return ids, errs
}

func TestReader_inputs(t *testing.T) {
	tree(t, "news/b.txt", "news/a.txt", "news/2005/c.txt", "news/.git/x", "news/.hidden", "other/d.txt", "[e].txt")
	if err := os.Symlink("../other/d.txt", "news/link.txt"); err != nil {
		t.Fatal(err)
	}
	os.Symlink("..", "news/loop")
	os.Symlink("news", "alias")
	for _, test := range []struct{ inputs, want string }{
		{"news", "news/2005/c.txt news/a.txt news/b.txt news/link.txt"},
		{"./news/", "news/2005/c.txt news/a.txt news/b.txt news/link.txt"},
		{"alias", "alias/2005/c.txt alias/a.txt alias/b.txt alias/link.txt"},
		{"news/*.txt", "news/a.txt news/b.txt news/link.txt"},
		{"news/b.txt news news/a.txt", "news/b.txt news/2005/c.txt news/a.txt news/link.txt"},
		{"news/2005 news", "news/2005/c.txt news/a.txt news/b.txt news/link.txt"},
		{"news/.hidden", "news/.hidden"},
		{"[e].txt", "[e].txt"},
		{"- other/d.txt -", "stdin other/d.txt"},
	} {
		got, errs := ids(t, strings.Fields(test.inputs)...)
		if len(errs) > 0 || strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %q %v, want %s", test.inputs, got, errs, test.want)
		}
	}
}

func TestReader_goesOn(t *testing.T) {
	tree(t, "a.txt", "z.txt")
	os.WriteFile("bad.txt", []byte("\x00\x01"), 0o644)
	got, errs := ids(t, "a.txt", "missing.txt", "*.html", "bad.txt", "z.txt")
	if strings.Join(got, " ") != "a.txt z.txt" || len(errs) != 3 {
		t.Fatalf("got %q %v", got, errs)
	}
	for i, want := range []string{"missing.txt: ", "*.html: no file matches", "bad.txt: not a text file"} {
		if !strings.HasPrefix(errs[i].Error(), want) {
			t.Errorf("got %q, want %q", errs[i], want)
		}
	}
	if !errors.Is(errs[0], os.ErrNotExist) {
		t.Errorf("%v is not os.ErrNotExist", errs[0])
	}
}

func TestNewReader_options(t *testing.T) {
	for _, o := range []Options{{Encoding: "klingon"}, {Format: "pdf"}, {Date: "yesterday"}, {Date: "2005-02-30"}} {
		if _, err := NewReader(o); !errors.Is(err, ErrOption) {
			t.Errorf("%+v: got %v", o, err)
		}
	}
	docs, _ := readAll(t, Options{Date: "2005-05-13"}, "a", "2001年1月1日\n天晴了。")
	if want := time.Date(2005, 5, 13, 0, 0, 0, 0, time.UTC); !docs[0].Date.Equal(want) {
		t.Errorf("got %v", docs[0].Date)
	}
}

func TestDocumentID(t *testing.T) {
	for in, want := range map[string]string{
		"-": "stdin", "./a/../b//c.txt": "b/c.txt", "/tmp/新聞 1.txt": "/tmp/新聞 1.txt", "a\n\xff.txt": "a%0A%FF.txt",
	} {
		if got := documentID(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
