// Package benchtest measures what benchmarks take: processor time, which the machine's load does not change as it does
// the time on the clock, and memory. Only tests import it.
package benchtest

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// CPU is the processor time in seconds that this process has used.
func CPU(tb testing.TB) float64 {
	tb.Helper()
	var usage syscall.Rusage
	require.NoError(tb, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}

// PeakMiB is the greatest resident memory of this process since the last ResetPeak; where the system does not tell, 0.
func PeakMiB(tb testing.TB) float64 {
	tb.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, ok := strings.Cut(string(status), "VmHWM:")
	require.True(tb, ok, "no peak in %s", status)
	kib, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	require.NoError(tb, err)
	return kib / 1024
}

// ResetPeak collects garbage and lets PeakMiB begin anew. It is not allowed everywhere: then the peak is of all before too.
func ResetPeak() {
	runtime.GC()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o200)
}

// Report reports for each iteration the seconds since CPU was began, and the peak, instead of the time on the clock.
func Report(b *testing.B, began float64) {
	b.Helper()
	b.ReportMetric((CPU(b)-began)/float64(b.N), "cpu-s/op")
	b.ReportMetric(PeakMiB(b), "peak-MiB")
	b.ReportMetric(0, "ns/op")
}
