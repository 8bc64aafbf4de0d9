package mapping

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
)

var longColumns = map[string]string{"at": "time", "service": "svc", "component": "host", "metric": "kpi", "value": "v"}

var longHeader = []string{"time", "svc", "host", "kpi", "v"}

// sampled writes what became of a row on one line.
func sampled(r Result) string {
	row, ok := r.Record.(*itsm.SampleRow)
	if !ok {
		return r.Skipped + r.Rejected
	}
	text := fmt.Sprintf("%s %s|%s", time.UnixMilli(row.At).UTC().Format(time.RFC3339Nano), row.Of.Service, row.Of.Component)
	for i, metric := range row.Of.Metrics {
		if !math.IsNaN(row.Values[i]) {
			text += fmt.Sprintf(" %s=%v", metric, row.Values[i])
		}
	}
	return text
}

func TestLongSamples(t *testing.T) {
	m, err := New(Spec{Record: "sample", Columns: longColumns, Missing: []string{"?"}, Where: map[string][]string{"svc": {"oltp", ""}}}, longHeader)
	require.NoError(t, err)
	assert.Equal(t, []string{"at", "service", "component", "metric", "value"}, m.Fields("sample"))
	for _, row := range []struct{ cells, want string }{
		{"2012-01-19T07:02:00Z;oltp;db1;cpu;17.25", "2012-01-19T07:02:00Z oltp|db1 cpu=17.25"},
		{"2012-01-19T07:02:00Z; oltp ;db1;cpu;17.5", "2012-01-19T07:02:00Z oltp|db1 cpu=17.5"},
		{"2012-01-19T08:02:00.5+01:00;oltp;;cpu;-1e3", "2012-01-19T07:02:00.5Z oltp| cpu=-1000"},
		{"2012-01-19 07:02;;db1;cpu;0", "2012-01-19T07:02:00Z |db1 cpu=0"},
		{"2012-01-19;oltp;db1;cpu;?", "it has no value"},
		{"2012-01-19;oltp;db1;cpu;", "it has no value"},
		{"2012-01-19;oltp;db1;cpu;NaN", "it has no value"},
		{"2012-01-19;other;db1;cpu;1", "left out by where"},
		{";oltp;db1;cpu;1", `no time: the column "time" is empty`},
		{"19/01/2012;oltp;db1;cpu;1", `no time: "19/01/2012" in the column "time" cannot be read`},
		{"2012-01-19;oltp;db1;?;1", `no metric: the column "kpi" is empty`},
		{"2012-01-19;oltp;db1;" + strings.Repeat("x", 501) + ";1", "no metric: a text of 501 bytes stands in its place; expected 500 at most"},
		{";;;;", "it is empty"},
		{"Total;;;;7", "a total below the rows"},
		{"2012-01-19;oltp;d\x00b;cpu;1", "2012-01-19T00:00:00Z oltp|d\ufffdb cpu=1"},
		{"2012-01-19;oltp;d\x00b;cpu;2", "2012-01-19T00:00:00Z oltp|d\ufffdb cpu=2"},
		{"2012-01-19;oltp;" + strings.Repeat("x", 501) + ";cpu;3", "2012-01-19T00:00:00Z oltp| cpu=3"},
	} {
		assert.Equal(t, row.want, sampled(m.Map(strings.Split(row.cells, ";"))), row.cells)
	}
	assert.Equal(t, []Doubt{
		{Column: "host", Kind: itsm.RemarkCleaned, Count: 2, Example: "d\ufffdb"},
		{Column: "host", Kind: itsm.RemarkUnreadable, Count: 1, Example: strings.Repeat("x", 60) + "..."},
		{Column: "v", Kind: itsm.RemarkUnreadable, Count: 1, Example: "NaN"},
	}, m.Doubts())
	assert.NoError(t, m.Finish())
}

// The same series is the same pointer, in whatever order it comes and however it is spelled.
func TestSeriesAreTheSamePointer(t *testing.T) {
	m, err := New(Spec{
		Record: "sample", Columns: longColumns,
		Values: map[string]map[string]string{"metric": {"% CPU": "cpu"}, "value": {"off": "0", "-": ""}},
	}, longHeader)
	require.NoError(t, err)
	of := func(cells ...string) *itsm.SampleSet {
		row, ok := m.Map(append([]string{"2012-01-19"}, cells...)).Record.(*itsm.SampleRow)
		require.True(t, ok)
		return row.Of
	}
	first := of("a", "h", "cpu", "1")
	other := of("b", "h", "cpu", "1")
	assert.NotSame(t, first, other)
	for range 3 {
		assert.Same(t, first, of("a", "h", "% cpu", "off"))
		assert.Same(t, other, of("b", "h", "cpu", "2"))
		assert.Same(t, first, of("a", " h", "cpu", "3"))
		assert.NotSame(t, first, of("a", "", "cpu", "3"))
	}
	assert.Equal(t, "it has no value", sampled(m.Map([]string{"2012-01-19", "a", "h", "cpu", "-"})))
}

