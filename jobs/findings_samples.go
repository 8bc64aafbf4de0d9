package jobs

import (
	"nines/importers/mapping"
	"nines/internal/itsm"
	"nines/internal/store"
)

const sampleRecord = "sample"

// doubtKinds say as what and in which words an import tells of cells of samples that were not taken as they stand.
var doubtKinds = map[itsm.RemarkKind]struct {
	kind itsm.FindingKind
	key  string
}{
	itsm.RemarkUnreadable: {itsm.FoundUnreadable, "import.samples.unreadable"},
	itsm.RemarkGapTime:    {itsm.FoundClock, "import.samples.gap_time"},
	itsm.RemarkTwiceTime:  {itsm.FoundClock, "import.samples.twice_time"},
	itsm.RemarkCleaned:    {itsm.FoundCleaned, "import.samples.cleaned"},
}

// doubts tells of the cells of samples that were not taken as they stand.
func (w wording) doubts(all []mapping.Doubt) []store.Finding {
	var found []store.Finding
	for _, d := range all {
		as, known := doubtKinds[d.Kind]
		if !known {
			continue
		}
		text := w.words.Plural(as.key, d.Count, grouped(d.Count), "column", Shown(d.Column), "example", Shown(d.Example))
		found = append(found, store.Finding{Kind: as.kind, Text: text, Count: d.Count})
	}
	return found
}

// samplesGone tells how many samples a source that is all there is no longer has. They are no tickets: no report finds
// them any more.
func (w wording) samplesGone(all []store.Differences) []string {
	var notes []string
	for _, d := range all {
		if n := d.Gone.Count; n > 0 && d.Record == sampleRecord {
			notes = append(notes, w.words.Plural("import.samples.gone", n, grouped(n), "stood", grouped(d.Stood)))
		}
	}
	return notes
}
