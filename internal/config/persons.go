package config

// Persons says how reports name persons.
type Persons string

// The ways to name persons.
const (
	Pseudonyms Persons = "pseudonyms" // the same word for the same person in every report
	Names      Persons = "names"      // as the sources do
)
