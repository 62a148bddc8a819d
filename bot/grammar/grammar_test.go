package grammar

import (
	"testing"
)

func TestTypedCommands(t *testing.T) {
	for _, c := range []struct {
		typed   string
		verb    string // "" is a summary
		ticket  int64
		text    string
		person  string
		level   string
		nearest string
	}{
		{typed: "", verb: "new"},
		{typed: "  new ", verb: "new"},
		{typed: "nouveau", verb: "new"},
		{typed: "imprimante bloquée"},
		{typed: "new laptop for Bob"},
		{typed: "list", verb: "list"},
		{typed: "LISTE", verb: "list"},
		{typed: "day", verb: "day"},
		{typed: "Journée", verb: "day"},
		{typed: "journee", verb: "day"},
		{typed: "journée portes ouvertes : badges"},
		{typed: "list of broken screens"},
		{typed: "list late", verb: "list", level: "late"},
		{typed: "liste pot commun", verb: "list", level: "pool"},
		{typed: "liste équipe", verb: "list", level: "team"},
		{typed: "stats", verb: "stats"},
		{typed: "stats me", verb: "stats", level: "me"},
		{typed: "stats semaine équipe", verb: "stats", level: "team"},
		{typed: "stats moi 30 jours", verb: "stats", level: "me"},
		{typed: "stats of the printers are wrong"},
		{typed: "stats 400d"},
		{typed: "help", verb: "help"},
		{typed: "aide", verb: "help"},
		{typed: "show 12", verb: "show", ticket: 12},
		{typed: "voir INC-12", verb: "show", ticket: 12},
		{typed: "voir inc12", verb: "show", ticket: 12},
		{typed: "show me the way"},
		{typed: "prendre req-3", verb: "claim", ticket: 3},
		{typed: "claim", verb: "claim"},
		{typed: "claim 12 please"},
		{typed: "résoudre 12", verb: "resolve", ticket: 12},
		{typed: "resoudre 12 câble rebranché", verb: "resolve", ticket: 12, text: "câble rebranché"},
		{typed: "note 4 rappeler demain", verb: "note", ticket: 4, text: "rappeler demain"},
		{typed: "note de frais perdue"},
		{typed: "assign 12 <@slack:U1>", verb: "assign", ticket: 12, person: "slack:U1"},
		{typed: "assign 12 bob"},
		{typed: "escalate 12 3 base de données", verb: "escalate", ticket: 12, level: "3", text: "base de données"},
		{typed: "escalader 12 base", verb: "escalate", ticket: 12, text: "base"},
		{typed: "impact 12 team", verb: "impact", ticket: 12, level: "team"},
		{typed: "impact 12 Équipe entière"},
		{typed: "urgent 3 imprimantes en panne"},
		{typed: "urgent 3", verb: "urgent", ticket: 3},
		{typed: "contact perdu avec le serveur"},
		{typed: "cliam 12", nearest: "claim 12"},
		{typed: "resolv 12 fait", nearest: "resolve 12 fait"},
		{typed: "cliam my badge"},
		{typed: "approve 12", nearest: "approve 12"},
		{typed: "fusionner 12 13", nearest: "merge 12 13"},
		{typed: "edit 12", nearest: "edit 12"},
		{typed: "link 12 cables"},
		{typed: "12 prendre", nearest: "claim 12"},
		{typed: "12 imprimantes"},
		{typed: "12 show me"},
		{typed: "PRENDRE\u00a0 #12", verb: "claim", ticket: 12},
		{typed: "  Répondre   INC-12   c'est fait ", verb: "reply", ticket: 12, text: "c'est fait"},
		{typed: "REPONDRE n°12 ok", verb: "reply", ticket: 12, text: "ok"},
		{typed: "assigner <@slack:U1> 12", verb: "assign", ticket: 12, person: "slack:U1"},
		{typed: "impact 12 équipe", verb: "impact", ticket: 12, level: "team"},
		{typed: "écran 24 pouces cassé"},
		{typed: "12"},
	} {
		p := ParseCommand(c.typed)
		verb := ""
		if p.Command != nil {
			verb = p.Command.Name
		}
		if verb != c.verb || p.In.Ticket != c.ticket || p.In.Text != c.text || string(p.In.Person) != c.person ||
			p.In.Level != c.level || p.Nearest != c.nearest {
			t.Errorf("%q: command %q ticket %d text %q person %q level %q nearest %q, want %+v",
				c.typed, verb, p.In.Ticket, p.In.Text, p.In.Person, p.In.Level, p.Nearest, c)
		}
		if verb == "" && c.nearest == "" && p.Summary != c.typed {
			t.Errorf("%q: summary %q", c.typed, p.Summary)
		}
	}
}

