package templates

import "fmt"

// Mail returns the template of a mail's body: report.html, report.txt or alarm.txt, in the languages of html/template and
// text/template.
func Mail(name string) (string, error) {
	data, err := files.ReadFile("mail/" + name + ".tmpl")
	if err != nil {
		return "", fmt.Errorf("read the template of a mail: %w", err)
	}
	return string(data), nil
}
