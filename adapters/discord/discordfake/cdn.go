package discordfake

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// File is a file of a message.
type File struct {
	Name string
	Body []byte
}

// attach keeps a file and tells how Discord names it. The lock is held.
func (f *Fake) attach(channel string, file File) M {
	id := f.id()
	name := strings.ReplaceAll(file.Name, " ", "_")
	f.blobs[id] = file.Body
	return M{"id": id, "filename": name, "size": len(file.Body), "path": "/cdn/attachments/" + channel + "/" + id + "/" + url.PathEscape(name)}
}

// attachAll keeps files. The lock is held.
func (f *Fake) attachAll(channel string, files []File) (out []M) {
	for _, one := range files {
		out = append(out, f.attach(channel, one))
	}
	return out
}

// signed are attachments with addresses that work now. The lock is held.
func (f *Fake) signed(list []M) []M {
	out := []M{}
	for _, a := range list {
		until := strconv.FormatInt(time.Now().Add(24*time.Hour).Unix(), 16)
		out = append(out, M{
			"id": a["id"], "filename": a["filename"], "size": a["size"],
			"url": f.server.URL + fmt.Sprint(a["path"]) + "?ex=" + until + "&hm=" + strconv.Itoa(f.signature),
		})
	}
	return out
}

// Expire makes every address of a file that was told so far a dead one.
func (f *Fake) Expire() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.signature++
}

// Redirect sends every download elsewhere.
func (f *Fake) Redirect(to string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.redirect = to
}

// BreakDownloads makes the next n downloads fail on Discord's side.
func (f *Fake) BreakDownloads(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.deadDownloads = n
}

// Files are the files of a message.
func (f *Fake) Files(m Message) []File {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []File
	for _, a := range m.Attachments {
		out = append(out, File{fmt.Sprint(a["filename"]), f.blobs[fmt.Sprint(a["id"])]})
	}
	return out
}

// Join makes somebody write with files; channel "@dm" is their DM with the bot. It returns the
// message's id.
func (f *Fake) Join(user, channel, content string, files ...File) string {
	i := f.start(user, channel, 0)
	f.mu.Lock()
	defer f.mu.Unlock()
	m := f.put(i.channel, i.user.ID, M{"content": content}, f.attachAll(i.channel.ID, files))
	e := f.messageJSON(i.channel, m)
	if !i.channel.dm() {
		member := f.memberJSON(i.user)
		delete(member, "user")
		e["guild_id"], e["member"] = f.guild, member
	}
	f.dispatch("MESSAGE_CREATE", e)
	return m.ID
}

// serveCDN serves files to whoever has their signed address.
func (f *Fake) serveCDN(w http.ResponseWriter, r *http.Request) {
	s := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	f.mu.Lock()
	body, ok := []byte(nil), len(s) == 5
	if ok {
		body, ok = f.blobs[s[3]]
	}
	ok = ok && r.URL.Query().Get("hm") == strconv.Itoa(f.signature)
	broken := f.deadDownloads > 0
	if broken {
		f.deadDownloads--
	}
	if r.Header.Get("Authorization") != "" {
		f.broken = append(f.broken, "the bot's token was sent to the file host")
	}
	redirect := f.redirect
	f.mu.Unlock()
	switch {
	case redirect != "":
		http.Redirect(w, r, redirect, http.StatusFound)
	case broken:
		http.Error(w, "bad gateway", http.StatusBadGateway)
	case !ok:
		http.Error(w, "This content is no longer available.", http.StatusNotFound)
	default:
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body)
	}
}
