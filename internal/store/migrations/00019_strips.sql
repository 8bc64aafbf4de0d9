-- What passes over very many records take of them, field by field: see strip.go. Strips of older stores are made when the
-- tables have this form.

-- +goose Up
CREATE TABLE record_strip (
    record TEXT NOT NULL,
    field TEXT NOT NULL, -- of the record, or one of the store's own columns
    number BIGINT NOT NULL, -- of the versions that it is of, from 0
    content BYTEA NOT NULL,
    PRIMARY KEY (record, field, number)
);
