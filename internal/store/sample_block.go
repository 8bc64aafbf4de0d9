package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// A block holds up to blockSamples samples of one series in ascending order of their times, no two at the same. Its row
// tells the first and the last time and how many samples there are; its content is
//
//   - one byte, the form of the values;
//   - the times: runs of the same distance, in milliseconds, each as the distance and how often it comes, two varints.
//     A month of hours takes six bytes;
//   - the values. Form 0 to maxDecimals: all of them are decimal fractions of at most so many digits behind the point, and
//     stand as whole numbers, each as its difference to the one before (the first to 0), a zigzag varint. Form rawValues:
//     each as the eight bytes of its float64, the lowest first.
//
// Both forms give back the very same numbers.
const (
	blockSamples = 2048
	maxDecimals  = 9
	rawValues    = 0xff
	// maxWhole bounds the whole numbers that stand for decimal fractions: below, a float64 times a power of ten is nearer
	// to the right one than to any other.
	maxWhole = 1 << 50
)

var tens = [maxDecimals + 1]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9}

// samples are samples of one series, in ascending order of their times, which are milliseconds since 1970.
type samples struct {
	at     []int64
	values []float64
}

func (s *samples) add(at int64, value float64) {
	s.at, s.values = append(s.at, at), append(s.values, value)
}

// empty removes all samples and makes room for so many.
func (s *samples) empty(room int) {
	s.at, s.values = slices.Grow(s.at[:0], room), slices.Grow(s.values[:0], room)
}

// between returns the samples from one place up to another.
func (s *samples) between(i, j int) samples { return samples{s.at[i:j], s.values[i:j]} }

// appendBlock writes the content of a block that holds the samples.
func appendBlock(content []byte, s samples) []byte {
	form := decimalsOf(s.values)
	content = appendTimes(append(content, form), s.at)
	if form == rawValues {
		for _, v := range s.values {
			content = binary.LittleEndian.AppendUint64(content, math.Float64bits(v))
		}
		return content
	}
	before := int64(0)
	for _, v := range s.values {
		whole := int64(math.RoundToEven(v * tens[form]))
		content = binary.AppendVarint(content, whole-before)
		before = whole
	}
	return content
}

// decimalsOf is the form of values: the fewest decimals that all of them have, rawValues where they have more.
func decimalsOf(values []float64) byte {
	decimals, largest := 0, 0.0
	for _, v := range values {
		for !isDecimal(v, decimals) {
			if decimals++; decimals > maxDecimals {
				return rawValues
			}
		}
		largest = max(largest, math.Abs(v))
	}
	if largest*tens[decimals] >= maxWhole {
		return rawValues
	}
	return byte(decimals)
}

// isDecimal tells whether the value is the float64 nearest to a fraction of so many decimals. It then is one of more
// decimals as well, as long as its whole number stays below maxWhole.
func isDecimal(v float64, decimals int) bool {
	whole := math.RoundToEven(v * tens[decimals])
	return math.Abs(whole) < maxWhole && whole/tens[decimals] == v && (v != 0 || !math.Signbit(v))
}

func appendTimes(content []byte, at []int64) []byte {
	for i := 1; i < len(at); {
		step, from := at[i]-at[i-1], i
		for i < len(at) && at[i]-at[i-1] == step {
			i++
		}
		content = binary.AppendUvarint(content, uint64(step))
		content = binary.AppendUvarint(content, uint64(i-from))
	}
	return content
}

// errBlock says that a block's content is none.
var errBlock = errors.New("a block of samples is damaged: put back a copy of the store, or remove it and import again")

// appendSamples reads a block of n samples, the first of them at first, and adds them to into.
func appendSamples(into *samples, first int64, n int, content []byte) error {
	if len(content) == 0 || n < 1 || n > blockSamples {
		return fmt.Errorf("%w (%d bytes for %d samples)", errBlock, len(content), n)
	}
	form := content[0]
	rest, err := appendRuns(into, first, n, content[1:])
	if err != nil {
		return err
	}
	if form == rawValues {
		return appendRaw(into, n, rest)
	}
	if form > maxDecimals {
		return fmt.Errorf("%w (values of the form %d)", errBlock, form)
	}
	whole, scale := int64(0), tens[form]
	for range n {
		difference, size := binary.Varint(rest)
		if size <= 0 {
			return fmt.Errorf("%w (it ends among its values)", errBlock)
		}
		rest, whole = rest[size:], whole+difference
		into.values = append(into.values, float64(whole)/scale)
	}
	if len(rest) > 0 {
		return fmt.Errorf("%w (%d bytes too many)", errBlock, len(rest))
	}
	return nil
}

func appendRuns(into *samples, first int64, n int, content []byte) (rest []byte, err error) {
	at := first
	into.at = append(into.at, at)
	for left := n - 1; left > 0; {
		step, size := binary.Uvarint(content)
		if size <= 0 {
			return nil, fmt.Errorf("%w (it ends among its times)", errBlock)
		}
		content = content[size:]
		count, size := binary.Uvarint(content)
		if size <= 0 || count == 0 || count > uint64(left) {
			return nil, fmt.Errorf("%w (it ends among its times)", errBlock)
		}
		content, left = content[size:], left-int(count)
		for range count {
			at += int64(step)
			into.at = append(into.at, at)
		}
	}
	return content, nil
}

func appendRaw(into *samples, n int, content []byte) error {
	if len(content) != 8*n {
		return fmt.Errorf("%w (%d bytes for %d values)", errBlock, len(content), n)
	}
	for i := range n {
		into.values = append(into.values, math.Float64frombits(binary.LittleEndian.Uint64(content[8*i:])))
	}
	return nil
}
