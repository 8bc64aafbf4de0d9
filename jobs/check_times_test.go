package jobs

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
)

func TestCheckTimes(t *testing.T) {
	dir := t.TempDir()
	looked := func(format, rows string) SourceCheck {
		path := filepath.Join(dir, "t.csv")
		require.NoError(t, os.WriteFile(path, []byte("id,opened,closed,priority\n"+rows), 0o600))
		s := config.Source{
			Name: "t", Kind: "csv", Path: path, Record: config.Record{Name: "incident"},
			Columns: map[string]string{"id": "id", "opened": "opened", "closed": "closed", "priority": "priority"},
		}
		if format != "" {
			s.TimeFormats = []string{format}
		}
		return checkSource(&config.Config{Timezone: time.UTC}, s)
	}
	var many strings.Builder
	for i := range 150 {
		form := "%d,05/10/2026 09:12,,no priority\n"
		if i%10 == 0 {
			form = "%d,2026.10.05 09:12,,P1\n"
		}
		fmt.Fprintf(&many, form, i)
	}
	check := looked("%d/%m/%Y %H:%M", many.String())
	require.NoError(t, check.Err)
	assert.Equal(t, &TimesCheck{Rows: 100, Read: 90, Example: "2026.10.05 09:12"}, check.Times, "a priority that is none is no time")
	check = looked("%Y/%m/%d", "1,05.10.2026,,P1\n2,,07.10.2026,P1\n,,,\n")
	assert.EqualError(t, check.Err, filepath.Join(dir, "t.csv")+`: time_format "%Y/%m/%d" reads none of the first 2 rows, e.g. "07.10.2026": expected the form in which the file has its times; without time_format it is found out`)
	check = looked("%Y/%m/%d", ",2026/10/05,,P1\n")
	require.NoError(t, check.Err, "what it lacks is no time")
	assert.Nil(t, check.Times)
	check = looked("%Y/%m/%d", "")
	require.NoError(t, check.Err)
	assert.Nil(t, check.Times)
	assert.Nil(t, looked("", "1,05.10.2026,,P1\n").Times, "none is stated")
	assert.Equal(t, &TimesCheck{Rows: 1, Read: 1}, looked("%Y/%m/%d", "1,2026-10-05,,P1\n").Times, "ISO 8601 is always understood")
}
