-- The fields of a record move into one column, as a JSON array (see content.go): an import takes half as long. Queries
-- look for records by one index that tells all of their lives, and some by a field, which keeps a column of its own.
-- Which contents a source is known to have is kept beside them (see known.go).

-- +goose Up
CREATE TABLE source_field_5 (
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    place INTEGER NOT NULL, -- of the field in the contents, from 0
    field TEXT NOT NULL,
    PRIMARY KEY (source, record, place)
);

CREATE TABLE "incident_5" (
    v_id INTEGER PRIMARY KEY,
    v_source TEXT NOT NULL,
    v_run INTEGER NOT NULL,
    v_at BIGINT NOT NULL,
    v_stated SMALLINT NOT NULL,
    v_hash BIGINT NOT NULL,
    v_from BIGINT NOT NULL DEFAULT -9223372036854775808,
    v_to BIGINT NOT NULL DEFAULT 9223372036854775807,
    v_ended BIGINT NOT NULL,
    v_opened BIGINT NOT NULL,
    v_place BIGINT NOT NULL,
    v_remarks TEXT,
    id TEXT NOT NULL,
    "service" TEXT,
    content TEXT NOT NULL
);

CREATE TABLE "outage_5" (
    v_id INTEGER PRIMARY KEY,
    v_source TEXT NOT NULL,
    v_run INTEGER NOT NULL,
    v_at BIGINT NOT NULL,
    v_stated SMALLINT NOT NULL,
    v_hash BIGINT NOT NULL,
    v_from BIGINT NOT NULL DEFAULT -9223372036854775808,
    v_to BIGINT NOT NULL DEFAULT 9223372036854775807,
    v_ended BIGINT NOT NULL,
    v_opened BIGINT NOT NULL,
    v_place BIGINT NOT NULL,
    v_remarks TEXT,
    id TEXT NOT NULL,
    "incident" TEXT,
    content TEXT NOT NULL
);

CREATE TABLE "request_5" (
    v_id INTEGER PRIMARY KEY,
    v_source TEXT NOT NULL,
    v_run INTEGER NOT NULL,
    v_at BIGINT NOT NULL,
    v_stated SMALLINT NOT NULL,
    v_hash BIGINT NOT NULL,
    v_from BIGINT NOT NULL DEFAULT -9223372036854775808,
    v_to BIGINT NOT NULL DEFAULT 9223372036854775807,
    v_ended BIGINT NOT NULL,
    v_opened BIGINT NOT NULL,
    v_place BIGINT NOT NULL,
    v_remarks TEXT,
    id TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE "problem_5" (
    v_id INTEGER PRIMARY KEY,
    v_source TEXT NOT NULL,
    v_run INTEGER NOT NULL,
    v_at BIGINT NOT NULL,
    v_stated SMALLINT NOT NULL,
    v_hash BIGINT NOT NULL,
    v_from BIGINT NOT NULL DEFAULT -9223372036854775808,
    v_to BIGINT NOT NULL DEFAULT 9223372036854775807,
    v_ended BIGINT NOT NULL,
    v_opened BIGINT NOT NULL,
    v_place BIGINT NOT NULL,
    v_remarks TEXT,
    id TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE "action_5" (
    v_id INTEGER PRIMARY KEY,
    v_source TEXT NOT NULL,
    v_run INTEGER NOT NULL,
    v_at BIGINT NOT NULL,
    v_stated SMALLINT NOT NULL,
    v_hash BIGINT NOT NULL,
    v_from BIGINT NOT NULL DEFAULT -9223372036854775808,
    v_to BIGINT NOT NULL DEFAULT 9223372036854775807,
    v_ended BIGINT NOT NULL,
    v_opened BIGINT NOT NULL,
    v_place BIGINT NOT NULL,
    v_remarks TEXT,
    id TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE "change_5" (
    v_id INTEGER PRIMARY KEY,
    v_source TEXT NOT NULL,
    v_run INTEGER NOT NULL,
    v_at BIGINT NOT NULL,
    v_stated SMALLINT NOT NULL,
    v_hash BIGINT NOT NULL,
    v_from BIGINT NOT NULL DEFAULT -9223372036854775808,
    v_to BIGINT NOT NULL DEFAULT 9223372036854775807,
    v_ended BIGINT NOT NULL,
    v_opened BIGINT NOT NULL,
    v_place BIGINT NOT NULL,
    v_remarks TEXT,
    id TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE "worklog_5" (
    v_id INTEGER PRIMARY KEY,
    v_source TEXT NOT NULL,
    v_run INTEGER NOT NULL,
    v_at BIGINT NOT NULL,
    v_stated SMALLINT NOT NULL,
    v_hash BIGINT NOT NULL,
    v_from BIGINT NOT NULL DEFAULT -9223372036854775808,
    v_to BIGINT NOT NULL DEFAULT 9223372036854775807,
    v_ended BIGINT NOT NULL,
    v_opened BIGINT NOT NULL,
    v_place BIGINT NOT NULL,
    v_remarks TEXT,
    id TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE "update_5" (
    v_id INTEGER PRIMARY KEY,
    v_source TEXT NOT NULL,
    v_run INTEGER NOT NULL,
    v_at BIGINT NOT NULL,
    v_stated SMALLINT NOT NULL,
    v_hash BIGINT NOT NULL,
    v_from BIGINT NOT NULL DEFAULT -9223372036854775808,
    v_to BIGINT NOT NULL DEFAULT 9223372036854775807,
    v_ended BIGINT NOT NULL,
    v_opened BIGINT NOT NULL,
    v_place BIGINT NOT NULL,
    v_remarks TEXT,
    id TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE "exclusion_5" (
    v_id INTEGER PRIMARY KEY,
    v_source TEXT NOT NULL,
    v_run INTEGER NOT NULL,
    v_at BIGINT NOT NULL,
    v_stated SMALLINT NOT NULL,
    v_hash BIGINT NOT NULL,
    v_from BIGINT NOT NULL DEFAULT -9223372036854775808,
    v_to BIGINT NOT NULL DEFAULT 9223372036854775807,
    v_ended BIGINT NOT NULL,
    v_opened BIGINT NOT NULL,
    v_place BIGINT NOT NULL,
    v_remarks TEXT,
    id TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE "service_5" (
    v_id INTEGER PRIMARY KEY,
    v_source TEXT NOT NULL,
    v_run INTEGER NOT NULL,
    v_at BIGINT NOT NULL,
    v_stated SMALLINT NOT NULL,
    v_hash BIGINT NOT NULL,
    v_from BIGINT NOT NULL DEFAULT -9223372036854775808,
    v_to BIGINT NOT NULL DEFAULT 9223372036854775807,
    v_ended BIGINT NOT NULL,
    v_opened BIGINT NOT NULL,
    v_place BIGINT NOT NULL,
    v_remarks TEXT,
    id TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE known_content (
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    chunk INTEGER NOT NULL,
    removed SMALLINT NOT NULL, -- 1: these are no longer known
    pairs BIGINT NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (source, record, chunk)
);
