package config

import "go.yaml.in/yaml/v3"

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
}

func (d *decoder) mail(n *yaml.Node) {
	const what = "mail"
	m := Mail{Security: StartTLS}
	present := d.mapping(n, what, keys{
		"host":          d.text(&m.Host),
		"port":          d.port(&m.Port),
		"from":          d.address(&m.From),
		"security":      oneOf(d, &m.Security, StartTLS, TLS, NoTLS),
		"username":      d.text(&m.Username),
		"password":      d.secret(&m.Password),
		"password_file": d.secretFile(&m.Password),
		"operators":     d.addresses(&m.Operators),
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
