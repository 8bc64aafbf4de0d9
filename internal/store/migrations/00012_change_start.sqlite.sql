-- "What were the last changes of this service?" is answered at once, from indexes of their starts: the actual one, else
-- the planned one.

-- +goose Up
ALTER TABLE "change" ADD COLUMN "service" TEXT;
ALTER TABLE "change" ADD COLUMN "planned_start" BIGINT;
ALTER TABLE "change" ADD COLUMN "actual_start" BIGINT;
UPDATE "change" SET "service" = content ->> f.place FROM source_field AS f
    WHERE f.source = v_source AND f.record = 'change' AND f.field = 'service';
UPDATE "change" SET "planned_start" = (content ->> f.place) FROM source_field AS f
    WHERE f.source = v_source AND f.record = 'change' AND f.field = 'planned_start';
UPDATE "change" SET "actual_start" = (content ->> f.place) FROM source_field AS f
    WHERE f.source = v_source AND f.record = 'change' AND f.field = 'actual_start';
CREATE INDEX change_service ON "change" ("service", (coalesce("actual_start", "planned_start")));
CREATE INDEX change_start ON "change" ((coalesce("actual_start", "planned_start")));
