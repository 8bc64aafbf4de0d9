package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"golang.org/x/crypto/bcrypt"
)

// Role is what a reader may do.
type Role int

// The roles. Who may run may read.
const (
	Read Role = iota + 1
	RunJobs
)

// User may log in.
type User struct {
	Name string
	Hash string // bcrypt; "": comes through the proxy only
	Role Role
}

// Access says who may see the page. Without users and proxy header anybody on the machine may, and run jobs.
type Access struct {
	Users       []User
	ProxyHeader string         // in which a proxy tells who the reader is; "": none is trusted
	Proxies     []netip.Prefix // from where that header is believed
	Session     time.Duration  // how long a login lasts
}

// guarded tells whether readers have to say who they are.
func (a *Access) guarded() bool { return len(a.Users) > 0 || a.ProxyHeader != "" }

func (a *Access) user(name string) (User, bool) {
	for _, u := range a.Users {
		if u.Name == name {
			return u, true
		}
	}
	return User{}, false
}

// proxy tells whether an address is that of a trusted proxy.
func (a *Access) proxy(address netip.Addr) bool {
	if a.ProxyHeader == "" {
		return false
	}
	for _, p := range a.Proxies {
		if p.Contains(address.Unmap()) {
			return true
		}
	}
	return false
}

// SetAccess replaces who may see the page. Who is logged in stays so as long as name and password hash stay; a role that
// changed holds from the next request on. The error tells no hash.
func (s *Server) SetAccess(a Access) error {
	for _, u := range a.Users {
		if _, err := bcrypt.Cost([]byte(u.Hash)); u.Hash != "" && err != nil {
			return fmt.Errorf("the password hash of the user %s is none of bcrypt's", u.Name)
		}
		if u.Hash == "" && a.ProxyHeader == "" {
			return fmt.Errorf("the user %s has no password hash", u.Name)
		}
	}
	s.access.Store(&a)
	return nil
}

// reader is who asks.
type reader struct {
	name   string // "": anybody on the machine
	role   Role
	anchor string // what the tokens of the reader's forms are bound to
	logout bool   // the reader logged in here
}

// who tells who asks; ok is false where the reader has to log in first. The error is of the logins that are kept.
func (s *Server) who(r *http.Request) (who reader, ok bool, err error) {
	a := s.access.Load()
	if !a.guarded() {
		return reader{role: RunJobs, anchor: "anybody"}, true, nil
	}
	if name := s.byProxy(a, r); name != "" {
		u, known := a.user(name)
		if !known {
			u.Role = Read
		}
		return reader{name: name, role: u.Role, anchor: "proxy " + name}, true, nil
	}
	token := sessionToken(r)
	if token == "" {
		return reader{}, false, nil
	}
	ctx, cancel := context.WithTimeout(r.Context(), ledgerMay)
	defer cancel()
	session, ok, err := s.config.Sessions.Find(ctx, digestOf(token))
	if err != nil || !ok {
		return reader{}, false, err
	}
	u, known := a.user(session.Name)
	if !known || u.proof() != session.Proof {
		s.end(r.Context(), token)
		return reader{}, false, nil
	}
	return reader{name: u.Name, role: u.Role, anchor: "session " + token, logout: true}, true, nil
}

// proof changes when the password does.
func (u User) proof() string { return digestOf(u.Name + "\x00" + u.Hash) }

// byProxy is the name that a trusted proxy tells; "": none does.
func (s *Server) byProxy(a *Access, r *http.Request) string {
	if !a.proxy(peer(r)) {
		return ""
	}
	told := r.Header.Values(a.ProxyHeader)
	if len(told) != 1 { // two: one of them is not the proxy's
		return ""
	}
	name := strings.TrimSpace(told[0])
	if name == "" || len(name) > longestName || unprintable(name) {
		return ""
	}
	return name
}

// peer is the address that the connection comes from; invalid where it has none.
func peer(r *http.Request) netip.Addr {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr().Unmap()
}

// client is the address of the reader: behind a trusted proxy the last that it tells and that is no proxy's.
func (s *Server) client(r *http.Request) netip.Addr {
	a, address := s.access.Load(), peer(r)
	if !a.proxy(address) {
		return address
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			return address
		}
		if address = hop.Unmap(); !a.proxy(address) {
			return address
		}
	}
	return address
}

var errWrong = errors.New("wrong name or password")

// unlikely has the form of a hash, and is nobody's.
func unlikely(cost int) []byte {
	return fmt.Appendf(nil, "$2a$%02d$%s", cost, strings.Repeat(".", 53))
}

// checkPassword takes as long for a name that is not there as for one that is. errWrong, or that too much is asked.
func (s *Server) checkPassword(r *http.Request, name, password string) (User, error) {
	a := s.access.Load()
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-r.Context().Done():
		return User{}, r.Context().Err()
	}
	u, known := a.user(name)
	h := []byte(u.Hash)
	if known = known && u.Hash != ""; !known {
		h = unlikely(a.cost())
	}
	if err := bcrypt.CompareHashAndPassword(h, []byte(password)); err != nil || !known {
		return User{}, errWrong
	}
	return u, nil
}

// cost is the greatest of the hashes.
func (a *Access) cost() int {
	cost := bcrypt.MinCost
	for _, u := range a.Users {
		if c, err := bcrypt.Cost([]byte(u.Hash)); err == nil {
			cost = max(cost, c)
		}
	}
	return cost
}
