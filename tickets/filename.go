package tickets

import (
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxFileName is how many bytes SafeName leaves: what every file system and platform takes.
const MaxFileName = 150

// reserved are names that Windows takes for devices, whatever their extension.
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
var reserved = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true}

// SafeName makes of what people call a file a name that can be given to a platform, an archive
// or a disk: no path, nothing invisible, nothing that turns the direction of reading (and so
// hides an extension), no device of Windows, not too long; the extension stays.
func SafeName(name string) string {
	name = strings.ToValidUTF8(name, "")
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError, unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp):
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, name)
	name = strings.Trim(name, " .")
	ext := filepath.Ext(name)
	if len(ext) > 16 || strings.ContainsRune(ext, ' ') {
		ext = ""
	}
	stem := strings.TrimRight(name[:len(name)-len(ext)], " .")
	stem = shorten(stem, MaxFileName-len(ext))
	if stem == "" {
		stem = "file"
	}
	if device(stem) {
		stem = "_" + stem
	}
	return stem + ext
}

// device tells whether Windows takes the name for a device: so it does up to the first point.
func device(stem string) bool {
	first, _, _ := strings.Cut(strings.ToLower(stem), ".")
	first = strings.TrimSpace(first)
	if r := []rune(first); len(r) == 4 && (strings.HasPrefix(first, "com") || strings.HasPrefix(first, "lpt")) {
		return strings.ContainsRune("0123456789¹²³", r[3])
	}
	return reserved[first]
}

// shorten cuts at a rune's edge.
func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return strings.TrimRight(s[:most], " .")
}
