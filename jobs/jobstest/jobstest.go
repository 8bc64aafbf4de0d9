// Package jobstest is what the tests of jobs and of the packages below it share. Only tests import it.
package jobstest

import "time"

// NoProgress is a jobs.Progress that shows nothing.
type NoProgress struct{}

// Begin implements jobs.Progress.
func (NoProgress) Begin(string, int64) {}

// At implements jobs.Progress.
func (NoProgress) At(int64) {}

// End implements jobs.Progress.
func (NoProgress) End() {}

// On is an instant in UTC, as 2006-01-02T15:04.
func On(text string) time.Time {
	t, err := time.Parse("2006-01-02T15:04", text)
	if err != nil {
		panic(err) // a mistake in a test
	}
	return t
}
