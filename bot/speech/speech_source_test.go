package speech

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// constantsOf reads the string constants of a type from a file.
func constantsOf(t testing.TB, file, typeName string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != typeName {
			return true
		}
		for _, v := range spec.Values {
			if lit, ok := v.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				s, _ := strconv.Unquote(lit.Value)
				out = append(out, s)
			}
		}
		return true
	})
	if len(out) == 0 {
		t.Fatalf("no constants of type %s in %s", typeName, file)
	}
	return out
}

// source is what the files of the conversation say: every string in them, those given to a
// function that takes a key of the locales, and the beginnings of keys put together.
type source struct {
	literals map[string]bool
	keys     map[string]string // key → where
	prefixes map[string]bool
}

// takesKey are the functions and methods that take a key, and which argument it is.
var takesKey = map[string]int{"T": 1, "Text": 1, "Sentence": 1, "tell": 1, "calling": 2, "sentence": 2, "confirmation": 1, "survey": 1}

func readSource(t testing.TB) source {
	t.Helper()
	set := token.NewFileSet()
	var names []string
	for _, room := range []string{".", "..", "../app", "../grammar", "../outbox"} {
		found, err := filepath.Glob(filepath.Join(room, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	src := source{literals: map[string]bool{}, keys: map[string]string{}, prefixes: map[string]bool{}}
	text := func(e ast.Expr) (string, bool) {
		lit, ok := e.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return "", false
		}
		s, err := strconv.Unquote(lit.Value)
		return s, err == nil
	}
	look := func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.BasicLit:
			if s, ok := text(x); ok {
				src.literals[s] = true
			}
		case *ast.BinaryExpr:
			if s, ok := text(x.X); ok && x.Op == token.ADD && strings.HasSuffix(s, ".") {
				src.prefixes[s] = true
			}
		case *ast.CallExpr:
			sel, ok := x.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			i, ok := takesKey[sel.Sel.Name]
			if !ok || len(x.Args) <= i {
				return true
			}
			if s, ok := text(x.Args[i]); ok {
				src.keys[s] = set.Position(x.Pos()).String()
			}
		}
		return true
	}
	for _, f := range files {
		ast.Inspect(f, look)
	}
	return src
}
