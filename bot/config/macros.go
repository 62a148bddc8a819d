package config

import "guichet/tickets"

// readMacros reads the canned answers. A placeholder that stands for nothing is a mistake of the
// operator, found at the start and not in front of a requester.
func readMacros(v value) []tickets.Macro {
	var out []tickets.Macro
	seen := map[string]bool{}
	for _, item := range v.items() {
		o := item.object("id", "name", "text")
		m := tickets.Macro{ID: o.requiredID(seen), Text: o.requiredWords("text", tickets.MaxText)}
		if name := o.get("name"); name.node != nil {
			m.Name = name.words(maxLabel)
		}
		o.get("text").checkMacro(m.Text)
		out = append(out, m)
	}
	return out
}

// checkMacro notes what is wrong with a macro's text, in the language where it is.
func (v value) checkMacro(text tickets.Words) {
	if !v.isMapping() {
		if _, err := tickets.ParseMacro(text["fr"]); err != nil {
			v.fail("%v", err)
		}
		return
	}
	for _, e := range v.entries() {
		if _, err := tickets.ParseMacro(text[e.name]); err != nil {
			e.fail("%v", err)
		}
	}
}
