package jobs

import (
	"runtime/debug"
	"time"
)

// Clock tells the instant. A job reads it once, at its start; everything below gets that instant as an argument.
type Clock func() time.Time

// SystemClock is the machine's clock.
func SystemClock() time.Time { return time.Now() }

// release is the version of the program; a build of a release sets it with -ldflags "-X nines/jobs.release=v1.2.3".
var release = "dev"

// Version is the program's version: the release, else the revision that it was built from, else "dev".
func Version() string {
	if release != "dev" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return release
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return release + "-" + s.Value[:12]
		}
	}
	return release
}
