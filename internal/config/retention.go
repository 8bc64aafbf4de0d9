package config

import (
	"time"

	"go.yaml.in/yaml/v3"
)

// Retention says how long things are kept; 0: for ever.
type Retention struct {
	Archive time.Duration // published files, from their publication
	Ledger  time.Duration // runs with their logs and deliveries, and publications that a later one replaced
	Samples time.Duration // from their own instants
}

// retention reads the block. Capacity stands before it: what a report looks back to is not thrown away.
func (d *decoder) retention(n *yaml.Node) {
	into := &d.config.Retention
	const what = "retention"
	present := d.mapping(n, what, keys{
		"archive": d.duration(&into.Archive, 0),
		"ledger":  d.duration(&into.Ledger, 0),
		"samples": d.duration(&into.Samples, 0),
	})
	if window := d.config.Capacity.Window; into.Samples > 0 && into.Samples < window {
		d.problem(present["samples"], "samples have to be kept for as long as capacity.window, %.0f days, looks back, or for ever (0)", window.Hours()/24)
	}
}
