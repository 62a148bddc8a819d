package config

import "guichet/tickets"

// locales are the languages of the interface.
var locales = []string{"fr", "en"}

// words reads { fr: …, en: … }, or one text for both languages. It is nil when nothing
// usable is there.
func (v value) words(most int) tickets.Words {
	out := tickets.Words{}
	switch {
	case v.node == nil:
		return nil
	case v.isMapping():
		o := v.object(locales...)
		for _, locale := range locales {
			if s := o.get(locale).text("", most); s != "" {
				out[locale] = s
			}
		}
		if len(v.entries()) == 0 {
			v.fail(`is empty: write { fr: "…", en: "…" }`)
		}
	default:
		if s := v.text("", most); s != "" {
			out["fr"], out["en"] = s, s
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// requiredWords are words that must be there.
func (o object) requiredWords(key string, most int) tickets.Words {
	v := o.get(key)
	if v.node == nil {
		if o.broken {
			return nil
		}
		o.fail(`lacks %s: write %s: { fr: "…", en: "…" }`, key, key)
		return nil
	}
	return v.words(most)
}

// requiredID is the key id of one of several; a second one of the same id is refused.
func (o object) requiredID(seen map[string]bool) string {
	v := o.get("id")
	if v.node == nil {
		if o.broken {
			return ""
		}
		o.fail("lacks an id: write id: and a short name, as in id: network")
		return ""
	}
	id := read(v, "", parseID)
	if id != "" && seen[id] {
		v.fail("is %q, which is there already: give each its own id", id)
	}
	seen[id] = true
	return id
}
