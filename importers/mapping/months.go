package mapping

import (
	"strings"
	"unicode"
)

// foreignMonths are the names of the months in German, French, Spanish, Italian, Dutch, Portuguese, Polish, Swedish and
// Danish, as tools and spreadsheets abbreviate them and whole. No name means two months.
var foreignMonths = monthsOf(
	"jan jän janv ene gen sty stycznia januar jänner januari janvier enero gennaio janeiro",
	"fév févr fev lut lutego februar februari février febrero febbraio fevereiro",
	"mär mrz mrt mars marca märz maart marzo março",
	"avr abr kwi kwietnia avril abril aprile",
	"mai mei maj mag maja maggio mayo maio",
	"juin giu cze czerwca juni junio giugno junho",
	"juil lug lip lipca juli juillet julio luglio julho",
	"août ago sie sierpnia augusti augustus agosto",
	"set wrz września sept settembre septembre septiembre setembro",
	"okt ott out paź października oktober octobre octubre ottobre outubro",
	"lis listopada novembre noviembre novembro",
	"dez déc dic gru grudnia dezember décembre diciembre dicembre dezembro",
)

func monthsOf(names ...string) map[string]int {
	months := map[string]int{}
	for i, list := range names {
		for name := range strings.FieldsSeq(list) {
			months[name] = i + 1
		}
	}
	return months
}

// takeForeignMonth reads a month's name in another language than English.
func (c *civil) takeForeignMonth(text string) (rest string, ok bool) {
	rest = strings.TrimLeftFunc(text, unicode.IsLetter)
	if c.month, ok = foreignMonths[strings.ToLower(text[:len(text)-len(rest)])]; !ok {
		return "", false
	}
	return strings.TrimPrefix(rest, "."), true
}
