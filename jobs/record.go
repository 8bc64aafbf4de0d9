package jobs

import "nines/internal/itsm"

// header is what every record carries, whatever its kind.
type header interface{ Header() *itsm.Head }

// named notes in a record which source it came from.
func named(record any, source string) any {
	if r, ok := record.(header); ok {
		r.Header().Source = source
	}
	return record
}
