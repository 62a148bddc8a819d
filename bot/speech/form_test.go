package speech

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"guichet/bot"
	"guichet/tickets"
)

// everyForm lists all forms of a locale, the richest first.
func everyForm(t testing.TB, s *Speech, locale string) []bot.Form {
	t.Helper()
	sc := sampleScene(t, locale)
	staff := sc
	staff.Roles = tickets.Roles{Technician: true}
	forms := []bot.Form{
		s.OpenForm(staff, map[string]string{"summary": "Écran noir", "urgency": "high"}, map[string]string{"summary": "Trop long."}),
		s.OpenForm(sc, nil, nil),
		s.ResolveForm(sc, nil, nil),
		s.ResolveForm(withProcedure(sc), nil, nil),
		s.AssignForm(sc, nil, nil),
		s.ExtendForm(sc, nil, map[string]string{"until": "Passée."}),
		s.AttributeForm(missed(sc), nil, nil),
		s.AnnounceForm(sc, nil, nil),
		s.EditForm(staff, nil, map[string]string{"summary": "Objet : Tom a mis « Copieur »"}),
		s.EditForm(sc, map[string]string{"summary": "Copieur"}, nil),
	}
	for _, what := range []string{"wait", "refuse", "cancel", "escalate", "release"} {
		forms = append(forms, s.ReasonForm(sc, what+":12", what, nil, nil))
	}
	for _, what := range []string{"reply", "note", "add", "comment"} {
		forms = append(forms, s.TextForm(sc, what+":12", what, nil, nil))
	}
	return forms
}

// withProcedure is the scene of a ticket with one item ticked of two.
func withProcedure(sc Scene) Scene {
	t := *sc.Ticket
	t.Checklist = []tickets.Check{{ID: "a", Text: tickets.Words{"fr": "Un"}, By: tomID}, {ID: "b", Text: tickets.Words{"fr": "Deux"}}}
	sc.Ticket = &t
	return sc
}

// missed is the scene after two deadlines were missed.
func missed(sc Scene) Scene {
	t := *sc.Ticket
	t.Clocks.Respond.Breached, t.Clocks.Resolve.Late = sc.Now, true
	sc.Ticket = &t
	return sc
}

func TestForms(t *testing.T) {
	s := testSpeech(t)
	for _, locale := range Locales {
		var b strings.Builder
		for _, f := range everyForm(t, s, locale) {
			b.WriteString(sketchForm(f) + "\n")
		}
		golden(t, "form."+locale+".golden", b.String())
	}
}

// TestFormsFit: every form fits the smaller of the platforms' limits.
func TestFormsFit(t *testing.T) {
	s := testSpeech(t)
	fits := func(what, text string, limit int) {
		if n := utf8.RuneCountInString(text); n > limit || n == 0 {
			t.Errorf("%s %q has %d characters, limit %d", what, text, n, limit)
		}
	}
	for _, locale := range Locales {
		for _, f := range everyForm(t, s, locale) {
			fits("title", f.Title, maxFormTitle)
			fits("submit", f.Submit, maxFormTitle)
			fits("cancel", f.Cancel, maxFormTitle)
			ids := map[string]bool{}
			for _, x := range f.Fields {
				fits("label", x.Label, maxFieldLabel)
				if ids[x.ID] {
					t.Errorf("%s: field %s twice", f.ID, x.ID)
				}
				ids[x.ID] = true
				if x.Hint != "" {
					fits("hint", x.Hint, MaxFieldHint)
				}
				if x.Kind == bot.ChoiceField && len(x.Options) < 2 {
					t.Errorf("%s.%s: a choice of %d", f.ID, x.ID, len(x.Options))
				}
				for _, o := range x.Options {
					fits("option", o.Label, MaxOptionLabel)
				}
				if x.Kind == bot.ChoiceField && x.Value != "" && !slices.ContainsFunc(x.Options, func(o bot.Option) bool { return o.Value == x.Value }) {
					t.Errorf("%s.%s: value %q is no option", f.ID, x.ID, x.Value)
				}
			}
		}
	}
}

