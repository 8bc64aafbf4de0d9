package eml

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// folder writes messages, each under its name, with the line ends of mails, and returns their files in that order.
func folder(t *testing.T, messages ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var files []string
	for i, m := range messages {
		path := filepath.Join(dir, fmt.Sprintf("%02d.eml", i+1))
		require.NoError(t, os.WriteFile(path, []byte(strings.ReplaceAll(m, "\n", "\r\n")), 0o600))
		files = append(files, path)
	}
	return files
}

// rows reads all messages, each as what its columns hold, without the empty ones; under "warning" what is wrong with it.
func rows(t *testing.T, files []string, wanted ...string) []map[string]string {
	t.Helper()
	r, err := Open(files, wanted)
	require.NoError(t, err)
	defer func() { require.NoError(t, r.Close()) }()
	var all []map[string]string
	for {
		cells, line, err := r.Next()
		if errors.Is(err, io.EOF) {
			assert.Equal(t, r.Size(), r.Offset())
			return all
		}
		require.NoError(t, err)
		assert.Equal(t, len(all)+1, line)
		require.Len(t, cells, len(r.Header()))
		row := map[string]string{}
		for i, cell := range cells {
			if cell != "" {
				row[r.Header()[i]] = cell
			}
		}
		if w := r.Warning(); w != "" {
			row["warning"] = w
		}
		all = append(all, row)
	}
}

// A deployment tool: plain text, the fields first.
const plain = `Message-ID: <deploy.17@ci.example.com>
Date: Mon, 02 Nov 2026 09:30:00 +0100
From: Deployments <deploy@example.com>
To: changes@example.com
Subject: Deployed pricing 26.11.1
X-Environment: production

Hi all,

Service: FX pricing
Start: 2026-11-02 09:10
Description: new curve
  for swaps

Regards: none
`

// A ticketing tool: encoded words, a quoted-printable text in Latin 1, the fields in a table of HTML beside it.
const multi = `Message-ID: <t2@desk>
Date: 2 Nov 2026 10:00:00 GMT
Subject: =?iso-8859-1?Q?=C4nderung_freigegeben?= =?utf-8?B?IOKAkyBDSEc3?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=outer

--outer
Content-Type: multipart/alternative; boundary="in ner"

--in ner
Content-Type: text/html; charset=utf-8

<table><tr><td>Service</td><td>wrong</td></tr></table>
--in ner
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Dienst: B=F6rse
Risk: lo=
w
--in ner--
--outer
Content-Type: text/plain
Content-Disposition: attachment; filename=log.txt

Service: attached
--outer--
`

func TestMessagesOfSeveralTools(t *testing.T) {
	page := `<html><head><title>x: y</title><style>p: q</style></head><body><p>Service: a &amp; b</p>
<!-- Risk: high --><table><tr><td>Start</td><td>2026-11-02&nbsp;09:00</td></tr></table>See <b>you</b></body>`
	html := "Subject: page\nContent-Type: text/html; charset=\"windows-1252\"\nContent-Transfer-Encoding: base64\n\n" +
		base64.StdEncoding.EncodeToString([]byte(page)) + "\n"
	got := rows(t, folder(t, plain, multi, html), "service", "Risk", "plan")
	require.Len(t, got, 3)
	assert.Equal(t, map[string]string{
		"file": "01.eml", "message-id": "deploy.17@ci.example.com", "date": "2026-11-02T09:30:00+01:00",
		"from": "Deployments <deploy@example.com>", "to": "changes@example.com", "subject": "Deployed pricing 26.11.1", "x-environment": "production",
		"service": "FX pricing", "start": "2026-11-02 09:10", "description": "new curve for swaps", "regards": "none",
		"body": "Hi all,\n\nService: FX pricing\nStart: 2026-11-02 09:10\nDescription: new curve\n  for swaps\n\nRegards: none",
	}, got[0])
	assert.Equal(t, "\u00c4nderung freigegeben \u2013 CHG7", got[1]["subject"])
	assert.Equal(t, "2026-11-02T10:00:00Z", got[1]["date"])
	assert.Equal(t, "B\u00f6rse", got[1]["dienst"])
	assert.Equal(t, "low", got[1]["risk"])
	assert.Empty(t, got[1]["service"], "neither that of the page nor that of the attachment")
	assert.Equal(t, "a & b", got[2]["service"])
	assert.Equal(t, "2026-11-02 09:00", got[2]["start"])
	assert.Empty(t, got[2]["risk"])
	assert.Equal(t, "Service: a & b\nStart\t2026-11-02 09:00\nSee you", got[2]["body"])
	for _, row := range got {
		assert.Empty(t, row["warning"])
	}
}

