package xlsx

import (
	"bytes"
	"fmt"
	"strings"
)

// hatch fills series of the chart that was added last with lines at 45 degrees, by their index: excelize fills solidly
// only. It fails where the chart has no such series.
func (b *book) hatch(series []int) {
	name := fmt.Sprintf("xl/charts/chart%d.xml", b.added)
	for _, index := range series {
		part, _ := b.file.Pkg.Load(name)
		chart, _ := part.([]byte)
		hatched, ok := hatched(chart, index)
		if !ok {
			b.do(fmt.Errorf("%s has no filled series %d", name, index))
			return
		}
		b.file.Pkg.Store(name, hatched)
	}
}

// The fill of a series in a chart's part.
const (
	solidStart, solidEnd = "<a:solidFill>", "</a:solidFill>"
	hatchStart           = `<a:pattFill prst="wdUpDiag"><a:fgClr>`
	hatchEnd             = `</a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"></a:srgbClr></a:bgClr></a:pattFill>`
)

// hatched is a chart's part with the first fill of a series hatched in its colour, on white.
func hatched(chart []byte, index int) ([]byte, bool) {
	at := bytes.Index(chart, fmt.Appendf(nil, `<ser><idx val="%d">`, index))
	if at < 0 {
		return nil, false
	}
	before, series := string(chart[:at]), string(chart[at:])
	head, rest, found := strings.Cut(series, solidStart)
	colour, after, closed := strings.Cut(rest, solidEnd)
	if !found || !closed || strings.Contains(head, "</ser>") {
		return nil, false
	}
	return []byte(before + head + hatchStart + colour + hatchEnd + after), true
}
