package demo

import (
	"slices"
	"strconv"
	"strings"
)

// issue is what keeps happening: its tickets have near-equal titles.
type issue struct {
	title       string // {host}, {n} (a number), {id} (a reference) and {region} differ from ticket to ticket
	category    string
	subcategory string
	cause       string
	resolution  string
	workaround  string
	weight      float64
	services    []string // none: all
}

func (i *issue) concerns(service string) bool {
	return len(i.services) == 0 || slices.Contains(i.services, service)
}

// fill makes the title of one ticket.
func (i *issue) fill(d dice, host, region string) string {
	if !strings.Contains(i.title, "{") {
		return i.title
	}
	return strings.NewReplacer(
		"{host}", host, "{region}", region,
		"{n}", strconv.Itoa(d.between(2, 96)), "{id}", strconv.Itoa(d.between(10_000, 99_999)),
	).Replace(i.title)
}

var (
	markets  = []string{"fx-pricing", "market-data"}
	payments = []string{"payments-gateway", "card-authorisation", "trade-settlement"}
	digital  = []string{"online-banking", "mobile-app"}
	batch    = []string{"trade-settlement", "data-warehouse", "client-reporting", "payments-gateway"}
)

var issues = []issue{
	{"Disk full on {host}: /var/log at {n} %", "Infrastructure", "Storage", "capacity", "Old logs removed", "Remove logs older than 7 days", 9, nil},
	{"High CPU on {host} for {n} min", "Infrastructure", "Compute", "capacity", "Runaway process ended", "Restart the worker", 8, nil},
	{"Memory above 95 % on {host}", "Infrastructure", "Compute", "software defect", "Service restarted", "Restart at night", 6, nil},
	{"Certificate on {host} expires in {n} days", "Security", "Certificate", "certificate", "Certificate renewed", "Renew by hand", 4, nil},
	{"Database sessions exhausted on {host}", "Database", "Sessions", "configuration", "Idle sessions killed", "Kill idle sessions", 5, nil},
	{"User cannot log in after password reset", "Access", "Password", "user error", "Password synchronised", "Synchronise by hand", 7, nil},
	{"Alert from {host}: no heartbeat for {n} min", "Monitoring", "Agent", "monitoring", "Agent restarted", "Restart the agent", 9, nil},
	{"Slow responses, {n} s at the 95th percentile", "Application", "Performance", "capacity", "Cache warmed", "Warm the cache after a restart", 6, nil},
	{"Backup of {host} failed, job {id}", "Infrastructure", "Backup", "configuration", "Backup repeated", "Repeat by hand", 5, nil},
	{"Network packet loss in {region}, {n} %", "Network", "WAN", "provider", "Provider rerouted", "Route over the second line", 3, nil},
	{"Feed handler stopped on {host}", "Application", "Feed", "software defect", "Feed handler restarted", "Restart the feed handler", 12, markets},
	{"Prices stale for {n} currency pairs", "Application", "Feed", "software defect", "Subscription renewed", "Renew the subscription", 8, markets},
	{"Quote rejected: limit check timed out, deal {id}", "Application", "Interface", "configuration", "Limit cache reloaded", "", 4, markets},
	{"Queue PAY.IN.{n} full", "Middleware", "Queue", "capacity", "Queue drained", "Drain the queue by script", 12, payments},
	{"Message stuck, reference {id}", "Middleware", "Queue", "data", "Message repaired and replayed", "Replay by hand", 9, payments},
	{"Duplicate instruction rejected, reference {id}", "Application", "Validation", "data", "Sender informed", "", 4, payments},
	{"Log-in page slow in {region}", "Application", "Performance", "capacity", "Pool enlarged", "", 8, digital},
	{"Push messages delayed by {n} min", "Application", "Notification", "provider", "Provider fixed", "", 6, []string{"mobile-app"}},
	{"Statement {id} cannot be opened", "Application", "Document", "data", "Statement made again", "Make the statement again", 7, digital},
	{"Batch {id} overran by {n} min", "Batch", "Schedule", "capacity", "Batch ended late", "Start the batch earlier", 11, batch},
	{"File not received from upstream, transfer {id}", "Batch", "Transfer", "provider", "Sender repeated the file", "Ask the sender to repeat", 8, batch},
	{"Report {id} empty", "Application", "Report", "data", "Report made again", "", 8, []string{"client-reporting", "data-warehouse"}},
	{"Calls drop after {n} seconds", "Network", "Voice", "provider", "Trunk reset", "Reset the trunk", 12, []string{"branch-telephony"}},
	{"No recording for extension {id}", "Application", "Recording", "configuration", "Recorder reassigned", "", 7, []string{"branch-telephony"}},
}
