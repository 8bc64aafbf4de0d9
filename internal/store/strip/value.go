package strip

// Kind is what a value holds.
type Kind uint8

// The kinds of a value.
const (
	Missing Kind = iota
	Text         // Text
	List         // Text: JSON
	Whole        // N: no math.MaxInt64, which no instant, length, flag or mark is
	Float        // F: no NaN
)

// Value is that of one field in one version, as a database would keep it.
type Value struct {
	Kind Kind
	Text string
	N    int64
	F    float64
}
