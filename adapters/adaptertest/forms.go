package adaptertest

import (
	"maps"
	"slices"
	"strings"
	"time"

	"guichet/bot"
)

// fields is one field of every kind, as they stand before anybody touches them.
func (r *rig) fields() []bot.Field {
	return []bot.Field{
		{ID: "summary", Label: "Objet", Kind: bot.LineField, Required: true, Max: 120, Hint: "en quelques mots", Value: "imprimante"},
		{ID: "description", Label: "Description", Kind: bot.TextField, Max: 3000, Value: "ligne 1\nligne 2"},
		{ID: "urgency", Label: "Urgence", Kind: bot.ChoiceField, Required: true, Value: "medium", Options: []bot.Option{
			{Label: "Basse", Value: "low"}, {Label: "Moyenne", Value: "medium"}, {Label: "Haute", Value: "high"},
		}},
		{ID: "person", Label: "Bénéficiaire", Kind: bot.PersonField, Value: string(r.Person("benoit").ID)},
		{ID: "files", Label: "Pièces jointes", Kind: bot.FilesField},
		{ID: "until", Label: "Jusqu’au", Kind: bot.DateField, Value: date},
	}
}

const (
	date    = "2031-05-04T08:30:00Z"
	newDate = "2032-06-05T09:45:00Z"
)

// form is a form of these fields.
func form(fields ...bot.Field) bot.Form {
	return bot.Form{ID: "open:12", State: "brouillon/1", Title: "Ouvrir un ticket", Submit: "Envoyer", Cancel: "Fermer", Fields: fields}
}

// asked types a command whose answer is the form, and returns what is on the screen.
func (r *rig) asked(who string, f bot.Form) *Form {
	r.Helper()
	r.desk.opens(f)
	r.Types(who, Command{Sub: "new"})
	until(r, "the form", func() bool { return r.Form(who) != nil })
	return r.Form(who)
}

// sent waits for the n-th submitted form.
func (r *rig) sent(n int) bot.Event {
	r.Helper()
	e := r.desk.last(r, bot.SubmitEvent, n)
	if e.Verb != "open:12" || e.State != "brouillon/1" || e.By.ID != r.Person("alice").ID || e.Key == "" {
		r.Errorf("the form comes back as %q %q %q of %s", e.Verb, e.State, e.Key, e.By.ID)
	}
	return e
}

