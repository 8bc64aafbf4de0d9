package itsm

import "time"

// PublishedFigure is one figure that a report published: what was said then.
type PublishedFigure struct {
	Report string
	Period string // its name: 2026-10
	AsOf   time.Time
	Name   string
	Value  Number
}
