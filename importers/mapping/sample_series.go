package mapping

import (
	"fmt"
	"strings"

	"nines/internal/itsm"
)

const (
	// maxName bounds what names a series, in bytes: what is longer is a text in the wrong column, and no index of a
	// store can hold it.
	maxName = 500
	// maxSpellings bounds how many spellings of series are remembered.
	maxSpellings = 1 << 18
)

// spelling is what a series is called in the file.
type spelling struct{ service, component, metric string }

// spelled is a spelling that came before, and what it names.
type spelled struct {
	spelling
	set  *itsm.SampleSet
	next *spelled // what came after it last time: files repeat their series in the same order
}

// seriesSets find the series of a row: mostly by comparing with what came after the row before the last time.
type seriesSets struct {
	last  *spelled
	known map[spelling]*spelled
	sets  map[spelling]*itsm.SampleSet // by names that differ from their first spelling
}

// find returns the series of a row, or why it has none.
func (f *seriesSets) find(s *sampler, cells []string) (set *itsm.SampleSet, rejected string) {
	is := spelling{service: s.service.read(s.reader, cells), component: s.component.read(s.reader, cells)}
	if s.metrics == nil {
		is.metric = s.metric.read(s.reader, cells)
	}
	if last := f.last; last != nil {
		if last.next != nil && last.next.spelling == is {
			f.last = last.next
			return f.last.set, ""
		}
		if last.spelling == is {
			return last.set, ""
		}
	}
	now := f.known[is]
	if now == nil {
		named, odd, rejected := f.name(s, is)
		if rejected != "" {
			return nil, rejected
		}
		set := f.setOf(s, is, named)
		if odd { // it is counted in each row that has it
			return set, ""
		}
		now = f.remember(is, named, set)
	}
	if f.last != nil {
		f.last.next = now
	}
	f.last = now
	return now.set, ""
}

func (f *seriesSets) remember(is, named spelling, set *itsm.SampleSet) *spelled {
	if f.known == nil || len(f.known) >= maxSpellings {
		f.known, f.last = map[spelling]*spelled{}, nil
	}
	if is == named {
		is = named
	} else { // the cells of a row share a string, which may be long
		is = spelling{strings.Clone(is.service), strings.Clone(is.component), strings.Clone(is.metric)}
	}
	now := &spelled{spelling: is, set: set}
	f.known[is] = now
	return now
}

// setOf returns the series that have the names of a spelling.
func (f *seriesSets) setOf(s *sampler, is, named spelling) *itsm.SampleSet {
	if known := f.known[named]; known != nil && known.isNamed(named) {
		return known.set
	}
	if set := f.sets[named]; set != nil {
		return set
	}
	set := &itsm.SampleSet{Service: named.service, Component: named.component, Metrics: s.metrics}
	if s.metrics == nil {
		set.Metrics = []string{named.metric}
	}
	if is != named { // else it is known by its spelling
		if f.sets == nil {
			f.sets = map[spelling]*itsm.SampleSet{}
		}
		f.sets[named] = set
	}
	return set
}

// isNamed tells whether the names of the spelling are these: a word that is spelled like a name may stand for another.
func (s *spelled) isNamed(named spelling) bool {
	return s.set.Service == named.service && s.set.Component == named.component && (named.metric == "" || s.set.Metrics[0] == named.metric)
}

// name translates and cleans what a spelling says. It is odd where something was not taken as it stands.
func (f *seriesSets) name(s *sampler, is spelling) (named spelling, odd bool, rejected string) {
	if s.metrics == nil {
		if named.metric, odd = s.nameOf(&s.metric, is.metric); named.metric == "" {
			return named, false, s.noMetric(is.metric)
		}
	}
	service, oddService := s.nameOf(&s.service, is.service)
	component, oddComponent := s.nameOf(&s.component, is.component)
	named.service, named.component, odd = service, component, odd || oddService || oddComponent
	return named, odd, ""
}

// nameOf is what a cell names; empty where it is empty, or too long for a name, which is odd.
func (s *sampler) nameOf(c *cellOf, text string) (name string, odd bool) {
	if text == "" {
		return "", false
	}
	name, dirty := clean(c.words.translate(text))
	switch {
	case len(name) > maxName && c == &s.metric: // the row is rejected
		return "", true
	case len(name) > maxName:
		s.odd.add(c, itsm.RemarkUnreadable, text)
		return "", true
	case dirty:
		s.odd.add(c, itsm.RemarkCleaned, text)
	}
	return strings.Clone(name), dirty
}

func (s *sampler) noMetric(text string) string {
	if len(text) > maxName {
		return fmt.Sprintf("no metric: a text of %d bytes stands in its place; expected %d at most", len(text), maxName)
	}
	return fmt.Sprintf("no metric: the column %q is empty", s.metric.header)
}
