package mapping

import (
	"slices"
	"strings"
)

// form is the form of a time, as far as one cell shows it: strftime texts for the date with the day first and with the
// month first, the same where the cell leaves no doubt, and for the time of day after it.
type form struct {
	dayFirst, monthFirst string
	clock                string
}

// orderOpen tells whether the form can be read with the day first and with the month first.
func (f form) orderOpen() bool { return f.dayFirst != f.monthFirst }

func (f form) format(dayFirst bool) string {
	if dayFirst {
		return f.dayFirst + f.clock
	}
	return f.monthFirst + f.clock
}

// formOf recognises the form of a time; first and second are the numbers of which one is the day, where that is
// open. It does not know ISO 8601, which needs no format.
func formOf(text string) (f form, first, second int, ok bool) {
	var c civil
	if parseISO(text, &c) {
		return form{}, 0, 0, false
	}
	if name, ok := epochForm(text); ok {
		return form{dayFirst: name, monthFirst: name}, 0, 0, true
	}
	if serialForm(text) {
		return form{dayFirst: SerialDays, monthFirst: SerialDays}, 0, 0, true
	}
	for _, whole := range wholeTimes {
		if whole.parse(text, &c) {
			return form{dayFirst: whole.text, monthFirst: whole.text}, 0, 0, true
		}
	}
	f, rest, first, second, ok := numericDate(text)
	if !ok {
		if f, rest, ok = namedDate(text); !ok {
			return form{}, 0, 0, false
		}
	}
	f.clock, ok = clockForm(rest)
	return f, first, second, ok
}

// Epochs are recognised between 2000 and 2100 only: shorter numbers are more often something else.
const (
	epochFrom = 946_684_800
	epochTo   = 4_102_444_800
)

func epochForm(text string) (name string, ok bool) {
	whole, _, _ := strings.Cut(text, ".")
	n, ok := parseDigits(whole)
	switch {
	case !ok:
		return "", false
	case n >= epochFrom && n < epochTo:
		return "epoch_s", true
	case n/1000 >= epochFrom && n/1000 < epochTo && whole == text:
		return "epoch_ms", true
	}
	return "", false
}

// numericDate recognises three numbers with the same sign between them: the year comes first with four digits, else
// last with two or four.
func numericDate(text string) (f form, rest string, first, second int, ok bool) {
	var third int
	after, ok := digits(text, 1, 4, &first)
	if !ok || after == "" || strings.IndexByte("/.-", after[0]) < 0 {
		return form{}, "", 0, 0, false
	}
	sign, lead := after[:1], len(text)-len(after)
	middle, ok := digits(after[1:], 1, 2, &second)
	if !ok || !strings.HasPrefix(middle, sign) {
		return form{}, "", 0, 0, false
	}
	rest, ok = digits(middle[1:], 1, 4, &third)
	width := len(middle) - 1 - len(rest)
	switch {
	case !ok:
		return form{}, "", 0, 0, false
	case lead == 4 && width <= 2:
		date := "%Y" + sign + "%m" + sign + "%d"
		return form{dayFirst: date, monthFirst: date}, rest, 0, 0, true
	case lead > 2 || width == 1 || width == 3:
		return form{}, "", 0, 0, false
	case first > 31 || second > 31 || first > 12 && second > 12 || first*second == 0:
		return form{}, "", 0, 0, false
	}
	year := map[int]string{2: "%y", 4: "%Y"}[width]
	return form{dayFirst: "%d" + sign + "%m" + sign + year, monthFirst: "%m" + sign + "%d" + sign + year}, rest, first, second, true
}

// namedDates are the usual forms with the month's name, that of RFC 2822 among them.
var namedDates = compileAll("%d/%b/%Y", "%d/%b/%y", "%d-%b-%Y", "%d-%b-%y", "%d. %b %Y", "%d %b %Y", "%d %b %y", "%b %d, %Y", "%b %d %Y",
	"%a, %d %b %Y", "%a %d %b %Y", "%a, %b %d, %Y", "%a, %d-%b-%Y")

func namedDate(text string) (f form, rest string, ok bool) {
	for _, d := range namedDates {
		var c civil
		rest, ok := d.prefix(text, &c)
		if ok && c.valid() && (rest == "" || rest[0]-'0' > 9) { // not the first half of a year
			return form{dayFirst: d.text, monthFirst: d.text}, rest, true
		}
	}
	return form{}, "", false
}

// wholeTimes have the year behind the time of day, as Unix prints it, or no signs at all, as SAP does.
var wholeTimes = compileAll("%a %b %d %H:%M:%S %Y", "%a %b %d %H:%M:%S %z %Y", "%Y%m%d%H%M%S")

// clocks are the usual forms of a time of day, without what stands before and after it.
var clocks = compileAll("%H:%M:%S.%f", "%H:%M:%S,%f", "%I:%M:%S %p", "%H:%M:%S", "%I:%M %p", "%H:%M", "%Hh%M")

// Words that people and some tools put before and after the time of day.
var (
	clockLeads = []string{"à ", "um ", "at ", "kl. ", "a las ", "alle ", "om "}
	clockTails = []string{" Uhr", " uur", " hrs"}
)

// clockForm recognises what follows a date: nothing, or a time of day, with an offset or without.
func clockForm(text string) (string, bool) {
	if text == "" {
		return "", true
	}
	before := " "
	switch rest := strings.TrimLeft(text, " \u00a0\u202f"); {
	case strings.HasPrefix(text, ","):
		before, text = ", ", strings.TrimLeft(text[1:], " \u00a0\u202f")
	case strings.HasPrefix(text, "T"):
		before, text = "T", text[1:]
	case rest == text:
		return "", false
	default:
		text = rest
		for _, lead := range clockLeads {
			if after, ok := strings.CutPrefix(text, lead); ok {
				before, text = " "+lead, strings.TrimLeft(after, " ")
			}
		}
	}
	for _, clock := range clocks {
		var c civil
		rest, ok := clock.prefix(text, &c)
		if !ok {
			continue
		}
		if rest == "" {
			return before + clock.text, true
		}
		if slices.Contains(clockTails, rest) {
			return before + clock.text + rest, true
		}
		if after, ok := c.takeOffset(strings.TrimLeft(rest, " ")); ok && after == "" {
			return before + clock.text + " %z", true
		}
	}
	return "", false
}

// compileAll compiles parts of formats that are written here.
func compileAll(texts ...string) []format {
	all := make([]format, len(texts))
	for i, text := range texts {
		f, err := compileSteps(text)
		if err != nil {
			panic(err) // a table of ours is wrong: seen at start-up
		}
		all[i] = f
	}
	return all
}
