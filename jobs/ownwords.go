package jobs

import (
	"fmt"

	"nines/internal/config"
	"nines/reports"
	"nines/reports/commentary"
	"nines/templates"
)

// OwnWords are those that the configuration has for its locale, by key; without a folder of words there are none.
func OwnWords(c *config.Config) (map[string]string, error) {
	if c.Words == "" {
		return nil, nil
	}
	own, err := templates.OwnWords(c.Words, c.Locale)
	if err != nil {
		return nil, fmt.Errorf("words: %w", err)
	}
	return templates.Texts(own), nil
}

// loadWords loads the words of the configuration's locale.
func loadWords(c *config.Config) (*templates.Words, error) {
	own, err := OwnWords(c)
	if err != nil {
		return nil, err
	}
	words, _, err := templates.LoadWords(c.Locale, own)
	return words, err
}

// settingsWithTexts are the settings of a report with the own texts that the configuration has files of.
func settingsWithTexts(c *config.Config) (reports.Settings, error) {
	s := settings(c)
	var err error
	if s.Words, err = OwnWords(c); err != nil || c.Narrative == "" {
		return s, err
	}
	if s.Narrative, err = templates.OwnNarrative(c.Narrative, c.Locale); err != nil {
		return s, fmt.Errorf("narrative: %w", err)
	}
	return s, nil
}

// said reads the configuration's commentary; none where it names none.
func said(c *config.Config) ([]commentary.Note, error) {
	if c.Commentary == "" {
		return nil, nil
	}
	notes, _, err := commentary.Read(c.Commentary)
	if err != nil {
		return nil, fmt.Errorf("commentary: %w", err)
	}
	return notes, nil
}
