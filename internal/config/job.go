package config

import (
	"net/mail"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
	"go.yaml.in/yaml/v3"
)

// Formats are the formats of reports, in the order in which they are written.
var Formats = []string{"xlsx", "pdf", "html", "json"}

// CatchUp says which of the missed runs are made up for.
type CatchUp string

// The ways to catch up.
const (
	CatchUpLatest CatchUp = "latest"
	CatchUpAll    CatchUp = "all"
	CatchUpNone   CatchUp = "none"
)

// Job is a report on a schedule.
type Job struct {
	Name    string // usable as the name of a file
	Report  string // one of Reports, or the name of one of the user's
	ForEach ForEach
	// PackFiles is how files of packs are called; "": by names.
	PackFiles PackFiles
	Schedule  string // cron of five fields, or six with seconds first, in the business time zone
	CatchUp   CatchUp
	// CatchUpMost is how many missed runs are made up for at most where all are, the latest; 1 or more.
	CatchUpMost int
	Grace       time.Duration // how late a missed run may still be made up for
	Wait        time.Duration // how long a run waits for sources that are late
	Timeout     time.Duration // how long a run may take
	Empty       Empty
	Formats     []string // some of Formats
	Workbook    string   // the user's workbook that is filled, resolved; "" for none, or for that of the report
	Deliver     []Delivery
}

// Job is the job of that name; nil: there is none.
func (c *Config) Job(name string) *Job {
	for i := range c.Jobs {
		if c.Jobs[i].Name == name {
			return &c.Jobs[i]
		}
	}
	return nil
}

// Empty says what becomes of a report that has nothing to tell.
type Empty string

// What becomes of it: the message that there is nothing is sent, or none.
const (
	EmptySend Empty = "send"
	EmptySkip Empty = "skip"
)

// DeliveryKind is a way to deliver.
type DeliveryKind string

// The ways to deliver.
const (
	Email   DeliveryKind = "email"
	Folder  DeliveryKind = "folder"
	Webhook DeliveryKind = "webhook"
)

// Delivery is one place to which a job's files go.
type Delivery struct {
	Kind DeliveryKind
	To   []string // email: addresses, with the placeholder of a pack where each has its own
	Path string   // folder; with that placeholder, too
	// Recipients are the addresses of a pack's owner, team or service, by its name.
	Recipients map[string][]string
	URL        Secret // webhook: its address, which often holds a token
	// Secret signs what goes to a webhook; where none is given it reveals "".
	Secret Secret
}

func (d *decoder) jobs(n *yaml.Node) {
	d.list(n, "the jobs as a list", func(item *yaml.Node) {
		var j Job
		if !d.soundly(func() { j = d.job(item) }) {
			d.unsound.jobs = append(d.unsound.jobs, len(d.config.Jobs))
		}
		d.config.Jobs = append(d.config.Jobs, j)
	})
}

func (d *decoder) job(n *yaml.Node) Job {
	const what = "a job"
	j := defaultJob()
	taken := func(name string) bool {
		return slices.ContainsFunc(d.config.Jobs, func(other Job) bool { return sameName(other.Name) == sameName(name) })
	}
	present := d.mapping(n, what, keys{
		"name":          d.fileName(&j.Name, "job", taken),
		"report":        d.reportOf(&j.Report),
		"for_each":      oneOf(d, &j.ForEach, forEach...),
		"pack_files":    oneOf(d, &j.PackFiles, PackNames, PackKeys),
		"schedule":      d.schedule(&j.Schedule),
		"catch_up":      oneOf(d, &j.CatchUp, CatchUpLatest, CatchUpAll, CatchUpNone),
		"catch_up_most": d.count(&j.CatchUpMost, 1),
		"grace":         d.duration(&j.Grace, 0),
		"wait":          d.duration(&j.Wait, 0),
		"timeout":       d.duration(&j.Timeout, time.Second),
		"empty":         oneOf(d, &j.Empty, EmptySend, EmptySkip),
		"formats":       d.formats(&j.Formats),
		"workbook":      d.workbook(&j.Workbook, d.config.Dir),
		"deliver": func(n *yaml.Node) {
			d.list(n, "deliver as a list", func(item *yaml.Node) { j.Deliver = append(j.Deliver, d.delivery(item)) })
		},
	})
	d.require(n, present, what, "name", "report", "schedule")
	d.packs(present, &j)
	return j
}

// reportOf reads the name of a report, built-in or of the user's, or one of the user's files.
func (d *decoder) reportOf(into *string) read {
	return func(n *yaml.Node) {
		d.text(into)(n)
		if ext := filepath.Ext(*into); ext == ".yaml" || ext == ".yml" {
			*into = d.reportFile(n, d.config.resolve(*into))
			return
		}
		known := slices.Clone(Reports)
		for _, r := range d.config.OwnReports {
			if r.Name != "" { // a mistake of its own
				known = append(known, r.Name)
			}
		}
		if *into != "" && !slices.Contains(known, *into) {
			d.problem(n, "there is no report %q; expected one of %s, or a file of yours that ends in .yaml%s", *into, listed(known), meant(*into, known))
		}
	}
}

