package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"

	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

// What was refused can be read by whoever runs the desk, without a word of people.
func TestTheAuditTellsWhoTriedWhat(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	db := filepath.Join(t.TempDir(), "guichet.db")
	store, err := sqlstore.Open(ctx, db, sqlstore.Options{AutoMigrate: true})
	if err != nil {
		t.Fatal(err)
	}
	desk := tickets.NewDesk(store, &tickets.Policy{}, func(*tickets.Ticket, []*tickets.Entry) []tickets.Delivery { return nil }, nil)
	bob := tickets.Act{By: tickets.Actor{ID: "slack:UBOB", Place: "C1"}, Via: "command", Event: "Ev1"}
	if _, err := desk.Note(ctx, bob, 12, "secret words"); tickets.CodeOf(err) != tickets.NotFound {
		t.Fatalf("refused as %v", err)
	}
	if err := desk.RightsChanged(ctx, "slack:UTOM", tickets.Roles{Technician: true}, "C2"); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := Run(append([]string{"audit", "--lang", "en"}, args...), nil, &out, &errs, []string{"DATABASE_URL=" + db}); code != exitWell {
			t.Fatalf("%v ends with %d: %s", args, code, errs.String())
		}
		return out.String()
	}
	all := run()
	for _, word := range []string{"slack:UBOB", "command", "C1", "12", "not_found", "slack:UTOM", "rights", "technician"} {
		if !strings.Contains(all, word) {
			t.Errorf("the audit lacks %q:\n%s", word, all)
		}
	}
	if strings.Contains(all, "secret") {
		t.Errorf("the audit tells people's words:\n%s", all)
	}
	if one := run("--ticket", "INC-12", "--json"); !strings.Contains(one, `"refused": "not_found"`) || strings.Contains(one, "UTOM") {
		t.Errorf("about one ticket:\n%s", one)
	}
}
