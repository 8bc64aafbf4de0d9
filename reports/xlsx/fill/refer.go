package fill

import (
	"regexp"
	"strconv"
	"strings"
)

// kind is what a part holds, by its folder.
type kind uint8

const (
	otherPart kind = iota
	tablePart
	chartPart
	pivotPart
)

func kindOf(name string) kind {
	switch name = strings.ToLower(name); {
	case !strings.HasSuffix(name, ".xml"):
		return otherPart
	case strings.HasPrefix(name, "xl/tables/"):
		return tablePart
	case strings.HasPrefix(name, "xl/charts/"):
		return chartPart
	case strings.HasPrefix(name, "xl/pivotcache/pivotcachedefinition"):
		return pivotPart
	}
	return otherPart
}

// sheetOf is the sheet of a part; nil: it is none.
func (b *book) sheetOf(part string) *sheet {
	for _, s := range b.sheets {
		if s.part == part {
			return s
		}
	}
	return nil
}

// formulaText is a formula of a cell or of a chart, with its tags.
var formulaText = regexp.MustCompile(`<(?:[a-z0-9]+:)?f(?: [^>]*)?>[^<]+</(?:[a-z0-9]+:)?f>`)

// reference is a range in a formula, with its sheet where one is named. What stands before keeps the end of a name from
// being taken for a cell.
var reference = regexp.MustCompile(`(^|[^A-Za-z0-9_.!'$])(?:('(?:[^']|'')+'|[\p{L}_][\p{L}0-9_.]*)!)?(\$?[A-Z]{1,3}\$?[0-9]{1,7}(?::\$?[A-Z]{1,3}\$?[0-9]{1,7})?)`)

// moved gives formulas whose ranges span a table's rows the rows that the table has now. A range without a sheet is one
// of the sheet named.
func (b *book) moved(local string) func(string) string {
	return func(text string) string {
		var out strings.Builder
		at := 0
		text = apostrophe.Replace(text)
		for _, m := range reference.FindAllStringSubmatchIndex(text, -1) {
			sheet := local
			if m[4] >= 0 {
				sheet = unescape(text[m[4]:m[5]])
				if strings.HasPrefix(sheet, "'") {
					sheet = strings.ReplaceAll(strings.Trim(sheet, "'"), "''", "'")
				}
			}
			out.WriteString(text[at:m[6]])
			out.WriteString(b.extended(sheet, text[m[6]:m[7]]))
			at = m[7]
		}
		out.WriteString(text[at:])
		return out.String()
	}
}

// apostrophe writes it plainly, as XML allows.
var apostrophe = strings.NewReplacer("&#39;", "'", "&apos;", "'")

// result is what a formula gave when the file was made.
var result = regexp.MustCompile(`((?:</(?:[a-z0-9]+:)?f>|<(?:[a-z0-9]+:)?f(?: [^>]*)?/>)\s*)<(?:[a-z0-9]+:)?v>[^<]*</(?:[a-z0-9]+:)?v>`)

// changedFormulas has the formulas of a sheet follow the tables, without what they gave of other rows: a program that does
// not compute shows nothing then, not a wrong figure, and LibreOffice computes only what is not there.
func (b *book) changedFormulas(sheet string) func(string) string {
	return func(content string) string {
		if len(b.areas) == 0 {
			return content
		}
		return result.ReplaceAllString(formulaText.ReplaceAllStringFunc(content, b.moved(sheet)), "$1")
	}
}

// extended is a range of a sheet as it is once the tables are filled, with its dollar signs.
func (b *book) extended(sheet, text string) string {
	at, ok := parseBox(text)
	if !ok {
		return text
	}
	for _, a := range b.areas {
		if !strings.EqualFold(a.sheet.name, sheet) || a.end == a.last {
			continue
		}
		grown, ok := a.grown(at)
		if !ok || !strings.Contains(text, ":") && !strings.Contains(text, "$") {
			continue // a single cell is meant as such
		}
		first, last, whole := strings.Cut(text, ":")
		if !whole {
			last = first
		}
		return first + ":" + strings.TrimRight(last, "0123456789") + strconv.Itoa(grown.bottom)
	}
	return text
}

var unescaper = strings.NewReplacer("&apos;", "'", "&#39;", "'", "&quot;", `"`, "&lt;", "<", "&gt;", ">", "&amp;", "&")

