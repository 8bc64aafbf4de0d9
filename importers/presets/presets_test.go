package presets

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFind(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"servicenow", "servicenow"}, {" ServiceNow ", "servicenow"}, {"JSM", "jira"}, {"jira-service-management", "jira"},
	} {
		p, ok := Find(test.name)
		require.True(t, ok, test.name)
		assert.Equal(t, test.want, p.Name)
	}
	_, ok := Find("servicenou")
	assert.False(t, ok)
	assert.Subset(t, Names(), []string{"glpi", "jira", "pagerduty", "sadf", "servicenow", "zendesk"})
	assert.True(t, slices.IsSorted(Names()))
}

// columns parts the header of a case at ; as some names hold commas.
func columns(header string) []string { return strings.Split(header, ";") }

func TestRecognise(t *testing.T) {
	tests := []struct{ name, header, want string }{
		{"names", "number;short_description;incident_state;opened_at;priority;u_site", "servicenow incident"},
		{"labels", "Number;Opened;Short description;Caller;Priority;State;Category;Assignment group;Assigned to;Updated;Updated by", "servicenow incident"},
		{"folded", "NUMBER;Short  Description;CALLER;opened", "servicenow incident"},
		{"problems", "Number;Short description;Problem state;Known error;Opened", "servicenow problem"},
		{"changes", "number;short_description;type;risk;start_date;end_date;sys_updated_on", "servicenow change_request"},
		{"problem tasks", "number;problem;short_description;due_date;problem_task_type;sys_updated_on", "servicenow problem_task"},
		{"items", "Number;Item;Short description;Opened;Stage;Quantity", "servicenow sc_req_item"},
		{"outages", "Configuration item;Number;Begin;End;Type;Duration", "servicenow cmdb_ci_outage"},
		{"times", "task;user;time_worked;time_in_seconds;sys_created_on", "servicenow task_time_worked"},
		{"all tasks", "Number;Task type;Short description;State;Opened;Updated", "servicenow task"},
		{"jira", "Summary;Issue key;Issue id;Issue Type;Status;Created;Comment;Comment (2);Custom field (Team);Custom field (Odd)", "jira issues"},
		{"jira in Spanish", "Resumen;Clave de incidencia;ID de la incidencia;Tipo de Incidencia;Estado;Creada;Campo personalizado (Equipo)", "jira issues"},
		{"glpi", "ID;Titre;Statut;Type;Priorité;Demandeur - Demandeur;Date d'ouverture", "glpi tickets"},
		{"glpi in Spanish", "ID;Título;Tipo;Categoría;Prioridad;Estado;Fecha de Apertura;Fecha de solución;Asignado a: - Técnico;Solicitante - Solicitante", "glpi tickets"},
		{"zendesk", "Id;Requester;Requester email;Subject;Status;Priority;Via;Ticket type;Created at", "zendesk tickets"},
		{"pagerduty", "id;incident_number;description;created_at;urgency;service_name;escalation_policy_name;seconds_to_resolve", "pagerduty incidents"},
		{"sadf -u", "# hostname;interval;timestamp;CPU;%user;%nice;%system;%iowait;%steal;%idle", "sadf cpu"},
		{"sadf -u ALL", "# hostname;interval;timestamp;CPU;%usr;%nice;%sys;%iowait;%steal;%irq;%soft;%guest;%gnice;%idle", "sadf cpu"},
		{"sadf -q", "# hostname;interval;timestamp;runq-sz;plist-sz;ldavg-1;ldavg-5;ldavg-15;blocked", "sadf queue"},
		{"sadf -r", "# hostname;interval;timestamp;kbmemfree;kbavail;kbmemused;%memused;kbbuffers;kbcached;kbcommit;%commit", "sadf memory"},
		{"sadf -b", "# hostname;interval;timestamp;tps;rtps;wtps;dtps;bread/s;bwrtn/s;bdscd/s", "sadf io"},
		{"sadf -d", "# hostname;interval;timestamp;DEV;tps;rkB/s;wkB/s;dkB/s;areq-sz;aqu-sz;await;%util", "sadf disk"},
		{"sadf -n DEV", "# hostname;interval;timestamp;IFACE;rxpck/s;txpck/s;rxkB/s;txkB/s;rxcmp/s;txcmp/s;rxmcst/s;%ifutil", "sadf network"},
		{"sadf -F", "# hostname;interval;timestamp;FILESYSTEM;MBfsfree;MBfsused;%fsused;%ufsused;Ifree;Iused;%Iused", "sadf filesystem"},
		{"remedy", "Incident ID*+;Summary*;Status*;Priority*;Assigned Group*+;Assignee+;Reported Date+", "bmc-helix HPD:Help Desk"},

		{"a colleague's sheet", "ID;Title;Status;Type;Priority;Category;Opened", ""},
		{"another", "Ticket ID;Subject;Status;Priority;Created;Closed", ""},
		{"German", "Nummer;Titel;Status;Priorität;Erstellt", ""},
		{"a KPI", "timestamp;hostname;value", ""},
		{"nothing", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			if matches := Recognise(columns(test.header)); len(matches) > 0 {
				m := matches[0]
				got = m.Preset.Name + " " + m.Table.Name
				assert.Greater(t, m.Score, .5)
				assert.LessOrEqual(t, m.Score, 1.)
				assert.NotEmpty(t, m.Why)
				assert.Subset(t, columns(test.header), m.Why)
			}
			assert.Equal(t, test.want, got)
		})
	}
}

