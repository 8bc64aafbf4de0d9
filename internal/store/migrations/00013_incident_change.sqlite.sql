-- The incidents of changes are looked for by a column of their own: few incidents have a change, so that neither the
-- column nor its index costs much. A content without a list, which most are, need not be taken apart.

-- +goose Up
ALTER TABLE "incident" ADD COLUMN "change" TEXT;
UPDATE "incident" SET "change" = content ->> f.place FROM source_field AS f
    WHERE f.source = v_source AND f.record = 'incident' AND f.field = 'change'
    AND instr(substr(content, 2), '[') > 0 AND content ->> f.place IS NOT NULL;
CREATE INDEX incident_change ON "incident" (v_to) WHERE "change" IS NOT NULL;
