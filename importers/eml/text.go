package eml

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/transform"
)

const (
	maxDepth = 10  // of parts within parts
	maxParts = 100 // of one level
)

// textOf is the text of a part: its first plain text, else what its first page of HTML says. Attachments are passed
// over. What was read before an error is returned with it.
func textOf(get func(string) string, body io.Reader, depth int) (string, error) {
	kind, params, err := mime.ParseMediaType(get("Content-Type"))
	if err != nil && kind == "" {
		kind = "text/plain" // none is stated, or one that nobody understands
	}
	if disposition, _, _ := mime.ParseMediaType(get("Content-Disposition")); disposition == "attachment" {
		return "", nil
	}
	if strings.HasPrefix(kind, "multipart/") {
		return partsOf(body, params["boundary"], depth)
	}
	if kind != "text/plain" && kind != "text/html" {
		return "", nil
	}
	text, err := io.ReadAll(io.LimitReader(decoded(get("Content-Transfer-Encoding"), body), 4*maxText))
	plain, err2 := inUTF8(string(text), params["charset"])
	if kind == "text/html" {
		plain = withoutMarkup(plain)
	}
	return plain, errors.Join(err, err2)
}

// partsOf is the text of the first part that has plain text, else of the first that has any.
func partsOf(body io.Reader, boundary string, depth int) (string, error) {
	if depth == 0 {
		return "", fmt.Errorf("it has parts within parts, more than %d deep", maxDepth)
	}
	if boundary == "" {
		return "", errors.New("it does not say what divides its parts")
	}
	parts := multipart.NewReader(body, boundary)
	other := ""
	for range maxParts {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return other, nil
		}
		if err != nil {
			return other, err
		}
		text, err := textOf(part.Header.Get, part, depth-1)
		if err != nil {
			return text + other, err
		}
		kind, _, _ := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if strings.TrimSpace(text) != "" && kind != "text/html" {
			return text, nil
		}
		if other == "" {
			other = text
		}
	}
	return other, fmt.Errorf("it has more than %d parts", maxParts)
}

// decoded undoes the encoding in which a part is carried.
func decoded(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	}
	return body
}

// inUTF8 reads a text in its charset. Where none is stated, or one that nobody knows, it is taken as UTF-8.
func inUTF8(text, charset string) (string, error) {
	if charset == "" || strings.EqualFold(charset, "us-ascii") {
		return text, nil
	}
	encoding, err := htmlindex.Get(charset)
	if err != nil {
		return text, fmt.Errorf("nobody knows its charset %q", cut(clean(charset), 40))
	}
	read, err := encoding.NewDecoder().String(text)
	return read, err
}

// charsetReader reads the words of a header in their charset.
func charsetReader(charset string, input io.Reader) (io.Reader, error) {
	encoding, err := htmlindex.Get(charset)
	if err != nil {
		return nil, err
	}
	return transform.NewReader(input, encoding.NewDecoder()), nil
}
