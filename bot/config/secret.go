package config

import (
	"fmt"
	"log/slog"
)

// hidden is what is shown of a secret.
const hidden = "[secret]"

// Secret is a token or a URL with a password. However it is printed, logged or marshalled it
// shows "[secret]", or nothing when it is empty; only Reveal gives it away.
type Secret struct{ value string }

// NewSecret hides a value.
func NewSecret(value string) Secret { return Secret{value} }

// Reveal is the secret itself, for whoever connects with it.
func (s Secret) Reveal() string { return s.value }

// IsZero tells whether there is none.
func (s Secret) IsZero() bool { return s.value == "" }

// String is what may be shown.
func (s Secret) String() string {
	if s.value == "" {
		return ""
	}
	return hidden
}

// Format shows the same for every verb, %#v and %x included.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = fmt.Fprint(f, s.String()) }

// MarshalText hides it in JSON, YAML and map keys.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON hides it in JSON.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + s.String() + `"`), nil }

// LogValue hides it in log/slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// UnmarshalText takes the value from the environment.
func (s *Secret) UnmarshalText(b []byte) error {
	s.value = string(b)
	return nil
}
