-- The tables of 00005 take the place of those before them.

-- +goose Up
DROP TABLE "incident";
ALTER TABLE "incident_5" RENAME TO "incident";
CREATE INDEX incident_key ON "incident" (id, v_source);
CREATE INDEX incident_span ON "incident" (v_place, v_ended, v_to, v_from, v_opened, service);

DROP TABLE "outage";
ALTER TABLE "outage_5" RENAME TO "outage";
CREATE INDEX outage_key ON "outage" (id, v_source);
CREATE INDEX outage_span ON "outage" (v_place, v_ended, v_to);
CREATE INDEX outage_incident ON outage (incident);

DROP TABLE "request";
ALTER TABLE "request_5" RENAME TO "request";
CREATE INDEX request_key ON "request" (id, v_source);
CREATE INDEX request_span ON "request" (v_place, v_ended, v_to, v_from, v_opened);

DROP TABLE "problem";
ALTER TABLE "problem_5" RENAME TO "problem";
CREATE INDEX problem_key ON "problem" (id, v_source);
CREATE INDEX problem_span ON "problem" (v_place, v_ended, v_to);

DROP TABLE "action";
ALTER TABLE "action_5" RENAME TO "action";
CREATE INDEX action_key ON "action" (id, v_source);
CREATE INDEX action_span ON "action" (v_place, v_ended, v_to);

DROP TABLE "change";
ALTER TABLE "change_5" RENAME TO "change";
CREATE INDEX change_key ON "change" (id, v_source);
CREATE INDEX change_span ON "change" (v_place, v_ended, v_to);

DROP TABLE "worklog";
ALTER TABLE "worklog_5" RENAME TO "worklog";
CREATE INDEX worklog_key ON "worklog" (id, v_source);
CREATE INDEX worklog_span ON "worklog" (v_place, v_ended, v_to);

DROP TABLE "update";
ALTER TABLE "update_5" RENAME TO "update";
CREATE INDEX update_key ON "update" (id, v_source);
CREATE INDEX update_span ON "update" (v_place, v_ended, v_to);

DROP TABLE "exclusion";
ALTER TABLE "exclusion_5" RENAME TO "exclusion";
CREATE INDEX exclusion_key ON "exclusion" (id, v_source);
CREATE INDEX exclusion_span ON "exclusion" (v_place, v_ended, v_to);

DROP TABLE "service";
ALTER TABLE "service_5" RENAME TO "service";
CREATE INDEX service_key ON "service" (id, v_source);
CREATE INDEX service_span ON "service" (v_place, v_ended, v_to);

DROP TABLE source_field;
ALTER TABLE source_field_5 RENAME TO source_field;
