package recurring

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"testing"
)

func TestExplore(t *testing.T) {
	var all []Ticket
	for _, f := range []string{"2010", "2019"} {
		file, err := os.Open("../../../shared/data/jira/jira_export_" + f + ".csv.gz")
		if err != nil {
			t.Skip(err)
		}
		z, _ := gzip.NewReader(file)
		rows, err := csv.NewReader(z).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		id, title := slices.Index(rows[0], "Issue key"), slices.Index(rows[0], "Summary")
		for _, r := range rows[1:] {
			all = append(all, Ticket{Ref: Ref{"jira", r[id]}, Title: r[title]})
		}
	}
	byID := map[string]string{}
	for _, x := range all {
		byID[x.ID] = x.Title
	}
	r := Compute(Input{Tickets: slices.Values(all)})
	fmt.Println(r.Incidents)
	for i, g := range r.Groups {
		if i > 120 {
			break
		}
		fmt.Println("#", i+1, g.Count, g.Signature)
		for _, m := range g.Members {
			fmt.Println("     ", m.ID, byID[m.ID])
		}
	}
}
