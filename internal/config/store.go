package config

import (
	"net/url"
	"strings"

	"go.yaml.in/yaml/v3"
)

// StoreKind is the kind of a database.
type StoreKind string

// The databases.
const (
	SQLite   StoreKind = "sqlite"
	Postgres StoreKind = "postgres"
)

// Store says where records are kept.
type Store struct {
	Kind StoreKind
	Path string // SQLite: the file
	URL  Secret // PostgreSQL: the address, which may hold a password
	Name string // the address without its password, for messages
}

const storeWant = "sqlite:FILE, or postgres://user@host:5432/database"

func (d *decoder) store(into *Store) read {
	return func(n *yaml.Node) {
		v := resolve(n)
		if v.Kind != yaml.ScalarNode || empty(v) {
			d.problem(n, "expected the store as %s", storeWant)
			return
		}
		if text, ok := d.expand(v); ok {
			d.setStore(n, text, into)
		}
	}
}

func (d *decoder) storeFile(into *Store) read {
	return func(n *yaml.Node) {
		var path string
		if d.path(&path)(n); path == "" {
			return
		}
		text, err := readSecret(path)
		if err != nil {
			d.problem(n, "store_file: %v", err)
			return
		}
		d.setStore(n, text, into)
	}
}

// setStore never repeats the address in a message: it may hold a password.
func (d *decoder) setStore(n *yaml.Node, text string, into *Store) {
	kind, rest, _ := strings.Cut(strings.TrimSpace(text), ":")
	switch kind {
	case "sqlite":
		if rest == "" || strings.Contains(rest, ":memory:") || strings.ContainsAny(rest, "?#") {
			d.problem(n, "expected the name of a file after sqlite:, such as sqlite:var/nines.db")
			return
		}
		path := d.config.resolve(rest)
		*into = Store{Kind: SQLite, Path: path, Name: "sqlite:" + path}
	case "postgres", "postgresql":
		address, err := url.Parse(strings.TrimSpace(text))
		if err != nil || address.Host == "" || len(address.Path) < 2 {
			d.problem(n, "expected postgres://user@host:5432/database, found another form (special characters of a password have to be written as %%XX)")
			return
		}
		plain := url.URL{Scheme: "postgres", User: url.User(address.User.Username()), Host: address.Host, Path: address.Path}
		*into = Store{Kind: Postgres, URL: secretText(address.String()), Name: plain.String()}
	default:
		d.problem(n, "expected the store as %s", storeWant)
	}
}
