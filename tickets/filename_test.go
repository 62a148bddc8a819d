package tickets_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"guichet/tickets"
)

func TestSafeName(t *testing.T) {
	for in, want := range map[string]string{
		"rapport.pdf":                      "rapport.pdf",
		"Écran d’accueil (2).PNG":          "Écran d’accueil (2).PNG",
		"../../etc/passwd":                 "passwd",
		`C:\Windows\system32\cmd.exe`:      "cmd.exe",
		"..":                               "file",
		"":                                 "file",
		".htaccess":                        "htaccess",
		"a\x00b\nc\td.txt":                 "abcd.txt",
		"photo\u202Egpj.exe":               "photogpj.exe",
		"zero\u200Bwidth.txt":              "zerowidth.txt",
		"con.txt":                          "_con.txt",
		"NUL":                              "_NUL",
		"com1.log.txt":                     "_com1.log.txt",
		"complet.txt":                      "complet.txt",
		"trailing. . .":                    "trailing",
		`a<b>:"|?*.txt`:                    "a_b______.txt",
		"\xff\xfe.txt":                     "txt",
		strings.Repeat("é", 200) + ".docx": strings.Repeat("é", 72) + ".docx",
	} {
		if got := tickets.SafeName(in); got != want {
			t.Errorf("SafeName(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzSafeName(f *testing.F) {
	for _, s := range []string{"a/b\\c", "con", "\u202Egpj.exe", ". .", strings.Repeat("x.", 200), "a.\u00a0", "lpt9 .x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := tickets.SafeName(s)
		switch {
		case got == "" || got == "." || got == "..":
			t.Fatalf("%q is no name", got)
		case len(got) > tickets.MaxFileName || !utf8.ValidString(got):
			t.Fatalf("%q is too long or no text", got)
		case strings.ContainsAny(got, "/\\<>:\"|?*") || strings.ContainsFunc(got, unicode.IsControl):
			t.Fatalf("%q has what no name may have", got)
		case strings.ContainsFunc(got, func(r rune) bool { return unicode.Is(unicode.Cf, r) }):
			t.Fatalf("%q has something invisible", got)
		case strings.HasSuffix(got, ".") || strings.HasSuffix(got, " ") || strings.HasPrefix(got, "."):
			t.Fatalf("%q begins or ends with what is cut off or hidden", got)
		case tickets.SafeName(got) != got:
			t.Fatalf("%q is made %q the second time", got, tickets.SafeName(got))
		}
	})
}
