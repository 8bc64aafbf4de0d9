package document

// Branding is what an organisation adds to the built-in looks; the zero value adds nothing. A renderer takes of it what
// it can show.
type Branding struct {
	Logo *Picture // nil: none
	// Colours take the place of the theme's, as #RRGGBB by the theme's names: ink, blue.
	Colours map[string]string
	// Fonts are TrueType files for formats that embed one; nil: the built-in font.
	Font, BoldFont []byte
	// FallbackFont is a TrueType file that shows what the others lack; nil: none.
	FallbackFont []byte
}

// Picture is a picture that every format can show as it is: a PNG of 8 bits a channel without interlacing, or a JPEG
// in grey or YCbCr.
type Picture struct {
	Type          string // png or jpeg
	Data          []byte
	Width, Height int // pixels, both above 0
}
