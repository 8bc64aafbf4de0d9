package store

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"time"

	"nines/internal/itsm"
	"nines/internal/store/strip"
)

// row is one record on its way into the database.
type row struct {
	id         string
	opened     int64
	keys       []any       // of the table's keys, nil where missing
	start, end int         // of the content, in the batch's
	remarks    any         // JSON, nil where there are none
	cells      []stripCell // of the fields that have strips, those that are not missing
}

// put turns a record into a row and hands it to its kind's writer. A record that is known as it is ends here.
func put[R any](ctx context.Context, im *Import, t table[R], r *R) error {
	w, err := writerFor(ctx, im, t)
	if err != nil {
		return err
	}
	head := t.Head(r)
	if head.ID == "" {
		return fmt.Errorf("import of %s: a %s without an id cannot be kept", im.spec.Source, t.Record)
	}
	id := clean(head.ID)
	told, _ := redactRemarks(im.erased, head.Remarks)
	remarks, err := encodeRemarks(told)
	if err != nil {
		return fmt.Errorf("import of %s: remarks on %s %s: %w", im.spec.Source, t.Record, id, err)
	}
	if w.of != any(r) { // an importer fills the same record again and again
		w.of = r
		for i := range t.Fields {
			w.at[i] = t.Fields[i].At(r)
		}
	}
	for i := range w.at {
		if err := w.data[i].read(w.at[i]); err != nil {
			return fmt.Errorf("import of %s: field %s of %s %s: %w", im.spec.Source, t.Fields[i].Name, t.Record, id, err)
		}
		if im.erased != nil && w.fields[i].personal {
			if _, err := redactDatum(im.erased, &w.data[i]); err != nil {
				return fmt.Errorf("import of %s: field %s of %s %s: %w", im.spec.Source, t.Fields[i].Name, t.Record, id, err)
			}
		}
	}
	hash := w.digest(remarks, head.Version)
	if w.came != nil {
		w.came.add(id)
	}
	if w.known.has(id, hash) && !w.seen.mayHave(id) {
		w.repeated++
		return nil
	}
	into := w.newRow()
	into.id, into.remarks, into.opened = id, remarks, millis(t.Opened(r), always)
	v := version{life: life{began: millis(t.Began(r), always), ended: millis(t.Ended(r), forever)}, at: im.at, hash: hash, opened: into.opened, row: into}
	if t.ServiceOf != nil {
		im.account.service(clean(t.ServiceOf(r)), into.opened)
	}
	if t.class != nil {
		v.class = t.class(r)
	}
	if !head.Version.IsZero() {
		v.at, v.stated = head.Version.UnixMilli(), true
	}
	return w.add(ctx, v)
}

func encodeRemarks(remarks []itsm.Remark) (any, error) {
	if len(remarks) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(remarks)
	return string(text), err
}

// digest is the hash of the content that w.data holds: every field that is not missing, under its name, so that fields
// that are added to a record later leave it alone; the remarks, so that what a corrected mapping reads without one
// replaces what had one; and the instant that it states.
func (w *writer) digest(remarks any, stated time.Time) int64 {
	var hash int64
	hash, w.buffer = digestOf(w.fields, w.data, remarks, stated, w.buffer)
	return hash
}

// digestOf is digest of any fields; the buffer is used again.
func digestOf(fields []column, data []datum, remarks any, stated time.Time, buffer []byte) (int64, []byte) {
	buffer = buffer[:0]
	for i := range data {
		if data[i].Kind != strip.Missing {
			buffer = appendPart(append(buffer, fields[i].tag...), &data[i])
		}
	}
	buffer = appendText(buffer, "")
	if text, ok := remarks.(string); ok {
		buffer = appendText(buffer, text)
	}
	if !stated.IsZero() {
		buffer = appendPart(buffer, &datum{Kind: strip.Whole, N: stated.UnixMilli()})
	}
	hash := fnv.New64a()
	hash.Write(buffer)
	return int64(hash.Sum64()), buffer
}

func appendText(buffer []byte, text string) []byte {
	return append(binary.AppendUvarint(append(buffer, 's'), uint64(len(text))), text...)
}

func appendPart(buffer []byte, d *datum) []byte {
	switch d.Kind {
	case strip.Text, strip.List:
		return appendText(buffer, d.Text)
	case strip.Whole:
		return binary.LittleEndian.AppendUint64(append(buffer, 'i'), uint64(d.N))
	case strip.Float:
		return binary.LittleEndian.AppendUint64(append(buffer, 'f'), math.Float64bits(d.F))
	}
	return buffer
}
