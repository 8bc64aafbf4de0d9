// Package strip keeps some fields of very many records a second time, column by column, in the table record_strip: passes
// over all records that take few of their fields read some hundred rows instead of a million, and nothing of what they do
// not ask for.
//
// In go the values of versions, one version behind the other in the order of their numbers, and the life of each (Writer).
// Out come the lives (ScanLives) and the values of the fields that are asked for (Reader, Scan). What the values mean, which
// fields have strips and when reading them pays is the store's business.
//
// A strip is one field of Versions versions. Strips are made when versions are, tell nothing that the records do not
// (storetest holds them against each other), and a field that all versions of a strip lack has none.
package strip

import (
	"errors"
	"math"
)

// A strip's content is one byte, its form, and
//
//   - formWords: how many different texts there are, each behind its length; then for each version the place of its own among
//     them, from 1; 0: missing;
//   - formTexts: for each version the length of its text in bytes and one, 0: missing; then the texts;
//   - formWholes: for each version its difference to the one before (see appendWholes), in units of a minute or a second
//     where all are such; before them the unit in milliseconds;
//   - formSame: the one whole number of all versions;
//   - formFloats: for each version a number (see appendFloats).
//
// A text stands as it is, a list as its JSON. What there is for each version stands in a column (see
// appendColumn), which takes little time to read; other counts are varints.
const (
	formWords = 1 + iota
	formTexts
	formWholes
	formSame
	formFloats
)

// Versions is how many versions a strip has: strip n those whose numbers begin at n times as many, and one.
const Versions = 4096

// noWhole stands for a missing whole number: no instant, length, flag or mark is the same.
const noWhole = math.MaxInt64

// The codes of a column.
const (
	codeMissing = iota
	codeLarge   // the number stands behind the column
	codesBefore // others are numbers and this
)

// ErrDamaged says that a strip's content is none.
var ErrDamaged = errors.New("a part of the store is damaged: put back a copy of it, or remove it and import again")
