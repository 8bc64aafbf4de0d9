package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"regexp"

	"nines/internal/redact"
)

// textColumn is a column of texts beside the records.
type textColumn struct {
	table, column string
	where         string // which rows may be changed; empty: all
	redact        func(names *redact.Names, text string) (string, int, error)
}

// textColumns are the columns beside the records that may hold a name. The target of a delivery that waits stays: it is
// still to be sent to.
var textColumns = []textColumn{
	{"import_run", "notes", "", redactList},
	{"import_run", "failure", "", redactText},
	{"import_finding", "detail", "", redactText},
	{"job_run", "reason", "", redactText},
	{"job_run", "facts", "", redactJSON},
	{"job_run_event", "message", "", redactText},
	{"job_delivery", "detail", "", redactText},
	{"job_delivery", "looked_by", "", redactText},
	{"job_delivery", "target", "state NOT IN ('pending', 'sending')", redactText},
	{"job_message", "content", "", redactJSON},
	{"web_session", "name", "", redactText},
}

func redactText(names *redact.Names, text string) (string, int, error) {
	replaced, met := names.Text(text)
	return replaced, met, nil
}

// erase replaces the name in a column.
func (c textColumn) erase(ctx context.Context, e *erasing) error {
	where := " WHERE 1 = 1"
	if c.where != "" {
		where = " WHERE " + c.where
	}
	var texts []string
	if err := e.tx.SelectContext(ctx, &texts, `SELECT DISTINCT `+c.column+` FROM `+c.table+where); err != nil {
		return err
	}
	for _, text := range texts {
		replaced, met, err := c.redact(e.Names, text)
		if err != nil {
			return fmt.Errorf("%s of %s: %w", c.column, c.table, err)
		}
		if met == 0 {
			continue
		}
		e.Places += met
		if _, err := e.tx.ExecContext(ctx, e.tx.Rebind(`UPDATE `+c.table+` SET `+c.column+` = ?`+where+` AND `+c.column+` = ?`),
			replaced, text); err != nil {
			return err
		}
	}
	return nil
}

// keptTexts are columns in which a name stays: targets of deliveries that are still to be sent, and the names of reports
// that are made for each owner or team.
var keptTexts = map[string]string{
	KeptTarget:           `SELECT target FROM job_delivery WHERE state IN ('pending', 'sending')`,
	"publication.report": `SELECT DISTINCT report FROM publication`,
}

// kept counts where the name stays beside the records.
func (e *erasing) kept(ctx context.Context) error {
	for field, query := range keptTexts {
		var texts []string
		if err := e.tx.SelectContext(ctx, &texts, query); err != nil {
			return err
		}
		for _, text := range texts {
			if _, met := e.Names.Text(text); met > 0 {
				e.Kept[field]++
			}
		}
	}
	return nil
}

// jsonTexts are the keys of JSON that the ledger keeps under which texts stand; what stands under others, as names of
// files and reports, tells things apart. Under "Hook" stands JSON of which all is text, under "HTML" a page.
var jsonTexts = map[string]func(*redact.Names, string) (string, int, error){
	"failure": redactText, "Subject": redactText, "Text": redactText, "HTML": redactPage, "Hook": redactAllJSON,
}

// redactJSON replaces the names in the texts of a JSON object.
func redactJSON(names *redact.Names, text string) (string, int, error) {
	return rewriteJSON(text, func(key, value string) (string, int, error) {
		if of, ok := jsonTexts[key]; ok {
			return of(names, value)
		}
		return value, 0, nil
	})
}

func redactAllJSON(names *redact.Names, text string) (string, int, error) {
	if text == "" {
		return "", 0, nil
	}
	return rewriteJSON(text, func(_, value string) (string, int, error) { return redactText(names, value) })
}

var markup = regexp.MustCompile(`<[^>]*>`)

// redactPage replaces the names in a page. One in which the name stands in another form of writing is dropped whole: the
// text beside it says the same.
func redactPage(names *redact.Names, page string) (string, int, error) {
	replaced, met := names.Text(page)
	if _, hidden := names.Text(html.UnescapeString(markup.ReplaceAllString(replaced, " "))); hidden > 0 {
		return "", met + hidden, nil
	}
	return replaced, met, nil
}

// rewriteJSON replaces texts by the key under which they stand; in a list by that of the list. Where nothing was replaced
// the JSON stays as it is.
func rewriteJSON(text string, replace func(key, value string) (string, int, error)) (string, int, error) {
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return text, 0, fmt.Errorf("JSON that is none: %w", err)
	}
	w := rewriting{replace: replace}
	value = w.walk("", value)
	if w.err != nil || w.met == 0 {
		return text, 0, w.err
	}
	replaced, err := json.Marshal(value)
	return string(replaced), w.met, err
}

type rewriting struct {
	replace func(key, value string) (string, int, error)
	met     int
	err     error // the first
}

func (w *rewriting) walk(key string, value any) any {
	switch v := value.(type) {
	case string:
		text, met, err := w.replace(key, v)
		w.met += met
		if w.err == nil {
			w.err = err
		}
		return text
	case []any:
		for i := range v {
			v[i] = w.walk(key, v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = w.walk(k, v[k])
		}
	}
	return value
}
