package tickets

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var updateTable = flag.Bool("update", false, "write docs/permissions.md anew")

// sources parses the package's own files.
func sources(t *testing.T) (all []*ast.File) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, file)
	}
	return all
}

// actionConstants are the constants of type Action, by name.
func actionConstants(t *testing.T) map[string]Action {
	t.Helper()
	out := map[string]Action{}
	for _, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if id, ok := spec.Type.(*ast.Ident); !ok || id.Name != "Action" {
				return true
			}
			for i, v := range spec.Values {
				if lit, ok := v.(*ast.BasicLit); ok {
					s, _ := strconv.Unquote(lit.Value)
					out[spec.Names[i].Name] = Action(s)
				}
			}
			return true
		})
	}
	return out
}

// Each action has exactly one row: without one it is nobody's.
func TestEveryActionHasARow(t *testing.T) {
	rows := map[Action]int{}
	for _, p := range Permissions {
		rows[p.Action]++
		if p.Who == 0 {
			t.Errorf("%s is given to nobody", p.Action)
		}
	}
	for name, a := range actionConstants(t) {
		if rows[a] != 1 {
			t.Errorf("%s has %d rows in the table of permissions, want one", name, rows[a])
		}
		delete(rows, a)
	}
	for a := range rows {
		t.Errorf("the row of %q is of no action", a)
	}
}

// unasked are the methods of Desk that take an actor and ask the table themselves in no way,
// each with the reason.
var unasked = map[string]string{
	"List": "takes no actor: what a person may see is put into the query",
}

// Each use case asks the table, itself or by what it calls.
func TestEveryUseCaseAsksTheTable(t *testing.T) {
	calls := map[string][]string{}
	var useCases []string
	for _, file := range sources(t) {
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if f.Recv != nil && f.Name.IsExported() && receives(f, "Desk") && takesActor(f) {
				useCases = append(useCases, f.Name.Name)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				switch fun := call.Fun.(type) {
				case *ast.Ident:
					calls[f.Name.Name] = append(calls[f.Name.Name], fun.Name)
				case *ast.SelectorExpr:
					calls[f.Name.Name] = append(calls[f.Name.Name], fun.Sel.Name)
				}
				return true
			})
		}
	}
	if len(useCases) < 20 {
		t.Fatalf("only %d use cases are found: %v", len(useCases), useCases)
	}
	for _, name := range useCases {
		if unasked[name] == "" && !reaches(calls, name, map[string]bool{}) {
			t.Errorf("Desk.%s asks the table of permissions for nothing (c.may or mayDesk, see permission.go)", name)
		}
	}
}

// reaches tells whether a function calls may or mayDesk, itself or by others of the package.
func reaches(calls map[string][]string, name string, seen map[string]bool) bool {
	if name == "may" || name == "mayDesk" {
		return true
	}
	if seen[name] {
		return false
	}
	seen[name] = true
	return slices.ContainsFunc(calls[name], func(next string) bool { return reaches(calls, next, seen) })
}

func receives(f *ast.FuncDecl, typeName string) bool {
	star, ok := f.Recv.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	id, ok := star.X.(*ast.Ident)
	return ok && id.Name == typeName
}

func takesActor(f *ast.FuncDecl) bool {
	return slices.ContainsFunc(f.Type.Params.List, func(p *ast.Field) bool {
		id, ok := p.Type.(*ast.Ident)
		return ok && (id.Name == "Act" || id.Name == "Actor")
	})
}

// The documentation shows the table as it is: a change of it is seen in review.
func TestTheTableIsDocumented(t *testing.T) {
	const file = "../docs/permissions.md"
	const mark = "<!-- the table: go test ./tickets -update -->\n"
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, _, ok := strings.Cut(string(raw), mark)
	if !ok {
		t.Fatalf("%s has no line %q", file, mark)
	}
	want := before + mark + drawn()
	if *updateTable {
		if err := os.WriteFile(file, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(raw) != want {
		t.Errorf("%s is not the table; when the change is meant, run: go test ./tickets -run TestTheTableIsDocumented -update", file)
	}
}

// columns are the headings of the table.
var columns = []struct {
	as   Standing
	name string
}{
	{AsMember, "anybody of the space"},
	{AsRequester, "requester"},
	{AsBeneficiary, "beneficiary"},
	{AsFollower, "follower"},
	{AsAssignee, "assignee"},
	{AsApprover, "approver"},
	{AsRater, "asked for marks"},
	{AsTechnician, "technician"},
	{AsManager, "manager"},
	{AsAdmin, "admin"},
	{AsDesk, "the desk itself"},
}

// drawn is the table in Markdown.
func drawn() string {
	var b strings.Builder
	b.WriteString("| action |")
	for _, c := range columns {
		b.WriteString(" " + c.name + " |")
	}
	b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(columns)) + "\n")
	for _, p := range Permissions {
		b.WriteString("| " + string(p.Action) + " |")
		for _, c := range columns {
			switch {
			case p.Who.Has(c.as):
				b.WriteString(" yes |")
			case p.Shown.Has(c.as):
				b.WriteString(" where shown |")
			default:
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestTheTableDrawsEveryColumn(t *testing.T) {
	if len(columns) != len(Standings()) {
		t.Errorf("%d columns are drawn, there are %d", len(columns), len(Standings()))
	}
	for _, c := range columns {
		if !slices.Contains(Standings(), c.as) {
			t.Errorf("%s is no column", c.name)
		}
	}
}
