package config

import "slices"

// Place is where something stands in a file.
type Place struct {
	File   string
	Line   int // 1-based
	Column int // 1-based, in characters
}

// Place is where the value of a key at the top of the configuration stands; the zero place where it has none.
func (c *Config) Place(key string) Place { return c.places[key] }

// Problem is a mistake at the place.
func (p Place) Problem(message string) Problem {
	return Problem{File: p.File, Line: p.Line, Column: p.Column, Message: message}
}

// unsound is what has mistakes, by place in the list; of blocks the names.
type unsound struct {
	blocks                 []string
	sources, reports, jobs []int
}

// soundly decodes a part of the file and tells whether it has no mistake.
func (d *decoder) soundly(decode func()) bool {
	before := len(d.problems)
	decode()
	return len(d.problems) == before
}

// Look is Load for somebody who wants to know all that is wrong: beside the mistakes it returns what could be read of the
// rest, for a look at what that names. Sources, jobs and reports that have a mistake are left out of it, and so are a store
// and, as they go by the locale, own words where that has one. The configuration is nil where nothing could be read.
func Look(path string, env Env) (c *Config, problems Problems, err error) {
	data, err := readFile(path)
	if err != nil {
		return nil, nil, err
	}
	d := newDecoder(path, env)
	if !d.parse(data) {
		return nil, d.problems.InOrder(path), nil
	}
	d.leaveOut()
	return d.config, d.problems.InOrder(path), nil
}

// leaveOut removes what has mistakes.
func (d *decoder) leaveOut() {
	c := d.config
	for _, i := range d.unsound.reports {
		c.Unsound = append(c.Unsound, c.OwnReports[i].Name)
	}
	for i := range c.Jobs {
		if slices.Contains(c.Unsound, c.Jobs[i].Report) && !slices.Contains(d.unsound.jobs, i) {
			d.unsound.jobs = append(d.unsound.jobs, i)
		}
	}
	c.Sources = except(c.Sources, d.unsound.sources)
	c.OwnReports = except(c.OwnReports, d.unsound.reports)
	c.Jobs = except(c.Jobs, d.unsound.jobs)
	for _, block := range d.unsound.blocks {
		switch block {
		case "locale":
			c.Words, c.Narrative = "", ""
		case "store", "store_file":
			c.Store = Store{}
		}
	}
}

// except is the list without what stands at some places of it.
func except[T any](list []T, left []int) []T {
	var kept []T
	for i, v := range list {
		if !slices.Contains(left, i) {
			kept = append(kept, v)
		}
	}
	return kept
}