// cronParser takes what the schedulers take, less @daily and its like.
var cronParser = cron.NewParser(cron.SecondOptional | cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

func (d *decoder) schedule(into *string) read {
	return func(n *yaml.Node) {
		const want = "a cron schedule of five fields (minute hour day month weekday), or six with seconds first, such as \"0 7 * * Mon\""
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		fields := strings.Fields(text)
		if len(fields) != 5 && len(fields) != 6 || strings.Contains(text, "TZ=") { // schedules go by the business time zone
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		if _, err := cronParser.Parse(text); err != nil {
			d.problem(n, "expected %s, found %s: %v", want, found(n), err)
			return
		}
		*into = strings.Join(fields, " ")
	}
}

func (d *decoder) formats(into *[]string) read {
	return func(n *yaml.Node) {
		var all []string
		d.list(n, "formats as a list", func(item *yaml.Node) {
			var format string
			if oneOf(d, &format, Formats...)(item); format != "" && !slices.Contains(all, format) {
				all = append(all, format)
			}
		})
		if len(all) > 0 {
			*into = all
		}
	}
}

func (d *decoder) delivery(n *yaml.Node) Delivery {
	const what = "a delivery"
	var v Delivery
	present := d.mapping(n, what, keys{
		"kind":        oneOf(d, &v.Kind, Email, Folder, Webhook),
		"to":          d.addresses(&v.To),
		"recipients":  d.recipients(&v.Recipients),
		"path":        d.path(&v.Path),
		"url":         d.webAddress(&v.URL),
		"url_file":    d.secretFile(&v.URL),
		"secret":      d.secret(&v.Secret),
		"secret_file": d.secretFile(&v.Secret),
	})
	d.require(n, present, what, "kind")
	d.oneKey(present, "url")
	d.oneKey(present, "secret")
	switch v.Kind {
	case Email:
		if present["recipients"] == nil { // who, then, has the pack
			d.require(n, present, "a delivery by email", "to")
		}
		if d.config.Mail == nil {
			d.problem(present["kind"], "a delivery by email needs the block mail, with host and from")
		}
	case Folder:
		d.require(n, present, "a delivery to a folder", "path")
	case Webhook:
		if present["url_file"] == nil {
			d.require(n, present, "a delivery to a webhook", "url")
		}
	}
	d.others(present, v.Kind)
	return v
}

// belongs tells of a delivery's keys to which kind each belongs.
var belongs = map[string]DeliveryKind{
	"to": Email, "recipients": Email, "path": Folder, "url": Webhook, "url_file": Webhook, "secret": Webhook, "secret_file": Webhook,
}

// others reports the keys of a delivery that belong to another kind.
func (d *decoder) others(present map[string]*yaml.Node, kind DeliveryKind) {
	for key, of := range belongs {
		if n := present[key]; n != nil && kind != "" && kind != of {
			d.problem(n, "%s belongs to a delivery of the kind %s, found the kind %s", key, of, kind)
		}
	}
}

// webAddress reads the address of a webhook. No message repeats it: it may hold a token.
func (d *decoder) webAddress(into *Secret) read {
	return func(n *yaml.Node) {
		v := resolve(n)
		if v.Kind != yaml.ScalarNode {
			d.problem(n, "expected a web address, found %s", found(v))
			return
		}
		text, ok := d.expand(v)
		if !ok {
			return
		}
		address, err := url.Parse(text)
		if err != nil || !slices.Contains([]string{"http", "https"}, address.Scheme) || address.Host == "" {
			d.problem(n, "expected a web address that begins with https:// or http://")
			return
		}
		*into = secretText(text)
	}
}

func (d *decoder) addresses(into *[]string) read {
	return func(n *yaml.Node) {
		*into = nil
		d.list(n, "mail addresses as a list", func(item *yaml.Node) {
			var address string
			if d.address(&address)(item); address != "" {
				*into = append(*into, address)
			}
		})
		if v := resolve(n); v.Kind == yaml.SequenceNode && len(v.Content) == 0 {
			d.problem(n, "expected at least one mail address, found an empty list")
		}
	}
}

// address reads one mail address, with or without a name before it.
func (d *decoder) address(into *string) read {
	return func(n *yaml.Node) {
		const want = "a mail address, such as ops@example.com"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		if packPlaceholder(text) != "" { // told right or wrong when the whole job is known
			*into = text
			return
		}
		if _, err := mail.ParseAddress(text); err != nil || strings.ContainsAny(text, "\r\n") {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = text
	}
}
