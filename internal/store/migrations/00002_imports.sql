-- The log of the imports, and what is known of each source.

-- +goose Up
CREATE TABLE import_run (
    run INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    rows_read BIGINT NOT NULL,
    stored BIGINT NOT NULL,
    replaced BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    skipped BIGINT NOT NULL,
    notes TEXT NOT NULL, -- JSON list
    failure TEXT NOT NULL -- empty: it did not fail
);
CREATE INDEX import_run_source ON import_run (source, run);

-- Which fields of which records a source has filled: the others need not be read.
CREATE TABLE source_field (
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (source, record, field)
);

-- The services that a source's records name, and when the first of their records was opened.
CREATE TABLE source_service (
    source TEXT NOT NULL,
    service TEXT NOT NULL,
    opened BIGINT NOT NULL,
    PRIMARY KEY (source, service)
);

-- The hours in which a source's records tell of anything: the first and the last instant of each.
CREATE TABLE source_hour (
    source TEXT NOT NULL,
    hour BIGINT NOT NULL,
    earliest BIGINT NOT NULL,
    latest BIGINT NOT NULL,
    PRIMARY KEY (source, hour)
);

-- How far the import that is being made has got in telling known versions again; empty between imports.
CREATE TABLE import_cursor (
    record TEXT NOT NULL,
    id TEXT NOT NULL,
    stated SMALLINT NOT NULL,
    instant BIGINT NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (record, id, stated, instant)
);
