package mapping

import "strings"

// leastWidth is how many columns a table has at least whose rows can be told from what people and tools write below
// them.
const leastWidth = 4

// totals are what the first cell of a row of totals says, folded, in the languages in which lists are kept.
var totals = map[string]bool{
	"total": true, "totals": true, "grandtotal": true, "grandtotals": true, "sum": true, "subtotal": true, "count": true,
	"summe": true, "gesamt": true, "gesamtsumme": true, "gesamtergebnis": true, "anzahl": true, "somme": true, "totaux": true, "totalgeneral": true,
	"totale": true, "suma": true, "totaal": true, "eindtotaal": true, "razem": true, "totalt": true,
}

// footer tells what a row with hardly any cells is that stands below the tickets and is none: a total, or a note that
// a tool or a colleague left there. It is empty for a ticket of which hardly anything is known.
func footer(cells []string) string {
	if len(cells) < leastWidth {
		return ""
	}
	first, others, last := "", 0, ""
	for _, cell := range cells {
		switch cell = trim(cell); {
		case cell == "" || cell == last: // merged cells repeat their text
		case first == "":
			first, last = cell, cell
		default:
			others, last = others+1, cell
		}
	}
	word, _, _ := strings.Cut(first, "(")
	switch {
	case others <= len(cells)/2 && totals[foldWord(strings.Trim(trim(word), ":="))]:
		return "a total below the rows"
	case others == 0 && strings.Contains(first, " ") && (strings.Count(first, " ") >= 3 || !strings.ContainsAny(first, "0123456789")):
		return "a note below the rows"
	}
	return ""
}
