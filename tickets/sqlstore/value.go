package sqlstore

import (
	"bytes"
	"encoding/json"
	"fmt"
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

// body is v as JSON without zero bytes, "" for what has nothing in it.
func body(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("sqlstore: encode %T: %w", v, err)
	}
	switch string(b) {
	case "null", "{}", "[]":
		return "", nil
	}
	return string(withoutZeros(b)), nil
}

// withoutZeros drops the escapes \u0000 from JSON. A backslash stands in strings only and
// always with what it escapes, so that "\\u0000" (a backslash and words) stays.
func withoutZeros(b []byte) []byte {
	zero := []byte(`\u0000`)
	if !bytes.Contains(b, zero) {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		switch {
		case b[i] != '\\':
			out = append(out, b[i])
			i++
		case bytes.HasPrefix(b[i:], zero):
			i += len(zero)
		default:
			out = append(out, b[i], b[i+1])
			i += 2
		}
	}
	return out
}

// parse is body backwards.
func parse(s string, v any) error {
	if s == "" {
		return nil
	}
	if err := json.Unmarshal([]byte(s), v); err != nil {
		return fmt.Errorf("decode %T: %w", v, err)
	}
	return nil
}
