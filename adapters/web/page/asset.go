package page

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"path"
	"slices"
	"time"
)

// asset is an embedded file of the page.
type asset struct {
	body []byte
	tag  string
	kind string
}

// kinds are told here and not by the machine, whose table may lack or bend them.
var kinds = map[string]string{
	".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
}

func assets(files fs.FS) (map[string]asset, error) {
	out := map[string]asset{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		kind := kinds[path.Ext(name)]
		if kind == "" {
			kind = mime.TypeByExtension(path.Ext(name))
		}
		out[name] = asset{body: body, tag: `"` + hex.EncodeToString(sum[:8]) + `"`, kind: kind}
		return nil
	})
	return out, err
}

// version is of all assets together: their paths hold it, so that browsers keep them until a
// new build.
func version(all map[string]asset) string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintln(sum, name, all[name].tag)
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// modules are the names of the scripts, for the browser to load at once.
func (s *Server) modules() []string {
	var out []string
	for name := range s.static {
		if path.Ext(name) == ".js" && name != "main.js" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	a, ok := s.static[r.PathValue("name")]
	if !ok || r.PathValue("version") != s.version {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("ETag", a.tag)
	w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.body))
}
