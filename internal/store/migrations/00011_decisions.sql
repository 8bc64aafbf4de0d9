-- What change advisory boards decided.

-- +goose Up
CREATE TABLE "decision" (
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
CREATE INDEX decision_key ON "decision" (id, v_source);
CREATE INDEX decision_span ON "decision" (v_place, v_ended, v_to);
