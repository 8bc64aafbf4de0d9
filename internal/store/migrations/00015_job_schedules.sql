-- Since when each job is known under its schedule: what was due before is nobody's to make up for.

-- +goose Up
CREATE TABLE job_schedule (
    job TEXT PRIMARY KEY,
    expression TEXT NOT NULL,
    zone TEXT NOT NULL, -- its IANA name
    since_at BIGINT NOT NULL
);
