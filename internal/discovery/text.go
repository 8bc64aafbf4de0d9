package discovery

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// plain returns the words of a text in lower case, without accents and punctuation, with one blank between them;
// camelCase is parted. Headers and words of exports are compared in this form.
func plain(text string) string {
	if isASCII(text) {
		return parted(text)
	}
	accents := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	if stripped, _, err := transform.String(accents, strings.ReplaceAll(text, "ß", "ss")); err == nil {
		text = stripped
	}
	return parted(text)
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r > unicode.MaxASCII }) < 0
}

// parted puts one blank between the words, in lower case.
func parted(text string) string {
	var b strings.Builder
	var last rune
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			r = ' '
			if last == ' ' || last == 0 {
				continue
			}
		case unicode.IsUpper(r) && unicode.IsLower(last):
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		last = r
	}
	return strings.TrimSpace(b.String())
}

// The words of a header that say nothing about which field it is.
var (
	// emptyWords are those of date and time, and the small words around them.
	emptyWords = wordSet("date time datetime timestamp at on the of a an in utc gmt local datum zeit uhrzeit zeitpunkt am um der die das des von " +
		"fecha hora de la el del heure d du le l jour tijd tijdstip van het een op data ora di della do da hms")
	// recordWords name the record, which a header may repeat: "Incident Number", "Ticket ID", "Change type".
	recordWords = wordSet("u custom field ticket incident issue task request problem change chg case record sys the of bmc itsm action outage alert")
)

func wordSet(text string) map[string]bool { return setOf(strings.Fields(text)) }

func setOf(words []string) map[string]bool {
	set := make(map[string]bool, len(words))
	for _, word := range words {
		set[word] = true
	}
	return set
}

// without drops the words of a plain text that are in the set; all of them stay where nothing else is left.
func without(text string, set map[string]bool) string {
	words := slices.DeleteFunc(strings.Fields(text), func(w string) bool { return set[w] })
	if len(words) == 0 {
		return text
	}
	return strings.Join(words, " ")
}

// moment returns what a header of times says beside date and time: "ouverture" of "Date d'ouverture". It is empty
// where it says nothing else.
func moment(text string) string {
	words := slices.DeleteFunc(strings.Fields(text), func(w string) bool { return emptyWords[w] })
	return strings.Join(words, " ")
}

// form is a header, or a name of the dictionary, in the ways in which they are compared.
type form struct {
	plain       string
	short       string // without the record's name
	moment      string // without the words for date and time; empty where there are no others
	shortMoment string
	words       int
}

func formOf(plain string) form {
	short := without(plain, recordWords)
	return form{plain, short, moment(plain), moment(short), len(strings.Fields(plain))}
}

// inFull writes the abbreviations out that names of columns in databases are made of: "OPEN_DTTM", "ASGN_GRP_NM".
func inFull(plain string) string {
	words := strings.Fields(plain)
	for i, w := range words {
		if whole, ok := known().short[w]; ok {
			words[i] = whole
		}
	}
	return strings.Join(strings.Fields(strings.Join(words, " ")), " ")
}

// contains tells whether the words of part stand in text, one after the other.
func contains(text, part string) bool {
	if part == "" {
		return false
	}
	for from := 0; ; from++ {
		at := strings.Index(text[from:], part)
		if at < 0 {
			return false
		}
		from += at
		if end := from + len(part); (from == 0 || text[from-1] == ' ') && (end == len(text) || text[end] == ' ') {
			return true
		}
	}
}

// slug makes a name of small letters, digits and the sign between them.
func slug(text, sign string) string { return strings.ReplaceAll(ascii(plain(text)), " ", sign) }

func ascii(text string) string {
	text = strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII {
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}
