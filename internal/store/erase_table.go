package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"nines/internal/itsm"
	"nines/internal/store/strip"
)

// eraseBatch is how many versions are read at once.
const eraseBatch = 2000

// storedVersion is what an erasure reads of a version.
type storedVersion struct {
	ID      int64   `db:"v_id"`
	Source  string  `db:"v_source"`
	At      int64   `db:"v_at"`
	Stated  int64   `db:"v_stated"`
	Name    string  `db:"id"`
	Content string  `db:"content"`
	Remarks *string `db:"v_remarks"`
}

// eraser rewrites the versions of one kind of record.
type eraser[R any] struct {
	*erasing
	t       table[R]
	record  *R
	fields  []column
	data    []datum
	layouts map[string][]int // of each source's contents: the fields in their order, -1 for one that this version lacks
	touched map[string]bool  // sources of which versions were rewritten
	strips  map[int64]bool   // the numbers of their strips
	buffer  []byte
}

func eraseTable[R any](ctx context.Context, e *erasing, t table[R]) error {
	r := &eraser[R]{
		erasing: e, t: t, record: new(R), fields: columnsOf(t), data: make([]datum, len(t.Fields)),
		layouts: map[string][]int{}, touched: map[string]bool{}, strips: map[int64]bool{},
	}
	after := int64(0)
	for {
		var batch []storedVersion
		if err := e.tx.SelectContext(ctx, &batch, e.tx.Rebind(`SELECT v_id, v_source, v_at, v_stated, id, content, v_remarks FROM `+quoted(t.Record)+`
			WHERE v_id > ? AND content <> '[]' ORDER BY v_id LIMIT ?`), after, eraseBatch); err != nil {
			return err
		}
		for i := range batch {
			if err := r.rewrite(ctx, &batch[i]); err != nil {
				return fmt.Errorf("%s %s of %s: %w", t.Record, batch[i].Name, batch[i].Source, err)
			}
			after = batch[i].ID
		}
		if len(batch) < eraseBatch {
			return r.forget(ctx)
		}
	}
}

// forget drops what is known of the contents of the sources (see known.go): the next import looks them up. Strips of what
// was rewritten are made anew.
func (r *eraser[R]) forget(ctx context.Context) error {
	if w := newStripWriter(r.tx, r.t); w != nil {
		if err := w.Remake(ctx, slices.Sorted(maps.Keys(r.strips))); err != nil {
			return err
		}
	}
	for source := range r.touched {
		if _, err := r.tx.ExecContext(ctx, r.tx.Rebind(`DELETE FROM known_content WHERE source = ? AND record = ?`), source, r.t.Record); err != nil {
			return err
		}
	}
	return nil
}

// layout returns the fields of a source's contents.
func (r *eraser[R]) layout(ctx context.Context, source string) ([]int, error) {
	if layout, ok := r.layouts[source]; ok {
		return layout, nil
	}
	names, err := layoutOf(ctx, r.tx, source, r.t.Record)
	if err != nil {
		return nil, err
	}
	layout := make([]int, len(names))
	for i, name := range names {
		layout[i] = slices.IndexFunc(r.fields, func(c column) bool { return c.name == name })
	}
	r.layouts[source] = layout
	return layout, nil
}

// rewrite replaces the name in one version, with the digest that a row without the name has.
func (r *eraser[R]) rewrite(ctx context.Context, v *storedVersion) error {
	layout, err := r.layout(ctx, v.Source)
	if err != nil {
		return err
	}
	if err := r.read(layout, v); err != nil {
		return err
	}
	met, err := r.redact()
	if err != nil {
		return err
	}
	remarks, inRemarks, err := r.remarks(v.Remarks)
	if err != nil || met+inRemarks == 0 {
		return err
	}
	var stated time.Time
	if v.Stated != 0 {
		stated = time.UnixMilli(v.At).UTC()
	}
	var hash int64
	hash, r.buffer = digestOf(r.fields, r.data, remarks, stated, r.buffer)
	r.Versions[r.t.Record]++
	r.Places += met + inRemarks
	r.touched[v.Source] = true
	number, _ := strip.Of(v.ID)
	r.strips[number] = true
	_, err = r.tx.ExecContext(ctx, r.tx.Rebind(`UPDATE `+quoted(r.t.Record)+` SET content = ?, v_hash = ?, v_remarks = ? WHERE v_id = ?`),
		string(r.content(layout)), hash, remarks, v.ID)
	return err
}

// read fills the record and its data from a content.
func (r *eraser[R]) read(layout []int, v *storedVersion) error {
	*r.record = *new(R)
	r.t.Head(r.record).ID = v.Name
	targets := make([]any, len(layout))
	for i, field := range layout {
		if field >= 0 {
			targets[i] = r.t.Fields[field].At(r.record)
		}
	}
	if err := newContentReader(targets).read(v.Content); err != nil {
		return err
	}
	for i, f := range r.t.Fields {
		if err := r.data[i].read(f.At(r.record)); err != nil {
			return err
		}
	}
	return nil
}

// redact replaces the name in the data, and notes where it stays.
func (r *eraser[R]) redact() (all int, err error) {
	for i := range r.data {
		d := &r.data[i]
		if r.fields[i].personal {
			met, err := redactDatum(r.Names, d)
			if err != nil {
				return 0, err
			}
			all += met
			continue
		}
		if t := r.t.Fields[i].Type; t == itsm.TypeText || t == itsm.TypeList {
			kept := *d
			if met, err := redactDatum(r.Names, &kept); err == nil && met > 0 {
				r.Kept[r.t.Record+"."+r.fields[i].name] += met
			}
		}
	}
	return all, nil
}

// content writes the data in the order of the source's contents.
func (r *eraser[R]) content(layout []int) []byte {
	for len(layout) > 0 && (layout[len(layout)-1] < 0 || r.data[layout[len(layout)-1]].Kind == strip.Missing) {
		layout = layout[:len(layout)-1]
	}
	content := []byte{'['}
	for i, field := range layout {
		if i > 0 {
			content = append(content, ',')
		}
		if field < 0 {
			content = append(content, "null"...)
		} else {
			content = appendDatum(content, &r.data[field])
		}
	}
	return append(content, ']')
}

func (r *eraser[R]) remarks(kept *string) (any, int, error) {
	if kept == nil {
		return nil, 0, nil
	}
	var remarks []itsm.Remark
	if err := json.Unmarshal([]byte(*kept), &remarks); err != nil {
		return nil, 0, errors.Join(errContent, err)
	}
	remarks, met := redactRemarks(r.Names, remarks)
	text, err := encodeRemarks(remarks)
	return text, met, err
}

func decodeList(text string) (list []string, err error) {
	err = json.Unmarshal([]byte(text), &list)
	return list, err
}
