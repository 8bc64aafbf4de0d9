package pdf

import (
	"bytes"
	"fmt"

	"github.com/jung-kurt/gofpdf"

	"nines/reports/document"
	"nines/reports/drawing"
)

const logoName = "logo"

// loadLogo makes the organisation's picture known to the file; nil for none.
func (c *canvas) loadLogo(p *document.Picture) error {
	if p == nil {
		return nil
	}
	c.pdf.RegisterImageOptionsReader(logoName, gofpdf.ImageOptions{ImageType: p.Type}, bytes.NewReader(p.Data))
	if err := c.pdf.Error(); err != nil {
		return fmt.Errorf("the logo: %w", err)
	}
	return nil
}

// logo draws the organisation's picture as large as fits into the box, at its upper left corner, and returns the width
// that it takes; 0 without one.
func (l *layout) logo(box drawing.Rect) float64 {
	p := l.doc.Branding.Logo
	if p == nil {
		return 0
	}
	scale := min(box.W/float64(p.Width), box.H/float64(p.Height))
	w, h := float64(p.Width)*scale, float64(p.Height)*scale
	y := box.Y + (box.H-h)/2
	l.canvas.pdf.ImageOptions(logoName, box.X, y, w, h, false, gofpdf.ImageOptions{ImageType: p.Type}, 0, "")
	return w
}
