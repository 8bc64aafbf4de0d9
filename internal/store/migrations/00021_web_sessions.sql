-- Who is logged in on the status page, so that a login holds on every process that shows it, and the key by which these
-- processes know the forms of each other.

-- +goose Up
CREATE TABLE web_session (
    token TEXT PRIMARY KEY, -- its SHA-256, hexadecimal: who reads the table cannot use it
    name TEXT NOT NULL, -- of the user
    proof TEXT NOT NULL, -- changes when the user's password does
    ends_at BIGINT NOT NULL
);
CREATE INDEX web_session_ends ON web_session (ends_at);

-- One row, made by the first process.
CREATE TABLE web_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    secret BYTEA NOT NULL
);
