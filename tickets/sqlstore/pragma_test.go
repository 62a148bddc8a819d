package sqlstore

import (
	"context"
	"database/sql"
	"path/filepath"
	"strconv"
	"testing"
)

// TestPragmas: the settings that durability rests on, also against the URL's own.
func TestPragmas(t *testing.T) {
	ctx := context.Background()
	url := "file:" + filepath.Join(t.TempDir(), "guichet.db") + "?_synchronous=OFF&_journal_mode=DELETE&_foreign_keys=off&mode=rwc"
	s, err := Open(ctx, url, Options{AutoMigrate: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for _, c := range []struct {
		db           *sql.DB
		pragma, want string
	}{
		{s.write, "journal_mode", "wal"},
		{s.write, "synchronous", "2"}, // FULL
		{s.write, "foreign_keys", "1"},
		{s.write, "busy_timeout", strconv.Itoa(busy)},
		{s.write, "query_only", "0"},
		{s.read, "query_only", "1"},
		{s.read, "busy_timeout", strconv.Itoa(busy)},
	} {
		var got string
		if err := c.db.QueryRowContext(ctx, "pragma "+c.pragma).Scan(&got); err != nil || got != c.want {
			t.Errorf("%s is %q, %v; want %q", c.pragma, got, err, c.want)
		}
	}
	if n := s.write.Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d writer connections, want 1", n)
	}
}
