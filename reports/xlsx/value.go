package xlsx

import (
	"math"
	"strings"
	"time"

	"nines/reports/document"
)

// content is what a cell holds: a number, a text, or nothing where both are missing.
type content struct {
	number  float64
	text    string
	numeric bool
	look    look
}

// content converts a value of a column. Shares are ratios, points are ratios times 100, instants and days are serial
// dates of the document's zone. What is unknown is its text in grey, or nothing, and never a number.
func (b *book) content(v document.Value, c document.Column) content {
	out := content{look: look{align: alignment(c.Kind)}}
	if c.Blank(v) {
		out.look.fill = b.theme.Colours.Amberwash
		return out
	}
	if v.Strong {
		out.look.bold = true
	}
	if v.Tone == document.Missed {
		out.look.colour = b.theme.Colours.Red
	}
	if number, ok := b.number(v); ok {
		out.number, out.numeric = number, true
		out.look.format = b.format(v, c)
		return out
	}
	out.text = clean(b.text(v))
	if v.Unknown || v.Tone == document.Muted {
		out.look.colour = b.theme.Colours.Grey
	}
	return out
}

// number is a value as the number of a cell, and whether it has one.
func (b *book) number(v document.Value) (float64, bool) {
	if v.Unknown || v.Kind == document.KindBar && v.Bar != nil && v.Bar.Unknown {
		return 0, false
	}
	number := v.Number
	switch v.Kind {
	case document.KindCount, document.KindNumber, document.KindShare, document.KindMinutes, document.KindDuration, document.KindBar:
	case document.KindPoints:
		number *= 100
	case document.KindInstant:
		number = serial(v.Time.In(b.zone))
	case document.KindDay:
		number = math.Floor(serial(v.Time.In(b.zone)))
	default:
		return 0, false
	}
	if math.IsNaN(number) || math.IsInf(number, 0) || isTime(v.Kind) && number < firstDay {
		return 0, false
	}
	return number, true
}

// firstDay is 1 March 1900: before it Excel's calendar has a day too many, and such dates stand as text.
const firstDay = 61

// serial is a wall-clock time as days since the end of 1899, to the millisecond; the zone is lost, as in any workbook.
func serial(t time.Time) float64 {
	_, offset := t.Zone()
	const unixEpoch = 25569
	return unixEpoch + (float64(t.Unix())+float64(offset)+float64(t.Nanosecond()/1e6)/1e3)/86400
}

func isTime(k document.Kind) bool { return k == document.KindInstant || k == document.KindDay }

// text is a value as the text of a cell.
func (b *book) text(v document.Value) string {
	switch {
	case v.Kind == document.KindSpark:
		return ""
	case v.Unknown:
		if v.Text == "" && v.Bar != nil {
			return v.Bar.Label
		}
		return v.Text
	case isTime(v.Kind):
		return b.doc.Locale.Format(v, document.Column{}, b.zone)
	case v.Kind == document.KindRating && b.words.Has("rating."+v.Text):
		return b.words.Text("rating." + v.Text)
	case v.Kind == document.KindBar && v.Bar != nil:
		return v.Bar.Label
	}
	return v.Text
}

// format is the number format of a value in its column.
func (b *book) format(v document.Value, c document.Column) string {
	switch v.Kind {
	case document.KindShare:
		return numberFormat(v.Kind, shareDecimals(v.Number, c.Decimals))
	case document.KindDuration:
		return numberFormat(document.KindNumber, durationDecimals(v.Number)) + ` "` + b.doc.Locale.Minutes + `"`
	case document.KindBar:
		if v.Bar != nil && strings.HasSuffix(v.Bar.Label, "%") {
			return "0%"
		}
		return numberFormat(document.KindNumber, max(c.Decimals, 1))
	}
	return numberFormat(v.Kind, c.Decimals)
}

// numberFormat is the format of a kind with so many decimals, in the notation of the file, which each Excel shows in
// the way of its user.
func numberFormat(kind document.Kind, decimals int) string {
	fraction := ""
	if decimals > 0 {
		fraction = "." + strings.Repeat("0", min(decimals, 15))
	}
	switch kind {
	case document.KindShare:
		return "0" + fraction + "%"
	case document.KindPoints:
		return "+0" + fraction + `;"−"0` + fraction + ";0" + fraction
	case document.KindInstant:
		return "yyyy-mm-dd hh:mm"
	case document.KindDay:
		return "yyyy-mm-dd"
	case document.KindCount:
		return "#,##0"
	}
	return "#,##0" + fraction
}

// shareDecimals adds decimals where a ratio below 1 would read as 100 %.
func shareDecimals(ratio float64, decimals int) int {
	for ratio < 1 && decimals < 12 && math.Round(ratio*100*math.Pow10(decimals)) >= 100*math.Pow10(decimals) {
		decimals++
	}
	return decimals
}

func durationDecimals(minutes float64) int {
	if minutes < 10 && minutes != math.Round(minutes) {
		return 1
	}
	return 0
}

// alignment sets numbers to the right, also where a text stands in place of one, and the rest to the left.
func alignment(kind document.Kind) string {
	switch kind {
	case document.KindText, document.KindRating, document.KindID, document.KindInstant, document.KindDay:
		return "left"
	}
	return "right"
}
