package sqlstore

import (
	"strings"
	"time"
	"unicode/utf8"
)

// instant is t as the store knows it: UTC, whole milliseconds.
func instant(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return time.UnixMilli(t.UnixMilli()).UTC()
}

// ms is t in unix milliseconds, 0 for the zero time.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// at is the instant of unix milliseconds, the zero time for 0.
func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// text is s as both databases can hold it: PostgreSQL takes neither zero bytes nor
// invalid UTF-8, and SQLite must not keep what could never move there.
func text[S ~string](s S) string {
	v := string(s)
	if !utf8.ValidString(v) {
		v = strings.ToValidUTF8(v, string(utf8.RuneError))
	}
	if strings.IndexByte(v, 0) >= 0 {
		v = strings.ReplaceAll(v, "\x00", "")
	}
	return v
}
