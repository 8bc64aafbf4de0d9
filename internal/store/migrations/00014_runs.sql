-- The ledger of runs: one row for each job and instant at which it was due, whoever did the work, and for each place
-- that its report went to.

-- +goose Up
CREATE TABLE job_run (
    job TEXT NOT NULL,
    due_at BIGINT NOT NULL, -- of a run by hand: when it was asked for
    cause TEXT NOT NULL, -- schedule, catch_up or manual
    report TEXT NOT NULL,
    period TEXT NOT NULL,
    state TEXT NOT NULL, -- planned, running, done, failed or skipped
    reason TEXT NOT NULL, -- why it waits, was late, failed or was skipped; empty: nothing to tell
    owner TEXT NOT NULL, -- the process that has it; empty: none
    attempt INTEGER NOT NULL, -- how often it was begun
    started_at BIGINT, -- of the last attempt
    ended_at BIGINT,
    revision INTEGER NOT NULL, -- of the report; 0: none was made
    version TEXT NOT NULL, -- of the program
    facts TEXT NOT NULL, -- JSON: the rows of the import and the files, see run.go
    PRIMARY KEY (job, due_at)
);
CREATE INDEX job_run_due ON job_run (due_at);
CREATE INDEX job_run_state ON job_run (state);

CREATE TABLE job_run_event (
    job TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    position INTEGER NOT NULL,
    at BIGINT NOT NULL,
    level TEXT NOT NULL, -- info, warning or error
    message TEXT NOT NULL,
    PRIMARY KEY (job, due_at, position)
);

CREATE TABLE job_delivery (
    job TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    kind TEXT NOT NULL, -- email, folder or webhook
    target TEXT NOT NULL, -- an address or a path; never a secret
    state TEXT NOT NULL, -- pending, sending, sent, refused or doubtful
    message_id TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_at BIGINT, -- of a pending one: not before
    changed_at BIGINT NOT NULL,
    detail TEXT NOT NULL, -- what the other side said
    PRIMARY KEY (job, due_at, kind, target)
);
CREATE INDEX job_delivery_state ON job_delivery (state);
