-- The incidents of problems are looked for by a column of their own: few incidents have a problem, so that neither the
-- column nor its index costs much. A content without a list, which most are, need not be taken apart.

-- +goose Up
ALTER TABLE "incident" ADD COLUMN "problem" TEXT;
UPDATE "incident" SET "problem" = content ->> f.place FROM source_field AS f
    WHERE f.source = v_source AND f.record = 'incident' AND f.field = 'problem'
    AND instr(substr(content, 2), '[') > 0 AND content ->> f.place IS NOT NULL;
CREATE INDEX incident_problem ON "incident" (v_to) WHERE "problem" IS NOT NULL;
