package tickets_test

import (
	"testing"

	"guichet/tickets"
)

func TestWhichFilesAreTaken(t *testing.T) {
	pictures := tickets.FilePolicy{Types: []string{"image/*", ".PDF"}, Refused: []string{"image/svg+xml", ".exe"}}
	for _, c := range []struct {
		p               tickets.FilePolicy
		name, mediaType string
		want            bool
	}{
		{tickets.FilePolicy{}, "x.exe", "application/octet-stream", true},
		{pictures, "a.png", "image/png", true},
		{pictures, "a.bin", "image/png", true},
		{pictures, "a.png", "application/vnd.microsoft.portable-executable", false}, // another name does not help
		{pictures, "a.svg", "image/svg+xml", false},
		{pictures, "rapport.pdf", "application/pdf", true},
		{pictures, "rapport.pdf.exe", "application/pdf", false},
		{pictures, "outil.EXE", "image/png", false},
		{pictures, "outil.exe\u202e", "image/png", false},
		{pictures, "outil.exe. ", "image/png", false},
		{pictures, "notes.txt", "text/plain", false},
	} {
		if got := c.p.Takes(c.name, c.mediaType); got != c.want {
			t.Errorf("%q of type %s: %v", c.name, c.mediaType, got)
		}
	}
}
