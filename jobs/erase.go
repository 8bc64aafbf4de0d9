package jobs

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"nines/internal/config"
	"nines/internal/redact"
	"nines/internal/store"
)

// EraseRequest says whose name is to be forgotten.
type EraseRequest struct {
	Spellings []string // of one person; the first gives the pseudonym
	DryRun    bool
	// Files tells that files below the output folder that hold the name, or cannot be searched for it, are deleted too.
	Files bool
}

// Erased is what an erasure has changed, and what it has not.
type Erased struct {
	*store.Erased
	Holding    []string // files below the output folder in which the name stands, and the other formats of the same report
	Unsearched []string // files of which nobody can tell
	Deleted    bool     // these files
	Configured []string // addresses and users of the configuration that name the person: what is delivered brings them back
}

// Erase replaces a person's name in the store, and looks for it in the files below the output folder.
func (r *Runner) Erase(ctx context.Context, want EraseRequest) (*Erased, error) {
	r.Progress.Begin("erase", 0)
	defer r.Progress.End()
	done, err := r.Store.Erase(ctx, want.Spellings, r.Now(), want.DryRun)
	if err != nil {
		return nil, err
	}
	e := &Erased{Erased: done, Configured: configured(r.Config, done.Names)}
	if err := e.search(r.Config.Output); err != nil {
		return e, fmt.Errorf("look for the name in %s: %w", r.Config.Output, err)
	}
	if !want.Files || want.DryRun {
		return e, nil
	}
	e.Deleted = true
	return e, r.dropFiles(ctx, slices.Concat(e.Holding, e.Unsearched))
}

// configured lists the addresses and users of a configuration that name the person.
func configured(c *config.Config, names *redact.Names) (list []string) {
	var all []string
	for _, j := range c.Jobs {
		for _, d := range j.Deliver {
			all = append(append(all, d.To...), d.Path)
		}
	}
	if c.Mail != nil {
		all = append(all, c.Mail.Operators...)
	}
	for _, u := range c.Serve.Users {
		all = append(all, u.Name)
	}
	slices.Sort(all)
	for _, text := range slices.Compact(all) {
		if _, met := names.Text(text); met > 0 {
			list = append(list, text)
		}
	}
	return list
}

// search sorts the files below a folder. Files that differ in their extension only are one report in several formats: what
// stands in one stands in all.
func (e *Erased) search(folder string) error {
	reports := map[string]*held{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		name := strings.TrimSuffix(path, filepath.Ext(path))
		report := reports[name]
		if report == nil {
			report = &held{}
			reports[name] = report
		}
		return report.add(e.Names, path)
	})
	if os.IsNotExist(err) {
		return nil
	}
	for _, report := range reports {
		switch {
		case report.found:
			e.Holding = append(e.Holding, report.files...)
		case !report.searched:
			e.Unsearched = append(e.Unsearched, report.files...)
		}
	}
	slices.Sort(e.Holding)
	slices.Sort(e.Unsearched)
	return err
}

// held is one report in the formats in which it lies there.
type held struct {
	files           []string
	searched, found bool
}

func (h *held) add(names *redact.Names, path string) error {
	h.files = append(h.files, path)
	if h.found {
		return nil
	}
	texts, ok, err := textsOf(path)
	if err != nil || !ok {
		return err
	}
	h.searched = true
	for _, text := range texts {
		if _, met := names.Text(text); met > 0 {
			h.found = true
		}
	}
	return nil
}

// dropFiles deletes files, and takes those of the archive out of its list.
func (r *Runner) dropFiles(ctx context.Context, paths []string) error {
	listed, err := r.Store.PublishedFiles(ctx, store.FileQuery{})
	if err != nil {
		return err
	}
	for _, f := range listed {
		if path, err := r.Archive().Path(f); err == nil && slices.Contains(paths, path) {
			if err := r.drop(ctx, f); err != nil {
				return err
			}
		}
	}
	for _, path := range paths {
		if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}