// A word that is spelled like a name is no such name where it stands for another.
func TestWordsThatAreSpelledLikeNames(t *testing.T) {
	m, err := New(Spec{Record: "sample", Columns: longColumns, Values: map[string]map[string]string{"metric": {"a": "b", "b": "c"}}}, longHeader)
	require.NoError(t, err)
	sets := map[string]*itsm.SampleSet{}
	for range 2 {
		for _, c := range [][2]string{{"a", "b"}, {"b", "c"}, {"c", "c"}, {"a", "b"}, {"d", "d"}, {"b", "c"}} {
			row, ok := m.Map([]string{"2012-01-19", "s", "h", c[0], "1"}).Record.(*itsm.SampleRow)
			require.True(t, ok)
			assert.Equal(t, []string{c[1]}, row.Of.Metrics)
			if sets[c[1]] == nil {
				sets[c[1]] = row.Of
			}
			assert.Same(t, sets[c[1]], row.Of)
		}
	}
}

func TestWideSamples(t *testing.T) {
	spec := Spec{
		Record: "sample", Columns: map[string]string{"at": "time"}, Metrics: map[string]string{"txn": "tps", "cpu": "CPU %"},
		Set: map[string]string{"service": "oltp"}, Decimal: ',', TimeFormats: []string{"%d.%m.%Y %H:%M"},
	}
	m, err := New(spec, []string{"time", "CPU %", "tps"})
	require.NoError(t, err)
	assert.Equal(t, []string{"at", "service", "cpu", "txn"}, m.Fields("sample"))
	assert.Equal(t, "2012-01-19T07:02:00Z oltp| cpu=17.25 txn=1234.5", sampled(m.Map([]string{"19.1.2012 07:02", "17,25", "1.234,5"})))
	assert.Equal(t, "2012-01-19T07:03:00Z oltp| txn=2", sampled(m.Map([]string{"19.1.2012 07:03", "x", "2"})))
	assert.Equal(t, "it has no value", sampled(m.Map([]string{"19.1.2012 07:03", "", ""})))
	require.NoError(t, m.NextFile([]string{"tps", "CPU %", "time"}))
	assert.Equal(t, "2012-01-19T07:04:00Z oltp| cpu=1 txn=2", sampled(m.Map([]string{"2", "1", "19.1.2012 07:04"})))
	assert.ErrorContains(t, m.NextFile([]string{"time", "CPU %"}), `metrics.txn: there is no column "tps"`)
	assert.Equal(t, []Doubt{{Column: "CPU %", Kind: itsm.RemarkUnreadable, Count: 1, Example: "x"}}, m.Doubts())
}

func TestSampleMappingsThatCannotBe(t *testing.T) {
	for want, spec := range map[string]Spec{
		"no column is mapped to at":                    {Columns: map[string]string{"metric": "kpi", "value": "v"}},
		"no column is mapped to value":                 {Columns: map[string]string{"at": "time", "metric": "kpi"}},
		"no column or constant can be metric or value": {Columns: longColumns, Metrics: map[string]string{"cpu": "v"}},
		`set.at: "noon" cannot be a value of at`:       {Columns: map[string]string{"metric": "kpi", "value": "v"}, Set: map[string]string{"at": "noon"}},
		`columns.id: there is no such field of sample`: {Columns: map[string]string{"at": "time", "metric": "kpi", "value": "v", "id": "time"}},
		`columns.value: there is no column "w"`:        {Columns: map[string]string{"at": "time", "metric": "kpi", "value": "w"}},
		`set.value: "much" cannot be a value of value`: {Columns: map[string]string{"at": "time", "metric": "kpi"}, Set: map[string]string{"value": "much"}},
		`metrics.cpu: there is no column "vv"`:         {Columns: map[string]string{"at": "time"}, Metrics: map[string]string{"cpu": "vv"}},
		"metrics: they go with the record sample only": {Record: "update", Columns: map[string]string{"at": "time"}, Metrics: map[string]string{"cpu": "v"}},
	} {
		if spec.Record == "" {
			spec.Record = "sample"
		}
		_, err := New(spec, longHeader)
		assert.ErrorContains(t, err, want)
	}
}

