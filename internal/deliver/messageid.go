package deliver

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// MessageID is the id of the mail by which one revision of a report for one period goes to one recipient. It is always
// the same: who gets it twice is shown it once, and a later revision can answer it. The domain is that of the sender.
func MessageID(report, period string, revision int, recipient, domain string) string {
	sum := digest(report, period, strconv.Itoa(revision), strings.ToLower(recipient))
	return label(report) + "." + label(period) + ".r" + strconv.Itoa(revision) + "." + sum + "@" + domain
}

// AlarmID is the id of the mail that tells one operator of a matter.
func AlarmID(job, matter, recipient, domain string) string {
	return "alarm." + label(job) + "." + digest(job, matter, strings.ToLower(recipient)) + "@" + domain
}

// ListID is a name for the mails of a report, by which receivers file them.
func ListID(report, domain string) string { return label(report) + "." + domain }

// digest tells one list of texts from any other: no text can end in what the next begins with.
func digest(parts ...string) string {
	hash := sha256.New()
	for _, p := range parts {
		hash.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return hex.EncodeToString(hash.Sum(nil)[:10])
}

// label keeps of a name what may stand in an id: letters, digits and hyphens, at most 40 of them.
func label(name string) string {
	const longest = 40
	kept := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + ('a' - 'A')
		}
		return '-'
	}, name)
	kept = strings.Trim(kept[:min(len(kept), longest)], "-")
	if kept == "" {
		return "report"
	}
	return kept
}
