package discovery

import (
	"cmp"
	"slices"
	"strings"
)

// spelling is one way in which the files write a service.
type spelling = valueCount

// candidate is a service as the files name it, by all its spellings: those without the environment first, the most
// frequent of them before the others.
type candidate struct {
	id        string
	spellings []spelling
	tickets   int
}

// sameService is the form in which spellings of one service are equal.
func sameService(text string) string {
	short := known().production.ReplaceAllString(text, "")
	if strings.TrimSpace(short) == "" {
		short = text
	}
	return strings.ReplaceAll(cmp.Or(plain(short), strings.ToLower(text)), " ", "")
}

// candidates gathers the services that the tickets of all sources name, those with most tickets first.
func candidates(sources []*source) []candidate {
	counts := map[string]int{}
	for _, s := range sources {
		if s.fault != "" || !slices.Contains(append(slices.Clone(ticketRecords), "outage", ""), s.record) {
			continue
		}
		if c, ok := s.has("service"); ok {
			for _, v := range c.column.values {
				counts[v.text] += v.count
			}
		}
	}
	groups := map[string]*candidate{}
	for text, n := range counts {
		key := sameService(text)
		if groups[key] == nil {
			groups[key] = &candidate{}
		}
		groups[key].spellings = append(groups[key].spellings, spelling{text, n})
		groups[key].tickets += n
	}
	var all []candidate
	for _, c := range groups {
		slices.SortFunc(c.spellings, func(a, b spelling) int {
			return cmp.Or(suffixed(a)-suffixed(b), b.count-a.count, strings.Compare(a.text, b.text))
		})
		c.id = cmp.Or(slug(known().production.ReplaceAllString(c.spellings[0].text, ""), "-"), c.spellings[0].text)
		all = append(all, *c)
	}
	slices.SortFunc(all, func(a, b candidate) int { return cmp.Or(b.tickets-a.tickets, strings.Compare(a.id, b.id)) })
	return distinctIDs(all)
}

// suffixed is 1 for a spelling with the environment behind it.
func suffixed(s spelling) int {
	if known().production.MatchString(s.text) {
		return 1
	}
	return 0
}

// distinctIDs keeps an id from naming two services: the later one is called by its first spelling.
func distinctIDs(all []candidate) []candidate {
	taken := map[string]bool{}
	for i := range all {
		if taken[strings.ToLower(all[i].id)] {
			all[i].id = all[i].spellings[0].text
		}
		taken[strings.ToLower(all[i].id)] = true
	}
	return all
}

// aliases are the spellings that neither the id nor the name, the first spelling, stands for already.
func (c candidate) aliases() []string {
	var all []string
	seen := map[string]bool{strings.ToLower(c.id): true, strings.ToLower(c.spellings[0].text): true} // the id and the name
	for _, s := range c.spellings {
		if folded := strings.ToLower(strings.TrimSpace(s.text)); !seen[folded] {
			seen[folded] = true
			all = append(all, s.text)
		}
	}
	return all
}

// several tells whether the files write the service in ways that would count as different services.
func (c candidate) several() bool {
	first := strings.ToLower(c.spellings[0].text)
	return slices.ContainsFunc(c.spellings, func(s spelling) bool { return strings.ToLower(s.text) != first })
}

// shortFor tells whether a text may be the short form of a name: FXP of FX pricing.
func shortFor(short, long string) bool {
	short = strings.ReplaceAll(plain(known().production.ReplaceAllString(short, "")), " ", "")
	words := strings.Fields(plain(long))
	return len(short) >= 2 && len(short) <= 6 && len(words) > 1 && len(short) < len(strings.Join(words, "")) && made(short, words)
}

// made tells whether the text is made of the beginnings of all the words, in their order.
func made(text string, words []string) bool {
	if len(words) == 0 {
		return text == ""
	}
	for n := min(len(text), len(words[0])); n > 0; n-- {
		if strings.HasPrefix(words[0], text[:n]) && made(text[n:], words[1:]) {
			return true
		}
	}
	return false
}
