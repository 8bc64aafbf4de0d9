-- What runs send: kept so that a delivery that failed can be tried again by whoever leads then.

-- +goose Up
CREATE TABLE job_message (
    job TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    name TEXT NOT NULL, -- report, or the kind of the alarm
    content TEXT NOT NULL, -- JSON, see jobs/outbox.go; no secret
    PRIMARY KEY (job, due_at, name)
);
