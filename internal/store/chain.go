package store

import (
	"cmp"
	"slices"
)

// How the rows of an import become versions.
//
// A version's instant is its own (`updated`), else that of its import. The rows of one id are put in the order of
// their instants (equal: of the rows) and set against the versions that are there:
//
//   - The first of an id not seen before is stored, each later one with another content is replaced.
//   - Of an id that was there, one that is newer than the newest version before the import is replaced; an older one
//     is kept as history, so that as-of reports see it, and counted as unchanged.
//   - A content that is known already is unchanged, and adds nothing.
//
// Known is more than "equal to the newest": a file with several rows for one id must be all unchanged the next time.
// Yet A, B, A can be three states of a ticket, and the last must not be lost because A was seen before. So the rows
// that share an own instant, and likewise all rows without one, are read as a telling of the versions of that group,
// which stand in their order. As long as each row is equal to the version reached so far or to a later one, the
// import repeats what is known. From the first row that does not follow, it is new, and each row that differs from
// the one before it becomes a version. If an import only repeated but ended before the group's newest version, the
// record has returned to an earlier state: this is a new version. So what holds for a group after an import
// is what its last row says, and importing the same rows again changes nothing.
//
// From a source whose files are the whole truth a record goes when it no longer comes: a version without content, whose
// record `ended` before everything, says from when on. It ends the record's life. If the record comes again, the going
// holds until then, and another life begins: what the versions of an earlier one said is not known any more, so that
// the row is news although it is equal to them.
//
// Groups do not depend on each other, and rows of one group come in row order. So rows can be taken as they come, in
// batches: how far a telling has got is kept in the table import_cursor, and returns are added when the import ends.

// version is one version of a record.
type version struct {
	life
	id     int64 // v_id
	run    int64 // the import that brought it
	at     int64 // its instant
	stated bool  // the instant is its own
	hash   int64
	copyOf int64 // the version that it returns to; 0: it is a row of its own
	opened int64 // when its record came into being
	row    *row  // its content, nil where it is in the database
	kept   life  // as the database has it
}

func byInstant(a, b version) int {
	return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.id, b.id))
}

// isNew tells whether the version is still to be written.
func (v *version) isNew() bool { return v.row != nil || v.copyOf != 0 }

// group is a set of versions of one record that are told apart by their order only.
type group struct {
	stated bool
	at     int64 // the instant that they state; 0 where they state none
}

func (v *version) group() group {
	if v.stated {
		return group{true, v.at}
	}
	return group{}
}

// chain is the versions of one record during an import.
type chain struct {
	now      int64     // the import's instant
	went     int64     // the number of its last going, 0: none; versions of a lower number are of an earlier life
	versions []version // in the order of (at, id), but for those appended since the last stretch
	cursors  map[group]int64
	moved    bool // a cursor that has to be kept
	grown    bool // versions were appended
	compared bool // the first of them were
	begun    bool // the row that was just taken began a life
}

// effect is what a row did.
type effect uint8

const (
	unchanged effect = iota
	stored
	replaced
)

// take sets one row against the chain. run is the import, next the number that a new version gets; it is counted up.
func (c *chain) take(v version, run int64, next *int64) effect {
	told, last := c.telling(v.group(), run)
	switch {
	case last == nil:
	case last.run == run: // the telling has left what was known
		if last.hash == v.hash {
			return unchanged
		}
	default:
		if c.follow(v, told) {
			return unchanged
		}
	}
	return c.append(v, run, next)
}

// telling returns the group's versions in their order, and the one that its rows have to go on from: the last that
// this import brought, else the newest.
func (c *chain) telling(g group, run int64) (told []*version, last *version) {
	for i := range c.versions {
		v := &c.versions[i]
		if v.id <= c.went || v.group() != g {
			continue
		}
		told = append(told, v)
		if last == nil || v.run != run && last.run != run || v.run == run && (last.run != run || v.id > last.id) {
			last = v
		}
	}
	return told, last
}

// others counts the other versions of the version's group and life, those that are new or those that are not.
func (c *chain) others(v *version, fresh bool) int {
	n := 0
	for i := range c.versions {
		if w := &c.versions[i]; w != v && w.id > c.went && w.isNew() == fresh && w.group() == v.group() {
			n++
		}
	}
	return n
}

// follow moves the group's cursor to the row's content, if that is the version reached or a later one.
func (c *chain) follow(v version, told []*version) bool {
	g := v.group()
	reached := slices.IndexFunc(told, func(t *version) bool { return t.id == c.cursors[g] })
	for i := max(reached, 0); i < len(told); i++ {
		if told[i].hash != v.hash {
			continue
		}
		if i != reached && len(told) > 1 { // a single version needs no cursor: reached or not, the next row fares alike
			if c.cursors == nil {
				c.cursors = map[group]int64{}
			}
			c.cursors[g] = told[i].id
			c.moved = true
		}
		return true
	}
	return false
}

// append adds a version and tells how it counts.
func (c *chain) append(v version, run int64, next *int64) effect {
	known, newest := len(c.versions) > 0, int64(always)
	before := false // there were versions before this import
	for i := range c.versions {
		switch w := &c.versions[i]; {
		case w.id == c.went && w.to == forever:
			w.to = max(c.now, w.from)
			c.begun = true // it is back
		case w.id > c.went && w.run != run:
			before, newest = true, max(newest, w.at)
		}
	}
	v.id, v.run = *next, run
	*next++
	c.versions = append(c.versions, v)
	c.grown = true
	switch {
	case !known:
		c.begun = true
		return stored
	case before && v.at < newest:
		return unchanged
	}
	return replaced
}

// leave adds a going. r is the row of one.
func (c *chain) leave(r *row, run int64, next *int64) {
	v := version{life: life{began: forever, ended: always, to: forever}, id: *next, run: run, at: c.now, opened: forever, row: r}
	*next++
	c.versions = append(c.versions, v)
	c.went, c.grown = v.id, true
}

// returns gives the versions that the import has returned to: those at which it stopped repeating a group before the
// group's newest. now is the import's instant.
func (c *chain) returns(run, now int64) []version {
	var back []version
	for g, reached := range c.cursors {
		told, last := c.telling(g, run)
		if last == nil || last.run == run {
			continue
		}
		i := slices.IndexFunc(told, func(t *version) bool { return t.id == reached })
		if i < 0 || told[i].hash == last.hash {
			continue
		}
		v := *told[i]
		v.copyOf = v.id
		if !v.stated {
			v.at = now
		}
		if v.at >= last.at {
			back = append(back, v)
		}
	}
	slices.SortFunc(back, byInstant)
	return back
}