func TestNumbers(t *testing.T) {
	for in, want := range map[string]int64{
		"12": 12, "INC-12": 12, "inc12": 12, "REQ-13": 13, "#4": 4, " 5 ": 5,
		"": 0, "-": 0, "0": 0, "-3": 3, "INC": 0, "1.5": 0, "+4": 0, "99999999999999999999": 0, "douze": 0,
	} {
		got, ok := ParseNumber(in)
		if got != want || ok != (want > 0) {
			t.Errorf("%q: %d %v, want %d", in, got, ok, want)
		}
	}
}

func FuzzParseCommand(f *testing.F) {
	for _, s := range []string{"claim 12", "résoudre inc-3 fait", "<@slack:U1>", "assign 1 <@:>", "\x00", "é 1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := ParseCommand(s)
		if p.Command != nil && p.In.Ticket < 0 {
			t.Errorf("%q: ticket %d", s, p.In.Ticket)
		}
	})
}

func TestVerbs(t *testing.T) {
	for in, want := range map[string]Intent{
		"claim:12":          {Verb: "claim", Ticket: 12},
		"validate:12:2":     {Verb: "validate", Ticket: 12, Arg: "2"},
		"rate:12:speed:4":   {Verb: "rate", Ticket: 12, Arg: "speed", Value: "4"},
		"do:12:escalate":    {Verb: "escalate", Ticket: 12},
		"do:12:impact_team": {Verb: "impact", Ticket: 12, Arg: "team"},
		"nonsense":          {Verb: "nonsense"},
	} {
		if got := ParseVerb(in, ""); got != want {
			t.Errorf("%q: %+v, want %+v", in, got, want)
		}
	}
}

func TestTypedDeskCommands(t *testing.T) {
	for _, c := range []struct {
		typed, verb string
		ticket      int64
		text, level string
	}{
		{"prolonger 12", "extend", 12, "", ""},
		{"extend INC-12 la pièce arrive samedi", "extend", 12, "la pièce arrive samedi", ""},
		{"imputer 12 fournisseur", "attribute", 12, "", "supplier"},
		{"attribute 12 us", "attribute", 12, "", "us"},
		{"attribute 12 nobody", "", 0, "", ""},
		{"extend", "extend", 0, "", ""},
		{"", "", 0, "", ""},
		{"dance 12", "", 0, "", ""},
		{"prendre 12", "", 0, "", ""},
		{"lot réseau, 30j", "bulk", 0, "réseau, 30j", ""},
		{"bulk", "bulk", 0, "", ""},
		{"panel ici", "panel", 0, "", "here"},
		{"panel nulle part", "", 0, "", ""},
	} {
		p := ParseDesk(c.typed)
		in, ok := p.In, p.Command != nil
		if ok != (c.verb != "") || ok && (in.Verb != c.verb || in.Ticket != c.ticket || in.Text != c.text || in.Level != c.level) {
			t.Errorf("%q: %+v %v, want %+v", c.typed, in, ok, c)
		}
	}
	for typed, meant := range map[string]string{"lier douze treize": "link", "panal": "panel", "fusionner": "", "dance": "", "panel nulle part": "panel", "attribute 12 nobody": "attribute"} {
		got := ""
		if p := ParseDesk(typed); p.Unfit != nil {
			got = p.Unfit.Name
		}
		if got != meant {
			t.Errorf("%q is answered with how to write %q, want %q", typed, got, meant)
		}
	}
	if p := ParseDesk("prendre 12"); p.Nearest != "claim 12" || p.Meant.Ticket != 12 {
		t.Errorf("a sub-command of /ticket after /desk is taken as %+v", p)
	}
}

// A slip of /desk is found among its own sub-commands.
func TestASlipOfDeskIsSuggested(t *testing.T) {
	for typed, want := range map[string]string{"prolongr 12": "extend 12", "12 imputer": "attribute 12", "dance 12": "", "extand": ""} {
		if p := ParseDesk(typed); p.Nearest != want || p.Command != nil {
			t.Errorf("%q: nearest %q, want %q", typed, p.Nearest, want)
		}
	}
}
