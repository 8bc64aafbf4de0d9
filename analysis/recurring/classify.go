package recurring

import "strings"

// maskOf returns the mask of a text that says which one and not what, empty for words.
func maskOf(text string) string {
	if form := addressOf(text); form != "" {
		return form
	}
	count := countOf(text)
	if count.digits == 0 {
		if hostByDomain(text, count) {
			return "<host>"
		}
		return ""
	}
	if count.letters == 0 && count.others == 0 {
		return numberOf(text, count)
	}
	switch {
	case count.others == 0 && looksLikeIPv6(text, count), looksLikeDateTime(text, count):
		if strings.Contains(text, "::") || strings.Count(text, ":") > 2 && strings.IndexByte(text, '-') < 0 {
			return "<ip>"
		}
		return "<time>"
	case names[strings.ToLower(text)]:
		return ""
	case hostByDomain(text, count), hostByName(text, count):
		return "<host>"
	case looksLikeID(text, count):
		return "<id>"
	}
	return ""
}

// addressOf finds what its signs give away: web addresses, mail addresses, paths and accounts of a domain.
func addressOf(text string) string {
	slashes, backslashes := strings.Count(text, "/"), strings.Count(text, `\`)
	switch {
	case strings.Contains(text, "://"), strings.HasPrefix(strings.ToLower(text), "www."):
		return "<url>"
	case strings.IndexByte(text, '@') > 0 && strings.LastIndexByte(text, '.') > strings.IndexByte(text, '@'):
		return "<mail>"
	case len(text) > 2 && text[1] == ':' && (text[2] == '\\' || text[2] == '/'),
		strings.HasPrefix(text, `\\`), backslashes > 1, strings.HasPrefix(text, "~/"),
		slashes > 0 && text[0] == '/' && len(text) > 2:
		return "<path>"
	case slashes > 1 && strings.Trim(text, "0123456789/:.-") != "":
		return "<path>"
	case backslashes == 1 && text[0] != '\\' && text[len(text)-1] != '\\':
		return "<user>"
	}
	return ""
}

// counts is what a text consists of.
type counts struct {
	digits, letters, hex, upper int // letters: ASCII; hex: those of them that are hexadecimal digits
	hyphens, dots, colons       int
	others                      int // everything else, other alphabets too
}

func countOf(text string) counts {
	var c counts
	for i := range len(text) {
		switch b := text[i]; {
		case b >= '0' && b <= '9':
			c.digits++
		case b|0x20 >= 'a' && b|0x20 <= 'z':
			c.letters++
			if b|0x20 <= 'f' {
				c.hex++
			}
			if b <= 'Z' {
				c.upper++
			}
		case b == '-':
			c.hyphens++
		case b == '.':
			c.dots++
		case b == ':':
			c.colons++
		case b == ',' || b == '/' || b == '+' || b == '\'':
		default:
			c.others++
		}
	}
	return c
}

// numberOf names a text of digits and the signs between them.
func numberOf(text string, c counts) string {
	switch {
	case c.dots == 3 && len(text) >= 7:
		return "<ip>"
	case c.hyphens >= 2 && c.colons > 0:
		return "<time>"
	case c.colons > 0 && c.dots == 0 || c.colons == 2:
		return "<time>"
	case c.digits >= 6 && (c.hyphens == 2 || strings.Count(text, "/") == 2 || c.dots == 2 && len(text) >= 8):
		return "<date>"
	}
	return "<n>"
}

// looksLikeDateTime finds 2026-10-08T10:30:15Z, also with an offset.
func looksLikeDateTime(text string, c counts) bool {
	return c.digits >= 8 && c.hyphens >= 2 && c.letters <= 2 && strings.Trim(text, "0123456789-:.+TZtz") == "" && strings.ContainsAny(text, "Tt")
}

func looksLikeIPv6(text string, c counts) bool {
	return c.letters == c.hex && (c.colons > 4 || c.colons > 1 && strings.Contains(text, "::")) && c.hyphens == 0 && strings.Trim(text, "0123456789abcdefABCDEF:.") == ""
}

// hostByDomain finds names such as db.example.com. A name of letters needs three parts: java.net is no host.
func hostByDomain(text string, c counts) bool {
	if c.dots == 0 || c.others > 0 || c.colons > 1 {
		return false
	}
	name, _, _ := strings.Cut(text, ":")
	last := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	return domains[last] && (c.dots > 1 && c.upper == 0 || c.digits+c.hyphens > 0 || last == "com" || last == "local")
}

// hostByName finds names such as srv0123 and db-prod-07.
func hostByName(text string, c counts) bool {
	if c.letters < 2 || c.dots+c.colons+c.others > 0 || strings.ContainsAny(text, ",/+'") {
		return false
	}
	labels := strings.Split(strings.ToLower(text), "-")
	known := false
	for _, label := range labels {
		known = known || hostWords[strings.TrimRight(label, "0123456789")]
	}
	number := text[trailingDigits(text):]
	return known || len(number) > 1 && (number[0] == '0' || len(labels) > 2) && c.digits < 7 && c.upper < c.letters
}

// looksLikeID finds ticket keys, UUIDs, hashes and numbers with a prefix.
func looksLikeID(text string, c counts) bool {
	if c.others > strings.Count(text, "_")+strings.Count(text, "#") {
		return false
	}
	switch {
	case strings.HasPrefix(text, "0x") || strings.HasPrefix(text, "0X"):
		return true
	case c.letters == c.hex && c.digits > 1 && c.letters > 1 && c.digits+c.letters >= 8 && c.dots == 0: // UUID, hash
		return true
	case c.digits >= 4 && c.dots+c.colons == 0:
		return true
	}
	before, after, ok := strings.Cut(text, "-")
	return ok && c.upper >= 2 && c.upper == c.letters && isASCIILetters(before) && strings.Trim(after, "0123456789") == ""
}

// vendorCode returns the codes that say what happened, and not which one: ORA-00600, CVE-2021-44228, KB5005565. They
// stay words.
func vendorCode(text string) string {
	lower := strings.ToLower(text)
	i := strings.IndexAny(lower, "-0123456789")
	if i < 1 || !codePrefixes[lower[:i]] {
		return ""
	}
	return lower
}
