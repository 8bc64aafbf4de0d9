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
	sets  map[spelling]*itsm.SampleSet // by their names, cleaned and translated
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
		set, odd, rejected := f.name(s, is)
		if rejected != "" || odd { // an odd name is counted in each row that has it
			return set, rejected
		}
		now = f.remember(is, set)
	}
	if f.last != nil {
		f.last.next = now
	}
	f.last = now
	return now.set, ""
}

func (f *seriesSets) remember(is spelling, set *itsm.SampleSet) *spelled {
	if f.known == nil || len(f.known) >= maxSpellings {
		f.known, f.last = map[spelling]*spelled{}, nil
	}
	// The cells of a row share a string, which may be long.
	is = spelling{strings.Clone(is.service), strings.Clone(is.component), strings.Clone(is.metric)}
	now := &spelled{spelling: is, set: set}
	f.known[is] = now
	return now
}

// name returns the set of a spelling: the same one for all spellings of the same names. It is odd where a name was not
// taken as it stands.
func (f *seriesSets) name(s *sampler, is spelling) (set *itsm.SampleSet, odd bool, rejected string) {
	var named spelling
	metrics := s.metrics
	if metrics == nil {
		if named.metric, odd = s.nameOf(&s.metric, is.metric); named.metric == "" {
			return nil, false, s.noMetric(is.metric)
		}
		metrics = []string{named.metric}
	}
	service, oddService := s.nameOf(&s.service, is.service)
	component, oddComponent := s.nameOf(&s.component, is.component)
	named.service, named.component, odd = service, component, odd || oddService || oddComponent
	if set := f.sets[named]; set != nil {
		return set, odd, ""
	}
	if f.sets == nil {
		f.sets = map[spelling]*itsm.SampleSet{}
	}
	set = &itsm.SampleSet{Service: named.service, Component: named.component, Metrics: metrics}
	f.sets[named] = set
	return set, odd, ""
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
