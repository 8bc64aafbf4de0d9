-- The files of what was published, in the archive below the output folder.

-- +goose Up
CREATE TABLE published_file (
    report TEXT NOT NULL,
    period TEXT NOT NULL,
    revision INTEGER NOT NULL,
    name TEXT NOT NULL, -- without a folder
    format TEXT NOT NULL,
    size BIGINT NOT NULL, -- bytes
    sha256 TEXT NOT NULL, -- hexadecimal
    as_of BIGINT NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (report, period, revision, name)
);