func TestWantedColumnsAreThere(t *testing.T) {
	r, err := Open(folder(t, "Subject: x\nBack-Out: y\n\nz\n"), []string{"subject", "back out", "Plan"})
	require.NoError(t, err)
	assert.Equal(t, []string{"file", "message-id", "date", "from", "to", "subject", "body", "back-out", "Plan"}, r.Header())
	assert.Equal(t, []string{`no message has the field "Plan"`}, r.Notes())
}

func TestFieldsOfText(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       map[string]string
	}{
		{"none", "Dear all,\nnothing here", nil},
		{"one", "We restarted it.\n\nService: fx\n\nBye", map[string]string{"service": "fx"}},
		{"a sentence before", "Note: see below\nas agreed\nService: fx\nRisk: low\nThat is all: really", map[string]string{"service": "fx", "risk": "low", "that is all": "really"}},
		{"blank lines between", "Service: fx\n\n\nRisk: low\n\nand so on\nCause: x\nTeam: y", map[string]string{"service": "fx", "risk": "low"}},
		{"the first of a name", "Service: fx\nservice: pay", map[string]string{"service": "fx"}},
		{"an empty value goes on", "Plan:\n  one\n  two\nRisk: low", map[string]string{"plan": "one two", "risk": "low"}},
		{"decorated", "* Service: fx\n- Planned  start: 9:00\n\u2022 Risk :low", map[string]string{"service": "fx", "planned start": "9:00", "risk": "low"}},
		{"no names", "http://example.com\n12:30 restarted\nthis is what we did today then: x\n=1+1: y", nil},
		{"a time in a value", "Start: 2026-11-02 09:10\nEnd: 09:20", map[string]string{"start": "2026-11-02 09:10", "end": "09:20"}},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, fieldsOf(c.text)) })
	}
}

func TestHostileMessages(t *testing.T) {
	nested := "Subject: deep\nContent-Type: multipart/mixed; boundary=b0\n\n"
	for i := range 20 {
		nested += fmt.Sprintf("--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i+1)
	}
	var many strings.Builder
	many.WriteString("Subject: many\n")
	for i := range 1000 {
		fmt.Fprintf(&many, "X-%d: v\n", i)
	}
	for _, c := range []struct{ name, message, warning string }{
		{"empty", "", "it is no mail"},
		{"no header", "just a text\n", "it is no mail"},
		{"binary", "\x00\x01\x02\xff\n", "it is no mail"},
		{"a terminal's commands", "\x1b]0;owned\x07" + strings.Repeat("x", 4000) + "\n", `it is no mail: "malformed header line: \x1b]0;owned`},
		{"parts within parts", nested, "more than 10 deep"},
		{"no boundary", "Content-Type: multipart/mixed\n\nx", "what divides its parts"},
		{"cut off", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nService: fx\n", "cannot be read whole"},
		{"a charset of its own", "Content-Type: text/plain; charset=klingon\n\nService: fx\n", "nobody knows its charset"},
		{"broken base64", "Content-Transfer-Encoding: base64\n\n!!!!", "cannot be read whole"},
		{"headers without end", many.String() + "\nx", "more than 200 headers"},
		{"too long", "Subject: x\n\n" + strings.Repeat("x", maxMessage), "longer than 16 MiB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := rows(t, folder(t, c.message, plain))
			require.Len(t, got, 2)
			assert.Contains(t, got[0]["warning"], c.warning)
			assert.Contains(t, got[0]["warning"], "01.eml: ")
			assert.Less(t, len(got[0]["warning"]), 300)
			assert.NotContains(t, got[0]["warning"], "\x1b")
			assert.Equal(t, "FX pricing", got[1]["service"], "the next is read")
			assert.LessOrEqual(t, len(got[0]["body"]), maxText)
		})
	}
}

func TestAMissingMessageFails(t *testing.T) {
	_, err := Open([]string{filepath.Join(t.TempDir(), "gone.eml")}, nil)
	assert.ErrorContains(t, err, "gone.eml")
}
