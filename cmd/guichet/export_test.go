package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"html"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"guichet/tickets"
	"guichet/tickets/filestore"
	"guichet/tickets/sqlstore"
)

// exported is a desk's real database and folder of files, held open as a running bot does.
type exported struct {
	db, dir string
	environ []string
}

const nasty = "</script><script>alert(1)</script> \x1b[31mred\x1b]0;title\x07 \u202egauche \u009b2J {{.}} \x00fin"

func deskWithTicket(t *testing.T) exported {
	t.Helper()
	ctx := context.Background()
	folder := t.TempDir()
	e := exported{db: filepath.Join(folder, "guichet.db"), dir: filepath.Join(folder, "files")}
	e.environ = []string{"DATABASE_URL=" + e.db, "FILES_DIR=" + e.dir, "GUICHET_CONFIG=" + filepath.Join("testdata", "always.yaml")}
	store, err := sqlstore.Open(ctx, e.db, sqlstore.Options{AutoMigrate: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	files, err := filestore.Open(e.dir)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := files.Keep(ctx, strings.NewReader("\x89PNG\r\n\x1a\n bac"), 1000, nil)
	if err != nil {
		t.Fatal(err)
	}
	page, err := files.Keep(ctx, strings.NewReader("<!doctype html><script>alert(1)</script>"), 1000, nil)
	if err != nil {
		t.Fatal(err)
	}
	nobody := func(*tickets.Ticket, []*tickets.Entry) []tickets.Delivery { return nil }
	policy := &tickets.Policy{Zone: time.UTC, Categories: []tickets.Category{{ID: "other"}}}
	desk := tickets.NewDesk(store, policy, nobody, nil)
	alice := tickets.Act{By: tickets.Actor{ID: "slack:alice"}}
	tessa := tickets.Act{By: tickets.Actor{ID: "slack:tessa", Roles: tickets.Roles{Technician: true}}}
	tk, err := desk.Open(ctx, alice, tickets.Opening{Summary: "écran " + nasty, Description: "noir " + nasty})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Note(ctx, tessa, tk.Number, "note "+nasty); err != nil {
		t.Fatal(err)
	}
	err = store.Update(ctx, func(tx tickets.Tx) error {
		return tx.Append(ctx, &tickets.Entry{
			Ticket: tk.Number, Kind: tickets.Said, Actor: "slack:alice", At: tx.Now(), Words: "voir " + nasty,
			Detail: tickets.Detail{Files: []tickets.File{
				{Name: "../../bac\x1b[2J.png", Size: picture.Size, Type: "image/png", Hash: picture.Hash},
				{Name: "perdu.log", Size: 3, Hash: strings.Repeat("0", 64)},
				{Name: "page #1.html", Size: page.Size, Type: page.Type, Hash: page.Hash},
			}},
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (e exported) run(args ...string) (code int, out, errs string) {
	var o, s bytes.Buffer
	code = Run(append([]string{"export"}, args...), strings.NewReader(""), &o, &s, e.environ)
	return code, o.String(), s.String()
}

// Each format is written from a real database that another process holds open, and whatever
// people typed reaches neither the browser nor the terminal as more than text.
func TestExportWritesEachFormat(t *testing.T) {
	t.Parallel()
	e := deskWithTicket(t)
	for format, want := range map[string][]string{
		"html": {"INC-1", "noir", "note ", "data:image/png;base64,", "perdu.log", "&lt;/script&gt;"},
		"json": {`"ref": "INC-1"`, `"side": "note"`, `"sha256"`, "perdu.log"},
		"text": {"INC-1", "    | noir", "note ", "perdu.log"},
	} {
		for _, public := range []bool{false, true} {
			args := []string{"inc-1", "--format", format}
			if public {
				args = append(args, "--public")
			}
			code, out, errs := e.run(args...)
			if code != exitWell || errs != "" {
				t.Fatalf("%s: exit %d: %s", format, code, errs)
			}
			for _, one := range want {
				if !strings.Contains(out, one) && !(public && strings.Contains(one, "note")) {
					t.Errorf("%s lacks %q:\n%s", format, one, out)
				}
			}
			if public && (strings.Contains(out, "note </script>") || strings.Contains(out, "note &lt;") || strings.Contains(out, `"note`)) {
				t.Errorf("%s tells the desk's own side:\n%s", format, out)
			}
			if i := strings.IndexAny(out, "\x00\x07\x1b\u009b\u202e"); i >= 0 {
				t.Errorf("%s holds a control character near %q", format, out[max(0, i-40):i+1])
			}
			if format != "text" && strings.Contains(out, "<script") {
				t.Errorf("%s holds a script", format)
			}
			if format == "json" && !json.Valid([]byte(out)) {
				t.Errorf("no JSON:\n%s", out)
			}
		}
	}
}

// Into a folder, the copies of files go along, under names that stay in it; what another
// process is writing into the store stays.
func TestExportBesideARunningBot(t *testing.T) {
	t.Parallel()
	e := deskWithTicket(t)
	inFlight := filepath.Join(e.dir, "incoming", "slow")
	old := time.Now().Add(-72 * time.Hour)
	if err := errors.Join(os.WriteFile(inFlight, []byte("half"), 0o600), os.Chtimes(inFlight, old, old)); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "archive") + string(filepath.Separator)
	if code, out, errs := e.run("1", "--format", "json", "--out", to); code != exitWell || out != "" || errs != "" {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	if _, err := os.Stat(inFlight); err != nil {
		t.Errorf("export clears away in the folder that it only reads: %v", err)
	}
	raw, err := os.ReadFile(filepath.Join(to, "INC-1.json"))
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Entries []struct {
			Files []struct{ Path, Missing string }
		}
	}
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, entry := range got.Entries {
		for i, f := range entry.Files {
			seen++
			if i == 1 {
				if f.Missing == "" || f.Path != "" {
					t.Errorf("a file that is gone: %+v", f)
				}
				continue
			}
			body, err := fs.ReadFile(os.DirFS(to), f.Path) // refuses what leads out
			if i == 2 {
				if err != nil || !strings.HasSuffix(f.Path, "page #1.html.txt") || !strings.HasPrefix(string(body), "<!doctype") {
					t.Errorf("a page of theirs, which must not open as one: %+v: %q, %v", f, body, err)
				}
				continue
			}
			if err != nil || !strings.HasSuffix(string(body), " bac") {
				t.Errorf("%+v: %q, %v", f, body, err)
			}
		}
	}
	if seen != 3 {
		t.Errorf("%d files:\n%s", seen, raw)
	}
	for _, name := range []string{to, filepath.Join(to, "INC-1.json")} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may read %s: %v %v", name, info.Mode(), err)
		}
	}
}

// A page alone holds the files; one in a folder links to those beside it.
func TestExportedPageHasItsFiles(t *testing.T) {
	t.Parallel()
	e := deskWithTicket(t)
	code, alone, errs := e.run("1")
	if code != exitWell || errs != "" {
		t.Fatalf("exit %d: %s", code, errs)
	}
	want := `href="data:application/octet-stream;base64,` + base64.StdEncoding.EncodeToString([]byte("<!doctype html><script>alert(1)</script>")) + `" download="page #1.html"`
	if !strings.Contains(html.UnescapeString(alone), want) {
		t.Errorf("the page has not its file:\n%s", alone)
	}
	to := t.TempDir()
	if code, out, errs := e.run("1", "--out", to); code != exitWell || out != "" || errs != "" {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	page, err := os.ReadFile(filepath.Join(to, "INC-1.html"))
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`href="(INC-1-files/[^"]*)" download="page #1\.html"`).FindSubmatch(page)
	if link == nil {
		t.Fatalf("no link to the file beside:\n%s", page)
	}
	path, err := url.PathUnescape(string(link[1]))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(to, filepath.FromSlash(path))); err != nil {
		t.Errorf("the link leads nowhere: %v", err)
	}
}

// What was exported before stays when it cannot be written anew, and nothing half lies about.
func TestExportWritesWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	to := filepath.Join(t.TempDir(), "INC-1.html")
	if err := os.WriteFile(to, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left")
	err := writeTo(to, func(w io.Writer) error {
		_, err := io.WriteString(w, "half")
		return errors.Join(err, full)
	})
	var machine notWell
	if !errors.Is(err, full) || !errors.As(err, &machine) {
		t.Errorf("%v", err)
	}
	if got, err := os.ReadFile(to); err != nil || string(got) != "before" {
		t.Errorf("%q, %v", got, err)
	}
	if left, err := os.ReadDir(filepath.Dir(to)); err != nil || len(left) != 1 {
		t.Errorf("left over: %v, %v", left, err)
	}
	if err := writeTo(to, func(w io.Writer) error { _, err := io.WriteString(w, "anew"); return err }); err != nil {
		t.Error(err)
	}
	if got, err := os.ReadFile(to); err != nil || string(got) != "anew" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestExportExitCodes(t *testing.T) {
	t.Parallel()
	e := deskWithTicket(t)
	missing := exported{environ: []string{"DATABASE_URL=" + filepath.Join(t.TempDir(), "none.db"), e.environ[2]}}
	for _, c := range []struct {
		at   exported
		args []string
		code int
		says string
	}{
		{e, []string{"12", "--lang", "en"}, exitNotWell, "there is no ticket 12"},
		{e, []string{"INC-1", "--format", "pdf"}, exitWrong, "html, json or text"},
		{e, []string{"printer"}, exitWrong, "not a ticket's number"},
		{e, nil, exitWrong, "which ticket?"},
		{e, []string{"1", "2"}, exitWrong, "which ticket?"},
		{e, []string{"1", "--lang", "de"}, exitWrong, "fr or en"},
		{e, []string{"1", "--out", filepath.Join(e.db, "x")}, exitNotWell, "guichet.db"},
		{missing, []string{"1"}, exitNotWell, "none.db"},
	} {
		code, out, errs := c.at.run(c.args...)
		if code != c.code || out != "" || !strings.Contains(errs, c.says) {
			t.Errorf("%v: exit %d, want %d, %q not in %q%s", c.args, code, c.code, c.says, errs, out)
		}
	}
}

// A full pipe or a closed one is told.
func TestExportTellsThatItCouldNotWrite(t *testing.T) {
	t.Parallel()
	e := deskWithTicket(t)
	var errs bytes.Buffer
	r, w := io.Pipe()
	if err := r.CloseWithError(errors.New("closed")); err != nil {
		t.Fatal(err)
	}
	if code := Run([]string{"export", "1"}, strings.NewReader(""), w, &errs, e.environ); code != exitNotWell || !strings.Contains(errs.String(), "closed") {
		t.Errorf("exit %d: %s", code, errs.String())
	}
}
