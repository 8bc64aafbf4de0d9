package config

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/itchyny/timefmt-go"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/encoding/htmlindex"
)

// header reads the number of header rows.
func (d *decoder) header(into **int) read {
	return func(n *yaml.Node) {
		rows := -1
		if d.count(&rows, 0)(n); rows >= 0 {
			*into = &rows
		}
	}
}

// delimiterWords are for those whom a quoted tab does not suit.
var delimiterWords = map[string]rune{"tab": '\t', "comma": ',', "semicolon": ';', "pipe": '|'}

func (d *decoder) delimiter(into *rune) read {
	return func(n *yaml.Node) {
		const want = "one character as the delimiter, or one of comma, pipe, semicolon, tab"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		r, named := delimiterWords[text]
		if !named {
			if r, _ = utf8.DecodeRuneInString(text); utf8.RuneCountInString(text) != 1 || strings.ContainsRune("\"\r\n\x00\uFFFD", r) {
				d.problem(n, "expected %s, found %s", want, found(n))
				return
			}
		}
		*into = r
	}
}

func (d *decoder) decimal(into *string) read {
	return func(n *yaml.Node) {
		const want = `"." or "," as the decimal mark`
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		if text != "." && text != "," {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = text
	}
}

func (d *decoder) encoding(into *string) read {
	return func(n *yaml.Node) {
		const want = "the name of a character encoding, such as utf-8, windows-1252 or utf-16le"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		encoding, err := htmlindex.Get(text)
		if err == nil {
			var name string
			if name, err = htmlindex.Name(encoding); name == "replacement" { // stands for "cannot be decoded"
				err = errors.New("no encoding")
			}
		}
		if err != nil {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = strings.ToLower(strings.TrimSpace(text))
	}
}

// missing reads the words for a missing value; a blank is allowed, as it does no harm.
func (d *decoder) missing(into *[]string) read {
	return func(n *yaml.Node) {
		d.list(n, "the words for a missing value as a list", func(item *yaml.Node) {
			if text, ok := d.scalar(item, "a word for a missing value"); ok {
				*into = append(*into, text)
			}
		})
	}
}

func (d *decoder) where(into *[]Condition) read {
	return func(n *yaml.Node) {
		for _, e := range d.entries(n, "where") {
			c := Condition{Column: e.name}
			d.oneOrMore(e.value, "a word, or a list of words", d.appendText(&c.Words))
			*into = append(*into, c)
		}
	}
}

func (d *decoder) link(into *string) read {
	return func(n *yaml.Node) {
		const want = "a web address with {id} in its path, such as https://tool.example.com/{id}"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		address, err := url.Parse(text)
		if err != nil || !slices.Contains([]string{"http", "https"}, address.Scheme) || address.Host == "" ||
			!strings.Contains(text, "{id}") || strings.Contains(address.Host, "{id}") || address.User != nil {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = text
	}
}

func (d *decoder) timeFormats(into *[]string) read {
	return func(n *yaml.Node) {
		d.oneOrMore(n, "a time format, or a list of them", func(item *yaml.Node) {
			const want = "a time format such as %d/%m/%Y %H:%M, or epoch_s, epoch_ms"
			text, ok := d.scalar(item, want)
			if !ok {
				return
			}
			if wrong := checkTimeFormat(text); wrong != "" {
				d.problem(item, "expected %s, found %s: %s", want, found(item), wrong)
				return
			}
			*into = append(*into, text)
		})
	}
}

// sampleTime differs in every part from what a format that lacks the part would make of it.
var sampleTime = time.Date(2021, time.November, 23, 13, 45, 56, 0, time.UTC)

// checkTimeFormat returns what is wrong with a format, "" if it can read back what it writes.
func checkTimeFormat(format string) string {
	plain := strings.ReplaceAll(format, "%%", "")
	switch {
	case format == "epoch_s" || format == "epoch_ms":
		return ""
	case !strings.Contains(plain, "%"):
		return "it has no directive (%Y year, %m month, %d day, %H hour, %M minute)"
	case strings.Contains(plain, "%Z") || strings.Contains(plain, "%+"):
		return "abbreviations of zones are ambiguous: use %z for offsets, or the key zone"
	case strings.Contains(plain, "%-") || strings.Contains(plain, "%_"):
		return "unpadded numbers are read without a flag: write %d for %-d"
	}
	back, err := timefmt.Parse(timefmt.Format(sampleTime, format), format)
	switch {
	case err != nil:
		return "it has a directive that cannot be read"
	case back.Year() != sampleTime.Year() || back.YearDay() != sampleTime.YearDay():
		return "it does not tell year, month and day"
	case back.Hour() == sampleTime.Hour()-12:
		return "%I needs %p beside it"
	}
	return ""
}
