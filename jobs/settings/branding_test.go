package settings

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-fonts/dejavu/dejavusanscondensed"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
)

func TestBrandingReadsItsFiles(t *testing.T) {
	dir := t.TempDir()
	deep := image.NewNRGBA64(image.Rect(0, 0, 40, 10)) // 16 bits a channel, which PDF libraries refuse
	deep.Set(1, 1, color.NRGBA64{R: 0xFFFF, A: 0x8000})
	var logo bytes.Buffer
	require.NoError(t, png.Encode(&logo, deep))
	c := &config.Config{Branding: config.Branding{
		Logo: put(t, dir, "logo.png", logo.Bytes()), Font: put(t, dir, "a.ttf", dejavusanscondensed.TTF),
		FontBold: put(t, dir, "b.ttf", dejavusanscondensed.TTF), Colours: map[string]string{"blue": "#003366"},
	}}
	got, err := Branding(c)
	require.NoError(t, err)
	assert.Equal(t, "png", got.Logo.Type)
	assert.Equal(t, [2]int{40, 10}, [2]int{got.Logo.Width, got.Logo.Height})
	shown, err := png.Decode(bytes.NewReader(got.Logo.Data))
	require.NoError(t, err)
	assert.IsType(t, &image.NRGBA{}, shown)
	assert.Len(t, got.Font, len(dejavusanscondensed.TTF))
	assert.Nil(t, got.FallbackFont)
	assert.Equal(t, "#003366", got.Colours["blue"])

	var photo bytes.Buffer
	require.NoError(t, jpeg.Encode(&photo, deep, nil))
	got, err = Branding(&config.Config{Branding: config.Branding{Logo: put(t, dir, "logo.jpg", photo.Bytes())}})
	require.NoError(t, err)
	assert.Equal(t, "jpeg", got.Logo.Type)
	assert.Equal(t, photo.Bytes(), got.Logo.Data)
}

func TestBrandingTellsAllThatIsWrong(t *testing.T) {
	dir := t.TempDir()
	var wide bytes.Buffer
	require.NoError(t, png.Encode(&wide, image.NewGray(image.Rect(0, 0, widestLogo+1, 1))))
	for name, want := range map[string]struct {
		logo, fallback []byte
		says           []string
	}{
		"no picture":      {logo: []byte("GIF89a"), says: []string{"logo: ", "expected a picture in PNG or JPEG"}},
		"wide":            {logo: wide.Bytes(), says: []string{"the picture has 2001 × 1 pixels: expected at most 2000 on a side"}},
		"big":             {logo: make([]byte, largestLogo+1), says: []string{"the file is too big: expected at most 512 KiB"}},
		"broken":          {logo: wide.Bytes()[:40], says: []string{"logo: "}},
		"a collection":    {fallback: []byte("ttcf\x00\x01\x00\x00"), says: []string{"fallback_font: ", ".ttc"}},
		"an OpenType":     {fallback: []byte("OTTO\x00\x01\x00\x00"), says: []string{".otf"}},
		"no font":         {fallback: []byte("hello"), says: []string{"not a TrueType font"}},
		"both at a time":  {logo: []byte("?"), fallback: []byte("?"), says: []string{"logo: ", "fallback_font: "}},
		"a font cut off":  {fallback: dejavusanscondensed.TTF[:5000], says: []string{"fallback_font: "}},
		"a font of zeros": {fallback: make([]byte, 500), says: []string{"fallback_font: "}},
	} {
		t.Run(name, func(t *testing.T) {
			c := &config.Config{}
			if want.logo != nil {
				c.Branding.Logo = put(t, dir, "logo", want.logo)
			}
			if want.fallback != nil {
				c.Branding.FallbackFont = put(t, dir, "font", want.fallback)
			}
			_, err := Branding(c)
			for _, text := range want.says {
				require.ErrorContains(t, err, text)
			}
		})
	}
	_, err := Branding(&config.Config{Branding: config.Branding{Logo: filepath.Join(dir, "gone.png")}})
	require.ErrorIs(t, err, os.ErrNotExist)
}

func put(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	require.NoError(t, os.WriteFile(path, data, 0o600))
	return path
}