// Of 5 columns the table knows number, short_description and opened_at (1 each) and incident_state (telling: 4), and
// does not know one: 7 of 8. All of them being known it would be 1.
func TestScore(t *testing.T) {
	matches := Recognise([]string{"number", "short_description", "opened_at", "incident_state", "colour"})
	require.NotEmpty(t, matches)
	assert.InDelta(t, 7./8, matches[0].Score, 1e-12)
	assert.Equal(t, []string{"number", "short_description", "incident_state"}, matches[0].Why)
}

func TestTableOfAPreset(t *testing.T) {
	now, _ := Find("servicenow")
	tests := []struct{ record, header, want, fails string }{
		{"", "number;short_description;caller_id", "incident", ""},
		{"problem", "number;short_description;state", "problem", ""},
		{"change", "number", "change_request", ""},
		{"incident", "Number;Task type;Short description", "task", ""},
		{"incident", "Number;Short description", "incident", ""},
		{"", "number;short_description;state", "", "the header fits the exports of incident and of problem equally well; state which record it is"},
		{"", "No;Text", "", "preset servicenow does not recognise the file\nits table incident (incident) has one of number, Number; and one of short_description,"},
		{"outage", "No;Text", "", "its table cmdb_ci_outage (outage) has one of number, Number, sys_id, Sys ID; and one of begin, Begin; and one of cmdb_ci, Configuration item, task_number, Task number\nthe header has: No, Text"},
		{"sample", "number", "", "preset servicenow knows no export of the record sample; expected one of action, change, incident, outage, problem, request, worklog"},
	}
	for _, test := range tests {
		got, err := now.Table(test.record, columns(test.header))
		if test.fails != "" {
			assert.ErrorContains(t, err, test.fails)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, test.want, got.Name)
	}
	long := slices.Repeat([]string{"x"}, 100)
	_, err := now.Table("", long)
	assert.ErrorContains(t, err, " and 40 more")
}

func TestColumn(t *testing.T) {
	p, _ := Find("servicenow")
	table, err := p.Table("incident", []string{"number"})
	require.NoError(t, err)
	header := []string{"State", " Number", "incident  STATE", "configuration item"}
	for field, want := range map[string]string{"id": " Number", "status": "incident  STATE", "component": "configuration item", "closed": "", "none": ""} {
		got, ok := table.Column(field, header)
		assert.Equal(t, want, got)
		assert.Equal(t, want != "", ok)
	}
	jira, _ := Find("jira")
	issues := &jira.Tables[0]
	assert.Equal(t, []string{"Custom field (Workaround)"}, issues.ColumnsOf("problem", "workaround"))
	assert.Empty(t, issues.ColumnsOf("incident", "workaround"))
	assert.Equal(t, issues.Columns["title"], issues.ColumnsOf("problem", "title"))
	assert.Equal(t, map[string]string{"Critical": "high"}, issues.ValuesOf("change", "risk"))
	assert.Equal(t, "P5", issues.ValuesOf("problem", "priority")["Lowest"])
}

func TestZone(t *testing.T) {
	p, _ := Find("servicenow")
	assert.Equal(t, "UTC", p.Tables[0].ZoneOf([]string{"number", "opened_at"}))
	assert.Empty(t, p.Tables[0].ZoneOf([]string{"Number", "Opened"}), "a workbook: in the zone of who made it")
	gitlab, _ := Find("gitlab")
	assert.Equal(t, "UTC", gitlab.Tables[0].ZoneOf(nil))
}

func TestNoFieldListsAColumnTwice(t *testing.T) {
	for _, p := range All() {
		for _, table := range p.Tables {
			for field, names := range table.Columns {
				assert.Len(t, slices.Compact(slices.Sorted(slices.Values(names))), len(names), "%s, %s, %s", p.Name, table.Name, field)
			}
		}
	}
}

func TestMistakesInTheData(t *testing.T) {
	const good = "name: a\ntool: A\ntables:\n  - {name: t, record: incident, required: [[x]], columns: {id: [x]}}\n"
	tests := []struct {
		name, first, second, fails string
	}{
		{"good", good, strings.Replace(good, "name: a", "name: b", 1), ""},
		{"unknown key", good, "name: b\ntool: B\ncolour: red\n", "field colour not found"},
		{"no tables", good, "name: b\ntool: B\n", "expected name, tool and tables"},
		{"not recognisable", good, strings.Replace(good, "required: [[x]], ", "", 1), `table "t": expected name, record, columns and required`},
		{"same name", good, good, "two presets are called a"},
		{"alias taken", good, strings.Replace(good, "name: a", "name: b\naliases: [A]", 1), "two presets are called A"},
		{"field without columns", good, strings.Replace(good, "columns:", "compact: [parent], columns:", 1), "compact name parent, which has no columns"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := load(fstest.MapFS{"tools/1.yaml": {Data: []byte(test.first)}, "tools/2.yaml": {Data: []byte(test.second)}})
			if test.fails == "" {
				require.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, test.fails)
		})
	}
}
