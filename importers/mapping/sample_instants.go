package mapping

import (
	"hash/maphash"

	"nines/internal/itsm"
)

// toldInstant is what a text says of a time.
type toldInstant struct {
	at     int64 // milliseconds since 1970, UTC; 0 where the remark says that it cannot be read
	remark itsm.RemarkKind
}

const (
	instantsKept = 1 << 15 // two years of hours, twice
	instantText  = 39      // longer texts are rare, and parsed each time
)

// instants read times through a clock and remember what texts said before: the series of a file share their times. It
// holds 2 MiB.
type instants struct {
	clock *clock
	seed  maphash.Seed // where a text is kept; what it says does not depend on it
	kept  []keptInstant
}

type keptInstant struct {
	told   toldInstant
	length uint8 // 0: nothing is kept here
	text   [instantText]byte
}

func newInstants(c *clock) *instants {
	return &instants{clock: c, seed: maphash.MakeSeed()}
}

// read says what a text that is not empty tells.
func (i *instants) read(text string) toldInstant {
	if len(text) > instantText {
		return i.parse(text)
	}
	if i.kept == nil {
		i.kept = make([]keptInstant, instantsKept)
	}
	k := &i.kept[maphash.String(i.seed, text)%instantsKept]
	if string(k.text[:k.length]) == text {
		return k.told
	}
	k.told = i.parse(text)
	k.length = uint8(copy(k.text[:], text))
	return k.told
}

func (i *instants) parse(text string) toldInstant {
	at, remark := i.clock.parse(text)
	if at.IsZero() {
		return toldInstant{remark: remark}
	}
	return toldInstant{at: at.UnixMilli(), remark: remark}
}
