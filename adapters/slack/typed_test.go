package slack

import "testing"

func TestTyped(t *testing.T) {
	for in, want := range map[string]string{
		"imprimante bloquée":                        "imprimante bloquée",
		"pour <@U0BOB|bob> merci":                   "pour <@slack:U0BOB> merci",
		"pour <@U0BOB>":                             "pour <@slack:U0BOB>",
		"a &lt;b&gt; &amp; c":                       "a <b> & c",
		"&amp;lt;":                                  "&lt;",
		"voir <https://a.example/x?y=1&amp;z=2>":    "voir https://a.example/x?y=1&z=2",
		"voir <https://a.example|a.example>":        "voir a.example",
		"<mailto:a@b.example|a@b.example>":          "a@b.example",
		"dans <#C0HELP|helpdesk>":                   "dans #helpdesk",
		"<!here> <!subteam^S1|@it> <!channel|tous>": "@here @it @tous",
		"<script>alert(1)</script> <b>":             "<script>alert(1)</script> <b>",
		"1 < 2 > 0":                                 "1 < 2 > 0",
		"":                                          "",
	} {
		if got := typed(in); got != want {
			t.Errorf("typed(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		"eyes": "eyes", "hand": "hand", "raised_hand": "hand", "raised_hand::skin-tone-3": "hand", ":hand::skin-tone-6": "hand",
		"envelope": "email", "email": "email", "pause_button": "double_vertical_bar", "tada": "tada",
	} {
		if got := canonical(in); got != want {
			t.Errorf("canonical(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestStamps(t *testing.T) {
	if got := stamp(noon); got != "1772452800.000000" {
		t.Errorf("stamp = %s", got)
	}
	if got := instant("1772452800.000123"); !got.Equal(noon.Add(123_000)) {
		t.Errorf("instant = %s", got)
	}
	if !instant("x").IsZero() || !instant("").IsZero() {
		t.Error("no timestamp is an instant")
	}
	if compareStamps("9.5", "10.000000") >= 0 || compareStamps("10.1", "10.100000") != 0 {
		t.Error("timestamps compare as numbers")
	}
}

func TestEscapeCut(t *testing.T) {
	if got := escapeCut("<<<<", 9); got != "&lt;&lt;…" {
		t.Errorf("escapeCut = %q", got)
	}
	if got := escapeCut("a&b", 7); got != "a&amp;b" {
		t.Errorf("escapeCut = %q", got)
	}
}
