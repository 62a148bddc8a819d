package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// document is a parsed file, and the problems found in it so far.
type document struct {
	file     string
	lines    []string
	root     ast.Node // nil: an empty file
	anchors  map[string]ast.Node
	problems Problems
}

// parseDocument parses the source of a YAML file. Problems are collected in the document; a
// file that is not YAML has a single one and no root.
func parseDocument(file string, source []byte) (d *document) {
	text := strings.TrimPrefix(string(source), "\ufeff")
	d = &document{file: file, lines: strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), anchors: map[string]ast.Node{}}
	// Should the parser panic on broken input, that is a file that cannot be read, not a crash.
	defer func() {
		if r := recover(); r != nil {
			d.root = nil
			d.problems = Problems{{File: file, Message: fmt.Sprintf("this is not YAML that can be read (%v)", r)}}
		}
	}()
	f, err := parser.ParseBytes([]byte(text), 0)
	if err != nil {
		d.failSyntax(err)
		return d
	}
	for _, doc := range f.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType {
			continue
		}
		if d.root != nil {
			d.fail(first(doc.Body), "a second document begins here: a desk is one document, remove the line ---")
			break
		}
		d.root = doc.Body
		ast.Walk(d, doc.Body)
	}
	return d
}

// Visit collects the anchors that aliases refer to.
func (d *document) Visit(n ast.Node) ast.Visitor {
	if a, ok := n.(*ast.AnchorNode); ok && a.Name != nil {
		d.anchors[a.Name.GetToken().Value] = a.Value
	}
	return d
}

// fail notes a problem at a token.
func (d *document) fail(at *token.Token, format string, args ...any) {
	p := Problem{File: d.file, Message: fmt.Sprintf(format, args...)}
	if at != nil && at.Position != nil {
		p.Line, p.Column = at.Position.Line, at.Position.Column
		p.Excerpt = excerpt(d.lines, p.Line, p.Column)
	}
	d.problems = append(d.problems, p)
}

func (d *document) failSyntax(err error) {
	var syntax *yaml.SyntaxError
	if !errors.As(err, &syntax) {
		d.fail(nil, "this is not YAML that can be read: %v", err)
		return
	}
	if strings.Contains(syntax.Message, "already defined") {
		d.fail(syntax.Token, "%s: write each key once", syntax.Message)
		return
	}
	d.fail(syntax.Token, "this is not YAML: %s; check the indentation (spaces, no tabs) and the quotes here", syntax.Message)
}

// sorted are the problems in the order of the file.
func (d *document) sorted() Problems {
	slices.SortStableFunc(d.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return d.problems
}

// first is the token a node begins with. The parser gives a block mapping the colon of its
// first key.
func first(n ast.Node) *token.Token {
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 && !n.IsFlowStyle {
			return n.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken()
	}
	return n.GetToken()
}
