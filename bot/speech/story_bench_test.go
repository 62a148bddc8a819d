package speech

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guichet/tickets"
	"guichet/tickets/sqlstore"
)

// BenchmarkOpenLongStory is how long who joins late waits for the story of a ticket with a
// thousand messages: the journal read from the database, and a page of it rendered. With
// GUICHET_TEST_POSTGRES it is measured there too.
func BenchmarkOpenLongStory(b *testing.B) {
	databases := map[string]string{"sqlite": filepath.Join(b.TempDir(), "guichet.db")}
	if server := os.Getenv("GUICHET_TEST_POSTGRES"); server != "" {
		databases["postgres"] = scratchSchema(b, server)
	}
	for name, where := range databases {
		b.Run(name, func(b *testing.B) {
			ctx := context.Background()
			store, err := sqlstore.Open(ctx, where, sqlstore.Options{AutoMigrate: true})
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = store.Close() }) // the test is over
			speech, sc := testSpeech(b), sampleScene(b, "fr")
			desk := tickets.NewDesk(store, sc.Policy, func(*tickets.Ticket, []*tickets.Entry) []tickets.Delivery { return nil }, nil)
			tessa := tickets.Actor{ID: tessaID, Roles: tickets.Roles{Technician: true}}
			tk, err := desk.Open(ctx, tickets.Act{By: tickets.Actor{ID: aliceID}}, tickets.Opening{Summary: "écran noir"})
			if err == nil {
				err = store.Update(ctx, func(tx tickets.Tx) (err error) {
					for n := range 1000 {
						e := &tickets.Entry{Ticket: tk.Number, Kind: tickets.Replied, Actor: tessaID, At: tx.Now(), Words: fmt.Sprint("message ", n, " ", strings.Repeat("mot ", 40))}
						err = errors.Join(err, tx.Append(ctx, e))
					}
					return err
				})
			}
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				t, journal, err := desk.Ticket(ctx, tessa, tk.Number)
				if err != nil || len(journal) < 1000 {
					b.Fatal(len(journal), err)
				}
				sc.Ticket, sc.Roles = t, tessa.Roles
				if m := speech.Story(sc, journal, 1); len(m.Blocks) == 0 {
					b.Fatal("no story")
				}
			}
		})
	}
}

// scratchSchema makes an empty schema on a PostgreSQL server, and takes it away at the end.
func scratchSchema(b *testing.B, server string) string {
	b.Helper()
	u, err := url.Parse(server)
	if err != nil {
		b.Fatal(err)
	}
	db, err := sql.Open("pgx", server)
	if err != nil {
		b.Fatal(err)
	}
	schema := fmt.Sprint("guichet_story_", os.Getpid())
	if _, err := db.Exec("create schema " + schema); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_, err := db.Exec("drop schema " + schema + " cascade")
		if err := errors.Join(err, db.Close()); err != nil {
			b.Error(err)
		}
	})
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String()
}

// BenchmarkStory is the story of a ticket with a thousand messages, as who joins late opens it.
func BenchmarkStory(b *testing.B) {
	speech, sc := testSpeech(b), sampleScene(b, "fr")
	sc.Roles = tickets.Roles{Technician: true}
	var journal []*tickets.Entry
	for n := range 1000 {
		journal = append(journal, &tickets.Entry{
			ID: int64(n + 1), Ticket: sc.Ticket.Number, At: sc.Ticket.OpenedAt, Kind: tickets.Said, Actor: sc.Ticket.Requester,
			Words: fmt.Sprint("message ", n, " ", strings.Repeat("mot ", 40)),
		})
	}
	for b.Loop() {
		if m := speech.Story(sc, journal, 1); len(m.Blocks) == 0 {
			b.Fatal("no story")
		}
	}
}
