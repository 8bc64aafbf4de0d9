package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

const planted = "Zebedee Quist"

// naming fills every field of a record that can hold a text with the name.
func naming[R any](t table[R]) *R {
	r := new(R)
	for _, f := range t.Fields {
		switch at := f.At(r).(type) {
		case *string:
			*at = planted
		case *[]string:
			*at = []string{"Roe", planted}
		}
	}
	t.Head(r).ID = t.Record + " of " + planted
	t.Head(r).Remarks = []itsm.Remark{{Field: "lost", Kind: itsm.RemarkUnreadable, Text: "ask " + planted}}
	return r
}

// tableColumn is a column of texts.
type tableColumn struct{ Table, Column string }

func textColumnsOf(t *testing.T, s *Store) (list []tableColumn) {
	t.Helper()
	require.NoError(t, s.reader.Select(&list, `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master AS m, pragma_table_info(m.name) AS c
		WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%' AND c.type = 'TEXT' ORDER BY m.name, c.name`))
	return list
}

// plantEverywhere puts a row with the name in all of its texts into each table that is no record's.
func plantEverywhere(t *testing.T, s *Store) {
	t.Helper()
	special := map[string]any{
		"import_run.notes": `["` + planted + `"]`, "import_finding.ids": `["1"]`, "job_delivery.state": "sent",
		"job_run.facts":       `{"rows":[{"source":"a","read":1,"failure":"no column ` + planted + `"}],"files":["out/a.pdf"]}`,
		"job_message.content": `{"Message":{"Subject":"S","Text":"of\n` + planted + `","HTML":"<p>Zebedee&#32;Quist</p>","Report":"r"},"Hook":"{\"a\":[\"x\\nZebedee Quist\"]}","Until":"2026-11-02T07:00:00Z"}`,
	}
	skipped := []string{"record_strip", "erased_name", "erasure_salt", "web_key", "known_content"}
	var tables []string
	require.NoError(t, s.reader.Select(&tables, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'
		AND name NOT IN (SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE c.name = 'content' AND m.name <> 'job_message')`))
	for _, table := range tables {
		if slices.Contains(skipped, table) {
			continue
		}
		var columns []struct{ Name, Type string }
		require.NoError(t, s.reader.Select(&columns, `SELECT name, type FROM pragma_table_info(?)`, table))
		var names, marks []string
		var args []any
		for _, c := range columns {
			names, marks = append(names, `"`+c.Name+`"`), append(marks, "?")
			switch value, ok := special[table+"."+c.Name]; {
			case ok:
				args = append(args, value)
			case c.Type == "TEXT":
				args = append(args, planted)
			case c.Type == "BYTEA":
				args = append(args, []byte{0})
			default:
				args = append(args, 7)
			}
		}
		_, err := s.writer.Exec(fmt.Sprintf(`INSERT INTO %q (%s) VALUES (%s)`, table, strings.Join(names, ", "), strings.Join(marks, ", ")), args...)
		require.NoError(t, err, table)
	}
}

// After an erasure the name stands in no column of any table but in those that tell things apart. A new table, or a new
// column, has to be decided on: here, or in what is erased.
func TestErasureReachesEveryColumn(t *testing.T) {
	ctx, s := context.Background(), openForTest(t)
	im, err := s.BeginImport(ctx, ImportSpec{Source: "a", Record: "mixed", At: backupDay})
	require.NoError(t, err)
	for _, r := range []any{
		naming(incidents), naming(outages), naming(requests), naming(problems), naming(actions), naming(changes), naming(worklogs),
		naming(updates), naming(exclusions), naming(decisions), naming(services),
	} {
		require.NoError(t, im.Put(ctx, r))
	}
	_, err = im.Commit(ctx, Tally{Read: 11})
	require.NoError(t, err)
	plantEverywhere(t, s)

	done, err := s.Erase(ctx, []string{strings.ToUpper(planted)}, backupDay.Add(time.Hour), false)
	require.NoError(t, err)
	assert.Len(t, done.Versions, 11, "every kind of record")
	var left []string
	for _, c := range textColumnsOf(t, s) {
		var n int
		require.NoError(t, s.reader.Get(&n, fmt.Sprintf(`SELECT count(*) FROM %q WHERE lower(%q) LIKE '%%quist%%'`, c.Table, c.Column)))
		if n > 0 {
			left = append(left, c.Table+"."+c.Column)
		}
	}
	ids := map[string]bool{}
	for _, l := range left {
		ids[l] = true
	}
	for _, record := range recordTables {
		for _, key := range []string{"id", "service", "problem", "change", "incident"} { // and in their contents, which are looked into below
			delete(ids, record+"."+key)
		}
		delete(ids, record+".content")
	}
	for _, apart := range tellsApart {
		assert.True(t, ids[apart], "%s is not there, or is erased: say so here no more", apart)
		delete(ids, apart)
	}
	assert.Empty(t, ids, "columns that hold the name")
	var fields []string
	require.NoError(t, s.reader.Select(&fields, `SELECT DISTINCT field FROM record_strip WHERE instr(hex(content), hex('Quist')) > 0 ORDER BY field`))
	for _, field := range fields {
		assert.True(t, namesThings[field], "strips of %s", field)
	}
	assertFieldsErased(t, done)

	var content string
	require.NoError(t, s.reader.Get(&content, `SELECT content FROM job_message`))
	assert.JSONEq(t, strings.ReplaceAll(`{"Message":{"Subject":"S","Text":"of\nP","HTML":"","Report":"r"},"Hook":"{\"a\":[\"x\\nP\"]}","Until":"2026-11-02T07:00:00Z"}`,
		"P", done.Pseudonym), content, "a page in which the name is written otherwise is dropped")
}

var recordTables = []string{"incident", "outage", "request", "problem", "action", "change", "worklog", "update", "exclusion", "decision", "service"}

// tellsApart are the columns beside the records that name sources, jobs, reports, services, files and the like.
var tellsApart = []string{
	"import_cursor.id", "import_cursor.record",
	"import_finding.kind", "import_finding.source", "import_run.record", "import_run.source",
	"job_delivery.job", "job_delivery.kind", "job_delivery.message_id", "job_message.job", "job_message.name",
	"job_run.cause", "job_run.job", "job_run.owner", "job_run.period", "job_run.report", "job_run.state", "job_run.version",
	"job_run_event.job", "job_run_event.level", "job_schedule.expression", "job_schedule.job", "job_schedule.zone",
	"publication.config_hash", "publication.period", "publication.report", "publication.version", "published_figure.figure",
	"published_file.format", "published_file.name", "published_file.period", "published_file.report", "published_file.sha256",
	"sample_series.component", "sample_series.metric", "sample_series.service", "sample_series.source",
	"source_field.field", "source_field.record", "source_field.source", "source_hour.source", "source_range.record", "source_range.source",
	"source_service.service", "source_service.source", "web_session.proof", "web_session.token",
}

// assertFieldsErased asserts that of the fields of records those alone are kept that tell things apart.
func assertFieldsErased(t *testing.T, e *Erased) {
	t.Helper()
	for _, field := range e.KeptFields() {
		_, name, _ := strings.Cut(field, ".")
		assert.True(t, namesThings[name] || field == "publication.report", field)
	}
}
