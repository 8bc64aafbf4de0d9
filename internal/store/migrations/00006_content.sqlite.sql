-- What earlier versions kept in a column per field. PostgreSQL never had it: its tables are empty here.

-- +goose Up
INSERT INTO "incident_5" SELECT v_id, v_source, v_run, v_at, v_stated, v_hash, v_from, v_to, v_ended, v_opened,
    v_place, v_remarks, id, "service", json_array("id", "parent", "duplicate_of", "title", "description", "service", "component", json("regions"), json("functions"), "lost", "outage", "impact", "urgency", "priority", "status", "status_text", "started", "detected", "opened", "acknowledged", "engaged", "notified", "extent_known", "impact_known", "workaround", "restored", "resolved", "cause_told", "closed", "updated", "detected_by", "cause", "root_cause", "resolution", "next_steps", json("problem"), json("change"), "team", "assignee", "level", "reassignments", "reopenings", "effort", "customers", "contacts", "major", "continuity", "commander", "support_lead", "scribe", json("experts"), "review_held", "category", "subcategory")
    FROM "incident";
INSERT INTO source_field_5 SELECT DISTINCT f.source, f.record, p.place, p.field FROM source_field AS f
    JOIN (SELECT column1 AS place, column2 AS field FROM (VALUES (0, 'id'), (1, 'parent'), (2, 'duplicate_of'), (3, 'title'), (4, 'description'), (5, 'service'), (6, 'component'), (7, 'regions'), (8, 'functions'), (9, 'lost'), (10, 'outage'), (11, 'impact'), (12, 'urgency'), (13, 'priority'), (14, 'status'), (15, 'status_text'), (16, 'started'), (17, 'detected'), (18, 'opened'), (19, 'acknowledged'), (20, 'engaged'), (21, 'notified'), (22, 'extent_known'), (23, 'impact_known'), (24, 'workaround'), (25, 'restored'), (26, 'resolved'), (27, 'cause_told'), (28, 'closed'), (29, 'updated'), (30, 'detected_by'), (31, 'cause'), (32, 'root_cause'), (33, 'resolution'), (34, 'next_steps'), (35, 'problem'), (36, 'change'), (37, 'team'), (38, 'assignee'), (39, 'level'), (40, 'reassignments'), (41, 'reopenings'), (42, 'effort'), (43, 'customers'), (44, 'contacts'), (45, 'major'), (46, 'continuity'), (47, 'commander'), (48, 'support_lead'), (49, 'scribe'), (50, 'experts'), (51, 'review_held'), (52, 'category'), (53, 'subcategory'))) AS p
    WHERE f.record = 'incident';
INSERT INTO "outage_5" SELECT v_id, v_source, v_run, v_at, v_stated, v_hash, v_from, v_to, v_ended, v_opened,
    v_place, v_remarks, id, "incident", json_array("id", "incident", "service", json("regions"), json("functions"), "lost", "outage", "from", "to", "planned", "title", "updated")
    FROM "outage";
INSERT INTO source_field_5 SELECT DISTINCT f.source, f.record, p.place, p.field FROM source_field AS f
    JOIN (SELECT column1 AS place, column2 AS field FROM (VALUES (0, 'id'), (1, 'incident'), (2, 'service'), (3, 'regions'), (4, 'functions'), (5, 'lost'), (6, 'outage'), (7, 'from'), (8, 'to'), (9, 'planned'), (10, 'title'), (11, 'updated'))) AS p
    WHERE f.record = 'outage';
INSERT INTO "request_5" SELECT v_id, v_source, v_run, v_at, v_stated, v_hash, v_from, v_to, v_ended, v_opened,
    CASE WHEN status = 'cancelled' THEN v_place - 351843720888320 ELSE v_place END, v_remarks, id, json_array("id", "title", "item", "service", "component", "status", "status_text", "opened", "closed", "updated", "team", "assignee", "level", "effort", "category")
    FROM "request";
INSERT INTO source_field_5 SELECT DISTINCT f.source, f.record, p.place, p.field FROM source_field AS f
    JOIN (SELECT column1 AS place, column2 AS field FROM (VALUES (0, 'id'), (1, 'title'), (2, 'item'), (3, 'service'), (4, 'component'), (5, 'status'), (6, 'status_text'), (7, 'opened'), (8, 'closed'), (9, 'updated'), (10, 'team'), (11, 'assignee'), (12, 'level'), (13, 'effort'), (14, 'category'))) AS p
    WHERE f.record = 'request';
INSERT INTO "problem_5" SELECT v_id, v_source, v_run, v_at, v_stated, v_hash, v_from, v_to, v_ended, v_opened,
    v_place, v_remarks, id, json_array("id", "title", "service", "component", "status", "status_text", "priority", "opened", "updated", "closed", "owner", "team", "root_cause", "known_error", "workaround", "effort")
    FROM "problem";
INSERT INTO source_field_5 SELECT DISTINCT f.source, f.record, p.place, p.field FROM source_field AS f
    JOIN (SELECT column1 AS place, column2 AS field FROM (VALUES (0, 'id'), (1, 'title'), (2, 'service'), (3, 'component'), (4, 'status'), (5, 'status_text'), (6, 'priority'), (7, 'opened'), (8, 'updated'), (9, 'closed'), (10, 'owner'), (11, 'team'), (12, 'root_cause'), (13, 'known_error'), (14, 'workaround'), (15, 'effort'))) AS p
    WHERE f.record = 'problem';
INSERT INTO "action_5" SELECT v_id, v_source, v_run, v_at, v_stated, v_hash, v_from, v_to, v_ended, v_opened,
    v_place, v_remarks, id, json_array("id", "problem", "incident", "title", "result", "owner", "due", "done", "status", "status_text", "updated")
    FROM "action";
INSERT INTO source_field_5 SELECT DISTINCT f.source, f.record, p.place, p.field FROM source_field AS f
    JOIN (SELECT column1 AS place, column2 AS field FROM (VALUES (0, 'id'), (1, 'problem'), (2, 'incident'), (3, 'title'), (4, 'result'), (5, 'owner'), (6, 'due'), (7, 'done'), (8, 'status'), (9, 'status_text'), (10, 'updated'))) AS p
    WHERE f.record = 'action';
INSERT INTO "change_5" SELECT v_id, v_source, v_run, v_at, v_stated, v_hash, v_from, v_to, v_ended, v_opened,
    v_place, v_remarks, id, json_array("id", "title", "service", "component", "origin", "class", "risk", "reason", "status", "status_text", "outcome", json("incident"), "requested", "approved", "approvals", "approved_by", "planned_start", "planned_end", "actual_start", "actual_end", "plan", "backout", "validation", "validated", "responsible", "releases_code", "maintenance", "resizes", "effort", "updated")
    FROM "change";
INSERT INTO source_field_5 SELECT DISTINCT f.source, f.record, p.place, p.field FROM source_field AS f
    JOIN (SELECT column1 AS place, column2 AS field FROM (VALUES (0, 'id'), (1, 'title'), (2, 'service'), (3, 'component'), (4, 'origin'), (5, 'class'), (6, 'risk'), (7, 'reason'), (8, 'status'), (9, 'status_text'), (10, 'outcome'), (11, 'incident'), (12, 'requested'), (13, 'approved'), (14, 'approvals'), (15, 'approved_by'), (16, 'planned_start'), (17, 'planned_end'), (18, 'actual_start'), (19, 'actual_end'), (20, 'plan'), (21, 'backout'), (22, 'validation'), (23, 'validated'), (24, 'responsible'), (25, 'releases_code'), (26, 'maintenance'), (27, 'resizes'), (28, 'effort'), (29, 'updated'))) AS p
    WHERE f.record = 'change';
INSERT INTO "worklog_5" SELECT v_id, v_source, v_run, v_at, v_stated, v_hash, v_from, v_to, v_ended, v_opened,
    v_place, v_remarks, id, json_array("id", "ticket", "person", "team", "level", "at", "minutes")
    FROM "worklog";
INSERT INTO source_field_5 SELECT DISTINCT f.source, f.record, p.place, p.field FROM source_field AS f
    JOIN (SELECT column1 AS place, column2 AS field FROM (VALUES (0, 'id'), (1, 'ticket'), (2, 'person'), (3, 'team'), (4, 'level'), (5, 'at'), (6, 'minutes'))) AS p
    WHERE f.record = 'worklog';
INSERT INTO "update_5" SELECT v_id, v_source, v_run, v_at, v_stated, v_hash, v_from, v_to, v_ended, v_opened,
    v_place, v_remarks, id, json_array("id", "incident", "at", "kind", "audience", "author", "role", "text")
    FROM "update";
INSERT INTO source_field_5 SELECT DISTINCT f.source, f.record, p.place, p.field FROM source_field AS f
    JOIN (SELECT column1 AS place, column2 AS field FROM (VALUES (0, 'id'), (1, 'incident'), (2, 'at'), (3, 'kind'), (4, 'audience'), (5, 'author'), (6, 'role'), (7, 'text'))) AS p
    WHERE f.record = 'update';
INSERT INTO "exclusion_5" SELECT v_id, v_source, v_run, v_at, v_stated, v_hash, v_from, v_to, v_ended, v_opened,
    v_place, v_remarks, id, json_array("id", "incident", "outage", "from", "to", "reason", "approved_by", "at")
    FROM "exclusion";
INSERT INTO source_field_5 SELECT DISTINCT f.source, f.record, p.place, p.field FROM source_field AS f
    JOIN (SELECT column1 AS place, column2 AS field FROM (VALUES (0, 'id'), (1, 'incident'), (2, 'outage'), (3, 'from'), (4, 'to'), (5, 'reason'), (6, 'approved_by'), (7, 'at'))) AS p
    WHERE f.record = 'exclusion';
INSERT INTO "service_5" SELECT v_id, v_source, v_run, v_at, v_stated, v_hash, v_from, v_to, v_ended, v_opened,
    v_place, v_remarks, id, json_array("id", "name", "criticality", "weight", "target", "calendar", "regions", "functions", "history", "aliases", "owner", "team", "depends_on", "maintenance", "change_window", "critical", "continuity")
    FROM "service";
INSERT INTO source_field_5 SELECT DISTINCT f.source, f.record, p.place, p.field FROM source_field AS f
    JOIN (SELECT column1 AS place, column2 AS field FROM (VALUES (0, 'id'), (1, 'name'), (2, 'criticality'), (3, 'weight'), (4, 'target'), (5, 'calendar'), (6, 'regions'), (7, 'functions'), (8, 'history'), (9, 'aliases'), (10, 'owner'), (11, 'team'), (12, 'depends_on'), (13, 'maintenance'), (14, 'change_window'), (15, 'critical'), (16, 'continuity'))) AS p
    WHERE f.record = 'service';
