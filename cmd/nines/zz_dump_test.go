package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"mime"
	"net/mail"

	"nines/internal/smtptest"
)

func TestDumpMails(t *testing.T) {
	for _, loc := range []string{"en-GB", "de-DE"} {
		server := smtptest.Start(t, smtptest.Options{})
		dir := sampleFolder(t)
		conf := readFile(t, filepath.Join(dir, "config.yaml"))
		jobs := "jobs:\n"
		for _, r := range everyReport {
			jobs += fmt.Sprintf("  - {name: %s-job, report: %[1]s, formats: [json], schedule: \"0 7 * * Mon\", deliver: [{kind: email, to: [%[1]s@example.com]}]}\n", r[0])
		}
		conf = regexp.MustCompile(`(?ms)^jobs:.*^serve:`).ReplaceAllString(conf, jobs+mailsBy(server.Port)+"serve:")
		conf = replaceOnce(conf, "locale: en-GB", "locale: "+loc)
		os.WriteFile(filepath.Join(dir, "config.yaml"), []byte(conf), 0o600)
		nines(t, dir, "import")
		for _, r := range everyReport {
			nines(t, dir, "run", r[0]+"-job", "--period", r[1], "--no-import", "--deliver", "--as-of", "2026-11-02T07:00")
			m := server.To(r[0] + "@example.com")[0]
			message, _ := mail.ReadMessage(strings.NewReader(m.Data))
			subject, _ := new(mime.WordDecoder).DecodeHeader(message.Header.Get("Subject"))
			parts := mailParts(t, message.Header.Get("Content-Type"), message.Body)
			base := "/tmp/h9x/page/mail/" + loc + "-" + r[0]
			os.MkdirAll("/tmp/h9x/page/mail", 0o755)
			os.WriteFile(base+".html", []byte(parts["text/html"]), 0o600)
			os.WriteFile(base+".txt", []byte("Subject: "+subject+"\n\n"+parts["text/plain"]), 0o600)
		}
	}
}
