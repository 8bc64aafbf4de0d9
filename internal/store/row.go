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
)

// row is one record on its way into the database.
type row struct {
	id      string
	opened  int64
	values  []any // one per field, nil where it is missing
	remarks any   // JSON, nil where there are none
}

// put turns a record into a row and hands it to its kind's writer.
func put[R any](ctx context.Context, im *Import, t table[R], r *R) error {
	w, err := writerFor(ctx, im, t)
	if err != nil {
		return err
	}
	head := t.Head(r)
	if head.ID == "" {
		return fmt.Errorf("import of %s: a %s without an id cannot be kept", im.spec.Source, t.Record)
	}
	into := w.newRow()
	into.id, into.opened = clean(head.ID), millis(t.Opened(r), always)
	for i := range t.Fields {
		if into.values[i], err = encode(t.Fields[i].At(r)); err != nil {
			return fmt.Errorf("import of %s: field %s of %s %s: %w", im.spec.Source, t.Fields[i].Name, t.Record, head.ID, err)
		}
	}
	if into.remarks, err = encodeRemarks(head.Remarks); err != nil {
		return fmt.Errorf("import of %s: remarks on %s %s: %w", im.spec.Source, t.Record, head.ID, err)
	}
	v := version{life: life{began: millis(t.Began(r), always), ended: millis(t.Ended(r), forever)}, at: im.at, row: into}
	if t.ServiceOf != nil {
		service := clean(t.ServiceOf(r))
		im.account.service(service, into.opened)
		v.bucket = bucketOf(service)
	}
	if t.class != nil {
		v.class = t.class(r)
	}
	if !head.Version.IsZero() {
		v.at, v.stated = head.Version.UnixMilli(), true
	}
	return w.add(ctx, v, head.Version)
}

func encodeRemarks(remarks []itsm.Remark) (any, error) {
	if len(remarks) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(remarks)
	return string(text), err
}

// digest is the hash of a content: every field that is not missing, under its name, so that fields that are added to a
// record later leave it alone; the remarks, so that what a corrected mapping reads without one replaces what had one;
// and the instant that it states.
func digest(buffer []byte, fields []column, r *row, stated time.Time) (int64, []byte) {
	buffer = buffer[:0]
	for i, value := range r.values {
		if value != nil {
			buffer = appendPart(appendPart(buffer, fields[i].name), value)
		}
	}
	buffer = appendPart(buffer, "")
	if r.remarks != nil {
		buffer = appendPart(buffer, r.remarks)
	}
	if !stated.IsZero() {
		buffer = appendPart(buffer, stated.UnixMilli())
	}
	hash := fnv.New64a()
	hash.Write(buffer)
	return int64(hash.Sum64()), buffer
}

func appendPart(buffer []byte, value any) []byte {
	switch v := value.(type) {
	case string:
		return append(binary.AppendUvarint(append(buffer, 's'), uint64(len(v))), v...)
	case int64:
		return binary.LittleEndian.AppendUint64(append(buffer, 'i'), uint64(v))
	case float64:
		return binary.LittleEndian.AppendUint64(append(buffer, 'f'), math.Float64bits(v))
	}
	return buffer
}
