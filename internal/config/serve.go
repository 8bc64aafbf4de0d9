package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Role is what a user of the status page may do.
type Role string

// The roles. Who may run may read.
const (
	RoleRead Role = "read"
	RoleRun  Role = "run"
)

// User may log in to the status page.
type User struct {
	Name string
	Hash Secret // bcrypt; "": the user comes through the proxy only
	Role Role
}

// Serve says where the status page is, and who may see it.
type Serve struct {
	Listen string // host:port, the host may be empty: every address of the machine; or NoPage; "": DefaultListen, if it is free
	URL    string // how readers reach the page, without a slash at the end; "": as they did
	Users  []User
	// ProxyHeader names the header in which a proxy tells who the reader is; "": no proxy is trusted.
	ProxyHeader string
	Proxies     []netip.Prefix // from where that header is believed
	Session     time.Duration  // how long a login lasts
	Certificate string         // file, PEM; "": without TLS
	Key         string         // file, PEM
}

// DefaultListen is where the status page is unless the configuration says otherwise: nobody but the machine itself
// reaches it.
const DefaultListen = "127.0.0.1:8080"

// NoPage stands in place of an address where there is to be no status page.
const NoPage = "none"

// Guarded tells whether readers have to say who they are.
func (s Serve) Guarded() bool { return len(s.Users) > 0 || s.ProxyHeader != "" }

// checkHashes reads the password hashes that are kept in files.
func (s Serve) checkHashes() error {
	var failures []error
	for _, u := range s.Users {
		hash, err := u.Hash.Reveal()
		if err == nil && hash != "" && !bcryptHash.MatchString(hash) {
			err = errors.New("expected the bcrypt hash of a password, as nines serve --hash-password makes it")
		}
		if err != nil {
			failures = append(failures, fmt.Errorf("the user %s: %w", u.Name, err))
		}
	}
	return errors.Join(failures...)
}

func (d *decoder) serve(n *yaml.Node) {
	const what = "serve"
	s := &d.config.Serve
	present := d.mapping(n, what, keys{
		"listen":       d.listen(&s.Listen),
		"url":          d.pageAddress(&s.URL),
		"users":        func(n *yaml.Node) { d.list(n, "users as a list", d.user) },
		"proxy_header": d.headerName(&s.ProxyHeader),
		"proxies":      d.networks(&s.Proxies),
		"session":      d.duration(&s.Session, time.Minute),
		"certificate":  d.path(&s.Certificate),
		"key":          d.path(&s.Key),
	})
	if c, k := present["certificate"], present["key"]; (c == nil) != (k == nil) {
		d.problem(n, "serve needs certificate and key together")
	}
	if p := present["proxies"]; p != nil && s.ProxyHeader == "" {
		d.problem(p, "proxies needs proxy_header beside it: the header in which they tell who the reader is")
	}
	for _, u := range s.Users {
		if u.Hash.reveal == nil && s.ProxyHeader == "" {
			d.problem(present["users"], "the user %q needs password_hash or password_hash_file; nines serve --hash-password makes one", u.Name)
		}
	}
	if at := present["listen"]; at != nil && !s.Guarded() && s.Listen != "" && s.Listen != NoPage && !loopback(s.Listen) {
		d.problem(at, "the status page would be open to everybody who reaches %s: add users or proxy_header, or listen on 127.0.0.1", s.Listen)
	}
}

// loopback tells whether only the machine itself reaches an address.
func loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return false
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

func (d *decoder) listen(into *string) read {
	return func(n *yaml.Node) {
		const want = "an address to listen on, such as 127.0.0.1:8080, or none"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		if text == NoPage {
			*into = text
			return
		}
		_, port, err := net.SplitHostPort(text)
		if err == nil {
			_, err = net.LookupPort("tcp", port)
		}
		if err != nil {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = text
	}
}

// pageAddress reads where a browser finds the page: at the root of its host, since its links begin there.
func (d *decoder) pageAddress(into *string) read {
	return func(n *yaml.Node) {
		const want = "a web address without a path, such as https://nines.example.com"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		address, err := url.Parse(text)
		if err != nil || !slices.Contains([]string{"http", "https"}, address.Scheme) || address.Host == "" ||
			strings.Trim(address.Path, "/") != "" || address.RawQuery != "" || address.Fragment != "" || address.User != nil {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = address.Scheme + "://" + address.Host
	}
}

// bcryptHash is how bcrypt writes a hash: its version, its cost, salt and hash.
var bcryptHash = regexp.MustCompile(`^\$2[aby]\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{53}$`)

func (d *decoder) user(n *yaml.Node) {
	const what = "a user"
	u := User{Role: RoleRead}
	present := d.mapping(n, what, keys{
		"name":               d.text(&u.Name),
		"password_hash":      d.passwordHash(&u.Hash),
		"password_hash_file": d.secretFile(&u.Hash),
		"role":               oneOf(d, &u.Role, RoleRead, RoleRun),
	})
	d.require(n, present, what, "name")
	d.oneKey(present, "password_hash")
	if slices.ContainsFunc(d.config.Serve.Users, func(other User) bool { return other.Name == u.Name }) {
		d.problem(n, "the user %q stands here twice", u.Name)
	}
	d.config.Serve.Users = append(d.config.Serve.Users, u)
}

// passwordHash reads a hash. No message repeats it: somebody may have written the password.
func (d *decoder) passwordHash(into *Secret) read {
	return func(n *yaml.Node) {
		v := resolve(n)
		if v.Kind != yaml.ScalarNode {
			d.problem(n, "expected the bcrypt hash of a password, found %s", found(v))
			return
		}
		text, ok := d.expand(v)
		if !ok {
			return
		}
		*into = secretText(text)
		if !bcryptHash.MatchString(text) {
			d.problem(n, "expected the bcrypt hash of a password, as nines serve --hash-password makes it, in quotes")
		}
	}
}

var httpHeader = regexp.MustCompile(`^[A-Za-z0-9-]+$`)

func (d *decoder) headerName(into *string) read {
	return func(n *yaml.Node) {
		const want = "the name of a header, such as X-Remote-User"
		text, ok := d.scalar(n, want)
		if !ok {
			return
		}
		if !httpHeader.MatchString(text) {
			d.problem(n, "expected %s, found %s", want, found(n))
			return
		}
		*into = text
	}
}

// networks reads addresses and networks; they replace the default.
func (d *decoder) networks(into *[]netip.Prefix) read {
	return func(n *yaml.Node) {
		*into = nil
		d.list(n, "addresses of proxies as a list", func(item *yaml.Node) {
			const want = "an address or a network, such as 10.0.0.7 or 10.0.0.0/24"
			text, ok := d.scalar(item, want)
			if !ok {
				return
			}
			network, err := netip.ParsePrefix(text)
			if address, failed := netip.ParseAddr(text); err != nil && failed == nil {
				network, err = address.Prefix(address.BitLen())
			}
			if err != nil {
				d.problem(item, "expected %s, found %s", want, found(item))
				return
			}
			*into = append(*into, network.Masked())
		})
	}
}
