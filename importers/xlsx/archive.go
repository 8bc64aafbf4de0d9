package xlsx

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"
)

// archive is a workbook's zip file. Its parts are found whatever the case, slashes and backslashes of their names.
type archive struct {
	file  *os.File
	parts map[string]*zip.File // by key
}

// openArchive opens a file that should be a workbook. Its errors say what the file looks like instead.
func openArchive(path string) (*archive, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err // says "open", the path and the reason
	}
	a := &archive{file: file, parts: map[string]*zip.File{}}
	if err := a.list(path); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return a, nil
}

func (a *archive) list(path string) error {
	info, err := a.file.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("%s is a directory; expected an Excel workbook (.xlsx, .xlsm)", path)
	}
	z, err := zip.NewReader(a.file, info.Size())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // names are looked up, never written to
		return notWorkbook(path, a.file, err)
	}
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	for _, f := range z.File {
		if k := key(f.Name); a.parts[k] == nil {
			a.parts[k] = f
		}
	}
	return nil
}

func (a *archive) close() error { return a.file.Close() }

// key makes one form of a part's name.
func key(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/"))
}

// open opens a part of at most limit bytes unpacked.
func (a *archive) open(name string, limit int64) (*part, error) {
	f := a.parts[key(name)]
	switch {
	case f == nil:
		return nil, fmt.Errorf("the part %s is missing: the workbook is damaged or was not made whole; export it again", name)
	case f.Flags&1 != 0:
		return nil, fmt.Errorf("the part %s is encrypted; save the workbook without a password", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("unpacking %s: %w", name, damaged(err))
	}
	return &part{source: r, name: name, packed: stated(f.CompressedSize64), size: stated(f.UncompressedSize64), limit: limit}, nil
}

// stated bounds a size that the archive states, which may be anything, so that it can be reckoned with.
func stated(size uint64) int64 { return int64(min(size, 1<<40)) }

// relation is an entry of a part's list of relations.
type relation struct {
	kind   string // the last element of its type, which is the same in strict workbooks: worksheet, styles
	target string // the part's name
}

// relations returns those of a part by id; none where it has no list.
func (a *archive) relations(of string) (map[string]relation, error) {
	folder, base := path.Split(of)
	name := folder + "_rels/" + base + ".rels"
	found := map[string]relation{}
	if a.parts[key(name)] == nil {
		return found, nil
	}
	err := a.each(name, maxSmallPart, func(e element) error {
		if e.local == "Relationship" && !strings.EqualFold(e.attr("TargetMode"), "External") {
			kind := e.attr("Type")
			found[e.attr("Id")] = relation{kind: kind[strings.LastIndex(kind, "/")+1:], target: a.resolve(folder, e.attr("Target"))}
		}
		return nil
	})
	return found, err
}

// first returns the target of the relation of that kind whose id sorts first; empty where there is none.
func first(relations map[string]relation, kind string) string {
	for _, id := range slices.Sorted(maps.Keys(relations)) {
		if relations[id].kind == kind {
			return relations[id].target
		}
	}
	return ""
}

// resolve makes a part's name of a target, which is relative to a folder or begins with a slash.
func (a *archive) resolve(folder, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = path.Join("/", folder, target)
	}
	name := strings.TrimPrefix(target, "/")
	if plain, err := url.PathUnescape(name); err == nil && a.parts[key(name)] == nil {
		return plain
	}
	return name
}

// workbookPart returns the name of the part that lists the sheets.
func (a *archive) workbookPart() (string, error) {
	relations, err := a.relations("")
	if err != nil {
		return "", err
	}
	name := cmp.Or(first(relations, "officeDocument"), "xl/workbook.xml")
	k := key(name)
	if a.parts[k] == nil || strings.HasSuffix(k, ".bin") || strings.HasPrefix(k, "word/") || strings.HasPrefix(k, "ppt/") {
		return "", a.foreign(name)
	}
	return name, nil
}

// foreign says what a zip archive without a workbook looks like.
func (a *archive) foreign(missing string) error {
	for _, known := range []struct{ part, what string }{
		{"content.xml", "an OpenDocument file (.ods): save it as Excel workbook (.xlsx)"},
		{"word/document.xml", "a Word document"},
		{"ppt/presentation.xml", "a presentation"},
		{"xl/workbook.bin", "a binary workbook (.xlsb): save it as Excel workbook (.xlsx)"},
		{"index/document.iwa", "a file of Apple Numbers: export it as Excel workbook (.xlsx)"},
	} {
		if a.parts[known.part] != nil {
			return errors.New("expected an Excel workbook (.xlsx, .xlsm), but it is " + known.what)
		}
	}
	if a.parts["[content_types].xml"] != nil {
		return fmt.Errorf("the part %s, which lists the sheets, is missing: the workbook is damaged; export it again", missing)
	}
	names := slices.Sorted(maps.Keys(a.parts))
	const told = 5
	return fmt.Errorf("expected an Excel workbook (.xlsx, .xlsm), but it is a zip archive of %d other files: %.200q; unpack it and name the workbook within, if there is one",
		len(names), strings.Join(names[:min(len(names), told)], ", "))
}

// damaged says what the errors of zip and its packing mean.
func damaged(err error) error {
	var corrupt flate.CorruptInputError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("its data end too early: the file is truncated, copy or export it again")
	case errors.As(err, &corrupt), errors.Is(err, zip.ErrChecksum), errors.Is(err, zip.ErrFormat):
		return fmt.Errorf("its data are damaged (%w): copy or export the file again", err)
	case errors.Is(err, zip.ErrAlgorithm):
		return fmt.Errorf("it is packed in a way that workbooks are not (%w): save it again with Excel", err)
	}
	return err
}
