package strip

import (
	"encoding/binary"
	"fmt"
)

// The strip of lives says of each version when it matters. It is there for all versions, and the only one that changes.

// lifeField is its field.
const lifeField = "v_life"

// Life says when a version matters. Instants are milliseconds since 1970; the least and the greatest int64 stand for
// unknown and endless ones.
type Life struct {
	From, To             int64 // the as-of instants at which the version is the one to use, half open
	Began, Ended, Opened int64 // of the record, as the version tells it
	Class                int64 // what queries tell records apart by
}

// Lives are those of the versions of one strip, each list in the order of the versions (see Life).
type Lives struct {
	From, To, Began, Ended, Opened, Class []int64
}

// Len is how many versions there are.
func (l *Lives) Len() int { return len(l.From) }

func (l *Lives) add(v Life) {
	l.From, l.To = append(l.From, v.From), append(l.To, v.To)
	l.Began, l.Ended = append(l.Began, v.Began), append(l.Ended, v.Ended)
	l.Opened, l.Class = append(l.Opened, v.Opened), append(l.Class, v.Class)
}

// clear makes room for other versions.
func (l *Lives) clear() {
	l.From, l.To, l.Began = l.From[:0], l.To[:0], l.Began[:0]
	l.Ended, l.Opened, l.Class = l.Ended[:0], l.Opened[:0], l.Class[:0]
}

// lives writes the strip: how many versions there are, then six sequences; of the openings their distances from the
// beginnings, as most have none.
func (e *encoder) lives(l *Lives) {
	e.content = binary.AppendUvarint(e.content, uint64(l.Len()))
	e.apart = e.apart[:0]
	for i := range l.Opened {
		e.apart = append(e.apart, l.Opened[i]-l.Began[i])
	}
	for _, list := range [...][]int64{l.From, l.To, l.Began, l.Ended, e.apart, l.Class} {
		e.wholes(list)
	}
}

// read takes a strip; the room of the one before is used again.
func (l *Lives) read(content []byte) error {
	n, rest, err := count(content, Versions)
	if err != nil {
		return err
	}
	for _, list := range []*[]int64{&l.From, &l.To, &l.Began, &l.Ended, &l.Opened, &l.Class} {
		if *list, rest, err = readWholes((*list)[:0], rest, int(n)); err != nil {
			return err
		}
	}
	if len(rest) > 0 {
		return fmt.Errorf("%w (%d bytes too many)", ErrDamaged, len(rest))
	}
	for i := range l.Opened {
		l.Opened[i] += l.Began[i]
	}
	return nil
}
