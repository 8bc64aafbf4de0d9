package settings

import (
	"fmt"

	"nines/internal/config"
	"nines/reports"
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

// Words loads the words of the configuration's locale.
func Words(c *config.Config) (*templates.Words, error) {
	own, err := OwnWords(c)
	if err != nil {
		return nil, err
	}
	words, _, err := templates.LoadWords(c.Locale, own)
	return words, err
}

// WithTexts are the settings of Of with the own texts that the configuration has files of.
func WithTexts(c *config.Config, version string) (reports.Settings, error) {
	s := Of(c, version)
	var err error
	if s.Words, err = OwnWords(c); err != nil || c.Narrative == "" {
		return s, err
	}
	if s.Narrative, err = templates.OwnNarrative(c.Narrative, c.Locale); err != nil {
		return s, fmt.Errorf("narrative: %w", err)
	}
	return s, nil
}
