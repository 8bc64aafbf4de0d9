package delivery

import (
	"testing"

	"go.uber.org/goleak"

	"nines/jobs/jobstest"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// on reads an instant.
var on = jobstest.On
