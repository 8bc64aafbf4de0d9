package xlsx

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// markup reads a part's XML piece by piece. It takes names without their prefixes, since strict workbooks have other
// name spaces, and checks no end tag against its start.
type markup struct {
	*xml.Decoder
	part  *part
	depth int
	begun bool // an element has been seen
}

func newMarkup(p *part, text io.Reader) *markup {
	d := xml.NewDecoder(text)
	d.CharsetReader = decodeAs
	return &markup{Decoder: d, part: p}
}

// next returns the next piece; io.EOF at the end of a document that is whole.
func (m *markup) next() (xml.Token, error) {
	m.part.token = m.part.read.Load()
	token, err := m.RawToken()
	if err != nil {
		return nil, m.failed(err)
	}
	switch token.(type) {
	case xml.StartElement:
		m.begun = true
		if m.depth++; m.depth > maxDepth {
			return nil, fmt.Errorf("%s holds elements within elements, more than %d deep: it is not read", m.part.name, maxDepth)
		}
	case xml.EndElement:
		m.depth--
	}
	return token, nil
}

func (m *markup) failed(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF) && !m.begun:
		return fmt.Errorf("%s is empty; expected XML: the workbook is damaged, export it again", m.part.name)
	case errors.Is(err, io.EOF) && m.depth > 0:
		return fmt.Errorf("%s ends in the middle of an element: the workbook is damaged, export it again", m.part.name)
	case errors.As(err, &syntax):
		return fmt.Errorf("%s, line %d: %s; expected XML as Excel writes it: open the workbook in Excel and save it again", m.part.name, syntax.Line, syntax.Msg)
	}
	return err
}

// buffered is the size of the blocks in which parts are unpacked.
const buffered = 64 << 10

// decodeText turns a part into UTF-8 by its byte order mark, or by the zero bytes about its first "<". What else the
// XML declaration says is left to decodeAs.
func decodeText(p *part) *bufio.Reader {
	r := bufio.NewReaderSize(p, buffered)
	start, _ := r.Peek(3) // an error comes again with the next read
	var order unicode.Endianness
	switch {
	case bytes.HasPrefix(start, []byte("\xef\xbb\xbf")):
		_, _ = r.Discard(3) // they have been peeked
		return r
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("<\x00")):
		order = unicode.LittleEndian
	case bytes.HasPrefix(start, []byte("\xfe\xff")), bytes.HasPrefix(start, []byte("\x00<")):
		order = unicode.BigEndian
	default:
		return r
	}
	return bufio.NewReaderSize(unicode.UTF16(order, unicode.UseBOM).NewDecoder().Reader(r), buffered)
}

// decodeAs decodes a document whose declaration names another encoding than UTF-8.
func decodeAs(name string, r io.Reader) (io.Reader, error) {
	if strings.HasPrefix(strings.ToLower(name), "utf-16") || strings.HasPrefix(strings.ToLower(name), "ucs-2") {
		return r, nil // by decodeText
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil, fmt.Errorf("the encoding %.40q is not known; expected UTF-8 or UTF-16", name)
	}
	return enc.NewDecoder().Reader(r), nil
}

// element is the start of an element, for the small parts that are read whole.
type element struct {
	local, parent string
	attrs         []xml.Attr
}

// attr returns the value of an attribute by its name without prefix.
func (e element) attr(local string) string {
	for _, a := range e.attrs {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// each calls visit for each element of a part, in their order.
func (a *archive) each(name string, limit int64, visit func(element) error) error {
	p, err := a.open(name, limit)
	if err != nil {
		return err
	}
	defer func() { _ = p.close() }() // only read
	m, open := newMarkup(p, decodeText(p)), []string{""}
	for {
		token, err := m.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := visit(element{local: t.Name.Local, parent: open[len(open)-1], attrs: t.Attr}); err != nil {
				return err
			}
			open = append(open, t.Name.Local)
		case xml.EndElement:
			if len(open) > 1 {
				open = open[:len(open)-1]
			}
		}
	}
}
