package recurring

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// realTickets are the bug reports of two years of a public tracker: hardly any keeps coming back.
func realTickets(t *testing.T) []Ticket {
	t.Helper()
	files, err := filepath.Glob("../../../shared/data/jira/jira_export_*.csv.gz")
	require.NoError(t, err)
	if len(files) == 0 {
		t.Skip("the exports are not beside the repository: ../shared/data/jira")
	}
	var list []Ticket
	for _, name := range files {
		file, err := os.Open(name)
		require.NoError(t, err)
		defer file.Close()
		unzipped, err := gzip.NewReader(file)
		require.NoError(t, err)
		rows, err := csv.NewReader(unzipped).ReadAll()
		require.NoError(t, err)
		id, title := slices.Index(rows[0], "Issue key"), slices.Index(rows[0], "Summary")
		for _, row := range rows[1:] {
			list = append(list, Ticket{Ref: Ref{Source: "jira", ID: row[id]}, Title: row[title]})
		}
	}
	return list
}

// What people wrote of the same thing is one group, and what looks alike is not.
func TestRealTitles(t *testing.T) {
	r := compute(realTickets(t)...)
	assert.Equal(t, 6580, r.Incidents.Tickets)
	together := func(ids string) bool {
		list := strings.Fields(ids)
		g := r.Of(Incident, Ref{Source: "jira", ID: list[0]})
		return g != nil && !slices.ContainsFunc(list, func(id string) bool { return r.Of(Incident, Ref{Source: "jira", ID: id}) != g })
	}
	for _, ids := range []string{
		"HBASE-22390 HDFS-14397 HIVE-21809 KAFKA-9057", // backports of one ticket or another
		"FLINK-12589 FLINK-13155",                      // SQL (Client) end-to-end test fails on Travis
		"FLINK-13567 FLINK-15428",                      // fails, failed
		"FLINK-13217 FLINK-13327",                      // does not compile, not compiling
		"HIVE-1418 HIVE-1455",                          // the same words in another order
		"HDFS-1299 MAPREDUCE-1942",                     // never should, should never
		"CAMEL-13123 CAMEL-13125",                      // with the component in front
	} {
		assert.True(t, together(ids), ids)
	}
	for _, ids := range []string{
		"FLINK-13704 FLINK-15426",     // TPC-H and TPC-DS
		"FLINK-13748 FLINK-14311",     // a test of S3, and one without
		"HIVE-21232 HIVE-21949",       // a feature, and its revert
		"ZOOKEEPER-677 ZOOKEEPER-667", // the C client and the Java client
		"KAFKA-8928 KAFKA-9344",       // the producer and the consumer
		"HIVE-21784 HIVE-21714",       // acid and not mm, acid and mm
		"MESOS-10028 MESOS-9621",      // two error codes
	} {
		assert.False(t, together(ids), ids)
	}
}
