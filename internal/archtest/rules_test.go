package archtest

// rule says what a package may import of our own packages and, where pure, that it does no input or output.
type rule struct {
	mayImport []string // patterns as in rules
	pure      bool     // of the standard library nothing that does I/O, and no clock
	tool      bool     // may only be imported by tests
}

// rules are tried in order; the first whose pattern matches holds. A pattern ends in /* for the packages directly
// below a folder. A package that no pattern matches fails the test: decide where it belongs and write it down here.
var rules = []struct {
	pattern string
	rule
}{
	{"nines/internal/itsm", rule{pure: true}},
	{"nines/analysis/stats", rule{pure: true}},
	{"nines/analysis/*", rule{mayImport: []string{"nines/internal/itsm", "nines/analysis/stats"}, pure: true}},
	{"nines/templates", rule{}},
	{"nines/internal/config", rule{}},
	{"nines/internal/schedule", rule{}},
	{"nines/internal/wholefile", rule{}},
	{"nines/internal/web", rule{mayImport: []string{"nines/templates"}}},
	{"nines/internal/demo", rule{mayImport: []string{"nines/internal/itsm"}}},
	{"nines/importers/presets", rule{}},
	{"nines/importers/mapping", rule{mayImport: []string{"nines/internal/itsm", "nines/importers/presets"}}},
	{"nines/importers/header", rule{}},
	{"nines/importers/*", rule{mayImport: []string{"nines/importers/header"}}},
	{"nines/importers", rule{mayImport: []string{"nines/importers/*", "nines/internal/itsm"}}},
	{"nines/internal/discovery", rule{mayImport: []string{"nines/importers", "nines/importers/*", "nines/internal/itsm", "nines/internal/config"}}},
	{"nines/internal/redact", rule{pure: true}},
	{"nines/internal/store/strip", rule{}},
	{"nines/internal/store", rule{mayImport: []string{"nines/internal/itsm", "nines/internal/redact", "nines/internal/store/strip"}}},
	{"nines/internal/store/storetest", rule{mayImport: []string{"nines/internal/store", "nines/internal/itsm"}, tool: true}},
	{"nines/internal/pgtest", rule{tool: true}},
	{"nines/internal/smtptest", rule{tool: true}},
	{"nines/internal/benchtest", rule{tool: true}},
	{"nines/internal/browsertest", rule{tool: true}},
	{"nines/internal/officetest", rule{tool: true}},
	{"nines/internal/deliver", rule{mayImport: []string{"nines/templates", "nines/internal/wholefile"}}},
	{"nines/internal/archtest", rule{tool: true}},
	{"nines/reports/document", rule{}},
	{"nines/reports/commentary", rule{mayImport: []string{"nines/reports/document"}}},
	{"nines/reports/narrative", rule{mayImport: []string{"nines/internal/itsm", "nines/reports/document", "nines/templates"}}},
	{"nines/reports/drawing", rule{mayImport: []string{"nines/reports/document", "nines/templates"}}},
	{"nines/reports/snapshot", rule{mayImport: []string{"nines/internal/itsm"}}},
	{"nines/reports/making", rule{mayImport: []string{"nines/reports/snapshot", "nines/reports/narrative", "nines/internal/itsm", "nines/analysis/*", "nines/reports/document", "nines/templates"}}},
	{"nines/reports/incident", rule{mayImport: []string{"nines/reports/snapshot", "nines/reports/making", "nines/internal/itsm", "nines/analysis/*", "nines/reports/document", "nines/templates"}}},
	{"nines/reports/sections/*", rule{mayImport: []string{"nines/reports/narrative", "nines/reports/making", "nines/internal/itsm", "nines/analysis/*", "nines/reports/document", "nines/templates"}}},
	{"nines/reports/reportstest", rule{mayImport: []string{"nines/reports", "nines/reports/snapshot", "nines/reports/making", "nines/internal/itsm", "nines/reports/document", "nines/templates"}, tool: true}},
	{"nines/reports/xlsx/fill", rule{}},
	{"nines/reports/xlsx", rule{mayImport: []string{"nines/reports/xlsx/fill", "nines/reports/document", "nines/templates"}}},
	{"nines/reports/*", rule{mayImport: []string{"nines/reports/document", "nines/reports/drawing", "nines/templates"}}},
	{"nines/reports", rule{mayImport: []string{"nines/analysis/quality", "nines/reports/snapshot", "nines/reports/making", "nines/reports/sections/*", "nines/reports/document", "nines/templates"}}},
	{"nines/jobs", rule{mayImport: []string{"nines/importers", "nines/importers/*", "nines/reports", "nines/reports/*", "nines/templates", "nines/internal/*", "nines/jobs/archive", "nines/jobs/output", "nines/jobs/settings"}}},
	{"nines/jobs/archive", rule{mayImport: []string{"nines/reports/document", "nines/internal/store", "nines/internal/wholefile"}}},
	{"nines/jobs/output", rule{mayImport: []string{"nines/reports", "nines/reports/*", "nines/internal/wholefile"}}},
	{"nines/jobs/settings", rule{mayImport: []string{"nines/importers/presets", "nines/reports", "nines/reports/*", "nines/templates", "nines/internal/config", "nines/internal/itsm"}}},
	{"nines/jobs/ledger", rule{mayImport: []string{"nines/jobs", "nines/jobs/settings", "nines/templates", "nines/internal/*"}}},
	{"nines/jobs/delivery", rule{mayImport: []string{"nines/jobs", "nines/jobs/archive", "nines/jobs/ledger", "nines/reports/*", "nines/internal/*"}}},
	{"nines/jobs/jobstest", rule{tool: true}},
	{"nines/jobs/service", rule{mayImport: []string{"nines/jobs", "nines/jobs/ledger", "nines/jobs/delivery", "nines/internal/*"}}},
	{"nines/cmd/*", rule{mayImport: []string{"nines/*", "nines/jobs/*", "nines/reports/*", "nines/internal/*"}}},
}

// impure lists what a pure package has no business with.
var impure = []string{"os", "io/fs", "io/ioutil", "net", "net/http", "database/sql", "os/exec", "log", "log/slog", "embed", "math/rand"}

// clockless lists the folders in which no instant is asked for: it is an argument.
var clockless = []string{"analysis", "reports", "internal/itsm"}

// onlyIn lists modules that one package alone may import, so that they can be replaced in one place.
var onlyIn = map[string]string{
	"github.com/jung-kurt/gofpdf":   "nines/reports/pdf",
	"github.com/xuri/excelize/v2":   "nines/reports/xlsx",
	"github.com/go-co-op/gocron/v2": "nines/jobs/service",
	"github.com/wneessen/go-mail":   "nines/internal/deliver",
	"github.com/jmoiron/sqlx":       "nines/internal/store",
	"modernc.org/sqlite":            "nines/internal/store",
	"github.com/jackc/pgx/v5":       "nines/internal/store",

	"github.com/prometheus/client_golang": "nines/internal/web",
}
