package adaptertest

import (
	"io"
	"slices"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// fetch reads a file that came with an event.
func (r *rig) fetch(f tickets.File) (string, error) {
	r.Helper()
	from, ok := r.a.(bot.FileFetcher)
	if !ok {
		r.Fatal("files cannot be fetched from this platform")
	}
	body, err := from.Fetch(r.Context(), f)
	if err != nil {
		return "", err
	}
	defer func() { _ = body.Close() }() // it was only read
	raw, err := io.ReadAll(body)
	return string(raw), err
}

// CounterOf opens alice's counter, with a message of the bot in it.
func (r *rig) counterOf(who string) (Message, tickets.MessageRef) {
	r.Helper()
	c, err := r.a.OpenCounter(r.Context(), bot.CounterRequest{Ticket: 12, User: r.Person(who).ID, Name: "INC-12 · imprimante"})
	if err != nil {
		r.Fatal(err)
	}
	root := r.post(tickets.MessageRef{Space: r.a.Space(), Channel: c.Channel}, says("bonjour"))
	to := tickets.MessageRef{Space: r.a.Space(), Channel: c.Channel}
	if _, threads := r.a.(bot.DMThreads); threads {
		to.Thread = root.Message
	}
	return r.see(who, root), to
}

var fileTests = []test{
	{"FilesOfPeopleAreFetched", func(r *rig) {
		m, _ := r.counterOf("alice")
		r.Joins("alice", m, "voir", File{"journal.txt", "une panne"}, File{"photo.png", "\x89PNG\r\n\x1a\n"})
		e := r.desk.last(r, bot.MessageEvent, 1)
		if len(e.Files) != 2 || e.Words != "voir" {
			r.Fatalf("came as %+v", e)
		}
		for n, want := range []string{"une panne", "\x89PNG\r\n\x1a\n"} {
			f := e.Files[n]
			f.From = e.Where
			if got, err := r.fetch(f); err != nil || got != want || f.Size != int64(len(want)) {
				r.Errorf("%+v is %q: %v", f, got, err)
			}
		}
		f := e.Files[0]
		r.LosesDownloads(1)
		if _, err := r.fetch(f); err == nil {
			r.Error("a download that failed is taken for a file")
		} else {
			_ = r.fault("a download that failed", err, bot.Retryable)
		}
		if got, err := r.fetch(f); err != nil || got != "une panne" {
			r.Errorf("after it: %q %v", got, err)
		}
		f.ID, f.URL = "nowhere", "https://files.example.org/nowhere"
		if _, err := r.fetch(f); err == nil {
			r.Error("a file of nowhere is fetched")
		} else if fault := bot.FaultOf(err).Fault; fault != bot.Gone && fault != bot.Refused {
			r.Errorf("a file of nowhere: %v", err)
		}
	}},
	{"FilesAreOneMessageWithTheirWords", func(r *rig) {
		_, to := r.counterOf("alice")
		m := says("vos pièces jointes")
		m.Key = "files:1:counter:0"
		m.Files = []bot.Upload{bot.UploadOf("notice.txt", []byte("ouvrez le capot")), bot.UploadOf("relevé.txt", []byte("42"))}
		ref := r.post(to, m)
		got := r.see("alice", ref)
		if !got.Has("vos pièces jointes") || len(got.Files) != 2 || got.Files[0].Body != "ouvrez le capot" || got.Files[1].Body != "42" {
			r.Errorf("alice sees %+v", got)
		}
		r.onlySees("vos pièces jointes", "alice")
		time.Sleep(silence)
		if n := len(r.having("alice", "vos pièces jointes")); n != 1 {
			r.Errorf("alice sees it %d times", n)
		}
	}},
	{"AnEditTakesFilesOff", func(r *rig) {
		_, to := r.counterOf("alice")
		m := says("vos pièces jointes")
		m.Key = "files:1:counter:0"
		m.Files = []bot.Upload{bot.UploadOf("notice.txt", []byte("ouvrez le capot")), bot.UploadOf("relevé.txt", []byte("42"))}
		ref := r.post(to, m)
		m = says("une seule reste")
		m.Key, m.HadFiles, m.Files = "files:1:counter:0", true, []bot.Upload{bot.UploadOf("relevé.txt", []byte("42"))}
		for range 2 { // a second time it stands so already
			if err := r.a.Edit(r.Context(), ref, m); err != nil {
				r.Fatal(err)
			}
			if got := r.see("alice", ref); !got.Has("une seule reste") || len(got.Files) != 1 || got.Files[0].Body != "42" {
				r.Errorf("alice sees %+v", got)
			}
		}
		m = says("plus rien")
		m.HadFiles = true
		if err := r.a.Edit(r.Context(), ref, m); err != nil {
			r.Fatal(err)
		}
		if got := r.see("alice", ref); !got.Has("plus rien") || len(got.Files) != 0 {
			r.Errorf("alice sees %+v", got)
		}
	}},
	{"FilesWhoseAnswerIsLostAreFound", func(r *rig) {
		_, to := r.counterOf("alice")
		m := says("une pièce jointe")
		m.Key = "files:1:counter:0"
		m.Files = []bot.Upload{bot.UploadOf("notice.txt", []byte("ouvrez le capot"))}
		since := time.Now()
		r.Suffers(AnswerLost, 1)
		if _, err := r.a.Post(r.Context(), to, m); err == nil {
			r.Fatal("the answer was not lost")
		} else {
			_ = r.fault("a lost answer", err, bot.Uncertain)
		}
		r.Heals()
		var ref tickets.MessageRef
		until(r, "the message to be found", func() bool {
			found := false
			var err error
			if ref, found, err = r.a.Find(r.Context(), to, m, since); err != nil && bot.FaultOf(err).Fault != bot.Retryable {
				r.Fatal(err)
			}
			return found
		})
		if got := r.see("alice", ref); len(got.Files) != 1 || got.Files[0].Body != "ouvrez le capot" {
			r.Errorf("found %+v", got)
		}
		other := m
		other.Key, other.Files = "files:2:counter:0", []bot.Upload{bot.UploadOf("notice.txt", []byte("fermez-le"))}
		if _, found, err := r.a.Find(r.Context(), to, other, since); found || err != nil {
			r.Errorf("a message with another file is taken for it: %v", err)
		}
	}},
	{"HostileNamesOfFiles", func(r *rig) {
		_, to := r.counterOf("alice")
		m := says("des noms étranges")
		for _, name := range slices.Concat(hostile, []string{"../../etc/passwd", `..\..\x.txt`, "photo\u202Egpj.exe", "a\r\nContent-Type: text/html\r\n\r\n<script>"}) {
			if m.Files = append(m.Files, bot.UploadOf(name, []byte("x"))); len(m.Files) == 10 {
				break
			}
		}
		if got := r.see("alice", r.post(to, m)); len(got.Files) != len(m.Files) || len(got.Pings) > 0 {
			r.Errorf("alice sees %d files of %d, pings %q", len(got.Files), len(m.Files), got.Pings)
		}
	}},
}
