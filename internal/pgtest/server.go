package pgtest

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// password is that of the superuser: long enough that nobody meets it by chance.
const password = "nines tests/ only?"

// patience is how long a server may take to start or to stop.
const patience = 30 * time.Second

// server is a PostgreSQL that this process started.
type server struct {
	folder  string
	program string
	port    int
	process *exec.Cmd
	ended   chan struct{} // closed when the process is gone
}

func (s *server) admin() string {
	u := url.URL{
		Scheme: "postgres", User: url.UserPassword("postgres", password), Host: "127.0.0.1:" + strconv.Itoa(s.port), Path: "/postgres",
		RawQuery: "sslmode=disable",
	}
	return u.String()
}

func startServer() (s *server, err error) {
	initdb, err := find("initdb")
	if err != nil {
		return nil, err
	}
	s = &server{}
	if s.folder, err = os.MkdirTemp("", "nines-postgres-"); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(s.folder)
		}
	}()
	secret := filepath.Join(s.folder, "password")
	if err := os.WriteFile(secret, []byte(password), 0o600); err != nil {
		return nil, err
	}
	if err := own(s.folder, secret); err != nil {
		return nil, err
	}
	if err := s.run(initdb, "-D", s.data(), "-U", "postgres", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"); err != nil {
		return nil, err
	}
	if s.port, err = freePort(); err != nil {
		return nil, err
	}
	s.program = filepath.Join(filepath.Dir(initdb), "postgres")
	return s, s.serve()
}

func (s *server) data() string { return filepath.Join(s.folder, "data") }

// find looks for a program of PostgreSQL in the path, and where Debian keeps the newest.
func find(name string) (string, error) {
	if path, err := exec.LookPath(name); err == nil {
		return filepath.EvalSymlinks(path)
	}
	found, err := filepath.Glob(filepath.Join("/usr/lib/postgresql", "*", "bin", name))
	if err != nil || len(found) == 0 {
		return "", errors.New("its programs are neither in the path nor in /usr/lib/postgresql (Debian: apt-get install postgresql)")
	}
	slices.Sort(found)
	return found[len(found)-1], nil
}

func (s *server) run(program string, args ...string) error {
	cmd := exec.Command(program, args...)
	cmd.Dir = s.folder
	if err := unprivileged(cmd); err != nil {
		return err
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", program, err, out)
	}
	return nil
}

// serve starts the server and waits until it takes connections. What it keeps need not survive the machine.
func (s *server) serve() error {
	s.ended = make(chan struct{})
	s.process = exec.Command(s.program, "-D", s.data(), "-p", strconv.Itoa(s.port), "-k", s.folder, "-c", "listen_addresses=127.0.0.1",
		"-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "max_connections=200")
	s.process.Dir = s.folder
	if err := unprivileged(s.process); err != nil {
		return err
	}
	var told bytes.Buffer
	s.process.Stderr = &told
	started := make(chan error, 1)
	go s.watch(started)
	if err := <-started; err != nil {
		return err
	}
	for begun := time.Now(); time.Since(begun) < patience; time.Sleep(20 * time.Millisecond) {
		select {
		case <-s.ended:
			return fmt.Errorf("the server ended at once:\n%s", told.String())
		default:
		}
		if status, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid")); err == nil && bytes.Contains(status, []byte("\nready")) {
			return nil
		}
	}
	s.stop()
	return fmt.Errorf("the server was not ready after %s:\n%s", patience, told.String())
}

// stop ends the server and removes what it kept.
func (s *server) stop() {
	s.halt()
	os.RemoveAll(s.folder)
}

// halt ends the server, connections or not.
func (s *server) halt() {
	_ = s.process.Process.Signal(os.Interrupt) // "fast": it may be gone already
	select {
	case <-s.ended:
	case <-time.After(patience):
		_ = s.process.Process.Kill()
		<-s.ended
	}
}

// freePort is one that nobody listens on now.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return listener.Addr().(*net.TCPAddr).Port, listener.Close()
}
