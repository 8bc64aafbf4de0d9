-- What was published: every figure, with the tickets behind it.

-- +goose Up
CREATE TABLE publication (
    id INTEGER PRIMARY KEY,
    report TEXT NOT NULL,
    period TEXT NOT NULL,
    as_of BIGINT NOT NULL,
    published_at BIGINT NOT NULL,
    revision INTEGER NOT NULL,
    version TEXT NOT NULL, -- of the program
    config_hash TEXT NOT NULL
);
CREATE INDEX publication_report ON publication (report, period, as_of);

CREATE TABLE published_figure (
    publication INTEGER NOT NULL REFERENCES publication (id),
    position INTEGER NOT NULL, -- in the report
    figure TEXT NOT NULL,
    value DOUBLE PRECISION, -- NULL: unknown
    tickets BYTEA, -- gzip of JSON: [{"id": ..., "amount": ...}]; NULL: none
    PRIMARY KEY (publication, position)
);
