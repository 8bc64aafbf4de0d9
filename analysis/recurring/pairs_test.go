package recurring

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// grouped tells whether two titles of one service are in one group.
func grouped(a, b string) bool {
	r := Compute(Input{Tickets: slices.Values([]Ticket{{Ref: Ref{Source: "s", ID: "1"}, Title: a}, {Ref: Ref{Source: "s", ID: "2"}, Title: b}})})
	return len(r.Groups) == 1
}

func TestWhatIsOneIssue(t *testing.T) {
	for _, pair := range [][2]string{
		{"Disk full on db-prod-07", "disk full on DB-PROD-12"},
		{"Disk full on db-prod-07.example.com: /var/log at 91 %", "Disk full on 10.1.2.3: /opt at 97%"},
		{"RE: Disk full on srv0123", "[URGENT] *** disk is full on srv0456 ***"},
		{"INC0012345: VPN connection drops", "Fwd: VPN connection drops (INC0099999)"},
		{"Backup of lon-db-01 failed, job 48213", "Backup of lon-db-02 failed, job 51007"},
		{"Backup job fails on srv01", "Backup job failed again on srv02"},
		{"Queue PAY.IN.12 full", "Queue PAY.IN.7 full"},
		{"Cannot log in to VPN", "can't login to VPN"},
		{"Unable to login to VPN", "cannot log on to VPN"},
		{"Printer not working on floor 3", "printer on floor 5 not working"},
		{"User jsmith2 locked out of Active Directory", "User mmeier7 locked out of Active Directory"},
		{"Backport INC0000001 to branch 2", "Backport INC0000002 to branch 3 and branch 4"},
		{"Slow responses, 12 s at the 95th percentile", "Slow responses, 3s at the 99th percentile"},
		{"Report of 8 October 2026 missing", "Report of 9 Oct 2026 missing"},
		{"Interface fails since 10:30", "Interface fails since 23:59:01"},
		{`Field "Amount" shows wrong currency`, `Field "Total" shows wrong currency`},
		{"Mail to a.b@example.com bounces back", "Mail to c.d@example.org bounces back"},
		{`Access to \\filer\share denied`, `Access to C:\data denied`},
		{"Ｄｉｓｋ full on srv0123", "Disk full on srv0124"},
		{"Drucker im 3. Stock druckt nicht", "Drucker im 4. Stock druckt nicht!"},
		{"Impossible d'accéder au réseau 12", "Impossible d’accéder au réseau 15"},
		{"サーバー12が起動しない", "サーバー34が起動しない"},
		{"Не работает принтер 12", "не работает принтер 7"},
		{"Payment 4711 stuck in settlement queue of the clearing house", "Payment 4712 stuck in the settlement queue of clearing house"},
	} {
		assert.True(t, grouped(pair[0], pair[1]), pair)
	}
}

func TestWhatIsNotOneIssue(t *testing.T) {
	for _, pair := range [][2]string{
		{"Disk full on host A", "CPU high on host A"},
		{"Unable to login to VPN", "Unable to login to SAP"},
		{"Payment failed for EUR", "Payment failed for USD"},
		{"Batch settlement of region EMEA failed with a timeout in step load", "Batch settlement of region APAC failed with a timeout in step load"},
		{"Server up", "Server down"},
		{"Login works from outside the office network after the change", "Login does not work from outside the office network after the change"},
		{"Copy from SAP to HR fails", "Copy from HR to SAP fails"},
		{"Checkout returns HTTP 500", "Checkout returns HTTP 404"},
		{"ORA-00600 in nightly load", "ORA-01017 in nightly load"},
		{"CVE-2021-44228 found in image", "CVE-2022-22965 found in image"},
		{"[UAT] settlement batch of the clearing house failed with a timeout", "settlement batch of the clearing house failed with a timeout"},
		{"Error 17", "Error 99"},
		{"12345", "67890"},
		{"Problem with INC0000001", "Problem with INC0000002"},
		{`"Printer broken"`, `"Screen black"`},
		{"issue", "problem"},
		{"💳", "🚫"},
		{"TPC-H end-to-end test fails on Travis", "TPC-DS end-to-end test fails on Travis"},
		{"Revert the new split affinity provider for cached queries", "the new split affinity provider for cached queries"},
		{"VPN", "VPN client crashes at start"},
		{"服务器无法启动", "服务器可以启动"},
		{"サーバーが起動する", "サーバーが起動しない"},
		{"Drucker druckt nicht", "Drucker druckt doppelt"},
		{"Printer not working", "Label printer not working"},
		{"import of trades stopped", "export of trades stopped"},
	} {
		assert.False(t, grouped(pair[0], pair[1]), pair)
	}
}
