package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

type goPackage struct {
	ImportPath   string
	Imports      []string
	GoFiles      []string
	TestGoFiles  []string
	XTestGoFiles []string
}

const root = "../.."

func listPackages(t *testing.T) []goPackage {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,GoFiles,TestGoFiles,XTestGoFiles", "./...")
	cmd.Dir = root
	out, err := cmd.Output()
	require.NoError(t, err, "go list")
	var packages []goPackage
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		err := decoder.Decode(&p)
		if errors.Is(err, io.EOF) {
			return packages
		}
		require.NoError(t, err)
		packages = append(packages, p)
	}
}

func matches(pattern, path string) bool {
	folder, below := strings.CutSuffix(pattern, "/*")
	if !below {
		return pattern == path
	}
	rest, ok := strings.CutPrefix(path, folder+"/")
	return ok && !strings.Contains(rest, "/")
}

func ruleOf(path string) (rule, bool) {
	for _, r := range rules {
		if matches(r.pattern, path) {
			return r.rule, true
		}
	}
	return rule{}, false
}

func TestImportsKeepTheHouseInOrder(t *testing.T) {
	packages := listPackages(t)
	require.Greater(t, len(packages), 10, "go list found the packages")
	for _, p := range packages {
		r, ok := ruleOf(p.ImportPath)
		if !ok {
			t.Errorf("%s has no rule: say in rules_test.go what it may import", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			if why := forbidden(p.ImportPath, r, imported); why != "" {
				t.Errorf("%s imports %s: %s", p.ImportPath, imported, why)
			}
		}
	}
}

func forbidden(importer string, r rule, imported string) string {
	if r.pure && slices.Contains(impure, imported) {
		return "it is pure and does no input or output"
	}
	for module, only := range onlyIn {
		if (imported == module || strings.HasPrefix(imported, module+"/")) && importer != only {
			return "only " + only + " may"
		}
	}
	if !strings.HasPrefix(imported, "nines/") {
		return ""
	}
	if target, ok := ruleOf(imported); ok && target.tool && !r.tool {
		return "it is for tests only"
	}
	if !slices.ContainsFunc(r.mayImport, func(pattern string) bool { return matches(pattern, imported) }) {
		return "its rule does not allow it"
	}
	return ""
}

func TestTheInstantIsAnArgument(t *testing.T) {
	for _, folder := range clockless {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.SelectorExpr); ok && readsClock(call) {
					t.Errorf("%s asks for the time of day (time.%s)", path, call.Sel.Name)
				}
				return true
			})
			return nil
		})
		require.NoError(t, err)
	}
}

func readsClock(call *ast.SelectorExpr) bool {
	pkg, ok := call.X.(*ast.Ident)
	return ok && pkg.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, call.Sel.Name)
}
