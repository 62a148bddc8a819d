package config

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// value is one place of the file and the path that leads to it ("sla.P1.respond"). A value
// that is not there has no node, and reads as its default.
type value struct {
	doc  *document
	path string
	node ast.Node
	key  *token.Token // the key it stands under, nil in lists
}

// top is the whole document.
func (d *document) top() value { return value{doc: d, node: d.root}.unwrap() }

// present tells whether something is written there; a key with nothing after it is not.
func (v value) present() bool { return v.node != nil && v.node.Type() != ast.NullType }

// fail notes a problem at the value.
func (v value) fail(format string, args ...any) {
	at := v.key
	if v.node != nil && v.node.Type() != ast.NullType {
		at = first(v.node)
	}
	name := v.path
	if name == "" {
		name = "the file"
	}
	v.doc.fail(at, "%s %s", name, fmt.Sprintf(format, args...))
}

// failKey notes a problem at the key under which the value stands.
func (v value) failKey(format string, args ...any) {
	at := v.key
	if at == nil && v.node != nil {
		at = first(v.node)
	}
	v.doc.fail(at, "%s %s", v.path, fmt.Sprintf(format, args...))
}

// maxHops ends a chain of aliases that leads back to itself.
const maxHops = 10

// unwrap follows aliases to what they stand for.
func (v value) unwrap() value {
	for range maxHops {
		switch n := v.node.(type) {
		case *ast.AnchorNode:
			v.node = n.Value
		case *ast.AliasNode:
			name := n.Value.GetToken().Value
			target, ok := v.doc.anchors[name]
			if !ok {
				v.fail("repeats *%s, but nothing is called &%s", name, name)
				v.node = nil
				return v
			}
			v.node = target
		case *ast.TagNode:
			v.fail("has the tag %s: leave it out", n.GetToken().Value)
			v.node = nil
			return v
		default:
			return v
		}
	}
	v.node = nil
	v.failKey("repeats itself: write the value out")
	return v
}

// child is a value under this one.
func (v value) child(name string, key *token.Token, n ast.Node) value {
	path := name
	if v.path != "" {
		path = v.path + "." + name
	}
	return value{v.doc, path, n, key}.unwrap()
}

// entry is a key and its value.
type entry struct {
	name string
	value
}

// entries are the keys and values of a mapping, in the order written.
func (v value) entries() []entry {
	var pairs []*ast.MappingValueNode
	switch n := v.node.(type) {
	case nil, *ast.NullNode:
		return nil
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		v.fail("is %s: write keys with values here", kindOf(v.node))
		return nil
	}
	out := make([]entry, 0, len(pairs))
	for _, p := range pairs {
		at := p.Key.GetToken()
		if _, ok := p.Key.(ast.ScalarNode); !ok {
			v.doc.fail(at, "%s has a key that is not a plain word", v.path)
			continue
		}
		out = append(out, entry{at.Value, v.child(at.Value, at, p.Value)})
	}
	return out
}

// object is a mapping of known keys.
type object struct {
	value
	fields map[string]value
	broken bool // something else stands there, which has been said
}

// object reads a mapping and refuses keys that are not known.
func (v value) object(known ...string) object {
	o := object{value: v, fields: map[string]value{}, broken: v.present() && !v.isMapping()}
	for _, e := range v.entries() {
		if !contains(known, e.name) {
			if near := nearest(e.name, known); near != "" {
				e.failKey("is not a known key: did you mean %s?", near)
			} else {
				e.failKey("is not a known key: here one can write %s", strings.Join(known, ", "))
			}
			continue
		}
		o.fields[e.name] = e.value
	}
	return o
}

// get is the value of a key, absent when it was not written.
func (o object) get(name string) value {
	if v, ok := o.fields[name]; ok {
		return v
	}
	return o.child(name, o.key, nil)
}

// items are the values of a list.
func (v value) items() []value {
	if !v.present() {
		return nil
	}
	list, ok := v.node.(*ast.SequenceNode)
	if !ok {
		v.fail("is %s: write a list, [one, another]", kindOf(v.node))
		return nil
	}
	out := make([]value, 0, len(list.Values))
	for i, n := range list.Values {
		out = append(out, value{doc: v.doc, path: fmt.Sprintf("%s[%d]", v.path, i+1), node: n, key: first(n)}.unwrap())
	}
	return out
}

// kindOf names what was found, for sentences.
func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return "a group of keys"
	case *ast.SequenceNode:
		return "a list"
	case *ast.BoolNode:
		return "true or false"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return "a number"
	default:
		return "a single value"
	}
}

// isMapping tells whether keys with values are written there.
func (v value) isMapping() bool {
	switch v.node.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return true
	}
	return false
}

// isList tells whether a list is written there.
func (v value) isList() bool {
	_, ok := v.node.(*ast.SequenceNode)
	return ok
}
