package acceptance

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"guichet/acceptance/stage"
)

// alice opens a ticket for benoit with nothing configured but tokens and channels.
func TestOpeningATicket(t *testing.T) {
	onEach(t, stage.Script{}, func(w *stage.World) {
		alice, benoit, tessa := w.Person("alice"), w.Person("benoit"), w.Person("tessa")
		o := stage.Opening{
			Words: "imprimante bloquée", Type: "incident", Urgency: "high", Beneficiary: "benoit",
			Description: "Le bac 2 est vide.", Phone: "01 23 45 67 89",
		}

		// The form speaks French to her.
		r := alice.StartsTicket(o)
		wantFields(w, r.Form, "Objet", "Description", "Téléphone")
		if w.Chat().Name() == stage.Slack {
			wantFields(w, r.Form, "Type", "Urgence", "Bénéficiaire")
			wantOptions(w, r.Form, "Type", "Incident", "Demande")
			wantOptions(w, r.Form, "Urgence", "Basse", "Moyenne", "Haute")
			if f, _ := r.Form.Field("Objet"); f.Value != "imprimante bloquée" {
				w.T.Errorf("the words after the command are not in the field Objet: %+v", f)
			}
		}

		// What is wrong is said in French, and what she typed is kept.
		wrong := o
		wrong.Summary = "   "
		r = alice.Submits(alice.Filled(wrong))
		wantFrench(w, r.Text())
		if w.Chat().Name() == stage.Slack {
			if r.Errors["Objet"] == "" {
				w.T.Fatalf("no error beside the field Objet: %+v", r)
			}
		} else {
			r = alice.Clicks(r.Private[0], "Corriger")
		}
		if r.Form == nil {
			w.T.Fatalf("the form is gone: %+v", r)
		}
		for label, v := range map[string]string{"Description": o.Description, "Téléphone": o.Phone} {
			if f, _ := r.Form.Field(label); f.Value != v {
				w.T.Errorf("%s holds %q, what she typed is not kept", label, f.Value)
			}
		}

		// Corrected, it is a ticket, and everybody concerned knows within a second.
		sent := time.Now()
		var counter, card stage.Message
		var told, shown, all time.Duration
		together(
			func() { r = alice.Submits(map[string]any{"Objet": "imprimante bloquée"}) },
			func() {
				counter = alice.SeesInCounter("INC-1", "imprimante bloquée", "Le bac 2 est vide.", "Haute", benoit.FullName(), "01 23 45 67 89", "avant")
				told = time.Since(sent)
			},
			func() {
				card = tessa.SeesCard("INC-1", "imprimante bloquée", "Le bac 2 est vide.", "Nouveau", "Haute", "P2", alice.FullName(), benoit.FullName(), "01 23 45 67 89")
				shown = time.Since(sent)
			},
			func() {
				benoit.SeesInCounter("INC-1", "imprimante bloquée")
				all = time.Since(sent)
			},
		)
		if !r.OK || len(r.Errors) > 0 {
			w.T.Fatalf("the corrected form is refused: %+v", r)
		}
		w.T.Logf("alice told after %v, card after %v, benoit told after %v", told, shown, all)
		if late := max(told, shown, all); late > 3*time.Second { // a second on an idle machine; CI's is not idle
			w.T.Errorf("it took %v until everybody knew", late)
		}
		wantButtons(w, counter, "Compléter", "Annuler")
		wantButtons(w, card, "Prendre en charge")
		if !localTime.MatchString(unescaped(card.Raw)) {
			w.T.Errorf("the card has no time in the reader's own zone: %s", card.Raw)
		}
		wantFrench(w, counter.Text)
	})
}

// bob's desk speaks English to bob and French in its channels; he presses twice.
func TestOpeningInEnglishAndTwice(t *testing.T) {
	onEach(t, stage.Script{Config: alwaysOpen}, func(w *stage.World) {
		bob, tessa := w.Person("bob"), w.Person("tessa")
		o := stage.Opening{Words: "printer jammed", Summary: "printer jammed", Urgency: "low"}
		r := bob.StartsTicket(o)
		wantFields(w, r.Form, "Summary", "Description", "Phone")
		if w.Chat().Name() == stage.Slack {
			wantFields(w, r.Form, "Type", "Urgency", "Beneficiary")
			wantOptions(w, r.Form, "Type", "Incident", "Request")
			wantOptions(w, r.Form, "Urgency", "Low", "Medium", "High")
		}
		if r = bob.Submits(bob.Filled(o)); !r.OK {
			w.T.Fatalf("refused: %+v", r)
		}
		counter := bob.SeesInCounter("INC-1", "printer jammed", "Low", "before")
		wantButtons(w, counter, "Add information", "Cancel")
		tessa.SeesCard("INC-1", "printer jammed", "Nouveau", "Basse", "P4")

		bob.StartsTicket(o)
		bob.Submits(bob.Filled(o))
		time.Sleep(1500 * time.Millisecond)
		for _, m := range tessa.Pool() {
			if m.Has("INC-2") {
				w.T.Errorf("the same words twice within a minute made two tickets: %s", m)
			}
		}
		o.Words, o.Summary, o.Type = "a new screen", "a new screen", "request"
		bob.Opens(o)
		bob.SeesInCounter("REQ-2", "a new screen")
		tessa.SeesCard("REQ-2", "a new screen", "Nouveau")
	})
}

var localTime = regexp.MustCompile(`<!date\^|"type":\s*"date"|<t:\d+`)

// unescaped undoes JSON's escapes of angle brackets.
func unescaped(raw json.RawMessage) string {
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(raw))
}

func wantFields(w *stage.World, f *stage.Form, labels ...string) {
	w.T.Helper()
	for _, l := range labels {
		if _, ok := f.Field(l); !ok {
			w.T.Errorf("the form has no field %q, but %q", l, f.Labels())
		}
	}
}

func wantOptions(w *stage.World, f *stage.Form, label string, options ...string) {
	w.T.Helper()
	if field, _ := f.Field(label); !slices.Equal(field.Options, options) {
		w.T.Errorf("%s offers %q, want %q", label, field.Options, options)
	}
}

func wantButtons(w *stage.World, m stage.Message, labels ...string) {
	w.T.Helper()
	for _, l := range labels {
		if _, ok := m.Button(l); !ok {
			w.T.Errorf("no button %q in %s", l, m)
		}
	}
}

var (
	frenchWords  = regexp.MustCompile(`(?i)\b(le|la|les|un|une|est|vous|votre|pour|de|ne|pas|sera)\b|[éèêà]|l’|d’`)
	englishWords = regexp.MustCompile(`(?i)\b(the|please|is|your|you|cannot|summary|ticket is)\b`)
)

func wantFrench(w *stage.World, text string) {
	w.T.Helper()
	if !frenchWords.MatchString(text) || englishWords.MatchString(text) {
		w.T.Errorf("this is no French: %q", text)
	}
}
