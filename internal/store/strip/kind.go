package strip

// Kind is what a value is.
type Kind uint8

// The kinds of a value.
const (
	Missing Kind = iota
	Text
	List // a text: JSON
	Whole
	Float
)
