package config

import (
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// variable is ${NAME}; $${NAME} stands for the characters themselves.
var variable = regexp.MustCompile(`\$?\$\{([^}]*)\}`)

var variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// scalar returns the text of a single value, with ${NAME} taken from the environment. want says what was expected.
func (d *decoder) scalar(n *yaml.Node, want string) (string, bool) {
	v := resolve(n)
	if v.Kind != yaml.ScalarNode || empty(v) {
		d.problem(n, "expected %s, found %s", want, found(v))
		return "", false
	}
	return d.expand(v)
}

// expand works on the value after it was parsed, so that a variable cannot add keys or lines.
func (d *decoder) expand(n *yaml.Node) (string, bool) {
	if d.env == nil || !strings.Contains(n.Value, "${") {
		return n.Value, true
	}
	ok := true
	text := variable.ReplaceAllStringFunc(n.Value, func(match string) string {
		if strings.HasPrefix(match, "$$") {
			return match[1:]
		}
		name := match[2 : len(match)-1]
		if !variableName.MatchString(name) {
			d.problem(n, "%s: expected the name of an environment variable in the braces, as in ${NAME}", match)
			ok = false
			return ""
		}
		value, set := d.env(name)
		if !set {
			d.problem(n, "the environment variable %s is not set: set it before the start, or write the value here", name)
			ok = false
		}
		return value
	})
	return text, ok
}

// text reads any text that is not blank.
func (d *decoder) text(into *string) read {
	return func(n *yaml.Node) {
		text, ok := d.scalar(n, "a text")
		if ok && strings.TrimSpace(text) == "" {
			d.problem(n, "expected a text, found an empty one")
			ok = false
		}
		if ok {
			*into = strings.TrimSpace(text)
		}
	}
}

// texts reads a list of texts.
func (d *decoder) texts(into *[]string) read {
	return func(n *yaml.Node) {
		*into = nil
		d.list(n, "a list of texts", d.appendText(into))
	}
}

func (d *decoder) appendText(into *[]string) read {
	return func(n *yaml.Node) {
		var text string
		if d.text(&text)(n); text != "" {
			*into = append(*into, text)
		}
	}
}

// path reads the name of a file or folder; a relative one starts at the configuration's folder.
func (d *decoder) path(into *string) read {
	return func(n *yaml.Node) {
		var text string
		if d.text(&text)(n); text != "" {
			*into = d.config.resolve(text)
		}
	}
}

func (c *Config) resolve(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(c.Dir, path)
}

// bounds are what a number may be.
type bounds struct {
	least, most float64
	above       bool   // least itself is too little
	want        string // "a number from 0 to 100"
}

// The bounds that several keys share.
var (
	anyNumber    = bounds{least: math.Inf(-1), most: math.Inf(1), want: "a number"}
	zeroOrMore   = bounds{least: 0, most: math.Inf(1), want: "a number, 0 or more"}
	moreThanZero = bounds{least: 0, above: true, most: math.Inf(1), want: "a number above 0"}
	perCent      = bounds{least: 0, most: 100, want: "a number of per cent from 0 to 100"}
	somePerCent  = bounds{least: 0, above: true, most: 100, want: "a number of per cent above 0 and up to 100"}
	growthRate   = bounds{least: -100, above: true, most: math.Inf(1), want: "a number of per cent above -100"}
)

func (b bounds) hold(v float64) bool {
	return v >= b.least && v <= b.most && !(b.above && v == b.least) && !math.IsInf(v, 0) && !math.IsNaN(v)
}

// number reads a number within bounds.
func (d *decoder) number(into *float64, within bounds) read {
	return func(n *yaml.Node) {
		if _, v, ok := d.numeral(n, within); ok {
			*into = v
		}
	}
}

// optionalNumber reads a number for which nothing stands when it is left out.
func (d *decoder) optionalNumber(into **float64, within bounds) read {
	return func(n *yaml.Node) {
		if _, v, ok := d.numeral(n, within); ok {
			*into = &v
		}
	}
}

// ratio reads per cent as a ratio: the number nearest to the decimals of the file, so that 99.9 becomes 0.999 as a
// division would not make it.
func (d *decoder) ratio(into *float64, within bounds) read {
	return func(n *yaml.Node) {
		text, v, ok := d.numeral(n, within)
		if !ok {
			return
		}
		exact, err := strconv.ParseFloat(text+"e-2", 64)
		if err != nil { // the text has an exponent already
			exact = v / 100
		}
		*into = exact
	}
}

// numeral returns a number within bounds, and how it is written.
func (d *decoder) numeral(n *yaml.Node, within bounds) (text string, v float64, ok bool) {
	text, ok = d.scalar(n, within.want)
	if !ok {
		return "", 0, false
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !within.hold(v) || d.quotedNumber(n) {
		d.problem(n, "expected %s, found %s%s", within.want, found(n), d.quotes(n))
		return "", 0, false
	}
	return text, v, true
}

// count reads a whole number from least on.
func (d *decoder) count(into *int, least int) read {
	return func(n *yaml.Node) {
		want := "a whole number, " + strconv.Itoa(least) + " or more"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		v, err := strconv.Atoi(text)
		if err != nil || v < least || d.quotedNumber(n) {
			d.problem(n, "expected %s, found %s%s", want, found(n), d.quotes(n))
			return
		}
		*into = v
	}
}

// quotedNumber tells whether the file says in so many words that the value is a text. A variable may need quotes.
func (d *decoder) quotedNumber(n *yaml.Node) bool {
	n = resolve(n)
	return !d.cells && n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 && !strings.Contains(n.Value, "${")
}

func (d *decoder) quotes(n *yaml.Node) string {
	if d.quotedNumber(n) {
		return " in quotes, which make it a text: leave them out"
	}
	return ""
}

// oneOf reads one of our words, spelt exactly.
func oneOf[W ~string](d *decoder, into *W, words ...W) read {
	return func(n *yaml.Node) {
		known := make([]string, len(words))
		for i, w := range words {
			known[i] = string(w)
		}
		text, ok := d.scalar(n, "one of "+strings.Join(known, ", "))
		if !ok {
			return
		}
		if !slices.Contains(known, text) {
			d.problem(n, "expected one of %s, found %s%s", strings.Join(known, ", "), found(n), meant(text, known))
			return
		}
		*into = W(text)
	}
}

// meant is suggest after a message that lists the known words already.
func meant(text string, known []string) string {
	if best, ok := nearest(text, known); ok {
		return "; did you mean " + strconv.Quote(best) + "?"
	}
	return ""
}

// flag reads true or false.
func (d *decoder) flag(into *bool) read {
	return func(n *yaml.Node) {
		const want = "true or false"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		switch text {
		case "true":
			*into = true
		case "false":
			*into = false
		default:
			d.problem(n, "expected %s, found %s", want, found(n))
		}
	}
}
