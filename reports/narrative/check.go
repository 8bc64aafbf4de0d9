package narrative

import (
	"io"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"
	"unicode/utf8"

	"nines/reports/document"
	"nines/templates"
)

// Check tells what is wrong in the template of a section: that it cannot be read, or has fields that the section's facts do
// not have, or does not go with facts of which none is known. The mistakes name the file, and a place in it. Fields of
// variables, and below a template of its own, are only found where these facts lead there.
func Check(section, file, source string) templates.Mistakes {
	t, err := template.New(section).Funcs(functions(document.Locale{}, &templates.Words{})).Parse(source)
	if err != nil {
		return templates.Mistakes{unreadable(file, err)}
	}
	for _, f := range all {
		if f.section() == section && t.Tree != nil {
			c := &checker{file: file, source: source, facts: reflect.TypeOf(f)}
			c.node(t.Tree.Root, c.facts)
			if err := t.Execute(io.Discard, f); err != nil && len(c.wrong) == 0 {
				return templates.Mistakes{unreadable(file, err)}
			}
			return c.wrong
		}
	}
	return nil
}

var parseError = regexp.MustCompile(`^template: [^:]*:(\d+)(?::\d+)?: (.*)`)

func unreadable(file string, err error) templates.Mistake {
	m := templates.Mistake{File: file, Line: 1, Column: 1, Text: err.Error()}
	if part := parseError.FindStringSubmatch(m.Text); part != nil {
		m.Line, _ = strconv.Atoi(part[1])
		m.Text = part[2]
	}
	return m
}

// checker holds a template against the facts of its section.
type checker struct {
	file, source string
	facts        reflect.Type
	wrong        templates.Mistakes
}

// node looks at a part of the template in which the dot is of a type; nil: nobody knows.
func (c *checker) node(n parse.Node, dot reflect.Type) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, part := range n.Nodes {
			c.node(part, dot)
		}
	case *parse.ActionNode:
		c.pipe(n.Pipe, dot)
	case *parse.IfNode:
		c.pipe(n.Pipe, dot)
		c.node(n.List, dot)
		c.node(n.ElseList, dot)
	case *parse.WithNode:
		c.node(n.List, c.pipe(n.Pipe, dot))
		c.node(n.ElseList, dot)
	case *parse.RangeNode:
		c.node(n.List, elementOf(c.pipe(n.Pipe, dot)))
		c.node(n.ElseList, dot)
	}
}

// pipe looks at a pipeline and returns the type of its value; nil: nobody knows.
func (c *checker) pipe(n *parse.PipeNode, dot reflect.Type) reflect.Type {
	var last reflect.Type
	for _, command := range n.Cmds {
		for _, part := range command.Args {
			last = c.argument(part, dot)
		}
	}
	if len(n.Cmds) == 1 && len(n.Cmds[0].Args) == 1 {
		return last
	}
	return nil
}

func (c *checker) argument(n parse.Node, dot reflect.Type) reflect.Type {
	switch n := n.(type) {
	case *parse.DotNode:
		return dot
	case *parse.FieldNode:
		return c.field(n, dot, n.Ident)
	case *parse.VariableNode:
		if n.Ident[0] == "$" {
			return c.field(n, c.facts, n.Ident[1:])
		}
	case *parse.PipeNode:
		return c.pipe(n, dot)
	}
	return nil
}

// field follows the names from a type to that of what they stand for.
func (c *checker) field(n parse.Node, of reflect.Type, names []string) reflect.Type {
	for _, name := range names {
		if of == nil || of.Kind() != reflect.Struct {
			return nil
		}
		if _, ok := of.MethodByName(name); ok {
			return nil
		}
		f, ok := of.FieldByName(name)
		if !ok {
			c.noField(n, of)
			return nil
		}
		of = f.Type
	}
	return of
}

func (c *checker) noField(n parse.Node, of reflect.Type) {
	above := c.source[:min(int(n.Position()), len(c.source))]
	start := strings.LastIndexByte(above, '\n') + 1
	var known []string
	for _, f := range reflect.VisibleFields(of) {
		known = append(known, "."+f.Name)
	}
	c.wrong = append(c.wrong, templates.Mistake{
		File: c.file, Line: 1 + strings.Count(above, "\n"), Column: 1 + utf8.RuneCountInString(above[start:]),
		Text: "the facts of the section have no field " + n.String() + "; there are " + strings.Join(known, ", "),
	})
}

// elementOf is the type of what a list of the type holds.
func elementOf(list reflect.Type) reflect.Type {
	if list == nil || list.Kind() != reflect.Slice && list.Kind() != reflect.Array {
		return nil
	}
	return list.Elem()
}
