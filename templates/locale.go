package templates

import (
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Tag is a locale as BCP 47 writes it: de-CH for de_CH, DE-ch or, as a POSIX system says it, de_CH.UTF-8 and
// de_CH@euro. What is no tag of a language comes back in small letters, with hyphens; nothing is fallback's tag.
func Tag(locale string) string {
	locale, _, _ = strings.Cut(locale, "@")
	locale, _, _ = strings.Cut(locale, ".")
	if tag, err := language.Parse(locale); err == nil {
		return tag.String()
	}
	if locale == "" {
		return fallback
	}
	return strings.ReplaceAll(strings.ToLower(locale), "_", "-")
}

// layers are the folders of a locale's words, each read over those before: en, zh, zh-Hant and zh-Hant-TW.
func layers(locale string) []string {
	folders := []string{fallback}
	tag := Tag(locale)
	for i, r := range tag + "-" {
		if r == '-' && !slices.Contains(folders, tag[:i]) {
			folders = append(folders, tag[:i])
		}
	}
	return folders
}

// languageOf is the first part of a locale: de of de-CH.
func languageOf(locale string) string {
	spoken, _, _ := strings.Cut(Tag(locale), "-")
	return spoken
}
