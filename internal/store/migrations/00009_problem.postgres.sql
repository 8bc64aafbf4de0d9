-- The incidents of problems are looked for by a column of their own: few incidents have a problem, so that neither the
-- column nor its index costs much.

-- +goose Up
ALTER TABLE "incident" ADD COLUMN "problem" TEXT;
UPDATE "incident" SET "problem" = content::json ->> f.place::int FROM source_field AS f
    WHERE f.source = v_source AND f.record = 'incident' AND f.field = 'problem' AND content::json ->> f.place::int IS NOT NULL;
CREATE INDEX incident_problem ON "incident" (v_to) WHERE "problem" IS NOT NULL;
