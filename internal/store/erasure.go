package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"nines/internal/itsm"
	"nines/internal/redact"
	"nines/internal/store/strip"
)

// loadErased reads the names that may not come back; nil where there are none.
func loadErased(ctx context.Context, tx sqlx.ExtContext) (*redact.Names, error) {
	var entries []redact.Entry
	err := sqlx.SelectContext(ctx, tx, &entries, `SELECT digest, words, bytes AS length, pseudonym FROM erased_name ORDER BY digest`)
	if err != nil || len(entries) == 0 {
		return nil, err
	}
	salt, err := saltOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	return redact.New(salt, entries), nil
}

func saltOf(ctx context.Context, tx sqlx.ExtContext) (salt []byte, err error) {
	err = sqlx.GetContext(ctx, tx, &salt, `SELECT salt FROM erasure_salt`)
	return salt, err
}

// keepErased notes the spellings of a person's name, so that no import brings them back.
func keepErased(ctx context.Context, tx *sqlx.Tx, spellings []string, at time.Time) ([]redact.Entry, []byte, error) {
	salt, err := saltOf(ctx, tx)
	if errors.Is(err, sql.ErrNoRows) {
		salt = make([]byte, 32)
		rand.Read(salt) // never fails
		_, err = tx.ExecContext(ctx, tx.Rebind(`INSERT INTO erasure_salt (salt) VALUES (?)`), salt)
	}
	if err != nil {
		return nil, nil, err
	}
	entries, err := redact.Entries(salt, spellings...)
	if err != nil {
		return nil, nil, err
	}
	for i := range entries {
		e := &entries[i]
		if _, err := tx.ExecContext(ctx, tx.Rebind(`INSERT INTO erased_name (digest, words, bytes, pseudonym, erased_at)
			VALUES (?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING`), e.Digest, e.Words, e.Length, e.Pseudonym, at.UnixMilli()); err != nil {
			return nil, nil, err
		}
		if err := tx.GetContext(ctx, &e.Pseudonym, tx.Rebind(`SELECT pseudonym FROM erased_name WHERE digest = ?`), e.Digest); err != nil {
			return nil, nil, err
		}
	}
	return entries, salt, nil
}

// namesThings are the fields that tell things apart, of which records refer to each other and services are known: a name
// in them stays, as figures would change with it.
var namesThings = map[string]bool{
	"id": true, "parent": true, "duplicate_of": true, "problem": true, "change": true, "incident": true, "outage": true,
	"ticket": true, "service": true, "regions": true, "functions": true, "meeting": true,
	"name": true, "criticality": true, "weight": true, "target": true, "calendar": true, "history": true, "aliases": true,
	"depends_on": true, "maintenance": true, "change_window": true, "critical": true, "continuity": true,
}

// maySayNames tells whether a field can hold the name of a person.
func maySayNames(name string, t itsm.Type) bool {
	return (t == itsm.TypeText || t == itsm.TypeList) && !namesThings[name]
}

// redactDatum replaces the names in a field's value, and tells how many it met.
func redactDatum(names *redact.Names, d *datum) (met int, err error) {
	switch d.Kind {
	case strip.Text:
		d.Text, met = names.Text(d.Text)
	case strip.List:
		d.Text, met, err = redactList(names, d.Text)
	}
	return met, err
}

// redactList replaces the names in a JSON list of texts.
func redactList(names *redact.Names, text string) (string, int, error) {
	list, err := decodeList(text)
	if err != nil {
		return text, 0, fmt.Errorf("a list that is none: %w", err)
	}
	list, met := names.List(list)
	if met == 0 {
		return text, 0, nil
	}
	var d datum
	err = d.setList(list)
	return d.Text, met, err
}

// redactRemarks replaces the names in what an import had to say about a record.
func redactRemarks(names *redact.Names, remarks []itsm.Remark) ([]itsm.Remark, int) {
	var all int
	for i := range remarks {
		text, met := names.Text(remarks[i].Text)
		if met == 0 {
			continue
		}
		if all == 0 { // the caller's list stays as it is
			remarks = append([]itsm.Remark(nil), remarks...)
		}
		remarks[i].Text = text
		all += met
	}
	return remarks, all
}
