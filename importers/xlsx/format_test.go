package xlsx

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestParseFormat(t *testing.T) {
	day, dayAndTime := format{kind: moment}, format{kind: moment, showsTime: true}
	tests := []struct {
		code string
		want format
	}{
		{"General", format{}},
		{"Standard", format{}},
		{"", format{}},
		{";;;", format{}},
		{"@", format{}},
		{"0", format{}},
		{"#,##0.00", format{}},
		{"0.00E+00", format{}},
		{"# ?/?", format{}},
		{`_-* #,##0.00\ "€"_-;\-* #,##0.00\ "€"_-`, format{}},
		{`[Red]0.0;[Blue]-0.0`, format{}},
		{`0 "days"`, format{}},
		{`0.0 \d\a\y\s`, format{}},
		{`#,##0 Euro`, format{}},
		{`[$€-407]\ #,##0`, format{}},
		{"00.00", format{}},
		{"00000-0000", format{}},
		{"000,", format{}},
		{"0%", format{kind: percent}},
		{"#,##0.0 %", format{kind: percent}},
		{`0"%"`, format{}},
		{`0\%`, format{}},
		{"00000", format{kind: padded, width: 5}},
		{`"INC"0000000`, format{kind: padded, width: 7, before: "INC"}},
		{`\A00\-"x"`, format{kind: padded, width: 2, before: "A", after: "-x"}},
		{"00000;-0", format{kind: padded, width: 5}},
		{"m/d/yy", day},
		{"DD.MM.YYYY", day},
		{"[$-409]d\\-mmm\\-yy;@", day},
		{"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", day},
		{"mmm-yy", day},
		{"mm", day},
		{"aaaa", day},
		{"[$-411]ggge\"年\"m\"月\"d\"日\"", day},
		{"e", day},
		{"bbbb", day},
		{"yyyy-mm-dd hh:mm:ss", dayAndTime},
		{"[$-409]m/d/yy h:mm AM/PM;@", dayAndTime},
		{`yyyy\-mm\-dd"T"hh:mm:ss.000"Z"`, dayAndTime},
		{"h:mm", format{kind: clock}},
		{"mm:ss", format{kind: clock}},
		{"mm:ss.0", format{kind: clock}},
		{"h AM/PM", format{kind: clock}},
		{"h:mm A/P", format{kind: clock}},
		{"[h]:mm:ss", format{kind: elapsed}},
		{"[hh]:mm", format{kind: elapsed}},
		{"[mm]:ss", format{kind: elapsed}},
		{"[SS]", format{kind: elapsed}},
		{`"d"0`, format{}},
		{`"unclosed`, format{}},
		{"[unclosed", format{}},
		{`\`, format{}},
		{"_", format{}},
		{"\xff\xfe", format{}},
	}
	for _, test := range tests {
		t.Run(test.code, func(t *testing.T) { assert.Equal(t, test.want, parseFormat(test.code)) })
	}
}

func TestFormatOf(t *testing.T) {
	own := map[string]string{"14": "0.00", "200": "d/m/yyyy"}
	tests := []struct {
		id   string
		want kind
	}{
		{"0", plain},
		{"1", plain},
		{"9", percent},
		{"10", percent},
		{"13", plain},
		{"14", plain},
		{"15", moment},
		{"17", moment},
		{"18", clock},
		{"21", clock},
		{"22", moment},
		{"23", plain},
		{"27", moment},
		{"32", clock},
		{"36", moment},
		{"37", plain},
		{"45", clock},
		{"46", elapsed},
		{"47", clock},
		{"48", plain},
		{"49", plain},
		{"50", moment},
		{"58", moment},
		{"59", plain},
		{"200", moment},
		{"201", plain},
		{"-14", plain},
		{"99999999999999999999", plain},
		{"", plain},
		{"x", plain},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, formatOf(test.id, own).kind, "format %s", test.id)
	}
	assert.True(t, formatOf("22", nil).showsTime)
	assert.False(t, formatOf("14", nil).showsTime)
}
