package settings

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/draw"
	_ "image/jpeg" // logos are read in both forms
	"image/png"
	"io"
	"os"

	"nines/internal/config"
	"nines/reports/document"
	"nines/reports/pdf"
)

// Limits to the files of the looks: a page of ours must not become heavy by its logo, nor the program by a font.
const (
	largestLogo = 512 << 10 // bytes
	widestLogo  = 2000      // pixels, on either side
	largestFont = 32 << 20  // bytes; fonts of Chinese have 4 to 20 MiB
)

// Branding reads the files of the looks that the configuration names, and says all that is wrong with them.
func Branding(c *config.Config) (document.Branding, error) {
	b := document.Branding{Colours: c.Branding.Colours}
	var faults []error
	if c.Branding.Logo != "" {
		logo, err := readLogo(c.Branding.Logo)
		if err != nil {
			faults = append(faults, fmt.Errorf("branding: logo: %w", err))
		}
		b.Logo = logo
	}
	for _, f := range []struct {
		key, path string
		into      *[]byte
	}{
		{"font", c.Branding.Font, &b.Font},
		{"font_bold", c.Branding.FontBold, &b.BoldFont},
		{"fallback_font", c.Branding.FallbackFont, &b.FallbackFont},
	} {
		if f.path == "" {
			continue
		}
		data, err := readLimited(f.path, largestFont)
		if err == nil {
			if err = pdf.CheckFont(data); err != nil {
				err = fmt.Errorf("%s: %w", f.path, err)
			}
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("branding: %s: %w", f.key, err))
		}
		*f.into = data
	}
	return b, errors.Join(faults...)
}

// readLogo reads a picture and makes it one that every format can show.
func readLogo(path string) (*document.Picture, error) {
	data, err := readLimited(path, largestLogo)
	if err != nil {
		return nil, err
	}
	about, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: expected a picture in PNG or JPEG, found neither (%w)", path, err)
	}
	if max(about.Width, about.Height) > widestLogo {
		return nil, fmt.Errorf("%s: the picture has %d × %d pixels: expected at most %d on a side", path, about.Width, about.Height, widestLogo)
	}
	picture, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: read the picture: %w", path, err)
	}
	logo := &document.Picture{Type: kind, Data: data, Width: about.Width, Height: about.Height}
	if _, cmyk := picture.(*image.CMYK); kind == "jpeg" && !cmyk {
		return logo, nil
	}
	logo.Type = "png"
	logo.Data, err = plainPNG(picture)
	return logo, err
}

// plainPNG writes a picture with 8 bits a channel and without interlacing.
func plainPNG(picture image.Image) ([]byte, error) {
	size := picture.Bounds()
	plain := image.NewNRGBA(image.Rect(0, 0, size.Dx(), size.Dy()))
	draw.Draw(plain, plain.Bounds(), picture, size.Min, draw.Src)
	var to bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&to, plain); err != nil {
		return nil, fmt.Errorf("write the logo as PNG: %w", err)
	}
	return to.Bytes(), nil
}

func readLimited(path string, limit int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%s: the file is too big: expected at most %d KiB", path, limit>>10)
	}
	return data, nil
}
