package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"guichet/bot/app"
	"guichet/bot/config"
	"guichet/bot/speech"
	"guichet/bot/transcript"
	"guichet/tickets"
	"guichet/tickets/filestore"
	"guichet/tickets/sqlstore"

	"github.com/spf13/cobra"
)

// exportOptions are how a transcript is asked for.
type exportOptions struct {
	format, out, lang string
	public            bool
}

// exportFormats are the writers of transcripts, by the name that asks for them.
var exportFormats = map[string]func(io.Writer, transcript.Transcript) error{
	"html": transcript.HTML, "json": transcript.JSON, "text": transcript.Text,
}

// endings are what the files of a format end in.
var endings = map[string]string{"html": ".html", "json": ".json", "text": ".txt"}

func (c *cli) exportCommand() *cobra.Command {
	var o exportOptions
	cmd := &cobra.Command{
		Use:   "export TICKET",
		Short: "Write the transcript of a ticket: everything that was said and done, with its files",
		Long: `Write the transcript of a ticket (12, INC-12 or inc12): what was asked, said and done, with
pictures and files. The page of --format html needs nothing but itself and runs no script;
JSON has the shape that docs/transcript.md tells. It goes to standard output, to the file
that --out names, or, when that is a folder (it ends in / or is there), into it, with the
ticket's files beside it. Internal notes are in it and marked, unless --public leaves the
desk's own side out. The database is only read; the bot may be running.`,
		Example: `  guichet export INC-12 --out INC-12.html
  guichet export 12 --format json --public
  guichet export 12 --out archive/ --lang en`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("which ticket? Write one number, as in guichet export INC-12")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return c.export(cmd.Context(), args[0], o) },
	}
	cmd.Flags().StringVar(&o.format, "format", "html", "html, json or text")
	cmd.Flags().StringVar(&o.out, "out", "", "file or folder to write to (default: standard output)")
	cmd.Flags().BoolVar(&o.public, "public", false, "leave out what requester and beneficiary do not see")
	cmd.Flags().StringVar(&o.lang, "lang", "", "fr or en (default: the desk's)")
	return cmd
}

func (c *cli) export(ctx context.Context, ticket string, o exportOptions) error {
	write := exportFormats[o.format]
	if write == nil {
		return fmt.Errorf("--format %s is not known: write html, json or text", o.format)
	}
	number, ok := ticketNumber(ticket)
	if !ok {
		return fmt.Errorf("%q is not a ticket's number: write 12, INC-12 or REQ-12", ticket)
	}
	env, desk, lang, err := c.settings(o.lang)
	if err != nil {
		return err
	}
	if o.lang == "" {
		lang = desk.Policy.Locale // it is for the archive, not for who sits at the terminal
	}
	var files *filestore.Store
	if dir := filesDir(env); isFolder(dir) {
		files = filestore.ForReading(dir) // a running bot may be writing there
	}
	folder := o.out != "" && (os.IsPathSeparator(o.out[len(o.out)-1]) || isFolder(o.out))
	q := speech.Transcription{Policy: desk.Policy, Desk: desk.Policy.Name, Locale: lang, Now: time.Now(), Internal: !o.public, Inside: speech.InFile}
	if folder {
		q.Inside = speech.InFolder
	}
	if files != nil && o.format == "html" {
		q.Files = files
	}
	t, err := readTranscript(ctx, env, q, number)
	switch {
	case tickets.CodeOf(err) == tickets.NotFound:
		return notWell{errors.New(say("le ticket %d n’existe pas", "there is no ticket %d", number).In(lang))}
	case err != nil:
		return notWell{err}
	}
	if o.out == "" {
		if err := write(c.out, t); err != nil {
			return notWell{err}
		}
		return nil
	}
	name := o.out
	if folder {
		if files != nil {
			if err := copyFiles(o.out, &t, files); err != nil {
				return notWell{err}
			}
		}
		name = filepath.Join(o.out, t.Ref+endings[o.format])
	}
	return writeTo(name, func(w io.Writer) error { return write(w, t) })
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// readTranscript reads all of a ticket in one store, which is only read. q says how.
func readTranscript(ctx context.Context, env config.Env, q speech.Transcription, number int64) (out transcript.Transcript, err error) {
	store, err := sqlstore.Open(ctx, env.DatabaseURL.Reveal(), sqlstore.Options{})
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	voice, err := speech.New()
	if err != nil {
		return out, err
	}
	if err := app.RecallCategories(ctx, store, q.Policy); err != nil {
		return out, err
	}
	nobody := func(*tickets.Ticket, []*tickets.Entry) []tickets.Delivery { return nil }
	d := tickets.NewDesk(store, q.Policy, nobody, nil)
	if q.Ticket, q.Journal, err = d.Ticket(ctx, tickets.Actor{}, number); err != nil {
		return out, err
	}
	if !q.Internal { // of merged tickets, what who asked may see
		own := tickets.Actor{ID: cmp.Or(q.Ticket.Requester, q.Ticket.Beneficiary.User)}
		if _, q.Journal, err = d.Ticket(ctx, own, number); err != nil {
			return out, err
		}
	}
	if _, q.Explain, err = d.Explain(ctx, tickets.Actor{}, number); err != nil {
		return out, err
	}
	q.Zone = speech.ZoneOf(q.Policy, q.Ticket)
	q.Names, q.Others = map[tickets.UserID]string{}, map[int64]*tickets.Ticket{}
	err = store.View(ctx, func(tx tickets.Tx) error {
		for _, u := range speech.PeopleOf(q.Ticket, q.Journal) {
			p, _, err := tx.Person(ctx, u)
			if errors.Is(err, tickets.ErrNotFound) {
				continue
			}
			if err != nil {
				return err
			}
			q.Names[u] = p.Name
		}
		for _, n := range speech.OthersOf(q.Ticket, q.Journal) {
			other, err := tx.Ticket(ctx, n)
			if err != nil {
				return err
			}
			q.Others[n] = other
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	return voice.Transcribe(q), nil
}
