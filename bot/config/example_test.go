package config

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// knownKeys are the keys that the source accepts, with where.
func knownKeys(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); !ok || f.Sel.Name != "object" {
				return true
			}
			for _, arg := range call.Args {
				if lit, ok := arg.(*ast.BasicLit); ok {
					if key, err := strconv.Unquote(lit.Value); err == nil {
						known[key] = set.Position(lit.Pos()).String()
					}
				}
			}
			return true
		})
	}
	if len(known) < 50 {
		t.Fatalf("only %d keys were found in the source", len(known))
	}
	return known
}

// Every key that is accepted is shown in the example and told in the documentation: a key that
// nobody can find is not there.
func TestEveryKeyIsShownAndTold(t *testing.T) {
	t.Parallel()
	read := func(name string) string {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	example, told := read("../../guichet.example.yaml"), map[string]bool{}
	for _, span := range regexp.MustCompile("`[^`]+`").FindAllString(read("../../docs/configuration.md"), -1) {
		for _, word := range regexp.MustCompile(`[A-Za-z0-9_]+`).FindAllString(span, -1) {
			told[word] = true
		}
	}
	for key, where := range knownKeys(t) {
		if !regexp.MustCompile(`(?m)(^|[\s{,])` + regexp.QuoteMeta(key) + `:`).MatchString(example) {
			t.Errorf("%s: guichet.example.yaml does not show %s", where, key)
		}
		if !told[key] {
			t.Errorf("%s: docs/configuration.md does not tell of %s", where, key)
		}
	}
}
