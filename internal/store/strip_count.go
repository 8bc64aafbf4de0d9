package store

import (
	"context"

	"nines/internal/itsm"
	"nines/internal/store/strip"
)

// openedInStrips counts the versions of the classes that were opened in each of the spans.
func (s *Snapshot) openedInStrips(ctx context.Context, record string, classes []int64, spans []itsm.Span) ([]int, error) {
	counts := make([]int, len(spans))
	picks := make([]pick, len(spans))
	for i, span := range spans {
		picks[i] = newPick(filter{span: span, classes: classes}, s.ms)
	}
	err := strip.ScanLives(ctx, s.tx, record, func(_ int64, l *strip.Lives) error {
		for i, opened := range l.Opened {
			for k := range picks {
				if opened >= picks[k].from && opened < spans[k].To.UnixMilli() && picks[k].takes(l, i) {
					counts[k]++
				}
			}
		}
		return nil
	})
	return counts, err
}

// spansAtOnce is how many spans a mask has bits for, beside one.
const spansAtOnce = 31

// assessed is the bit that tells that a version can be assessed.
const assessed = 1 << spansAtOnce

// assessableInStrips tells of some spans what Assessable does: first it looks which versions concern which spans, then
// what their services are.
func (s *Snapshot) assessableInStrips(ctx context.Context, spans []itsm.Span, byPriority bool) ([]map[string]bool, error) {
	picks := make([]pick, len(spans))
	found := make([]map[string]bool, len(spans))
	for i, span := range spans {
		picks[i], found[i] = newPick(filter{span: span, classes: effectsOnce()}, s.ms), map[string]bool{}
	}
	var masks [][]uint32 // by number
	err := strip.ScanLives(ctx, s.tx, incidents.Record, func(_ int64, l *strip.Lives) error {
		list := make([]uint32, l.Len())
		for i := range list {
			for k := range picks {
				if picks[k].takes(l, i) {
					list[i] |= 1 << k
				}
			}
			if list[i] != 0 && canBeAssessed(l.Class[i], byPriority) {
				list[i] |= assessed
			}
		}
		masks = append(masks, list)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return found, s.assessableServices(ctx, masks, found)
}

// assessableServices notes the services of the versions that have a mask.
func (s *Snapshot) assessableServices(ctx context.Context, masks [][]uint32, found []map[string]bool) error {
	var services strip.Strip
	return strip.Scan(ctx, s.tx, incidents.Record, "service", func(number int64, content []byte) error {
		if number >= int64(len(masks)) {
			return strip.ErrDamaged
		}
		if err := services.Read(content, len(masks[number])); err != nil {
			return err
		}
		noteServices(&services, masks[number], found)
		return nil
	})
}

func noteServices(services *strip.Strip, masks []uint32, found []map[string]bool) {
	type both struct{ met, can uint32 }
	met := map[string]both{}
	for i, mask := range masks {
		if mask == 0 {
			continue
		}
		if name, ok := services.Text(i); ok {
			b := met[name]
			if b.met |= mask; mask&assessed != 0 {
				b.can |= mask
			}
			met[name] = b
		}
	}
	for name, b := range met {
		for k := range found {
			if b.met>>k&1 == 1 {
				found[k][name] = found[k][name] || b.can>>k&1 == 1
			}
		}
	}
}
