package slack

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

func TestManifestGolden(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		j, err := Manifest(lang).JSON()
		if err != nil {
			t.Fatal(err)
		}
		y, err := Manifest(lang).YAML()
		if err != nil {
			t.Fatal(err)
		}
		goldenBytes(t, "manifest."+lang+".json", j)
		goldenBytes(t, "manifest."+lang+".yaml", y)
		var a, b any
		if err := json.Unmarshal(j, &a); err != nil {
			t.Fatal(err)
		}
		converted, err := yaml.YAMLToJSON(y)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(converted, &b); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: YAML and JSON differ", lang)
		}
	}
}

// free are methods that need no scope of the bot token.
var free = []string{methodAuth, methodConnect, methodOpenView, methodUpdateView, methodPublishView, methodRespond}

// TestLeastPrivilege: every method that the code calls has its scope in the manifest, and every
// scope is there for a method the code calls, an event it understands or a feature it has.
func TestLeastPrivilege(t *testing.T) {
	called := constants(t, "call.go", "method")
	if len(called) < 15 {
		t.Fatalf("only %d methods found in call.go", len(called))
	}
	used := map[string]bool{"/ticket": true, "/desk": true, "shortcuts": true, "file_input": true}
	for _, e := range botEvents {
		used[e] = true
	}
	for _, m := range called {
		used[m] = true
		needed := false
		for _, by := range scopes {
			needed = needed || slices.Contains(by, m)
		}
		if needed == slices.Contains(free, m) {
			t.Errorf("%s: in a scope %v, free %v", m, needed, !needed)
		}
	}
	for scope, by := range scopes {
		for _, what := range by {
			if !used[what] {
				t.Errorf("%s is asked for %s, which is not used", scope, what)
			}
		}
	}
}

// TestEventsAreUnderstood: each event of the manifest is one that the reader does something
// with, and the other way round.
func TestEventsAreUnderstood(t *testing.T) {
	_, a := offline(t)
	for _, e := range botEvents {
		kind, _, _ := strings.Cut(e, ".")
		var user any = "U1"
		if kind == "user_change" || kind == "team_join" {
			user = map[string]string{"id": "U1"}
		}
		raw, _ := json.Marshal(map[string]any{"event": map[string]any{
			"type": kind, "user": user, "ts": "1.000001", "event_ts": "1.000001", "channel": "D1", "channel_type": "im", "reaction": "eyes",
			"item": map[string]string{"type": "message", "channel": "C1", "ts": "1.000001"},
		}})
		h, err := a.readEvent(raw)
		if err != nil || !h.known && !h.roster && h.joined == nil && h.profile == nil {
			t.Errorf("%s is subscribed to and ignored (%v)", e, err)
		}
	}
	for _, lit := range caseStrings(t, "read_event.go") {
		if !slices.ContainsFunc(botEvents, func(e string) bool { kind, _, _ := strings.Cut(e, "."); return kind == lit }) {
			t.Errorf("%s is understood and not subscribed to", lit)
		}
	}
}

// constants are the values of the string constants of a file whose names have the prefix.
func constants(t *testing.T, file, prefix string) []string {
	var out []string
	ast.Inspect(parse(t, file), func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(v.Names[0].Name, prefix) && len(v.Values) == 1 {
			if lit, ok := v.Values[0].(*ast.BasicLit); ok {
				out = append(out, strings.Trim(lit.Value, `"`))
			}
		}
		return true
	})
	return out
}

// caseStrings are the strings of the case clauses of a file.
func caseStrings(t *testing.T, file string) []string {
	var out []string
	ast.Inspect(parse(t, file), func(n ast.Node) bool {
		if c, ok := n.(*ast.CaseClause); ok {
			for _, e := range c.List {
				if lit, ok := e.(*ast.BasicLit); ok {
					out = append(out, strings.Trim(lit.Value, `"`))
				}
			}
		}
		return true
	})
	return out
}

func parse(t *testing.T, file string) ast.Node {
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
