package discovery

import (
	_ "embed"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"nines/internal/config"
)

//go:embed fields.yaml
var fieldsFile []byte

//go:embed words.yaml
var wordsFile []byte

// byLanguage are the names that a field has in exports, the likeliest of each language first.
type byLanguage map[string][]string

// name is one of them.
type name struct {
	form
	language string
	rank     int // 0: the likeliest of its language
}

// recordEntry is what the dictionary knows of one record.
type recordEntry struct {
	Words   []string              // what a type column, a file or a sheet calls it
	Needs   [][]string            // groups of fields of each of which one has to be there
	Telling []string              // fields that hardly another record has
	Fields  map[string]byLanguage // names that only this record's fields have
}

// stranger is a table of a tool that looks like tickets and holds none.
type stranger struct {
	Is      string   // what it holds, for the message
	Headers []string // all of which it has
}

// dictionary is what exports call our records, fields and words.
type dictionary struct {
	records    map[string]recordEntry
	fields     map[string]map[string][]name // record -> field -> names, the record's own first
	words      map[string]map[string]string // field -> plain word of an export -> ours
	kinds      map[string]string            // plain word of a type column -> record
	missing    map[string]bool              // what stands for a missing value
	types      []string                     // plain headers of the columns that tell the record row by row
	metrics    map[string][]string          // load, other, disk, volume, value: words in the names of metrics
	hardware   map[string]bool              // words in headers of devices
	lengths    map[string]bool              // words in headers of durations
	hour       map[string]bool              // headers of the hour of the day
	working    map[string]bool              // what monitors call working order
	plans      map[string]bool              // words in headers of times that are plans and no facts
	short      map[string]string            // abbreviation in the name of a column -> word
	strangers  []stranger
	production *regexp.Regexp // what names of services have behind them where the environment is the usual one
}

// known reads the embedded dictionary once, when it is first needed. A mistake in it is ours, and a test's failure.
var known = sync.OnceValue(func() *dictionary {
	d, err := loadDictionary(fieldsFile, wordsFile)
	if err != nil {
		panic("discovery: " + err.Error())
	}
	return d
})

func loadDictionary(fields, words []byte) (*dictionary, error) {
	var file struct {
		Common  map[string]byLanguage
		Records map[string]recordEntry
		Types   []string
		Others  []stranger
	}
	if err := yaml.Unmarshal(fields, &file); err != nil {
		return nil, fmt.Errorf("fields.yaml: %w", err)
	}
	d := &dictionary{records: file.Records, fields: map[string]map[string][]name{}, words: map[string]map[string]string{}, kinds: map[string]string{}, strangers: file.Others}
	for _, record := range slices.Sorted(maps.Keys(file.Records)) {
		entry := file.Records[record]
		d.fields[record] = map[string][]name{}
		for _, field := range config.RecordFields[record] {
			names := append(entry.Fields[field].names(), file.Common[field].names()...)
			names = append(names, name{formOf(plain(field)), "en", 2}) // lists of our own making
			if record == "sample" && entry.Fields[field] == nil {
				names = nil
			}
			d.fields[record][field] = names
		}
		for i, word := range entry.Words {
			entry.Words[i] = plain(word)
			d.kinds[entry.Words[i]] = record
		}
	}
	for _, header := range file.Types {
		d.types = append(d.types, plain(header))
	}
	return d, d.loadWords(words)
}

// names lists the names of all languages, English first, then by language.
func (b byLanguage) names() []name {
	var all []name
	languages := slices.SortedFunc(maps.Keys(b), func(x, y string) int {
		if (x == "en") != (y == "en") {
			return map[bool]int{true: -1, false: 1}[x == "en"]
		}
		return strings.Compare(x, y)
	})
	for _, language := range languages {
		for rank, text := range b[language] {
			all = append(all, name{formOf(plain(text)), language, rank})
		}
	}
	return all
}

func (d *dictionary) loadWords(data []byte) error {
	var file struct {
		Missing    []string
		Metrics    map[string][]string
		Hardware   []string
		Lengths    []string
		Hour       []string
		Working    []string
		Plans      []string
		Short      map[string]string `yaml:"abbreviations"`
		Production []string
		Fields     map[string]map[string][]string `yaml:",inline"`
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return fmt.Errorf("words.yaml: %w", err)
	}
	for field, ours := range file.Fields {
		d.words[field] = map[string]string{}
		for our, theirs := range ours {
			for _, word := range theirs {
				word = plain(word)
				if other, twice := d.words[field][word]; twice && other != our {
					return fmt.Errorf("words.yaml: %s: %q stands for %s and for %s", field, word, other, our)
				}
				d.words[field][word] = our
			}
		}
	}
	d.missing, d.hardware, d.metrics = setOf(file.Missing), setOf(file.Hardware), file.Metrics
	d.lengths, d.hour, d.working = setOf(file.Lengths), setOf(file.Hour), setOf(file.Working)
	d.plans, d.short = setOf(file.Plans), file.Short
	var err error
	d.production, err = regexp.Compile(`(?i)[\s_.-]*[(\[]?\b(` + strings.Join(file.Production, "|") + `)\b[)\]]?\s*$`)
	return err
}
