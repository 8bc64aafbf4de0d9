package delivery

import (
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

type noProgress struct{}

func (noProgress) Begin(string, int64) {}
func (noProgress) At(int64)            {}
func (noProgress) End()                {}

func on(text string) time.Time {
	t, err := time.Parse("2006-01-02T15:04", text)
	if err != nil {
		panic(err)
	}
	return t
}
