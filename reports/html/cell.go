package html

import (
	"html/template"

	"nines/reports/document"
)

// cell is one value as the page shows it: in a table, or large as a key figure. The template escapes its text; the
// drawings were escaped when they were drawn.
type cell struct {
	Head          bool // it names its row
	Class, Label  string
	Sign, Drawing template.HTML
	Text, Second  string
	Link          string // to the tool
	Anchor        string // an id on this page
}

// cell prepares a value; scale is the end of the scale that its column's drawings share, 0 for one of their own.
func (v *view) cell(value document.Value, c document.Column, scale float64) cell {
	out := cell{
		Class: valueClass(value), Label: clip(c.Title),
		Second: clip(value.Second), Link: external(value.Link), Anchor: v.anchor(value),
	}
	slim := c.Width > 0 && c.Width < 1
	switch {
	case value.Kind == document.KindRating && !value.Unknown:
		out.Text, out.Sign = v.rating(value.Text)
		out.Class = join(" ", out.Class, ratingClass(value.Text))
	case value.Kind == document.KindBar && value.Bar != nil:
		out.Drawing = v.bar(value.Bar, scale, slim)
		if !value.Bar.Unknown {
			out.Text = clip(value.Bar.Label)
		}
	case value.Kind == document.KindSpark && value.Spark != nil:
		out.Drawing = v.spark(value.Spark, scale)
	case value.Kind == document.KindSpark:
		out.Text = clip(value.Text)
	default:
		out.Text = clip(v.doc.Locale.Format(value, c, v.zone()))
		if c.Kind == document.KindBar && value.Kind == document.KindMinutes && !value.Unknown {
			out.Drawing = v.noBar(slim)
		}
	}
	return out
}

// rating returns the word and the sign of a rating: never the one without the other.
func (v *view) rating(name string) (string, template.HTML) {
	if ratingClass(name) == "" {
		return clip(name), ""
	}
	return v.words.Text("rating." + name), v.sign(document.RatingOf(name))
}

func ratingClass(name string) string {
	switch rating := document.RatingOf(name); rating {
	case "green", "amber", "red", "undecided", "unknown":
		return "is-" + rating
	}
	return ""
}

func valueClass(value document.Value) string {
	var strong, unknown string
	if value.Strong {
		strong = "strong"
	}
	if value.Unknown {
		unknown = "none"
	}
	return join(" ", strong, unknown, toneClass(value.Tone))
}

// figure is one large figure.
type figure struct {
	Cell  cell
	Label string
	Notes []string
	Spark template.HTML
}

func (v *view) figures(k *document.KeyFigures) []figure {
	list := make([]figure, len(k.Items))
	for i, item := range k.Items {
		list[i] = figure{Cell: v.large(item.Value, item.Column()), Label: clip(item.Label)}
		for _, note := range item.Notes {
			list[i].Notes = append(list[i].Notes, clip(note))
		}
		if item.Spark != nil {
			list[i].Spark = v.spark(item.Spark, 0)
		}
	}
	return list
}

// large prepares a value that stands alone, and so with its unit.
func (v *view) large(value document.Value, c document.Column) cell {
	out := v.cell(value, c, 0)
	if out.Sign == "" && out.Drawing == "" {
		out.Text = unbroken(clip(v.doc.Locale.FormatWithUnit(value, c, v.zone())))
	}
	return out
}
