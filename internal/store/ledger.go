package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/jmoiron/sqlx"
)

// Publication is what one report published of one period.
type Publication struct {
	Report     string
	Period     string // its name, "2026-10"
	AsOf       time.Time
	At         time.Time // when it was published
	Revision   int
	Version    string // of the program
	ConfigHash string
	Figures    []Figure // in the report's order
	Files      []PublishedFile
	// Last is the highest revision that was published of the report and period, also as of a later instant. It is read
	// only.
	Last int
}

// Figure is one published number, with the tickets behind it.
type Figure struct {
	Name    string
	Value   *float64 // nil: unknown
	Tickets []Contribution
}

// Contribution is what one ticket gives to a figure, in the figure's unit.
type Contribution struct {
	ID     string  `json:"id"`
	Amount float64 `json:"amount"`
}

// SavePublication adds what was published to the ledger. It waits for an import that is being made.
func (s *Store) SavePublication(ctx context.Context, p Publication) error {
	tx, err := s.begin(ctx, s.writer)
	if err != nil {
		return fmt.Errorf("keep what %s %s published: %w", p.Report, p.Period, err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	if err := savePublication(ctx, tx, p); err != nil {
		return fmt.Errorf("keep what %s %s published: %w", p.Report, p.Period, err)
	}
	return tx.Commit()
}

func savePublication(ctx context.Context, tx *sqlx.Tx, p Publication) error {
	var id int64
	if err := tx.GetContext(ctx, &id, `SELECT coalesce(max(id), 0) + 1 FROM publication`); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO publication
		(id, report, period, as_of, published_at, revision, version, config_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
		id, p.Report, p.Period, p.AsOf.UnixMilli(), p.At.UnixMilli(), p.Revision, p.Version, p.ConfigHash)
	if err != nil {
		return err
	}
	for i, f := range p.Figures {
		tickets, err := packTickets(f.Tickets)
		if err != nil {
			return fmt.Errorf("figure %s: %w", f.Name, err)
		}
		value := f.Value
		if value != nil && (math.IsNaN(*value) || math.IsInf(*value, 0)) {
			return fmt.Errorf("figure %s is %v: a figure that is not known is nil", f.Name, *value)
		}
		_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO published_figure (publication, position, figure, value, tickets)
			VALUES (?, ?, ?, ?, ?)`), id, i, f.Name, value, tickets)
		if err != nil {
			return fmt.Errorf("figure %s: %w", f.Name, err)
		}
	}
	return saveFiles(ctx, tx, p)
}

// LastPublication is the last publication of the report and period whose as-of instant is not after the snapshot's,
// nil where there is none. Its files are not read.
func (s *Snapshot) LastPublication(ctx context.Context, report, period string) (*Publication, error) {
	return s.PublicationBefore(ctx, report, period, math.MaxInt32)
}

// PublicationBefore is the last such publication of a lower revision.
func (s *Snapshot) PublicationBefore(ctx context.Context, report, period string, revision int) (*Publication, error) {
	p, err := s.lastPublication(ctx, report, period, revision)
	if err != nil {
		return nil, fmt.Errorf("read what %s %s published: %w", report, period, err)
	}
	return p, nil
}

func (s *Snapshot) lastPublication(ctx context.Context, report, period string, below int) (*Publication, error) {
	var head struct {
		ID          int64
		AsOf        int64 `db:"as_of"`
		PublishedAt int64 `db:"published_at"`
		Revision    int
		Last        int
		Version     string
		ConfigHash  string `db:"config_hash"`
	}
	err := s.tx.GetContext(ctx, &head, s.tx.Rebind(`SELECT id, as_of, published_at, revision, version, config_hash,
		(SELECT max(revision) FROM publication WHERE report = ? AND period = ?) AS last FROM publication
		WHERE report = ? AND period = ? AND as_of <= ? AND revision < ? ORDER BY published_at DESC, id DESC LIMIT 1`),
		report, period, report, period, s.ms, below)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // none is no error
	}
	if err != nil {
		return nil, err
	}
	p := &Publication{
		Report: report, Period: period, AsOf: time.UnixMilli(head.AsOf).UTC(), At: time.UnixMilli(head.PublishedAt).UTC(),
		Revision: head.Revision, Last: head.Last, Version: head.Version, ConfigHash: head.ConfigHash,
	}
	var figures []struct {
		Figure  string
		Value   *float64
		Tickets []byte
	}
	if err := s.tx.SelectContext(ctx, &figures, s.tx.Rebind(`SELECT figure, value, tickets FROM published_figure
		WHERE publication = ? ORDER BY position`), head.ID); err != nil {
		return nil, err
	}
	for _, f := range figures {
		tickets, err := unpackTickets(f.Tickets)
		if err != nil {
			return nil, fmt.Errorf("figure %s: %w", f.Figure, err)
		}
		p.Figures = append(p.Figures, Figure{Name: f.Figure, Value: f.Value, Tickets: tickets})
	}
	return p, nil
}

func packTickets(tickets []Contribution) ([]byte, error) {
	if len(tickets) == 0 {
		return nil, nil
	}
	var packed bytes.Buffer
	zip := gzip.NewWriter(&packed)
	if err := json.NewEncoder(zip).Encode(tickets); err != nil {
		return nil, err
	}
	if err := zip.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

func unpackTickets(packed []byte) (tickets []Contribution, err error) {
	if len(packed) == 0 {
		return nil, nil
	}
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	err = json.NewDecoder(zip).Decode(&tickets)
	return tickets, err
}
