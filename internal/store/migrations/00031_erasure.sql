-- The names that were erased and may not come back, by salted digests that do not tell them.

-- +goose Up
CREATE TABLE erased_name (
    digest TEXT PRIMARY KEY, -- of one spelling, with the salt
    words INTEGER NOT NULL, -- of the name
    bytes INTEGER NOT NULL, -- of it, in small letters
    pseudonym TEXT NOT NULL, -- that stands in its place
    erased_at BIGINT NOT NULL
);

-- One row, made with the first erasure.
CREATE TABLE erasure_salt (
    salt BYTEA NOT NULL
);
