package itsm

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestReferences(t *testing.T) {
	known := References{}
	for _, ref := range []Ref{{"a", "1"}, {"b", "1"}, {"b", "2"}} {
		known.Add(ref)
	}
	for _, c := range []struct {
		source, id    string
		want          Ref
		ok, ambiguous bool
	}{
		{source: "a", id: "1", want: Ref{"a", "1"}, ok: true},
		{source: "b", id: "1", want: Ref{"b", "1"}, ok: true},
		{source: "a", id: "2", want: Ref{"b", "2"}, ok: true},
		{source: "c", id: "1", ambiguous: true},
		{source: "a", id: "3"},
	} {
		got, ok, ambiguous := known.Find(c.source, c.id)
		assert.Equal(t, c.want, got, c)
		assert.Equal(t, c.ok, ok, c)
		assert.Equal(t, c.ambiguous, ambiguous, c)
	}
}