// A wrong format fails the source, and local times that the clocks showed twice are told.
func TestTimesOfSamples(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	m, err := New(Spec{Record: "sample", Columns: longColumns, Zone: london}, longHeader)
	require.NoError(t, err)
	// On 25 October 2026 01:30 comes at 00:30 UTC and again at 01:30 UTC; on 29 March 2026 it does not come.
	for range 2 {
		assert.Equal(t, "2026-10-25T01:30:00Z | cpu=1", sampled(m.Map([]string{"2026-10-25 01:30", "", "", "cpu", "1"})))
	}
	assert.Equal(t, "2026-03-29T01:30:00Z | cpu=1", sampled(m.Map([]string{"2026-03-29 01:30", "", "", "cpu", "1"})))
	assert.Equal(t, []Doubt{
		{Column: "time", Kind: itsm.RemarkGapTime, Count: 1, Example: "2026-03-29 01:30"},
		{Column: "time", Kind: itsm.RemarkTwiceTime, Count: 2, Example: "2026-10-25 01:30"},
	}, m.Doubts())
	require.NoError(t, m.Finish())
	for range 4 {
		assert.NotEmpty(t, m.Map([]string{"1/2/26", "", "", "cpu", "1"}).Rejected)
	}
	assert.ErrorContains(t, m.Finish(), `column "time" (at): 4 of 7 times cannot be read, for example "1/2/26"`)
}

func TestSampleOfAPreset(t *testing.T) {
	header := []string{"# hostname", "interval", "timestamp", "CPU", "%user", "%idle"}
	spec, err := WithPreset(Spec{Set: map[string]string{"service": "oltp"}}, "sadf", header)
	require.NoError(t, err)
	assert.Equal(t, map[string][]string{"CPU": {"-1", "all"}}, spec.Where)
	m, err := New(spec, header)
	require.NoError(t, err)
	assert.Equal(t, "2026-10-01T00:10:01Z oltp|db1 cpu_idle=88.5 cpu_user=9.5", sampled(m.Map([]string{"db1", "600", "2026-10-01 00:10:01 UTC", "-1", "9.50", "88.50"})))
	assert.Equal(t, "left out by where", sampled(m.Map([]string{"db1", "600", "2026-10-01 00:10:01 UTC", "0", "9.50", "88.50"})))
	assert.Equal(t, "left out by where", sampled(m.Map([]string{"db1", "-1", "2026-10-01 00:20:01 UTC", "LINUX-RESTART", "", ""})))
}

// What is remembered of times does not change what they say, also where two of them share a place.
func TestRememberedTimesAreTheSame(t *testing.T) {
	c, err := newClock(time.UTC, nil)
	require.NoError(t, err)
	plain, err := newClock(time.UTC, nil)
	require.NoError(t, err)
	i := newInstants(c)
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for round := range 2 {
		for n := range instantsKept + 5000 {
			text := start.Add(time.Duration(n) * time.Second).Format("2006-01-02 15:04:05")
			want, _ := plain.parse(text)
			if got := i.read(text).at; got != want.UnixMilli() {
				t.Fatalf("round %d: %s is %d, expected %d", round, text, got, want.UnixMilli())
			}
		}
	}
	long := "2026-01-01T00:00:00.000000000000000000000000000000000000001Z"
	assert.Equal(t, start.UnixMilli(), i.read(long).at)
	assert.Equal(t, itsm.RemarkUnreadable, i.read("never").remark)
	assert.Equal(t, itsm.RemarkUnreadable, i.read("never").remark)
}

// The fast way to read a number gives what strconv gives, or nothing.
func TestPlainNumbers(t *testing.T) {
	for _, text := range []string{"0", "7", "-7", "17.2505", "0.1", "-0.3", "123456789012345", "12345678901234.5", "0.00000000000001", "99.9999999999999"} {
		v, ok := parsePlain(text, '.')
		require.True(t, ok, text)
		var want float64
		_, err := fmt.Sscan(text, &want)
		require.NoError(t, err)
		assert.Equal(t, math.Float64bits(want), math.Float64bits(v), text)
	}
	for _, text := range []string{"", "-", "+1", ".5", "5.", "1.2.3", "1,5", "1e3", "--1", "1234567890123456", "123456789012345.6", " 1"} {
		_, ok := parsePlain(text, '.')
		assert.False(t, ok, text)
	}
	v, ok := parsePlain("-1,5", ',')
	assert.True(t, ok)
	assert.InDelta(t, -1.5, v, 0)
}
