-- Measured values: not a row a sample, which costs four times as much, but blocks of a series and a stretch of time.

-- +goose Up
CREATE TABLE sample_series (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    service TEXT NOT NULL, -- as the source calls it; empty: unknown
    component TEXT NOT NULL, -- empty: none
    metric TEXT NOT NULL
);
CREATE UNIQUE INDEX sample_series_key ON sample_series (source, service, component, metric);

-- The blocks of a series do not overlap.
CREATE TABLE sample_block (
    series INTEGER NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    samples INTEGER NOT NULL,
    content BYTEA NOT NULL, -- times and values, see sample_block.go
    PRIMARY KEY (series, first_at)
);
