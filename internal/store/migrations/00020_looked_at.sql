-- Of deliveries that were refused or are in doubt: when the operators were told, and who has looked into it.

-- +goose Up
ALTER TABLE job_delivery ADD COLUMN told_at BIGINT;
ALTER TABLE job_delivery ADD COLUMN looked_at BIGINT;
ALTER TABLE job_delivery ADD COLUMN looked_by TEXT NOT NULL DEFAULT '';