var formTests = []test{
	{"EveryFieldIsShownAndComesBack", func(r *rig) {
		most := r.a.Features().MaxFields
		if most < 5 {
			r.Fatalf("forms have %d fields at most", most)
		}
		typed := map[string]string{
			"Objet": "imprimante <bloquée> & *froide*", "Description": "un\ndeux", "Urgence": "Haute", "Bénéficiaire": "@tom",
			"Pièces jointes": "file:relevé.txt", "Jusqu’au": newDate,
		}
		n := 0
		for page := range slices.Chunk(r.fields(), min(most, 6)) {
			screen := r.asked("alice", form(page...))
			if screen.Title != "Ouvrir un ticket" || len(screen.Fields) != len(page) {
				r.Fatalf("the screen is %+v", screen)
			}
			r.shown(screen, page)
			r.desk.answers(nil)
			n++
			r.Fills("alice", map[string]string{})
			r.cameBack(r.sent(n), page, map[string]string{})
			r.asked("alice", form(page...))
			r.desk.answers(nil)
			n++
			these := maps.Clone(typed)
			maps.DeleteFunc(these, func(label, _ string) bool { _, ok := screen.Field(label); return !ok })
			r.Fills("alice", these)
			r.cameBack(r.sent(n), page, these)
			if r.Form("alice") != nil {
				r.Error("the form is still open")
			}
		}
	}},
	{"AFieldTellsItsError", func(r *rig) {
		f := r.fields()[0]
		f.Error = "Merci d’indiquer un objet."
		if got := r.asked("alice", form(f)).Fields[0]; !strings.Contains(got.Hint, f.Error) || got.Value != f.Value {
			r.Errorf("the field is %+v", got)
		}
	}},
	{"ErrorsKeepTheForm", func(r *rig) {
		f := form(r.fields()[:3]...)
		r.asked("alice", f)
		sentence := "Merci d’indiquer un objet."
		if !r.a.Features().FieldErrors {
			again := says(sentence, "Corriger=draft:1")
			r.desk.privately(again)
			r.Fills("alice", map[string]string{"Objet": " "})
			m := r.finds("alice", sentence)
			r.desk.opens(f)
			r.Clicks("alice", m, "Corriger")
		} else {
			r.desk.answers(func(bot.Event) (bot.Answer, error) {
				return bot.Answer{Errors: map[string]string{"summary": sentence}}, nil
			})
			if got := r.Fills("alice", map[string]string{"Objet": " "}); got.Errors["Objet"] != sentence {
				r.Errorf("the errors are %v", got.Errors)
			}
		}
		until(r, "the form to stay or come back", func() bool { return r.Form("alice") != nil })
	}},
	{"AFormCanFollowAForm", func(r *rig) {
		if !r.a.Features().Chained {
			r.Skip("not on this platform")
		}
		r.asked("alice", form(r.fields()[0]))
		next := form(r.fields()[1])
		next.Title = "La suite"
		r.desk.opens(next)
		r.Fills("alice", map[string]string{"Objet": "x"})
		until(r, "the second form", func() bool { f := r.Form("alice"); return f != nil && f.Title == "La suite" })
		r.desk.answers(nil)
		r.Fills("alice", map[string]string{"Description": "y"})
		if e := r.sent(2); e.Values["description"] != "y" {
			r.Errorf("the second form comes back as %v", e.Values)
		}
	}},
	{"AFormIsAnsweredPrivately", func(r *rig) {
		r.asked("alice", form(r.fields()[0]))
		r.desk.privately(says("c’est noté"))
		if got := r.Fills("alice", map[string]string{"Objet": "x"}); !got.Taken || len(got.Errors) > 0 {
			r.Errorf("the form is answered with %+v", got)
		}
		r.finds("alice", "c’est noté")
		r.onlySees("c’est noté", "alice")
	}},
}

// shown fails the test unless the screen shows the fields with their values.
func (r *rig) shown(screen *Form, fields []bot.Field) {
	r.Helper()
	for _, f := range fields {
		got, ok := screen.Field(f.Label)
		want := f.Value
		for _, o := range f.Options {
			if !slices.Contains(got.Options, o.Label) {
				r.Errorf("%s does not offer %q", f.Label, o.Label)
			}
			if o.Value == f.Value {
				want = o.Label
			}
		}
		if f.Kind == bot.DateField && sameInstant(got.Value, want) {
			continue
		}
		if !ok || got.Value != want {
			r.Errorf("%s stands as %+v, want %q", f.Label, got, want)
		}
	}
}

// cameBack fails the test unless the event holds what was typed, else what stood there.
func (r *rig) cameBack(e bot.Event, fields []bot.Field, typed map[string]string) {
	r.Helper()
	for _, f := range fields {
		want, touched := typed[f.Label]
		got := e.Values[f.ID]
		switch {
		case f.Kind == bot.FilesField:
			name, _ := strings.CutPrefix(want, "file:")
			if touched != (len(e.Files) == 1) || touched && e.Files[0].Name != name {
				r.Errorf("the files are %+v, want %q", e.Files, want)
			}
			continue
		case !touched:
			want = f.Value
		case f.Kind == bot.PersonField:
			want = string(r.Person(want[1:]).ID)
		}
		for _, o := range f.Options {
			if touched && o.Label == want {
				want = o.Value
			}
		}
		if got != want && !(f.Kind == bot.DateField && sameInstant(got, want)) {
			r.Errorf("%s comes back as %q, want %q", f.Label, got, want)
		}
	}
}

func sameInstant(a, b string) bool {
	x, errX := time.Parse(time.RFC3339, a)
	y, errY := time.Parse(time.RFC3339, b)
	return errX == nil && errY == nil && x.Equal(y)
}
