package presets

import (
	"slices"
	"strings"
	"testing"
)

// FuzzRecognise takes any header: scores lie between 0 and 1, and the reasons are columns of the header.
func FuzzRecognise(f *testing.F) {
	f.Add("number;short_description;caller_id")
	f.Add("ID;Titre;Date d'ouverture;Demandeur - Demandeur;Demandeur - Demandeur (2)")
	f.Add(";;*; (1);\x00;\xff")
	f.Fuzz(func(t *testing.T, text string) {
		header := strings.Split(text, ";")
		for _, m := range Recognise(header) {
			if !(m.Score > 0 && m.Score <= 1) {
				t.Fatal(m.Score)
			}
			for _, column := range m.Why {
				if !slices.Contains(header, column) {
					t.Fatalf("%q", column)
				}
			}
			if _, err := m.Preset.Table(m.Table.Record, header); err != nil {
				t.Fatal(err)
			}
		}
	})
}
