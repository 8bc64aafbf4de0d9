// Package commentary reads what managers say of the figures of a section, from Markdown, and puts it where it belongs.
//
// A heading of the second level names report, period and section; lines by: and on: say who wrote it and when:
//
//	## monthly 2026-10 availability
//	by: Ann Lee
//	on: 2026-11-03
//
//	The certificate is **renewed**, see [the review](https://wiki.example.com/review).
//
// Without a section the first of the report is meant. Of Markdown there are paragraphs, lists, **strong** and *emphasised*
// text, and links to http and https; all else is text as it stands.
package commentary

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"nines/reports/document"
)

// largest is how much of a file is read, in bytes: a commentary is written by hand.
const largest = 1 << 20

// Note is a commentary with what its heading says.
type Note struct {
	Report, Period, Section string // Section may be empty: the first of the report
	File                    string
	Line                    int // of the heading, from 1
	document.Commentary
}

// Problem is something in a file that is not printed, or not as it may be meant.
type Problem struct {
	File string
	Line int
	Text string
}

func (p Problem) String() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text) }

// Read reads a file, or all files of a folder whose names end in .md, in the order of their names. It fails where one
// cannot be read or is larger than 1 MiB.
func Read(path string) (notes []Note, problems []Problem, err error) {
	files := []string{path}
	if info, err := os.Stat(path); err != nil {
		return nil, nil, err
	} else if info.IsDir() {
		if files, err = filepath.Glob(filepath.Join(path, "*.md")); err != nil {
			return nil, nil, err
		}
		slices.Sort(files)
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			return nil, nil, err
		}
		if info.Size() > largest {
			return nil, nil, fmt.Errorf("%s has %d bytes, a commentary at most %d", file, info.Size(), largest)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, nil, err
		}
		more, odd := Parse(file, string(text))
		notes, problems = append(notes, more...), append(problems, odd...)
	}
	return notes, problems, nil
}

// Twice names each note that another stands before of the same report, period and section: both are printed.
func Twice(notes []Note) []Problem {
	var problems []Problem
	type place struct{ report, period, section string }
	first := map[place]Note{}
	for _, n := range notes {
		at := place{n.Report, n.Period, n.Section}
		if before, ok := first[at]; ok {
			problems = append(problems, Problem{n.File, n.Line, fmt.Sprintf(
				"another commentary on the same stands in %s:%d: both are printed, one below the other, each with its author and day", before.File, before.Line)})
			continue
		}
		first[at] = n
	}
	return problems
}

// Place puts each note that is about the document's report and period below the lead of its section. An edition of a
// report for one owner, team or service gets none: what is said of the whole is not for everybody.
func Place(doc *document.Document, notes []Note) {
	if doc.Pack != nil {
		return
	}
	for _, n := range notes {
		if n.Report != doc.Report || n.Period != doc.Period.Name {
			continue
		}
		for i := range doc.Sections {
			if s := &doc.Sections[i]; s.Name == n.Section || n.Section == "" {
				s.Commentary = append(s.Commentary, n.Commentary)
				break
			}
		}
	}
}
