package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

const (
	hourMs = 60 * 60 * 1000
	// accountSize is how many hours or services are gathered before they are written: a source whose times or
	// services are all different must not fill the memory.
	accountSize = 50_000
)

// account gathers what a source's records tell of the source: its services, and how new its data are.
type account struct {
	source   string
	services map[string]int64 // service -> when its first record opened
	hours    map[int64]*[2]int64
	near     [64]accountHour // of the hours those that were told last, by their last bits
}

// accountHour is what is known of an hour: its first and its last instant.
type accountHour struct {
	hour int64
	told *[2]int64
}

func newAccount(source string) account {
	return account{source: source, services: map[string]int64{}, hours: map[int64]*[2]int64{}}
}

func (a *account) service(name string, opened int64) {
	if name == "" {
		return
	}
	if first, known := a.services[name]; !known || opened < first {
		a.services[name] = opened
	}
}

// instant notes an instant that a record tells. Of each hour the first and the last are kept.
func (a *account) instant(ms int64) {
	hour := ms / hourMs
	near := &a.near[uint64(hour)%uint64(len(a.near))]
	if near.told == nil || near.hour != hour {
		near.hour, near.told = hour, a.hours[hour]
		if near.told == nil {
			near.told = &[2]int64{ms, ms}
			a.hours[hour] = near.told
		}
	}
	near.told[0], near.told[1] = min(near.told[0], ms), max(near.told[1], ms)
}

func (a *account) flushWhenLarge(ctx context.Context, tx *sqlx.Tx) error {
	if len(a.services) < accountSize && len(a.hours) < accountSize {
		return nil
	}
	return a.flush(ctx, tx)
}

// flush writes what was gathered.
func (a *account) flush(ctx context.Context, tx *sqlx.Tx) error {
	if err := a.flushServices(ctx, tx); err != nil {
		return fmt.Errorf("write the services of %s: %w", a.source, err)
	}
	if err := a.flushHours(ctx, tx); err != nil {
		return fmt.Errorf("write how new the data of %s are: %w", a.source, err)
	}
	*a = newAccount(a.source)
	return nil
}

func (a *account) flushServices(ctx context.Context, tx *sqlx.Tx) error {
	put, err := tx.PreparexContext(ctx, tx.Rebind(`INSERT INTO source_service (source, service, opened) VALUES (?, ?, ?)
		ON CONFLICT (source, service) DO UPDATE SET opened = excluded.opened WHERE excluded.opened < source_service.opened`))
	if err != nil {
		return err
	}
	defer put.Close()
	for service, opened := range a.services {
		if _, err := put.ExecContext(ctx, a.source, service, opened); err != nil {
			return err
		}
	}
	return nil
}

func (a *account) flushHours(ctx context.Context, tx *sqlx.Tx) error {
	put, err := tx.PreparexContext(ctx, tx.Rebind(`INSERT INTO source_hour (source, hour, earliest, latest) VALUES (?, ?, ?, ?)
		ON CONFLICT (source, hour) DO UPDATE SET
		earliest = CASE WHEN excluded.earliest < source_hour.earliest THEN excluded.earliest ELSE source_hour.earliest END,
		latest = CASE WHEN excluded.latest > source_hour.latest THEN excluded.latest ELSE source_hour.latest END`))
	if err != nil {
		return err
	}
	defer put.Close()
	for hour, told := range a.hours {
		if _, err := put.ExecContext(ctx, a.source, hour, told[0], told[1]); err != nil {
			return err
		}
	}
	return nil
}