func TestOpenFormAsksInTheSameOrderEverywhere(t *testing.T) {
	s := testSpeech(t)
	sc := sampleScene(t, "fr")
	labels := func(f bot.Form) (out []string) {
		for _, x := range f.Fields {
			out = append(out, x.Label)
		}
		return out
	}
	want := []string{"Type", "Objet", "Description", "Urgence", "Catégorie", "Bénéficiaire", "Téléphone", "Pièces jointes"}
	if got := labels(s.OpenForm(sc, nil, nil)); !slices.Equal(got, want) {
		t.Errorf("fields %q", got)
	}
	sc.Roles.Technician = true
	if got := labels(s.OpenForm(sc, nil, nil)); !slices.Equal(got[:len(want)], want) || len(got) != len(want)+5 {
		t.Errorf("fields of a technician %q", got)
	}
	one := *sc.Policy
	one.Categories = one.Categories[:1]
	sc.Policy = &one
	if got := labels(s.OpenForm(sc, nil, nil)); slices.Contains(got, "Catégorie") {
		t.Errorf("a category is asked where there is one only: %q", got)
	}
}

// TestFormsKeepWhatWasTyped: values and errors come back in their fields.
func TestFormsKeepWhatWasTyped(t *testing.T) {
	s := testSpeech(t)
	sc := sampleScene(t, "en")
	sc.Roles.Technician = true
	for _, blank := range everyForm(t, s, "en") {
		vals, errs := map[string]string{}, map[string]string{}
		for _, x := range blank.Fields {
			vals[x.ID], errs[x.ID] = "typed "+x.ID, "wrong "+x.ID
		}
		var f bot.Form
		verb, _, _ := strings.Cut(blank.ID, ":")
		switch verb {
		case "open":
			f = s.OpenForm(sc, vals, errs)
		case "resolve":
			f = s.ResolveForm(sc, vals, errs)
		case "assign":
			f = s.AssignForm(sc, vals, errs)
		case "extend":
			f = s.ExtendForm(sc, vals, errs)
		case "announce":
			f = s.AnnounceForm(sc, vals, errs)
		case "attribute":
			f = s.AttributeForm(missed(sc), vals, errs)
		case "reply", "note", "add", "comment":
			f = s.TextForm(sc, blank.ID, verb, vals, errs)
		default:
			f = s.ReasonForm(sc, blank.ID, verb, vals, errs)
		}
		for _, x := range f.Fields {
			if vals[x.ID] != "" && (x.Value != vals[x.ID] || x.Error != errs[x.ID]) {
				t.Errorf("%s.%s: value %q, error %q", f.ID, x.ID, x.Value, x.Error)
			}
		}
	}
}

// TestFormsAskWhatTheDeskRequires: the desk refuses a refusal without a reason and a
// resolution without a solution; it takes the other reasons empty.
func TestFormsAskWhatTheDeskRequires(t *testing.T) {
	s := testSpeech(t)
	required := map[string][]string{
		"open": {"kind", "summary", "urgency"}, "resolve": {"solution", "workaround"}, "assign": {"person"},
		"wait": {"ball"}, "refuse": {"reason"}, "cancel": nil, "escalate": {"level"}, "release": nil,
		"reply": {"text"}, "note": {"text"}, "add": nil, "comment": {"text"},
		"extend": {"until", "reason"}, "attribute": {"clock", "delay"}, "announce": {"title"}, "edit": {"summary", "urgency", "impact"},
	}
	for _, f := range everyForm(t, s, "fr") {
		verb, _, _ := strings.Cut(f.ID, ":")
		var got []string
		for _, x := range f.Fields {
			if x.Required {
				got = append(got, x.ID)
			}
		}
		if !slices.Equal(got, required[verb]) {
			t.Errorf("%s requires %v, want %v", f.ID, got, required[verb])
		}
	}
}
