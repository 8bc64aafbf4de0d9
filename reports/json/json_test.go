package json_test

import (
	"bytes"
	"context"
	stdjson "encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/reports/document"
	"nines/reports/json"
)

type figures struct {
	Overall  *float64 `json:"overall"`
	Services []string `json:"services"`
}

func october(t *testing.T) *document.Document {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	return &document.Document{
		Report: "monthly",
		Period: document.Period{
			Name: "2026-10", From: time.Date(2026, 10, 1, 0, 0, 0, 0, zone), To: time.Date(2026, 11, 1, 0, 0, 0, 0, zone),
			Provisional: true,
		},
		AsOf: time.Date(2026, 11, 2, 7, 0, 0, 0, time.UTC), Zone: zone, GeneratedBy: "nines 1.0", Revision: 1,
	}
}

func render(t *testing.T, doc *document.Document) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, json.Render(context.Background(), &b, doc))
	assert.True(t, stdjson.Valid(b.Bytes()), b.String())
	return b.String()
}

// The first of October 2026 is summer time in London (+01:00), the first of November is not (+00:00).
func TestRenderWritesTheContract(t *testing.T) {
	a := 0.99942
	doc := october(t)
	doc.Sections = []document.Section{
		{Name: "overview", Figures: map[string]any{"met": map[string]int{"of": 10, "n": 7}}},
		{Name: "availability", Figures: figures{Overall: &a, Services: []string{"<b>&é=1+1"}}},
		{Name: "volumes"},
		{Name: "changes", Figures: (*figures)(nil)},
		{Name: "data_quality", Figures: &figures{}},
	}
	assert.Equal(t, `{
  "report": "monthly",
  "period": {
    "name": "2026-10",
    "from": "2026-10-01T00:00:00+01:00",
    "to": "2026-11-01T00:00:00+00:00",
    "provisional": true
  },
  "as_of": "2026-11-02T07:00:00+00:00",
  "generated_by": "nines 1.0",
  "revision": 1,
  "sections": {
    "overview": {
      "met": {
        "n": 7,
        "of": 10
      }
    },
    "availability": {
      "overall": 0.99942,
      "services": [
        "<b>&é=1+1"
      ]
    },
    "volumes": {},
    "changes": {},
    "data_quality": {
      "overall": null,
      "services": null
    }
  }
}
`, render(t, doc))
}

func TestRenderWithoutSectionsAndZone(t *testing.T) {
	doc := october(t)
	doc.Zone = nil
	text := render(t, doc)
	assert.Contains(t, text, `"from": "2026-09-30T23:00:00+00:00"`)
	assert.Contains(t, text, "\"sections\": {}\n}\n")
}

func TestRenderReplacesInvalidText(t *testing.T) {
	doc := october(t)
	doc.Report = "a\xffb\x00\"</script>"
	assert.Contains(t, render(t, doc), `"a\ufffdb\u0000\"</script>"`)
}

func TestRenderRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		sections []document.Section
		want     string
	}{
		"NaN": {
			[]document.Section{{Name: "capacity", Figures: map[string]float64{"slope": math.NaN()}}},
			"write the report monthly as JSON: section capacity: encode its figures: json: unsupported value: NaN",
		},
		"infinity": {
			[]document.Section{{Name: "cost", Figures: []any{map[string]any{"x": math.Inf(1)}}}},
			"write the report monthly as JSON: section cost: encode its figures: json: unsupported value: +Inf",
		},
		"the same name": {
			[]document.Section{{Name: "cost"}, {Name: "cost"}},
			"write the report monthly as JSON: section cost: stands twice in the report; a name can stand once",
		},
	} {
		t.Run(name, func(t *testing.T) {
			doc := october(t)
			doc.Sections = c.sections
			assert.EqualError(t, json.Render(context.Background(), &bytes.Buffer{}, doc), c.want)
		})
	}
}

var errDisk = errors.New("disk full")

// full takes so many writes and fails the next.
type full int

func (f *full) Write(p []byte) (int, error) {
	if *f--; *f < 0 {
		return 0, errDisk
	}
	return len(p), nil
}

func TestRenderReportsFailures(t *testing.T) {
	doc := october(t)
	doc.Sections = []document.Section{{Name: "cost"}}
	for room := range 3 {
		f := full(room)
		assert.ErrorIs(t, json.Render(context.Background(), &f, doc), errDisk, room)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	assert.ErrorIs(t, json.Render(ctx, &bytes.Buffer{}, doc), context.Canceled)
}