func unescape(text string) string { return unescaper.Replace(text) }

// refAttribute is a range in an attribute.
var refAttribute = regexp.MustCompile(`\bref="([^"]+)"`)

// changedTable gives the part of a table its new range.
func (b *book) changedTable(part string) func(string) string {
	return func(content string) string {
		for _, a := range b.areas {
			if a.part != part {
				continue
			}
			content = refAttribute.ReplaceAllStringFunc(content, func(text string) string {
				at, ok := parseBox(refAttribute.FindStringSubmatch(text)[1])
				if !ok {
					return text
				}
				if grown, ok := a.grown(at); ok {
					return `ref="` + grown.String() + `"`
				}
				return text
			})
		}
		return content
	}
}

var (
	pivotRoot   = regexp.MustCompile(`<(?:[a-z0-9]+:)?pivotCacheDefinition\b[^>]*>`)
	pivotSource = regexp.MustCompile(`<(?:[a-z0-9]+:)?worksheetSource\b[^>]*>`)
	refreshed   = regexp.MustCompile(` refreshOnLoad="[^"]*"`)
	sheetName   = regexp.MustCompile(`\bsheet="([^"]*)"`)
)

// changedPivot has a pivot table of a sheet read its source anew when the workbook is opened. One of another source stays
// as it is: opening a report asks no database.
func (b *book) changedPivot(content string) string {
	if !pivotSource.MatchString(content) {
		return content
	}
	content = replaceFirst(content, pivotRoot, func(tag string) string {
		return withAttribute(refreshed.ReplaceAllString(tag, ""), `refreshOnLoad="1"`)
	})
	return replaceFirst(content, pivotSource, func(tag string) string {
		sheet := sheetName.FindStringSubmatch(tag)
		if sheet == nil {
			return tag
		}
		return refAttribute.ReplaceAllStringFunc(tag, func(text string) string {
			return `ref="` + b.extended(unescape(sheet[1]), refAttribute.FindStringSubmatch(text)[1]) + `"`
		})
	})
}

var (
	definedNames = regexp.MustCompile(`(?s)<(?:[a-z0-9]+:)?definedName\b[^>]*>[^<]*<`)
	calculation  = regexp.MustCompile(`<(?:[a-z0-9]+:)?calcPr\b[^>]*>`)
	fullCalc     = regexp.MustCompile(` fullCalcOnLoad="[^"]*"`)
	beforeCalc   = regexp.MustCompile(`</((?:[a-z0-9]+:)?)(?:definedNames|externalReferences|functionGroups|sheets)>`)
)

// changedWorkbook has names follow the tables, and all formulas computed when the workbook is opened.
func (b *book) changedWorkbook(content string) string {
	content = definedNames.ReplaceAllStringFunc(content, func(text string) string {
		at := strings.IndexByte(text, '>') + 1
		return text[:at] + b.moved("")(text[at:])
	})
	if calculation.MatchString(content) {
		return replaceFirst(content, calculation, func(tag string) string {
			return withAttribute(fullCalc.ReplaceAllString(tag, ""), `fullCalcOnLoad="1"`)
		})
	}
	all := beforeCalc.FindAllStringSubmatchIndex(content, -1)
	if len(all) == 0 {
		return content
	}
	last := all[len(all)-1]
	return content[:last[1]] + "<" + content[last[2]:last[3]] + `calcPr fullCalcOnLoad="1"/>` + content[last[1]:]
}

// withAttribute adds an attribute to a start tag.
func withAttribute(tag, attribute string) string {
	end := len(tag) - 1
	if strings.HasSuffix(tag, "/>") {
		end--
	}
	return strings.TrimRight(tag[:end], " ") + " " + attribute + tag[end:]
}

func replaceFirst(content string, what *regexp.Regexp, with func(string) string) string {
	at := what.FindStringIndex(content)
	if at == nil {
		return content
	}
	return content[:at[0]] + with(content[at[0]:at[1]]) + content[at[1]:]
}

// chainEntry is what names the order of computing in the parts that list others.
var chainEntry = regexp.MustCompile(`<(?:[a-z0-9]+:)?(?:Override|Relationship)\b[^>]*calcChain\.xml"[^>]*/>`)

func withoutCalcChain(content string) string { return chainEntry.ReplaceAllString(content, "") }
