package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// texts are the shared texts of a workbook, one after the other in one string.
type texts struct {
	all  string
	ends []uint32
}

// perText is what each shared text counts for beside its length, which bounds those that are empty.
const perText = 16

// get returns the text of that number.
func (t *texts) get(i int) (string, bool) {
	if i < 0 || i >= len(t.ends) {
		return "", false
	}
	from := uint32(0)
	if i > 0 {
		from = t.ends[i-1]
	}
	return t.all[from:t.ends[i]], true
}

// texts reads the shared texts; none where a workbook has no such part, as when its list of parts names one all the
// same: cells that refer to one will say so.
func (a *archive) texts(name string) (*texts, error) {
	if a.parts[key(name)] == nil {
		return &texts{}, nil
	}
	p, err := a.open(name, maxTextsPart)
	if err != nil {
		return nil, err
	}
	defer func() { _ = p.close() }() // only read
	m, found := newMarkup(p, decodeText(p)), &texts{}
	var all strings.Builder
	all.Grow(int(min(p.size, p.packed*maxRatio, maxTexts))) // the texts are most of the part: no room is taken twice
	var run textRun
	for {
		token, err := m.next()
		if errors.Is(err, io.EOF) {
			found.all = all.String()
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		if err := run.take(token); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if end, ok := token.(xml.EndElement); !ok || end.Name.Local != "si" {
			continue
		}
		all.WriteString(unescape(string(run.text)))
		run = textRun{text: run.text[:0]}
		found.ends = append(found.ends, uint32(all.Len()))
		if all.Len()+perText*len(found.ends) > maxTexts {
			return nil, fmt.Errorf("the workbook's shared texts need more than %d MiB of memory; export fewer rows, or CSV", maxTexts>>20)
		}
	}
}

// textRun collects the text of elements <t>, but not that of phonetic hints.
type textRun struct {
	text     []byte
	reading  bool // within <t>
	phonetic bool // within <rPh>
}

func (r *textRun) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		switch t.Name.Local {
		case "t":
			r.reading = !r.phonetic
		case "rPh":
			r.phonetic = true
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "t":
			r.reading = false
		case "rPh":
			r.phonetic = false
		}
	case xml.CharData:
		if r.reading {
			r.text = append(r.text, t...)
		}
	}
	if len(r.text) > maxText {
		return fmt.Errorf("a text of more than %d MiB; Excel allows 32,767 characters", maxText>>20)
	}
	return nil
}

// escapeLength is that of _x000D_, by which workbooks hold signs that XML cannot.
const escapeLength = 7

// unescape decodes such escapes and makes all line ends LF.
func unescape(text string) string {
	if strings.Contains(text, "_x") {
		text = decodeEscapes(text)
	}
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return text
}

func decodeEscapes(text string) string {
	var b strings.Builder
	for text != "" {
		at := strings.Index(text, "_x")
		if at < 0 {
			break
		}
		b.WriteString(text[:at])
		text = text[at:]
		r, length := escaped(text)
		if length == 0 {
			b.WriteString(text[:2])
			text = text[2:]
			continue
		}
		b.WriteRune(r)
		text = text[length:]
	}
	return b.String() + text
}

// escaped returns the sign at the start of a text that begins with an escape, and the length of it; a sign beyond
// 16 bits takes two. The length is 0 where there is no escape, or half a sign.
func escaped(text string) (rune, int) {
	first, ok := escapedUnit(text)
	if !ok {
		return 0, 0
	}
	if !utf16.IsSurrogate(first) {
		return first, escapeLength
	}
	second, ok := escapedUnit(text[escapeLength:])
	if r := utf16.DecodeRune(first, second); ok && r != '\ufffd' {
		return r, 2 * escapeLength
	}
	return 0, 0
}

func escapedUnit(text string) (rune, bool) {
	if len(text) < escapeLength || text[:2] != "_x" || text[escapeLength-1] != '_' {
		return 0, false
	}
	unit, err := strconv.ParseUint(text[2:escapeLength-1], 16, 16)
	return rune(unit), err == nil
}
