package tickets

import (
	"path"
	"strings"
)

// FilePolicy is which files the desk copies.
type FilePolicy struct {
	MaxSize int64    // bytes of one file; 0 is DefaultMaxFile
	Types   []string // what is taken: ".pdf", "image/*", "text/plain"; none = all
	Refused []string // what is not, likewise; it beats Types
}

// DefaultMaxFile is the largest file taken when nothing else is said, in bytes.
const DefaultMaxFile = 25 << 20

// Limit is the largest file that is taken, in bytes.
func (p FilePolicy) Limit() int64 {
	if p.MaxSize > 0 {
		return p.MaxSize
	}
	return DefaultMaxFile
}

// Takes tells whether a file is taken, by its name and by the type that its bytes tell. What is
// asked of the type cannot be got round by another name.
func (p FilePolicy) Takes(name, mediaType string) bool {
	if matchesAny(p.Refused, name, mediaType) {
		return false
	}
	return len(p.Types) == 0 || matchesAny(p.Types, name, mediaType)
}

func matchesAny(patterns []string, name, mediaType string) bool {
	name, mediaType = strings.ToLower(name), strings.ToLower(mediaType)
	for _, p := range patterns {
		p = strings.ToLower(p)
		if strings.HasPrefix(p, ".") {
			if strings.HasSuffix(SafeName(name), p) {
				return true
			}
			continue
		}
		if ok, err := path.Match(p, mediaType); err == nil && ok {
			return true
		}
	}
	return false
}
