package itsm

import "time"

// Update is one message of an incident's communication or timeline.
type Update struct {
	Head
	Incident string
	At       time.Time
	Kind     UpdateKind
	Audience string
	Author   string
	Role     string
	Text     string
}

// Updates describes the record to the importers and the store.
var Updates = &Schema[Update]{
	Record: "update", NeedsID: false, Versioned: true,
	Head:   func(r *Update) *Head { return &r.Head },
	Opened: func(r *Update) time.Time { return r.At },
	Began:  (*Update).began, Ended: (*Update).ended,
	Fields: []Field[Update]{
		text("id", func(r *Update) *string { return &r.ID }),
		text("incident", func(r *Update) *string { return &r.Incident }),
		instant("at", func(r *Update) *time.Time { return &r.At }),
		word("kind", func(r *Update) Word { return &r.Kind }),
		text("audience", func(r *Update) *string { return &r.Audience }),
		text("author", func(r *Update) *string { return &r.Author }),
		text("role", func(r *Update) *string { return &r.Role }),
		text("text", func(r *Update) *string { return &r.Text }),
	},
}

func (r *Update) began() time.Time { return r.At }

func (r *Update) ended() time.Time { return r.At }
