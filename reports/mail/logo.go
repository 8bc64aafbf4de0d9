package mail

import (
	"math"

	"nines/reports/document"
	"nines/templates"
)

// The greatest logo that goes with every mail, in bytes, and its greatest size, in CSS pixels.
const (
	logoBytes  = 30_000
	logoWidth  = 160
	logoHeight = 40
)

// logo is the organisation's picture as the page of the mail names it.
type logo struct {
	Alt           string
	Width, Height int
	inline        Inline
}

// CID is the name of the logo among the parts of the mail.
func (l *logo) CID() string { return l.inline.CID }

// inlineLogo returns the logo, nil where there is none that is small enough to go with every mail.
func inlineLogo(doc *document.Document, words *templates.Words) *logo {
	p := doc.Branding.Logo
	if p == nil || p.Width <= 0 || p.Height <= 0 || len(p.Data) > logoBytes || (p.Type != "png" && p.Type != "jpeg") {
		return nil
	}
	scale := min(logoWidth/float64(p.Width), logoHeight/float64(p.Height), 1)
	return &logo{
		Alt:    words.Text("html.logo", "organisation", plain(doc.Organisation)),
		Width:  int(math.Ceil(float64(p.Width) * scale)),
		Height: int(math.Ceil(float64(p.Height) * scale)),
		inline: Inline{CID: "logo", Name: "logo." + p.Type, ContentType: "image/" + p.Type, Data: p.Data},
	}
}
