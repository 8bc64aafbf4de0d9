package store

import (
	"context"
	"math"

	"nines/internal/store/strip"
)

// stripReach is how far the lives of the versions of a strip reach that are in use at a snapshot's instant.
type stripReach struct {
	number  int64
	classes [2*effectLast + 2]reach // by class, from the least
}

// reach goes from the first beginning to the last end, as strip.Life has them; the blank one is that of no life.
type reach struct {
	any          bool
	began, ended int64
}

func reachOf(number int64, l *strip.Lives, asOf int64) (stripReach, error) {
	all := stripReach{number: number}
	inUse := pick{asOf: asOf, from: math.MinInt64}
	for i := range l.From {
		if !inUse.takes(l, i) {
			continue
		}
		shifted := l.Class[i] + classShift
		if shifted < 0 || shifted >= int64(len(all.classes)) {
			return all, strip.ErrDamaged
		}
		r := &all.classes[shifted]
		if !r.any {
			*r = reach{any: true, began: l.Began[i], ended: l.Ended[i]}
		}
		r.began, r.ended = min(r.began, l.Began[i]), max(r.ended, l.Ended[i])
	}
	return all, nil
}

// scanLives hands the lives of the strips to fn that may have versions to take. The first time these are all of them, and
// what they reach is noted.
func (s *Snapshot) scanLives(ctx context.Context, record string, ask *pick, fn func(number int64, l *strip.Lives)) error {
	if known, ok := s.reaches[record]; ok {
		return strip.ScanLivesOf(ctx, s.tx, record, ask.among(known), func(number int64, l *strip.Lives) error {
			fn(number, l)
			return nil
		})
	}
	var met []stripReach
	err := strip.ScanLives(ctx, s.tx, record, func(number int64, l *strip.Lives) error {
		fn(number, l)
		r, err := reachOf(number, l, s.ms)
		met = append(met, r)
		return err
	})
	if err != nil {
		return err
	}
	if s.reaches == nil {
		s.reaches = map[string][]stripReach{}
	}
	s.reaches[record] = met
	return nil
}

// among are the numbers of the strips that may have versions to take.
func (p *pick) among(strips []stripReach) []int64 {
	var numbers []int64
	for i := range strips {
		if p.mayTake(&strips[i]) {
			numbers = append(numbers, strips[i].number)
		}
	}
	return numbers
}

func (p *pick) mayTake(s *stripReach) bool {
	for shifted := range s.classes {
		r := &s.classes[shifted]
		if !r.any || p.standing && shifted < classShift {
			continue
		}
		if !p.within || r.began < p.to && r.ended >= p.from && p.classes>>shifted&1 == 1 {
			return true
		}
	}
	return false
}
