package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Session is a login on the status page.
type Session struct {
	Token string // its digest
	Name  string // of the user
	Proof string // changes when the user's password does
	Ends  time.Time
}

// AddSession keeps a login, and drops those that are over; of more than most, those that end first.
func (s *Store) AddSession(ctx context.Context, v Session, now time.Time, most int) error {
	tx, err := s.begin(ctx, s.writer)
	if err != nil {
		return fmt.Errorf("keep a login: %w", s.dialect.explain(err))
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	for _, step := range []struct {
		statement string
		args      []any
	}{
		{`DELETE FROM web_session WHERE ends_at <= ?`, []any{now.UnixMilli()}},
		{`INSERT INTO web_session (token, name, proof, ends_at) VALUES (?, ?, ?, ?)`, []any{v.Token, v.Name, v.Proof, v.Ends.UnixMilli()}},
		{`DELETE FROM web_session WHERE token IN (SELECT token FROM web_session ORDER BY ends_at DESC, token LIMIT ? OFFSET ?)`, []any{most, most}},
	} {
		if _, err := tx.ExecContext(ctx, tx.Rebind(step.statement), step.args...); err != nil {
			return fmt.Errorf("keep a login: %w", s.dialect.explain(err))
		}
	}
	return tx.Commit()
}

// Session is the login of that token, where it is not over at the instant; known is false where there is none.
func (s *Store) Session(ctx context.Context, token string, now time.Time) (v Session, known bool, err error) {
	var row struct {
		Name, Proof string
		EndsAt      int64 `db:"ends_at"`
	}
	err = s.reader.GetContext(ctx, &row, s.reader.Rebind(`SELECT name, proof, ends_at FROM web_session WHERE token = ? AND ends_at > ?`),
		token, now.UnixMilli())
	if errors.Is(err, sql.ErrNoRows) {
		return v, false, nil
	}
	if err != nil {
		return v, false, fmt.Errorf("read a login: %w", s.dialect.explain(err))
	}
	return Session{Token: token, Name: row.Name, Proof: row.Proof, Ends: time.UnixMilli(row.EndsAt).UTC()}, true, nil
}

// EndSession ends a login. One that is not there has ended.
func (s *Store) EndSession(ctx context.Context, token string) error {
	if _, err := s.writer.ExecContext(ctx, s.writer.Rebind(`DELETE FROM web_session WHERE token = ?`), token); err != nil {
		return fmt.Errorf("end a login: %w", s.dialect.explain(err))
	}
	return nil
}

// WebKey is the secret that all processes on the store share for the status page, 32 bytes. The first makes it.
func (s *Store) WebKey(ctx context.Context) (key []byte, err error) {
	fresh := make([]byte, 32)
	rand.Read(fresh) // never fails
	if _, err = s.writer.ExecContext(ctx, s.writer.Rebind(`INSERT INTO web_key (id, secret) VALUES (1, ?) ON CONFLICT (id) DO NOTHING`), fresh); err == nil {
		err = s.reader.GetContext(ctx, &key, `SELECT secret FROM web_key`)
	}
	if err != nil {
		return nil, fmt.Errorf("read the key of the status page: %w", s.dialect.explain(err))
	}
	return key, nil
}
