package narrative

import (
	"fmt"
	"reflect"
	"text/template"
	"text/template/parse"

	"nines/reports/document"
	"nines/templates"
)

// Check tells whether the template of a section can be read, and names fields in it that the section's facts do not
// have. Fields below a range, a with or a template of its own are only found when it is executed.
func Check(section, source string) error {
	t, err := template.New(section).Funcs(functions(document.Locale{}, &templates.Words{})).Parse(source)
	if err != nil {
		return err
	}
	for _, f := range all {
		if f.section() == section && t.Tree != nil {
			return fields(t.Tree.Root, reflect.TypeOf(f), t.Tree)
		}
	}
	return nil
}

// fields finds a field in the actions and conditions of a list that the facts do not have.
func fields(n parse.Node, facts reflect.Type, tree *parse.Tree) error {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return nil
		}
		for _, part := range n.Nodes {
			if err := fields(part, facts, tree); err != nil {
				return err
			}
		}
	case *parse.ActionNode:
		return fields(n.Pipe, facts, tree)
	case *parse.IfNode:
		for _, part := range []parse.Node{n.Pipe, n.List, n.ElseList} {
			if err := fields(part, facts, tree); err != nil {
				return err
			}
		}
	case *parse.PipeNode:
		for _, command := range n.Cmds {
			for _, part := range command.Args {
				if err := fields(part, facts, tree); err != nil {
					return err
				}
			}
		}
	case *parse.FieldNode:
		if _, ok := facts.FieldByName(n.Ident[0]); !ok {
			where, _ := tree.ErrorContext(n)
			return fmt.Errorf("%s: the facts of the section have no field %s", where, n)
		}
	}
	return nil
}
