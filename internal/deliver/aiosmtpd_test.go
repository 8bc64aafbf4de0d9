package deliver_test

import (
	"bufio"
	"net/mail"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"nines/internal/deliver"
	"nines/internal/smtptest"
)

// foreign is a mail server that others wrote: it wants STARTTLS and a password, keeps what it gets in a folder and tells
// its port on its first line.
const foreign = `
import signal, ssl, sys
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
folder, certificate, key = sys.argv[1:4]
class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if "reject" in address: return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"
    async def handle_DATA(self, server, session, envelope):
        with open(folder + "/" + envelope.rcpt_tos[0] + ".eml", "wb") as f: f.write(envelope.original_content)
        return "250 2.0.0 queued"
def login(server, session, envelope, mechanism, data):
    return AuthResult(success=isinstance(data, LoginPassword) and (data.login, data.password) == (b"nines", b"hunter2"), handled=False)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
class Server(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="localhost", tls_context=context, require_starttls=True, authenticator=login, auth_required=True, enable_SMTPUTF8=True)
server = Server(Handler(), hostname="127.0.0.1", port=int(sys.argv[4]))
server.start()
print("ready", flush=True)
signal.sigwait([signal.SIGTERM])
`

func TestMailThroughAServerOfOthers(t *testing.T) {
	const python = "/usr/bin/python3"
	if out, err := exec.Command(python, "-c", "import aiosmtpd").CombinedOutput(); err != nil {
		t.Skipf("aiosmtpd is not installed: %v %s", err, out)
	}
	dir := t.TempDir()
	script := filepath.Join(dir, "server.py")
	require.NoError(t, os.WriteFile(script, []byte(foreign), 0o600))
	files := smtptest.NewCertificate(t)
	port := smtptest.FreePort(t)
	server := exec.Command(python, script, dir, files.Certificate, files.Key, strconv.Itoa(port))
	out, err := server.StdoutPipe()
	require.NoError(t, err)
	server.Stderr = os.Stderr
	require.NoError(t, server.Start())
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "ready\n", line)

	e := &deliver.Email{
		Host: "localhost", Port: port, Security: deliver.StartTLS, CAFile: files.CA, From: "nines@example.com",
		Username: "nines", Password: password("hunter2"),
	}
	m := message(t)
	require.NoError(t, e.Send(t.Context(), m, "m@example.com"))
	data, err := os.ReadFile(filepath.Join(dir, "m@example.com.eml"))
	require.NoError(t, err)
	got, err := mail.ReadMessage(strings.NewReader(string(data)))
	require.NoError(t, err)
	assert.Equal(t, "<"+m.MessageID+">", got.Header.Get("Message-Id"))
	var refused *deliver.RefusedError
	require.ErrorAs(t, e.Send(t.Context(), m, "reject@example.com"), &refused)
	e.Password = password("wrong")
	require.ErrorAs(t, e.Send(t.Context(), m, "m@example.com"), &refused)
}
