package jobs

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"nines/importers/mapping"
	"nines/internal/itsm"
)

// timesLooked is how many rows of a file are tried by the time formats that a source states.
const timesLooked = 100

// TimesCheck is how many of the first rows the stated time formats read.
type TimesCheck struct {
	Rows, Read int    // tried, and of them without a time that cannot be read
	Example    string // a text that is no time by them; empty: there is none, or it is that of a sample
}

// checkTimes tries the time formats that the source states on the first rows of a file; nil where it states none, or none of
// these rows are of the source. It fails where they read none of them: the import would.
func (im *sourceImport) checkTimes(file string) (*TimesCheck, error) {
	if len(im.spec.TimeFormats) == 0 {
		return nil, nil //nolint:nilnil // there is nothing to check
	}
	rows, err := im.rows(file)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	mapper, err := mapping.New(im.spec, rows.Header())
	if err != nil {
		return nil, err
	}
	times, check := mapper.Times(), &TimesCheck{}
	for range timesLooked {
		cells, _, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		check.add(mapper.Map(cells), times)
	}
	switch {
	case check.Rows == 0:
		return nil, nil //nolint:nilnil // as above
	case check.Read == 0 && check.Example == "":
		return nil, mapper.Finish() // samples, or rows that lack something else
	case check.Read == 0:
		return nil, fmt.Errorf("%s: time_format %s reads none of the first %d rows, e.g. %q: expected the form in which the file has its times; without time_format it is found out",
			file, quotedList(im.spec.TimeFormats), check.Rows, Shown(check.Example))
	}
	return check, nil
}

func (c *TimesCheck) add(r mapping.Result, times []string) {
	if r.Skipped != "" {
		return
	}
	c.Rows++
	unread := r.Rejected != "" // a row without an id is rejected as well: it is not read
	if record, ok := r.Record.(header); ok {
		for _, remark := range record.Header().Remarks {
			if remark.Kind == itsm.RemarkUnreadable && slices.Contains(times, remark.Field) {
				unread, c.Example = true, strings.Clone(remark.Text)
			}
		}
	}
	if !unread {
		c.Read++
	}
}

func quotedList(words []string) string {
	list := make([]string, len(words))
	for i, word := range words {
		list[i] = fmt.Sprintf("%q", word)
	}
	return strings.Join(list, ", ")
}
