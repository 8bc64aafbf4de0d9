package document

import "time"

// ChartKind is the form of a chart.
type ChartKind uint8

// The kinds of charts and the parts of Chart that each reads.
const (
	ChartLine    ChartKind = iota // Categories, Series by role, Band; between lower and upper a band that changes
	ChartBars                     // Categories, Series: one actual; budget outlined behind; previous beside
	ChartStacked                  // Categories, Series one upon another
	ChartPareto                   // Categories (greatest first), the actual series; cumulative shares in a strip of their own
	ChartScatter                  // Points; series over X by role, a second lower and upper being beyond what was measured
	ChartHeat                     // Rows, Categories (columns), Cells
	ChartGantt                    // Rows, Spans between From and To
)

// Chart is a chart as data; each renderer draws it in its own way.
type Chart struct {
	ID         string
	Kind       ChartKind
	Title      string
	Subtitle   string
	Alt        string // what a reader who cannot see it should know
	Categories []string
	Rows       []string
	Series     []Series
	Flows      []Series // of a line: what came in and what went out, neither below 0, as bars up and down in a strip below it
	Band       *Band
	X, Y       Axis
	Points     []Point
	Cells      [][]*float64 // heat map: [row][column]; nil: unknown
	Corners    [4]string    // scatter: what it means to lie at the top left, top right, bottom left or bottom right
	Steps      []float64    // heat map: bounds between the shades, ascending, three of them
	Spans      []GanttSpan
	Classes    []string // of a Gantt chart: the classes in the order of their forms, whichever of them appear
	From, To   time.Time
	Note       string
	Empty      string // what stands there instead of a chart without data
	Within     string // the ID of a table or chart that draws the same beside other things: a page that has it needs no chart
	Rest       bool   // of a Pareto: the last category sums up all others
	Head       bool   // the figures, tables and texts that follow, up to the next such chart, are about it
}

// Role says what a series means, and so how it is drawn.
type Role uint8

// The roles: actual is solid ink, previous grey, target dashed, limit solid red, budget an outline, forecast hatched or
// dashed, fit a blue line with its bounds.
const (
	RoleActual Role = iota
	RolePrevious
	RoleTarget
	RoleLimit
	RoleBudget
	RoleForecast
	RoleFit
	RoleLower
	RoleUpper
)

// Series is one row of values, one per category; nil is unknown and leaves a gap.
type Series struct {
	Name   string
	Role   Role
	Values []*float64
	Cells  []*Source // per value: the cells that it comes from, nil for none; of another length: none of them
	Open   []float64 // per value: how much of it depends on something unknown, hatched; nil: nothing
	X      []float64 // scatter: where the values lie
}

// Band is the usual range.
type Band struct {
	Lower, Upper float64
	Label        string
}

// Axis formats the values of an axis.
type Axis struct {
	Title    string
	Kind     Kind
	Decimals int
	FromZero bool // lines may have a cut axis, bars never
}

// Point is one point of a scatter chart.
type Point struct {
	X, Y  float64
	Label string // its name, written beside it where there is room; the first points come first
}

// GanttSpan is one bar of a Gantt chart.
type GanttSpan struct {
	Row      int // index of Chart.Rows
	From, To time.Time
	Label    string
	Class    string // its form goes by this word
	Conflict bool
	Backdrop bool // a freeze or a window: hatched grey behind the others
	Strip    bool // hours of a kind, its Class: a thin line at the foot of the row
}
