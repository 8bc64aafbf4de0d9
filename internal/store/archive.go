package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
)

// PublishedFile is a file of a report that was published. Report, Period, Revision and Name are its key.
type PublishedFile struct {
	Report   string
	Period   string // its name, "2026-10"
	Revision int
	Name     string // without a folder: "monthly-2026-10.pdf"
	Format   string // its extension
	Size     int64  // bytes
	SHA256   string // hexadecimal
	AsOf     time.Time
	At       time.Time // when it was published
}

// FileQuery says which published files to read. Empty: any.
type FileQuery struct {
	Report, Period string
	Revision       int
	Limit          int // 0: all
}

// PublishedFiles lists the files of the archive: the latest published report first, then by report, period (the
// latest first), revision (the highest first) and name.
func (s *Store) PublishedFiles(ctx context.Context, q FileQuery) ([]PublishedFile, error) {
	where, args := "1 = 1", []any{}
	if q.Report != "" {
		where, args = where+" AND report = ?", append(args, q.Report)
	}
	if q.Period != "" {
		where, args = where+" AND period = ?", append(args, q.Period)
	}
	if q.Revision > 0 {
		where, args = where+" AND revision = ?", append(args, q.Revision)
	}
	where += " ORDER BY published_at DESC, report, period DESC, revision DESC, name"
	if q.Limit > 0 {
		where, args = where+" LIMIT ?", append(args, q.Limit)
	}
	return s.selectFiles(ctx, where, args...)
}

func (s *Store) selectFiles(ctx context.Context, where string, args ...any) ([]PublishedFile, error) {
	var rows []publishedFileRow
	err := s.reader.SelectContext(ctx, &rows, s.reader.Rebind(`SELECT report, period, revision, name, format, size, sha256, as_of,
		published_at FROM published_file WHERE `+where), args...)
	if err != nil {
		return nil, fmt.Errorf("read what the archive holds: %w", s.dialect.explain(err))
	}
	files := make([]PublishedFile, len(rows))
	for i, row := range rows {
		files[i] = PublishedFile{
			Report: row.Report, Period: row.Period, Revision: row.Revision, Name: row.Name, Format: row.Format, Size: row.Size,
			SHA256: row.SHA256, AsOf: time.UnixMilli(row.AsOf).UTC(), At: time.UnixMilli(row.PublishedAt).UTC(),
		}
	}
	return files, nil
}

// publishedFileRow is a published file as the database keeps it.
type publishedFileRow struct {
	Report, Period, Name, Format, SHA256 string
	Revision                             int
	Size                                 int64
	AsOf                                 int64 `db:"as_of"`
	PublishedAt                          int64 `db:"published_at"`
}

// saveFiles keeps the files of a publication; a file of the same revision is replaced.
func saveFiles(ctx context.Context, tx *sqlx.Tx, p Publication) error {
	for _, f := range p.Files {
		_, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO published_file
			(report, period, revision, name, format, size, sha256, as_of, published_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (report, period, revision, name) DO UPDATE SET format = excluded.format, size = excluded.size,
			sha256 = excluded.sha256, as_of = excluded.as_of, published_at = excluded.published_at`),
			p.Report, p.Period, p.Revision, f.Name, f.Format, f.Size, f.SHA256, p.AsOf.UnixMilli(), p.At.UnixMilli())
		if err != nil {
			return fmt.Errorf("file %s: %w", f.Name, err)
		}
	}
	return nil
}

// DropPublishedFile takes a file out of the list of the archive.
func (s *Store) DropPublishedFile(ctx context.Context, f PublishedFile) error {
	_, err := s.writer.ExecContext(ctx, s.writer.Rebind(`DELETE FROM published_file
		WHERE report = ? AND period = ? AND revision = ? AND name = ?`), f.Report, f.Period, f.Revision, f.Name)
	if err != nil {
		return fmt.Errorf("take %s out of the list of the archive: %w", f.Name, s.dialect.explain(err))
	}
	return nil
}
