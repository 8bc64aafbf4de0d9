package mapping

import (
	"slices"

	"nines/internal/itsm"
)

// typeOf returns the type of a field; false where the record has none of that name that a column can be mapped to.
func (b *binder[R]) typeOf(field string) (itsm.Type, bool) {
	f, ok := b.schema.Field(field)
	return f.Type, ok && field != statusText
}

// filled leaves out the fields whose columns no file has had.
func (b *binder[R]) filled() []string {
	missing := map[string]bool{}
	for i := range b.slots {
		s := &b.slots[i]
		missing[s.field] = !s.seen && !s.constant
	}
	missing[statusText] = missing["status"]
	return slices.DeleteFunc(slices.Clone(b.fields), func(field string) bool { return missing[field] })
}

// names returns the fields that a column can be mapped to.
func (b *binder[R]) names() []string {
	var names []string
	for _, f := range b.schema.Fields {
		if f.Name != statusText {
			names = append(names, f.Name)
		}
	}
	return names
}

// times returns the fields that are times, or deeds that may be stated as one.
func (b *binder[R]) times() []string {
	var names []string
	for _, f := range b.schema.Fields {
		if f.Type == itsm.TypeTime || f.Type == itsm.TypeMark {
			names = append(names, f.Name)
		}
	}
	return names
}
