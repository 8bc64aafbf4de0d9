package reports

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// person is how a report names a person: as the source does where that is configured, else by a word that is the same
// in every report of the organisation and tells no name. Empty for nobody.
func (m *making) person(name string) string {
	name = strings.TrimSpace(name)
	if name == "" || m.set.PersonNames {
		return name
	}
	sum := sha256.Sum256([]byte("person\x00" + m.set.Organisation + "\x00" + strings.ToLower(name)))
	return m.words.Text("report.person", "code", hex.EncodeToString(sum[:])[:5])
}
