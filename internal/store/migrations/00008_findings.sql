-- What imports found out that puts data in doubt, and where the versions of each source are: the sources whose files
-- are the whole truth are gone through at every import.

-- +goose Up
CREATE TABLE import_finding (
    run INTEGER NOT NULL,
    place INTEGER NOT NULL, -- among the findings of the import, from 0
    source TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL, -- in words
    concerned BIGINT NOT NULL, -- of what it concerns
    ids TEXT NOT NULL, -- of these, all or the first: JSON list
    PRIMARY KEY (run, place)
);

-- Ranges of v_id, both ends included, that hold all versions of a source's records of one kind.
CREATE TABLE source_range (
    source TEXT NOT NULL,
    record TEXT NOT NULL,
    first_version INTEGER NOT NULL,
    last_version INTEGER NOT NULL,
    PRIMARY KEY (source, record, first_version)
);
INSERT INTO source_range SELECT v_source, 'incident', min(v_id), max(v_id) FROM "incident" GROUP BY v_source;
INSERT INTO source_range SELECT v_source, 'outage', min(v_id), max(v_id) FROM "outage" GROUP BY v_source;
INSERT INTO source_range SELECT v_source, 'request', min(v_id), max(v_id) FROM "request" GROUP BY v_source;
INSERT INTO source_range SELECT v_source, 'problem', min(v_id), max(v_id) FROM "problem" GROUP BY v_source;
INSERT INTO source_range SELECT v_source, 'action', min(v_id), max(v_id) FROM "action" GROUP BY v_source;
INSERT INTO source_range SELECT v_source, 'change', min(v_id), max(v_id) FROM "change" GROUP BY v_source;
INSERT INTO source_range SELECT v_source, 'worklog', min(v_id), max(v_id) FROM "worklog" GROUP BY v_source;
INSERT INTO source_range SELECT v_source, 'update', min(v_id), max(v_id) FROM "update" GROUP BY v_source;
INSERT INTO source_range SELECT v_source, 'exclusion', min(v_id), max(v_id) FROM "exclusion" GROUP BY v_source;
INSERT INTO source_range SELECT v_source, 'service', min(v_id), max(v_id) FROM "service" GROUP BY v_source;
