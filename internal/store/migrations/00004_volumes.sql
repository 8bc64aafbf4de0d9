-- +goose Up
-- Answers how many requests were opened in a span without reading them.
CREATE INDEX request_opened ON "request" (v_opened, v_from, v_to, status);
