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
	want := making.Want{Report: templates.Report{Name: "mine", Filter: filter}, Period: period, AsOf: reportstest.At(31, 0, 0)}
	packs, rest, err = making.Packs(t.Context(), (&reportstest.Records{}).Snapshot(), set, want, by)
	require.NoError(t, err)
	return packs, rest
}

func TestPacks(t *testing.T) {
	packs, rest := packsOf(t, templates.Filter{}, "owner", "Bo Roe", "Ann Lee", "", " ann lee ", "")
	assert.Equal(t, []document.Pack{{By: "owner", Name: "Ann Lee", Slug: "ann-lee"}, {By: "owner", Name: "Bo Roe", Slug: "bo-roe"}}, packs)
	assert.Equal(t, []string{"c", "e"}, rest)

	packs, rest = packsOf(t, templates.Filter{Owners: []string{"bo roe"}}, "owner", "Bo Roe", "Ann Lee", "")
	assert.Len(t, packs, 1, "the report's own filter holds, too")
	assert.Empty(t, rest)

	packs, _ = packsOf(t, templates.Filter{}, "service", "Bo Roe", "")
	assert.Equal(t, []document.Pack{{By: "service", Name: "a", Slug: "a"}, {By: "service", Name: "b", Slug: "b"}}, packs)

	packs, rest = packsOf(t, templates.Filter{}, "owner")
	assert.Empty(t, packs)
	assert.Empty(t, rest)
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
	assert.Equal(t, "zoe-muller", slugs["Zoë Müller"])
	assert.Equal(t, "etc-passwd", slugs["../../etc/passwd"])
	assert.Equal(t, "ops-example-com", slugs["ops@example.com"])
	assert.Regexp(t, `^a-b-[0-9a-f]{8}$`, slugs["A.B"])
	assert.Regexp(t, `^a-b-[0-9a-f]{8}$`, slugs["a b"])
	assert.NotEqual(t, slugs["A.B"], slugs["a b"])
	assert.Regexp(t, `^[0-9a-f]{8}$`, slugs["王伟"])
	assert.NotEqual(t, slugs["王伟"], slugs["李娜"])

	alone, _ := packsOf(t, templates.Filter{}, "owner", "王伟")
	assert.Equal(t, slugs["王伟"], alone[0].Slug)

	long := "A very long name of a department that nobody would ever want to write on a door"
	packs, _ = packsOf(t, templates.Filter{}, "owner", long)
	assert.LessOrEqual(t, len(packs[0].Slug), 70)
}
