package app

import "testing"

func TestLocked(t *testing.T) {
	for words, want := range map[string]bool{
		"🔒 entre nous": true, "🔒entre nous": true, "  🔒 entre nous": true, "**🔒 entre nous**": true, "> 🔒 entre nous": true, "- *🔒* entre nous": true,
		":lock: entre nous": true, ":lock::skin-tone-2: entre nous": true, "🔒\ufe0f entre nous": true,
		"entre nous 🔒": false, "la porte est :lock:": false, "🔓 ouvert": false, "": false, "lock": false, "- le bac 2": false,
	} {
		if locked(words) != want {
			t.Errorf("%q is private: %v", words, !want)
		}
	}
}
