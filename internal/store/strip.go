package store

import (
	"errors"
	"math"
)

// Passes over very many records take few of their fields. Those fields stand a second time in the table record_strip: a
// strip is one field of stripVersions versions, one behind the other, so that a pass reads some hundred rows instead of a
// million, and nothing of what it does not ask for. Strips are made when versions are (strip_write.go), tell nothing that
// the records do not (storetest holds them against each other), and only readStrips and scanLives read them. A field that
// all versions of a strip lack has none.
//
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
// Texts and lists are as in a content, without quotes around a text. What there is for each version stands in a column (see
// appendColumn), which takes little time to read; other counts are varints.
const (
	formWords = 1 + iota
	formTexts
	formWholes
	formSame
	formFloats
)

// stripVersions is how many versions a strip has: strip n those whose numbers begin at n times as many, and one.
const stripVersions = 4096

// noWhole stands for a missing whole number: no instant, length, flag or mark is the same.
const noWhole = math.MaxInt64

// The codes of a column.
const (
	codeMissing = iota
	codeLarge   // the number stands behind the column
	codesBefore // others are numbers and this
)

// errStrip says that a strip's content is none.
var errStrip = errors.New("a part of the store is damaged: put back a copy of it, or remove it and import again")
