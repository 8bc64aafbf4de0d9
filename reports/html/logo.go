package html

import (
	"encoding/base64"
	"html/template"
	"math"
)

// The greatest size of a logo on the page, in CSS pixels.
const (
	logoWidth  = 200
	logoHeight = 48
)

// logo is the organisation's picture, within the page itself.
type logo struct {
	Address       template.URL
	Alt           string
	Width, Height int // CSS pixels
}

// Logo is the picture in the head of the page, nil where there is none.
func (v *view) Logo() *logo {
	p := v.doc.Branding.Logo
	if p == nil || p.Width <= 0 || p.Height <= 0 || (p.Type != "png" && p.Type != "jpeg") {
		return nil
	}
	scale := min(logoWidth/float64(p.Width), logoHeight/float64(p.Height), 1)
	return &logo{
		Address: template.URL("data:image/" + p.Type + ";base64," + base64.StdEncoding.EncodeToString(p.Data)), // of one of two types
		Alt:     v.words.Text("html.logo", "organisation", v.Organisation()),
		Width:   int(math.Ceil(float64(p.Width) * scale)), Height: int(math.Ceil(float64(p.Height) * scale)),
	}
}
