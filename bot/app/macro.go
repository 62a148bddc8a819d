package app

import (
	"context"
	"fmt"
	"hash/fnv"
	"strings"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"

	"github.com/google/uuid"
)

// macro takes what somebody does with the canned answers: the menu, its pages, the preview, and
// its buttons Send, Edit first and Cancel. ok is false for every other verb.
func (a *App) macro(ctx context.Context, e bot.Event, in grammar.Intent) (answer bot.Answer, ok bool, err error) {
	switch in.Verb {
	case "macro", "macros", "macrosend", "macroedit":
	case "macrodrop":
		m := a.speech.Sentence(a.people.locale(a.viewer(ctx, e.By)), "macro.dropped", nil)
		return bot.Answer{Replace: &m}, true, nil
	default:
		return bot.Answer{}, false, nil
	}
	t, err := a.desk.MayDo(ctx, actor(e), in.Ticket, tickets.ActMacro)
	if err != nil {
		return bot.Answer{}, true, err
	}
	sc := a.stage(ctx, a.viewer(ctx, e.By), t, nil, false)
	sc.Roles = e.Roles
	name := speech.FirstOf(in.Arg, in.Text)
	if in.Verb == "macros" {
		m := a.speech.MacroMenu(sc, in.Round(), "")
		return bot.Answer{Replace: &m}, true, nil
	}
	chosen := a.findMacro(sc.Locale, name)
	if chosen == nil {
		m := a.speech.MacroMenu(sc, 1, name)
		return shown(in, name != "", m), true, nil
	}
	if in.Verb == "macro" {
		m := a.speech.MacroPreview(sc, chosen, a.macroReaders(ctx, e, t, chosen), newStamp(chosen))
		return shown(in, name != "", m), true, nil
	}
	answer, err = a.previewed(ctx, e, in, sc, chosen)
	return answer, true, err
}

// shown is a private message, in place of the one whose menu or button was used. The card's own
// menu (which names no macro) stays as it is.
func shown(in grammar.Intent, named bool, m bot.Message) bot.Answer {
	if in.Via == bot.ViaButton && named {
		return bot.Answer{Replace: &m}
	}
	return bot.Answer{Private: &m}
}

// findMacro finds a macro by its id, or by its name in either language, case and accents aside.
func (a *App) findMacro(locale, name string) *tickets.Macro {
	if m := a.policy.Macro(name); m != nil || name == "" {
		return m
	}
	folded := tickets.Fold(strings.TrimSpace(name))
	for i := range a.policy.Macros {
		m := &a.policy.Macros[i]
		if folded == tickets.Fold(m.ID) || folded == tickets.Fold(speech.MacroName(m, locale)) {
			return m
		}
		for _, l := range speech.Locales {
			if folded == tickets.Fold(m.Name[l]) {
				return m
			}
		}
	}
	return nil
}

// completeMacro proposes canned answers to technicians.
func (a *App) completeMacro(e bot.Event, locale string) bot.Answer {
	var out []bot.Option
	for i := range a.policy.Macros {
		m := &a.policy.Macros[i]
		label := speech.MacroName(m, locale)
		if e.Roles.Technician && len(out) < completeMost && strings.Contains(tickets.Fold(label+" "+m.ID), tickets.Fold(e.Words)) {
			out = append(out, bot.Option{Label: label, Value: m.ID})
		}
	}
	return bot.Answer{Choices: out}
}

// macroReaders are the people who will read it: the requester, and the beneficiary when they
// read another language.
func (a *App) macroReaders(ctx context.Context, e bot.Event, t *tickets.Ticket, m *tickets.Macro) []speech.MacroReader {
	row := &tickets.Entry{Actor: e.By.ID, Detail: tickets.Detail{Category: t.Category, Deadline: t.Promised()}}
	var out []speech.MacroReader
	seen := map[string]bool{}
	for _, u := range t.Concerned() {
		reader := a.stage(ctx, a.people.known(ctx, u), t, row, false)
		if seen[reader.Locale] {
			continue
		}
		seen[reader.Locale] = true
		out = append(out, speech.MacroReader{Name: reader.Name(u), Words: a.speech.MacroWords(reader, m.Text, row)})
	}
	return out
}

// previewed takes Send and Edit first. A preview whose macro has changed since is shown anew.
func (a *App) previewed(ctx context.Context, e bot.Event, in grammar.Intent, sc speech.Scene, m *tickets.Macro) (bot.Answer, error) {
	readers := a.macroReaders(ctx, e, sc.Ticket, m)
	if _, hash, _ := strings.Cut(in.Value, "."); hash != macroHash(m) {
		again := a.speech.MacroPreview(sc, m, readers, newStamp(m))
		return bot.Answer{Replace: &again}, nil
	}
	words := ""
	if len(readers) > 0 {
		words = speech.Flat(readers[0].Words)
	}
	if in.Verb == "macroedit" {
		id := speech.Verb("reply", sc.Ticket, m.ID, in.Value)
		f := a.form(ctx, e, sc.Ticket, id, map[string]string{"text": words}, nil)
		return bot.Answer{Form: &f}, nil
	}
	by := act(e, bot.ViaButton)
	by.Event = macroEvent(in)
	_, err := a.desk.SendMacro(ctx, by, in.Ticket, tickets.CannedReply{Macro: m.ID, Template: m.Text, Words: words})
	key := "done.reply"
	switch {
	case tickets.CodeOf(err) == tickets.Seen:
		key = "macro.sent_before"
	case err != nil:
		return bot.Answer{}, err
	}
	done := a.speech.Sentence(sc.Locale, key, speech.Vars{"Ref": sc.Ticket.Ref()})
	return bot.Answer{Replace: &done}, nil
}

// replyEdited is Reply with a macro's words that were changed first. The preview it came from
// sends nothing any more.
func (a *App) replyEdited(ctx context.Context, by tickets.Act, in grammar.Intent, words string) (*tickets.Ticket, error) {
	event := macroEvent(in)
	by.With = func(ctx context.Context, tx tickets.Tx) error {
		if strings.TrimSpace(words) == "" {
			return nil // refused: the preview still stands
		}
		_, err := tx.FirstSeen(ctx, event)
		return err
	}
	return a.desk.SendMacro(ctx, by, in.Ticket, tickets.CannedReply{Macro: in.Arg, Words: words})
}

// macroEvent is the same for everything that comes of one preview.
func macroEvent(in grammar.Intent) string { return fmt.Sprintf("macro:%d:%s", in.Ticket, in.Value) }

// newStamp marks a preview: which one it is, and of what text.
func newStamp(m *tickets.Macro) string {
	id := uuid.New()
	return fmt.Sprintf("%x.%s", id[:6], macroHash(m))
}

// macroHash tells the texts of a macro apart.
func macroHash(m *tickets.Macro) string {
	h := fnv.New32a()
	for _, l := range speech.Locales {
		h.Write([]byte(m.Text[l] + "\x00"))
	}
	return fmt.Sprintf("%08x", h.Sum32())
}
