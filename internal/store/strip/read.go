package strip

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
)

// DB is a transaction of the store. Rebind turns question marks into what its database has for them.
type DB interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	Rebind(query string) string
}

// Scan hands the strips of one field of a kind of record to fn, in the order of their numbers. A content is only good
// until fn returns. An error of fn ends it and is returned.
func Scan(ctx context.Context, db DB, record, field string, fn func(number int64, content []byte) error) error {
	return scan(ctx, db, record, field, "", fn)
}

func scan(ctx context.Context, db DB, record, field, of string, fn func(number int64, content []byte) error) error {
	rows, err := db.QueryContext(ctx, db.Rebind(`SELECT number, content FROM record_strip WHERE record = ? AND field = ?`+of+` ORDER BY number`), record, field)
	if err != nil {
		return fmt.Errorf("read the strips of %s: %w", record, err)
	}
	defer rows.Close()
	var number int64
	var content []byte
	for rows.Next() {
		if err := rows.Scan(&number, bytesCell{&content}); err != nil {
			return fmt.Errorf("read the strips of %s: %w", record, err)
		}
		if err := fn(number, content); err != nil {
			return err
		}
	}
	return rows.Err()
}

// ScanLives hands the lives of all versions of a kind of record to fn, strip by strip. What it hands over is overwritten
// by the next.
func ScanLives(ctx context.Context, db DB, record string, fn func(number int64, l *Lives) error) error {
	return scanLives(ctx, db, record, "", fn)
}

// ScanLivesOf does the same with the strips of these numbers.
func ScanLivesOf(ctx context.Context, db DB, record string, numbers []int64, fn func(number int64, l *Lives) error) error {
	if len(numbers) == 0 {
		return nil
	}
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = strconv.FormatInt(n, 10)
	}
	return scanLives(ctx, db, record, " AND number IN ("+strings.Join(list, ", ")+")", fn)
}

func scanLives(ctx context.Context, db DB, record, of string, fn func(number int64, l *Lives) error) error {
	var l Lives
	return scan(ctx, db, record, lifeField, of, func(number int64, content []byte) error {
		if err := l.read(content); err != nil {
			return fmt.Errorf("read the strips of %s: %w", record, err)
		}
		return fn(number, &l)
	})
}

// Reader reads the strips of some fields of one kind of record, number by number.
type Reader struct {
	db     DB
	record string
	query  string
	names  []any
	strips map[string]*Strip
}

// NewReader makes one for these fields.
func NewReader(db DB, record string, fields []string) *Reader {
	r := &Reader{db: db, record: record, strips: make(map[string]*Strip, len(fields))}
	for _, name := range fields {
		r.names, r.strips[name] = append(r.names, name), &Strip{}
	}
	r.query = db.Rebind(`SELECT field, content FROM record_strip WHERE record = ? AND number = ? AND field IN (` + places(len(fields)) + `)`)
	return r
}

// Strip is that of one of the fields: at each time the one that was loaded last.
func (r *Reader) Strip(field string) *Strip { return r.strips[field] }

// Load reads the strips of one number, which have n versions.
func (r *Reader) Load(ctx context.Context, number int64, n int) error {
	for _, s := range r.strips {
		s.form = 0
	}
	rows, err := r.db.QueryContext(ctx, r.query, append([]any{r.record, number}, r.names...)...)
	if err != nil {
		return err
	}
	defer rows.Close()
	var name string
	var content []byte
	for rows.Next() {
		if err := rows.Scan(&name, bytesCell{&content}); err != nil {
			return err
		}
		s := r.strips[name]
		if s == nil {
			return ErrDamaged
		}
		if err := s.Read(content, n); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return rows.Err()
}

// bytesCell takes what belongs to the driver until the next row.
type bytesCell struct{ into *[]byte }

// Scan implements sql.Scanner.
func (c bytesCell) Scan(held any) error {
	content, ok := held.([]byte)
	if *c.into = content; !ok {
		return fmt.Errorf("%T where bytes were expected", held)
	}
	return nil
}

// places are as many question marks.
func places(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }
