-- +goose Up
-- Answer how many tickets were opened in a span without reading them.
CREATE INDEX incident_opened ON incident (v_opened, v_to, v_from, v_place);
CREATE INDEX request_opened ON "request" (v_opened, v_to, v_from, status);

-- Finds the outage records of an incident.
CREATE INDEX outage_incident ON outage (incident);
