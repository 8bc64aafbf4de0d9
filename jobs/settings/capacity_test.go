package settings

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/config"
	"nines/internal/itsm"
	"nines/reports"
)

// An event's date is a day of the business zone: in New York it begins at 05:00 UTC in January.
func TestCapacityRules(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	limit := 20.0
	got := capacityRules(&config.Config{Timezone: zone, Capacity: config.Capacity{
		Step: time.Hour, Window: 48 * time.Hour, Growth: []float64{0.5}, MinRSquared: 0.2, Base: config.P95,
		Events: []config.Event{{Name: "branch", Date: config.Date{Year: 2027, Month: 1, Day: 1}, Service: "shop", Volume: 0.18}},
		Metrics: []config.Metric{
			{Service: "*", Metric: "free", Drivers: []string{"a", "b"}, DriverAggregate: config.Sum, Aggregate: "p5", Limit: &limit, LimitIs: config.LimitIsMin, Unit: "GB"},
			{Service: "shop", Metric: "disk", DriverAggregate: config.Sum, Aggregate: config.Max, LimitIs: config.LimitIsMax},
		},
	}})
	assert.Equal(t, reports.CapacityRules{
		Step: time.Hour, Window: 48 * time.Hour, Growth: []float64{0.5}, MinRSquared: 0.2, Base: "p95",
		Events: []reports.CapacityEvent{{Name: "branch", At: time.Date(2027, 1, 1, 0, 0, 0, 0, zone), Service: "shop", Growth: 0.18}},
		Metrics: []reports.CapacityMetric{
			{Service: "*", Metric: "free", Drivers: []string{"a", "b"}, DriverAggregate: "sum", Aggregate: "p5", Limit: itsm.Known(20), AtLeast: true, Unit: "GB"},
			{Service: "shop", Metric: "disk", DriverAggregate: "sum", Aggregate: "max"},
		},
	}, got)
}
