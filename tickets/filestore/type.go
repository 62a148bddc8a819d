package filestore

import (
	"io"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// mediaType tells what a file is by its first bytes, never by its name. The names inside an
// archive's first entries may be looked at (a .docx is a .zip); nothing is unpacked.
func mediaType(head []byte) string {
	kind, _, _ := strings.Cut(mimetype.Detect(head).String(), ";")
	return kind
}

// fill reads until buf is full or r ends. Unlike io.ReadFull it says io.EOF only when r did:
// a download that breaks off early says io.ErrUnexpectedEOF, and that is no end.
func fill(r io.Reader, buf []byte) (n int, err error) {
	for n < len(buf) && err == nil {
		var m int
		m, err = r.Read(buf[n:])
		n += m
	}
	return n, err
}
