package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sanyuan/graph"
	"sanyuan/graph/browse"
	"sanyuan/graph/draw"
	"sanyuan/graph/explore"
)

type drawOptions struct {
	*streams
	db, out, lang, format string
	entities              []string
	hops, nodes           int
	filter                browse.Filter
	font                  string
	force                 bool
}

// drawFormats are the formats that pictures are drawn in.
var drawFormats = []string{"svg", "png", "dot"}

func newDraw(s *streams) *cobra.Command {
	opts := &drawOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "draw ENTITY...",
		Short: "Draw what surrounds entities",
		Long: `Draw entities, those that statements connect them to, and the relations between
them. An entity is given by a name in either script or English, an alias, or its
IRI. Where there are more neighbours than nodes, the best connected are drawn, and
the picture says how many are left out.

Dashed lines are not asserted (◇ demanded, claimed, ...); a ✕ marks what is denied.
The format is that of the file's name, or of --format. A png needs a font with
Chinese characters on this machine, or one that --font names; an svg is shown with
the fonts of whoever looks at it.`,
		Example: `  sanyuan draw 法國 -o france.svg
  sanyuan draw 法國 日本 --hops 2 --nodes 200 -o map.svg
  sanyuan draw France --lang en --modality asserted -o france.svg
  sanyuan draw 法國 日本 --relation 否決 -o veto.png
  sanyuan draw 法國 --format dot | dot -Tpdf -o france.pdf`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("name at least one entity")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.entities = args
			return drawRun(cmd.Context(), opts)
		},
	}
	addStoreFlag(cmd, &opts.db)
	f := cmd.Flags()
	f.StringVarP(&opts.out, "out", "o", "", "`FILE` to write; standard output when empty")
	f.StringVar(&opts.format, "format", "", "format of the picture: "+strings.Join(drawFormats, ", ")+" (default: by the file's name, else svg)")
	f.StringVar(&opts.lang, "lang", "zh-Hant", "language of names: "+strings.Join(browse.Languages, ", "))
	f.IntVar(&opts.hops, "hops", 1, fmt.Sprintf("steps from the entities, 1 to %d", browse.MostHops))
	f.IntVar(&opts.nodes, "nodes", 60, fmt.Sprintf("nodes at most, up to %d", browse.MostNodes))
	f.StringVar(&opts.filter.Relation, "relation", "", "draw this relation only")
	f.StringVar(&opts.filter.Modality, "modality", "", "draw only what is held so: asserted, denied, demanded, claimed, ...")
	f.StringVar(&opts.filter.Document, "document", "", "draw only what this document states")
	f.StringVar(&opts.font, "font", "", "font `FILE` for png: TrueType, OpenType or a collection (default: found on this machine)")
	f.BoolVar(&opts.force, "force", false, "overwrite the file if it exists")
	return cmd
}

func drawRun(ctx context.Context, opts *drawOptions) (err error) {
	if err := opts.check(); err != nil {
		return err
	}
	if err := checkStore(opts.db); err != nil {
		return err
	}
	store, err := graph.Open(opts.db, graph.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	picture, err := opts.draw(ctx, browse.New(store).View(opts.lang))
	if err != nil {
		return err
	}
	return opts.write(picture)
}

func (o *drawOptions) check() error {
	if o.format == "" {
		o.format = drawFormats[0]
		if ext := strings.TrimPrefix(filepath.Ext(o.out), "."); ext != "" {
			o.format = ext
		}
	}
	switch {
	case !slices.Contains(drawFormats, o.format):
		return usagef("cannot draw %s; the formats are %s", o.format, strings.Join(drawFormats, ", "))
	case !slices.Contains(browse.Languages, o.lang):
		return usagef("--lang %s: must be one of %s", o.lang, strings.Join(browse.Languages, ", "))
	case o.hops < 1 || o.hops > browse.MostHops:
		return usagef("--hops %d: must be from 1 to %d", o.hops, browse.MostHops)
	case o.nodes < 1 || o.nodes > browse.MostNodes:
		return usagef("--nodes %d: must be from 1 to %d", o.nodes, browse.MostNodes)
	}
	if r := o.filter.Relation; r != "" && !strings.HasPrefix(r, "rel:") {
		o.filter.Relation = "rel:" + r
	}
	return nil
}

func (o *drawOptions) draw(ctx context.Context, view *browse.View) ([]byte, error) {
	ask := browse.Surroundings{Hops: o.hops, Nodes: o.nodes, Filter: o.filter}
	for _, name := range o.entities {
		entity, err := view.Find(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		ask.Entities = append(ask.Entities, entity)
	}
	hood, err := view.Neighbourhood(ctx, ask)
	if err != nil {
		return nil, err
	}
	dot := draw.DOT(hood, explore.Words(o.lang))
	if o.format == "dot" {
		return []byte(dot), nil
	}
	svg, err := draw.Render(ctx, dot)
	if err != nil || o.format == "svg" {
		return svg, err
	}
	fonts, err := o.fonts(dot)
	if err != nil {
		return nil, err
	}
	return draw.PNG(svg, fonts)
}

// fonts are those that a picture with a text is painted with.
func (o *drawOptions) fonts(text string) (draw.Fonts, error) {
	if o.font != "" {
		return draw.LoadFonts(o.font)
	}
	fonts, err := draw.FindFonts(text)
	if errors.Is(err, draw.ErrNoFont) {
		return nil, fmt.Errorf("%w\ninstall one such as Noto Sans CJK, name its file by --font, or draw an svg", err)
	}
	return fonts, err
}

func (o *drawOptions) write(picture []byte) error {
	if o.out == "" || o.out == "-" {
		_, err := o.streams.out.Write(picture)
		return err
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if o.force {
		flags = os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	}
	file, err := os.OpenFile(o.out, flags, 0o644)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%s exists; say --force to overwrite it", o.out)
	} else if err != nil {
		return err
	}
	_, err = file.Write(picture)
	return errors.Join(err, file.Close())
}
