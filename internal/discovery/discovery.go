// Package discovery looks at exported files and writes a configuration for them: what each file holds, which column
// fills which field, how times, numbers and words are written, each with the reason. What no file can tell becomes a
// question in a comment.
package discovery

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"nines/internal/config"
)

// Result is what was found out about the files.
type Result struct {
	Config    []byte // the configuration; nil where no file can be used
	Files     []File // in the order in which they were named
	Questions []string
}

// File is what one file, or one sheet of a workbook, was taken for.
type File struct {
	Path   string
	Sheet  string // "": of a file without sheets, or with one
	Source string // the source of the configuration that reads it; "" where it cannot be used
	Taken  string // what it was taken for, and how sure that is, in words
	Reason string // why it cannot be used
	Failed bool   // it could not be read at all
	Spare  bool   // a sheet that is left out, while another of the workbook is read
}

// Usable tells whether any file can be imported.
func (r *Result) Usable() bool { return r.Config != nil }

// Discover looks at the files and writes a configuration that is to lie in the folder dir. A file that cannot be used
// is no error: Files says why. The error is for a defect of our own: a configuration that does not load.
func Discover(files []string, dir string) (*Result, error) {
	r := &Result{}
	var all []found
	seen := map[string]bool{}
	for _, path := range files {
		path = filepath.Clean(path)
		if seen[path] {
			continue
		}
		seen[path] = true
		tables, err := open(path)
		if err != nil {
			r.Files = append(r.Files, File{Path: path, Reason: reason(err, path), Failed: true})
			continue
		}
		for _, t := range tables {
			columns := profile(t)
			all = append(all, found{t, columns, recognise(t, columns)})
			r.Files = append(r.Files, File{Path: path, Sheet: t.sheet})
		}
	}
	sources := settle(all, dir)
	r.explain(sources)
	sources = slices.DeleteFunc(sources, func(s *source) bool { return s.fault != "" && r.spare(s.paths[0], s.table.sheet) })
	if !slices.ContainsFunc(sources, func(s *source) bool { return s.fault == "" }) {
		return r, nil
	}
	p := configuration(sources, len(r.Files))
	r.Config, r.Questions = []byte(p.b.String()), p.questions
	if _, err := config.Parse(filepath.Join(dir, "config.yaml"), r.Config, nil); err != nil {
		return nil, fmt.Errorf("the configuration that was found does not load, which is a defect of nines: %w", err)
	}
	return r, nil
}

// reason is an error without the path, which stands before it anyway.
func reason(err error, path string) string {
	text := strings.ReplaceAll(err.Error(), "reading "+path+": ", "")
	text = strings.ReplaceAll(text, path+": ", "")
	text = strings.TrimPrefix(text, "open ")
	return strings.ReplaceAll(text, path+" ", "it ")
}

// settle makes sources of the tables, tries each on its rows, and names them.
func settle(all []found, dir string) []*source {
	var sources []*source
	for _, g := range group(all) {
		t, columns, guess := g[0].table, g[0].columns, g[0].guess
		if len(g) > 1 {
			t = pool(g)
			columns = profile(t)
			guess = recognise(t, columns)
		}
		s := decide(t, columns, guess)
		s.paths = paths(g)
		s.path = relative(dir, cmp.Or(globOf(s.paths), s.paths[0]))
		if len(g) == 1 {
			s.path = relative(dir, s.paths[0])
		}
		if s.fault == "" {
			s.prove()
		}
		sources = append(sources, s)
	}
	setAsidePacks(sources)
	nameSources(sources)
	return sources
}

// setAsidePacks leaves out the other sheets of a workbook in which a board decided, or is to: they are what it decided from, our own
// figures, and no data.
func setAsidePacks(sources []*source) {
	for _, d := range sources {
		if d.record != "decision" || d.fault != "" && d.tool == nil {
			continue
		}
		for _, s := range sources {
			if s != d && s.record != "decision" && s.fault == "" && slices.Equal(s.paths, d.paths) {
				s.fault = "it is what the board decided from: the decisions of this workbook are in the sheet " + d.table.sheet
			}
		}
	}
}

// nameSources gives each source a name of its own: the record's, or of samples the file's. Those that cannot be used
// come last.
func nameSources(sources []*source) {
	taken := map[string]bool{}
	last := slices.SortedStableFunc(slices.Values(sources), func(a, b *source) int { return cmp.Compare(min(len(a.fault), 1), min(len(b.fault), 1)) })
	for _, s := range last {
		base := cmp.Or(plural(s.record), "tickets")
		if s.record == "sample" {
			base = cmp.Or(slug(stem(s.paths[0]), "-"), "samples")
		}
		base = base[:min(len(base), 90)]
		s.name = base
		for n := 2; taken[s.name]; n++ {
			s.name = fmt.Sprintf("%s-%d", base, n)
		}
		taken[s.name] = true
	}
}

func plural(record string) string {
	if record == "" {
		return ""
	}
	return record + "s"
}

// explain says of each file what became of it.
func (r *Result) explain(sources []*source) {
	for i := range r.Files {
		f := &r.Files[i]
		for _, s := range sources {
			if !slices.Contains(s.paths, f.Path) || s.table.sheet != f.Sheet {
				continue
			}
			f.Taken = s.summary()
			if s.fault != "" {
				f.Reason = s.fault
			} else {
				f.Source = s.name
			}
		}
	}
	for i := range r.Files {
		f := &r.Files[i]
		f.Spare = f.Source == "" && r.spare(f.Path, f.Sheet)
	}
}

// spare tells whether a sheet can be done without, as another of its workbook is read: covers, notes, pivot tables.
func (r *Result) spare(path, sheet string) bool {
	read := func(f File) bool { return f.Path == path && f.Sheet != sheet && f.Source != "" }
	return sheet != "" && slices.ContainsFunc(r.Files, read)
}

// summary says in one line what a source was taken for.
func (s *source) summary() string {
	what := cmp.Or(plural(s.record), "tickets of several kinds")
	if s.tool != nil {
		what += fmt.Sprintf(", %s of %s", s.tool.Table.Name, s.tool.Preset.Tool)
	}
	sure := 0
	for _, c := range s.choices {
		if c.score >= sureScore {
			sure++
		}
	}
	if len(s.measures) > 0 {
		return what + ": " + count(len(s.measures), "metric")
	}
	return what + fmt.Sprintf(": %s, %d of them sure", count(len(s.choices), "field"), sure)
}
