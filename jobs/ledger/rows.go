package ledger

import (
	"nines/internal/store"
	"nines/jobs"
)

// RunRows is what an import counted, as the ledger keeps it.
func RunRows(results []jobs.SourceResult) []store.RunRows {
	var list []store.RunRows
	for _, s := range results {
		rows := store.RunRows{
			Source: s.Source, Read: s.Counts.Read, Stored: s.Counts.Stored, Replaced: s.Counts.Replaced,
			Unchanged: s.Counts.Unchanged, Rejected: s.Counts.Rejected, Skipped: s.Counts.Skipped,
		}
		if s.Err != nil {
			rows.Failure = Shorten(s.Err.Error(), LongestReason)
		}
		list = append(list, rows)
	}
	return list
}
