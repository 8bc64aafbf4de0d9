package mapping

import (
	"fmt"
	"strings"
)

// format is a compiled form of times: strftime directives, or seconds or milliseconds since 1970. Numbers may be
// unpadded; white space stands for any white space, also none.
type format struct {
	text  string
	steps []step
}

// step is one directive, or one literal byte where the directive is 0.
type step struct {
	directive byte
	literal   byte
}

// Directives of our own for the epoch formats.
const (
	epochSeconds = 's'
	epochMillis  = 'q'
	serialDays   = 'n'
)

// SerialDays is the form of times that a spreadsheet stored as days since the end of 1899, in cells that are not marked
// as dates. A Detector finds it out; no configuration names it.
const SerialDays = "serial_days"

// composed are the directives that stand for several.
var composed = strings.NewReplacer("%%", "%%", "%F", "%Y-%m-%d", "%T", "%H:%M:%S", "%R", "%H:%M", "%D", "%m/%d/%y", "%r", "%I:%M:%S %p",
	"%e", "%d", "%k", "%H", "%l", "%I", "%h", "%b", "%B", "%b", "%A", "%a", "%P", "%p", "%-", "%")

// compile makes a format of its text: strftime, epoch_s or epoch_ms.
func compile(text string) (format, error) {
	switch text {
	case "epoch_s":
		return format{text, []step{{directive: epochSeconds}}}, nil
	case "epoch_ms":
		return format{text, []step{{directive: epochMillis}}}, nil
	case SerialDays:
		return format{text, []step{{directive: serialDays}}}, nil
	}
	f, err := compileSteps(text)
	if err != nil {
		return format{}, err
	}
	switch has := f.has; {
	case has('s'):
	case !(has('Y') || has('y')) || !(has('m') || has('b')) || !has('d'):
		return format{}, fmt.Errorf("time format %q has no whole date; expected year, month and day, as in %%d/%%m/%%Y %%H:%%M", text)
	case has('I') != has('p'):
		return format{}, fmt.Errorf("time format %q: %%I (12 hours) and %%p (AM, PM) go together", text)
	}
	return f, nil
}

// compileSteps compiles strftime directives, without asking whether they make a date.
func compileSteps(text string) (format, error) {
	f := format{text: text}
	plain := composed.Replace(text)
	for i := 0; i < len(plain); i++ {
		if plain[i] != '%' {
			f.steps = append(f.steps, step{literal: plain[i]})
			continue
		}
		if i++; i == len(plain) {
			return format{}, fmt.Errorf("time format %q ends in a single %%", text)
		}
		switch d := plain[i]; {
		case d == '%':
			f.steps = append(f.steps, step{literal: '%'})
		case strings.IndexByte("YymdbHIMSfpzZas", d) >= 0:
			f.steps = append(f.steps, step{directive: d})
		default:
			return format{}, fmt.Errorf("time format %q: %%%c is not known; expected strftime's d m Y y b B H I M S f p z a, or epoch_s, epoch_ms", text, d)
		}
	}
	return f, nil
}

func (f format) has(directive byte) bool {
	for _, s := range f.steps {
		if s.directive == directive {
			return true
		}
	}
	return false
}

// parse reads the whole text into c; false where it has another form or is no time of the calendar.
func (f format) parse(text string, c *civil) bool {
	*c = civil{}
	rest, ok := f.prefix(text, c)
	return ok && strings.TrimLeft(rest, " ") == "" && c.valid()
}

// prefix reads the beginning of the text into c and returns the rest.
func (f format) prefix(text string, c *civil) (rest string, ok bool) {
	for _, s := range f.steps {
		switch {
		case s.directive != 0:
			text, ok = c.take(s.directive, text)
			if !ok {
				return "", false
			}
		case s.literal == ' ':
			text = strings.TrimLeft(text, " \u00a0\u202f")
		case text == "" || text[0] != s.literal:
			return "", false
		default:
			text = text[1:]
		}
	}
	return text, true
}
