package making

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"nines/internal/itsm"
	"nines/reports/document"
	"nines/reports/snapshot"
)

// Pack says for whose services a report is made: of an owner or a team, its name as the catalogue spells it first, or the
// id of one service.
type Pack = document.Pack

// packOf is the name of the pack that a service is in; empty: of none.
func packOf(by string, s *itsm.Service) string {
	switch by {
	case "owner":
		return s.Owner
	case "team":
		return s.Team
	}
	return s.ID
}

// Packs lists for whom a report is made: each owner, team or service of the services that it is about, in the order of
// their names; case does not count. rest names the services that have none, and are in no pack.
func Packs(ctx context.Context, data snapshot.Data, set Settings, want Want, by string) (packs []Pack, rest []string, err error) {
	catalogue, _, err := set.Catalogue(ctx, data)
	if err != nil {
		return nil, nil, fmt.Errorf("the service catalogue: %w", err)
	}
	if want.Pack = nil; want.keep() != nil {
		catalogue.Restrict(want.keep())
	}
	met, err := data.ServicesMet(ctx, Earlier(want.Period.To, want.AsOf.Add(time.Millisecond)))
	if err != nil {
		return nil, nil, err
	}
	for _, name := range met {
		catalogue.Find(name)
	}
	known := map[string]bool{}
	for _, s := range inOrder(catalogue.Services()) {
		p := Pack{By: by}
		if p.Name = strings.TrimSpace(packOf(by, s)); p.Name == "" {
			rest = append(rest, s.ID)
		} else if key := sameWord(p.Name); !known[key] {
			known[key] = true
			packs = append(packs, p)
		}
	}
	slices.Sort(rest)
	slices.SortFunc(packs, func(a, b Pack) int { return strings.Compare(sameWord(a.Name), sameWord(b.Name)) })
	nameSlugs(packs, set.PackKeys)
	return packs, rest, nil
}

// nameSlugs gives each pack its slug, from its name alone: so it stays when others come and go. A name that is more than
// its words in letters and digits, with a blank between (of a service's id a hyphen), or where keys are asked for, ends in,
// or is, a number made from it. Former are the slugs that it had under other rules: by how many names have the same
// letters, as was the rule once, and by whether keys are asked for.
func nameSlugs(packs []Pack, keys bool) {
	count := map[string]int{}
	for i := range packs {
		text, _ := slug(packs[i].Name)
		count[text]++
	}
	for i := range packs {
		p := &packs[i]
		text, whole := slug(p.Name)
		numbered := strings.TrimPrefix(text+"-"+numberOf(sameWord(p.Name)), "-")
		named, once, key := numbered, numbered, numberOf("pack\x00"+p.By+"\x00"+sameWord(p.Name))
		if whole && ownSlug(p.By, p.Name, text) {
			named = text
		}
		if whole && count[text] == 1 {
			once = text
		}
		if p.Slug, p.Word = named, text; keys {
			p.Slug = key
		}
		for _, other := range []string{named, once, key} {
			if other != p.Slug && !slices.Contains(p.Former, other) {
				p.Former = append(p.Former, other)
			}
		}
	}
}

// ownSlug tells whether no other name has the slug: it says all of the name.
func ownSlug(by, name, slug string) bool {
	if by == "service" {
		return sameWord(name) == slug
	}
	return sameWord(name) == strings.ReplaceAll(slug, "-", " ")
}

// numberOf is a number made from a text, in hexadecimal.
func numberOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}

const longestSlug = 60

// slug writes a name with small letters and digits of ASCII, what stands between them as one hyphen, and letters without
// their accents. whole tells that it has every letter and digit of the name, and any.
func slug(name string) (text string, whole bool) {
	var b strings.Builder
	whole = true
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			whole = false
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	text = strings.Trim(b.String(), "-")
	if len(text) > longestSlug {
		text, whole = strings.Trim(text[:longestSlug], "-"), false
	}
	return text, whole && text != ""
}
