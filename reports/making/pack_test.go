package making_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/making"
	"nines/reports/reportstest"
	"nines/reports/snapshot"
	"nines/templates"
)

// packsOf are the packs of services whose owners are these, in their order; an empty one has no owner.
func packsOf(t *testing.T, filter templates.Filter, by string, owners ...string) (packs []document.Pack, rest []string) {
	t.Helper()
	return packsCalled(t, false, filter, by, owners...)
}

// packsCalled has the files of packs called by keys, or by names.
func packsCalled(t *testing.T, keys bool, filter templates.Filter, by string, owners ...string) (packs []document.Pack, rest []string) {
	t.Helper()
	set := reportstest.SettingsOf(func(context.Context, snapshot.Data) (*itsm.Catalogue, []string, error) {
		var list []*itsm.Service
		for i, owner := range owners {
			s := reportstest.Service(string(rune('a'+i)), 0.999, true)
			s.Owner = owner
			list = append(list, s)
		}
		return itsm.NewCatalogue(list, func(id string) *itsm.Service { return reportstest.Service(id, 0.999, false) }), nil, nil
	})
	period, err := itsm.ParsePeriod("2026-10", time.Time{}, time.UTC)
	require.NoError(t, err)
	set.PackKeys = keys
	want := making.Want{Report: templates.Report{Name: "mine", Filter: filter}, Period: period, AsOf: reportstest.At(31, 0, 0)}
	packs, rest, err = making.Packs(t.Context(), (&reportstest.Records{}).Snapshot(), set, want, by)
	require.NoError(t, err)
	return packs, rest
}

func TestPacks(t *testing.T) {
	packs, rest := packsOf(t, templates.Filter{}, "owner", "Bo Roe", "Ann Lee", "", " ann lee ", "")
	assert.Equal(t, []string{"owner Ann Lee ann-lee", "owner Bo Roe bo-roe"}, called(packs))
	assert.Equal(t, []string{"c", "e"}, rest)

	packs, rest = packsOf(t, templates.Filter{Owners: []string{"bo roe"}}, "owner", "Bo Roe", "Ann Lee", "")
	assert.Len(t, packs, 1, "the report's own filter holds, too")
	assert.Empty(t, rest)

	packs, _ = packsOf(t, templates.Filter{}, "service", "Bo Roe", "")
	assert.Equal(t, []string{"service a a", "service b b"}, called(packs))

	packs, rest = packsOf(t, templates.Filter{}, "owner")
	assert.Empty(t, packs)
	assert.Empty(t, rest)
}

func called(packs []document.Pack) (list []string) {
	for _, p := range packs {
		list = append(list, p.By+" "+p.Name+" "+p.Slug)
	}
	return list
}

// A slug is made from the name alone: whoever comes or goes, it stays. What it was under other rules is known, so that
// what was published then is found.
func TestSlugsStay(t *testing.T) {
	alone, _ := packsOf(t, templates.Filter{}, "owner", "A.B")
	require.Regexp(t, `^a-b-[0-9a-f]{8}$`, alone[0].Slug)
	assert.Contains(t, alone[0].Former, "a-b", "what it was before another a-b came")
	both, _ := packsOf(t, templates.Filter{}, "owner", "A.B", "a b")
	assert.Equal(t, "A.B", both[1].Name)
	assert.Equal(t, alone[0].Slug, both[1].Slug)
	assert.NotContains(t, both[1].Former, "a-b", "it is somebody else's now")
	assert.Equal(t, "a-b", both[0].Slug)
	assert.Regexp(t, `^a-b-[0-9a-f]{8}$`, both[0].Former[0], "the old rule gave both a number")

	keys, _ := packsCalled(t, true, templates.Filter{}, "owner", "A.B", "a b")
	for i, p := range keys {
		assert.Regexp(t, `^[0-9a-f]{8}$`, p.Slug, "no name")
		assert.Contains(t, p.Former, both[i].Slug)
		assert.Contains(t, both[i].Former, p.Slug, "keys may be given up again")
		assert.Equal(t, "a-b", p.Word)
	}
	team, _ := packsCalled(t, true, templates.Filter{}, "team", "a b")
	assert.Empty(t, team, "no service has a team")
}

// A slug leads nowhere, is of ASCII, and stays the same when others come; no two are the same.
func TestSlugs(t *testing.T) {
	names := []string{"王伟", "李娜", "../../etc/passwd", "Zoë Müller", "ops@example.com", "A.B", "a b", "…", "CON", "=cmd|' /C calc'!A0"}
	packs, _ := packsOf(t, templates.Filter{}, "owner", names...)
	slugs := map[string]string{}
	for _, p := range packs {
		assert.Regexp(t, `^[a-z0-9]+(-[a-z0-9]+)*$`, p.Slug)
		slugs[p.Name] = p.Slug
	}
	require.Len(t, slugs, len(names))
	assert.Regexp(t, `^zoe-muller-[0-9a-f]{8}$`, slugs["Zoë Müller"])
	assert.Regexp(t, `^etc-passwd-[0-9a-f]{8}$`, slugs["../../etc/passwd"])
	assert.Regexp(t, `^ops-example-com-[0-9a-f]{8}$`, slugs["ops@example.com"])
	assert.Regexp(t, `^a-b-[0-9a-f]{8}$`, slugs["A.B"])
	assert.Equal(t, "a-b", slugs["a b"])
	assert.NotEqual(t, slugs["A.B"], slugs["a b"])
	assert.Regexp(t, `^[0-9a-f]{8}$`, slugs["王伟"])
	assert.NotEqual(t, slugs["王伟"], slugs["李娜"])

	alone, _ := packsOf(t, templates.Filter{}, "owner", "王伟")
	assert.Equal(t, slugs["王伟"], alone[0].Slug)

	long := "A very long name of a department that nobody would ever want to write on a door"
	packs, _ = packsOf(t, templates.Filter{}, "owner", long)
	assert.LessOrEqual(t, len(packs[0].Slug), 70)
}
