package config

import (
	"math"
	"net/mail"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Security is how a connection to the mail server is protected.
type Security string

// The kinds of protection.
const (
	StartTLS Security = "starttls"
	TLS      Security = "tls"
	NoTLS    Security = "none"
)

// Mail says how mail is sent.
type Mail struct {
	Host      string
	Port      int // 1..65535
	From      string
	Security  Security
	Username  string // "": without logging in
	Password  Secret
	Operators []string // who is told of failures
	ReplyTo   string   // "": answers go to From
	// SizeLimit is how large a mail may be, in bytes: attachments that do not fit are left out.
	SizeLimit  int64
	CAFile     string // PEM: authorities trusted beside those of the system; "": none
	ListDomain string // that of list and message ids; "": From's
}

// Domain is that of list and message ids.
func (m *Mail) Domain() string {
	if m.ListDomain != "" {
		return m.ListDomain
	}
	from, err := mail.ParseAddress(m.From)
	if err != nil {
		return "localhost"
	}
	_, domain, _ := strings.Cut(from.Address, "@")
	return domain
}

func (d *decoder) mail(n *yaml.Node) {
	const what = "mail"
	m := Mail{Security: StartTLS, SizeLimit: defaultSizeLimit}
	present := d.mapping(n, what, keys{
		"host":          d.text(&m.Host),
		"port":          d.port(&m.Port),
		"from":          d.address(&m.From),
		"security":      oneOf(d, &m.Security, StartTLS, TLS, NoTLS),
		"username":      d.text(&m.Username),
		"password":      d.secret(&m.Password),
		"password_file": d.secretFile(&m.Password),
		"operators":     d.addresses(&m.Operators),
		"reply_to":      d.address(&m.ReplyTo),
		"size_limit":    d.size(&m.SizeLimit),
		"ca_file":       d.path(&m.CAFile),
		"list_domain":   d.domain(&m.ListDomain),
	})
	d.require(n, present, what, "host", "from")
	d.oneKey(present, "password")
	if m.Port == 0 {
		m.Port = mailPorts[m.Security]
	}
	password := present["password"]
	if password == nil {
		password = present["password_file"]
	}
	switch {
	case present["username"] != nil && password == nil:
		d.problem(present["username"], "username needs password or password_file beside it")
	case present["username"] == nil && password != nil:
		d.problem(password, "a password needs the username beside it")
	}
	d.config.Mail = &m
}

func (d *decoder) port(into *int) read {
	return func(n *yaml.Node) {
		var v int
		switch d.count(&v, 1)(n); {
		case v > 65535:
			d.problem(n, "expected a port from 1 to 65535, found %s", found(n))
		case v > 0:
			*into = v
		}
	}
}

// sizeForm is a size with its unit; without one it would be told by guessing.
var sizeForm = regexp.MustCompile(`^(\d{1,6}(?:\.\d{1,3})?) ?(kB|MB|GB)$`)

var sizeUnits = map[string]float64{"kB": 1e3, "MB": 1e6, "GB": 1e9}

// size reads a number of bytes, at least 10 kB.
func (d *decoder) size(into *int64) read {
	return func(n *yaml.Node) {
		const want = "a size with its unit (kB, MB or GB) of at least 10 kB, such as 10 MB"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		parts := sizeForm.FindStringSubmatch(strings.TrimSpace(text))
		if parts == nil {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		number, _ := strconv.ParseFloat(parts[1], 64) // the form holds numbers only
		size := int64(math.Round(number * sizeUnits[parts[2]]))
		if size < 10_000 {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = size
	}
}

var domainForm = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*$`)

// domain reads the name of a domain.
func (d *decoder) domain(into *string) read {
	return func(n *yaml.Node) {
		const want = "the name of a domain, such as nines.example.com"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		if len(text) > 253 || !domainForm.MatchString(text) {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = text
	}
}
