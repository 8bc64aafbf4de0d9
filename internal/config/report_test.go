package config

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const withReports = `
services:
  - {id: fx-pricing, name: FX pricing, aliases: [FXP], owner: Ann Lee, team: Core}
  - {id: payments, owner: Bo Roe, team: Core, criticality: internal}
sources: [{name: s, kind: csv, path: a.csv, record: incident, columns: {id: id}}]
mail: {host: smtp.example.com, from: nines@example.com}
`

// parsed reads a configuration with some services, and what a test adds.
func parsed(t *testing.T, more string) (*Config, error) {
	t.Helper()
	return Parse("testdata/config.yaml", []byte(withReports+more), nil)
}

// Each file of testdata/reports begins with one comment for each problem that it has, as those of testdata/bad.
func TestBadReports(t *testing.T) {
	files, err := filepath.Glob("testdata/reports/*.yaml")
	require.NoError(t, err)
	require.Greater(t, len(files), 5)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			_, err := parsed(t, "reports: [reports/"+filepath.Base(file)+"]")
			var problems Problems
			require.ErrorAs(t, err, &problems)
			wants := wanted(t, file)
			require.Len(t, problems, len(wants), "%v", err)
			for i, p := range problems {
				assert.Equal(t, file, p.File)
				assert.Contains(t, fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.Message), wants[i])
			}
		})
	}
}

func TestReportOfTheUser(t *testing.T) {
	c, err := Load("testdata/good/contract.yaml", nil)
	require.NoError(t, err)
	assert.Equal(t, []Report{{
		File: "testdata/good/reports/mine.yaml", Name: "mine", Title: "Payments, for the board", Period: "month", Landscape: true,
		Workbook: "testdata/good/reports/board.xlsx", ForEach: EachOwner,
		Filter: Filter{
			Services: []string{"fx-pricing"}, Owners: []string{"Ann Lee", "王伟"}, Teams: []string{"Core"},
			Criticality: []Criticality{MissionCritical, Internal},
		},
		Sections: []Section{
			{Name: "overview"},
			{Name: "availability", Title: "How the payment services did", Rows: 5, Without: []string{"lost_trend"}},
			{Name: "problems", Brief: true, Blocks: []string{"agenda"}},
			{Name: "data_quality"},
		},
	}}, c.OwnReports, "a job that names the file names the report")
	job := c.Jobs[len(c.Jobs)-1]
	assert.Equal(t, "mine", job.Report)
	assert.Equal(t, EachOwner, job.ForEach, "the report says for whom")
}

// A file that a glob and a job name is read once. Two files with one name are a mistake, told at the second.
func TestReportsByGlob(t *testing.T) {
	c, err := parsed(t, "reports: [good/reports/*.yaml]\njobs: [{name: j, report: mine, schedule: 0 7 * * *}, {name: k, report: good/reports/mine.yaml, schedule: 0 7 * * *}]")
	require.ErrorContains(t, err, `testdata/good/reports/mine.yaml:7:`, "no owner is called 王伟")
	assert.Nil(t, c)
	for _, tt := range []struct{ more, want string }{
		{"reports: [none/*.yaml]", "7:11: no file is called testdata/none/*.yaml"},
		{"jobs: [{name: j, report: mnthly, schedule: 0 7 * * *}]", `there is no report "mnthly"; expected one of daily, weekly, monthly`},
		{"jobs: [{name: j, report: mnthly, schedule: 0 7 * * *}]", `did you mean "monthly"?`},
		{"jobs: [{name: j, report: none.yaml, schedule: 0 7 * * *}]", "7:26: the report cannot be read: open testdata/none.yaml"},
	} {
		_, err := parsed(t, tt.more)
		require.ErrorContains(t, err, tt.want)
	}
}

// A filter finds services by id, alias or name; one that none of them meets is told where it stands.
func TestFiltersThatLeaveNoService(t *testing.T) {
	for filter, want := range map[string]string{
		"{services: FX Pricing}":                               "",
		"{services: fxp, owner: ann lee}":                      "",
		"{criticality: supporting}":                            "",
		"{team: core, owner: Bo Roe, criticality: supporting}": "own.yaml:3:9: no service of the configuration meets all",
		"{services: payments, owner: [Ann Lee]}":               "own.yaml:3:9: no service of the configuration meets all",
		"{services: payment, owner: [Ann Lee]}":                `own.yaml:3:20: no service is called "payment"`,
		"{criticality: mission-critical}":                      "own.yaml:3:9: no service of the configuration meets all",
	} {
		path := filepath.Join(t.TempDir(), "own.yaml")
		require.NoError(t, os.WriteFile(path, []byte("name: own\nperiod: month\nfilter: "+filter+"\nsections: [overview]\n"), 0o600))
		_, err := parsed(t, "reports: ["+path+"]")
		if want == "" {
			require.NoError(t, err, filter)
			continue
		}
		require.ErrorContains(t, err, want, filter)
		var problems Problems
		require.ErrorAs(t, err, &problems)
		assert.Len(t, problems, 1, filter)
	}
}

func TestPacksOfAJob(t *testing.T) {
	job := func(text string) string {
		return "jobs: [{name: j, report: monthly, schedule: 0 7 * * *, " + text + "}]"
	}
	c, err := parsed(t, job(`for_each: owner, deliver: [{kind: email, recipients: {Ann Lee: ann@example.com, Bo Roe: [bo@example.com]}}, {kind: folder, path: "out/{owner}"}]`))
	require.NoError(t, err)
	assert.Equal(t, EachOwner, c.Jobs[0].ForEach)
	assert.Equal(t, []string{"{owner}"}, c.Jobs[0].Deliver[0].To, "who has the pack")
	assert.Equal(t, map[string][]string{"Ann Lee": {"ann@example.com"}, "Bo Roe": {"bo@example.com"}}, c.Jobs[0].Deliver[0].Recipients)
	for _, tt := range []struct{ job, want string }{
		{`for_each: ownr`, `expected one of owner, team, service, found "ownr"; did you mean "owner"?`},
		{`deliver: [{kind: email, to: ["{owner}"]}]`, "{owner} needs a pack for each: add for_each: owner to the job"},
		{`for_each: team, deliver: [{kind: folder, path: "a/{owner}"}]`, "the job makes a pack for each team: expected {team}, found {owner}"},
		{`deliver: [{kind: email, to: [a@example.com], recipients: {Ann Lee: a@example.com}}]`, "recipients needs a pack for each"},
		{`for_each: owner, deliver: [{kind: email, recipients: {Ann Le: a@example.com}}]`, `no owner is called "Ann Le" in services; did you mean "Ann Lee"?`},
		{`for_each: owner, deliver: [{kind: email, recipients: {Ann Lee: a@example.com, ann lee: b@example.com}}]`, `"ann lee" stands above already`},
		{`for_each: owner, deliver: [{kind: email, recipients: {Ann Lee: ann}}]`, `expected a mail address, such as ops@example.com, found "ann"`},
		{`for_each: owner, deliver: [{kind: email, recipients: {Ann Lee: []}}]`, "expected at least one, found an empty list"},
		{`for_each: owner, deliver: [{kind: email, to: [a@example.com], recipients: {Ann Lee: a@example.com}}]`, "recipients are used where to has {owner}"},
		{`for_each: owner, deliver: [{kind: email, to: ["{owner} at example.com"]}]`, "expected a mail address, such as {owner}@example.com"},
	} {
		_, err := parsed(t, job(tt.job))
		require.ErrorContains(t, err, tt.want, tt.job)
	}
}
