package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/bot/speech"
	"guichet/tickets"

	"github.com/google/uuid"
)

// intakeTogether is how long words that follow one another are one story: people write
// "bonjour", and then what is wrong.
const intakeTogether = 10 * time.Minute

func intakeOf(u tickets.UserID) string { return "intake_of:" + string(u) }

// beginIntake takes words in the DM that belong to no ticket: it offers to open one with them, and
// asks with buttons what is missing. What was said and answered waits in a draft, the offer is
// a delivery: both outlive the process.
func (a *App) beginIntake(ctx context.Context, e bot.Event) error {
	if e.Roles.Guest || strings.TrimSpace(e.Words) == "" && len(e.Files) == 0 {
		return nil
	}
	words := markup.Write(a.unmentioned(ctx, markup.Read(e.Words)))
	err := a.store.Update(ctx, func(tx tickets.Tx) error {
		if first, err := tx.FirstSeen(ctx, e.Key); err != nil || !first {
			return orSeen(err)
		}
		id, d, err := openIntake(ctx, tx, e.By.ID)
		if err != nil {
			return err
		}
		d.hear(words, e.Files)
		d.Where = tickets.MessageRef{Space: e.Space, Channel: e.Where.Channel}
		if err := putDraft(ctx, tx, id, d); err != nil {
			return err
		}
		if err := tx.SetValue(ctx, intakeOf(e.By.ID), fmt.Sprintf("%s %d", id, tx.Now().UnixMilli())); err != nil {
			return err
		}
		return tx.Enqueue(ctx, &tickets.Delivery{
			Key: speech.IntakePrefix + id, Purpose: string(speech.PurposeIntake), Stale: true,
			Place: tickets.Place{Space: e.Space, Kind: tickets.PlaceDirect, User: e.By.ID},
		})
	})
	if tickets.CodeOf(err) == tickets.Seen {
		return nil
	}
	a.wake()
	return err
}

// openIntake is the draft that the person's words go on with, or a new one: once questions are
// being answered, other words are another story.
func openIntake(ctx context.Context, tx tickets.Tx, u tickets.UserID) (string, draft, error) {
	fresh := draft{By: u, Form: "open", Values: map[string]string{}}
	last, err := tx.Value(ctx, intakeOf(u))
	if err != nil {
		return "", fresh, err
	}
	var id string
	var ms int64
	if n, err := fmt.Sscanf(last, "%s %d", &id, &ms); n == 2 && err == nil && tx.Now().Sub(time.UnixMilli(ms)) < intakeTogether {
		d, err := loadDraft(ctx, tx, id)
		switch {
		case err == nil && d.By == u && d.Values["started"] == "":
			return id, d, nil
		case err != nil && !errors.Is(err, tickets.ErrNotFound):
			return "", fresh, err
		}
	}
	return uuid.Must(uuid.NewV7()).String(), fresh, nil
}

// hear adds words, in the desk's own Markdown, and files to what was said so far.
func (d *draft) hear(words string, files []tickets.File) {
	said := strings.TrimSpace(strings.TrimSpace(d.Values["said"]) + "\n" + strings.TrimSpace(words))
	said = speech.Clip(said, tickets.MaxMessage)
	text := markup.Text(markup.Read(said))
	d.Values["said"], d.Values["summary"], d.Values["description"] = said, firstLine(text), ""
	if strings.TrimSpace(text) != d.Values["summary"] {
		d.Values["description"] = said
	}
	d.Origin.Markup = true
	d.Files = append(d.Files, files...)
}

func loadDraft(ctx context.Context, tx tickets.Tx, id string) (d draft, err error) {
	body, err := tx.Draft(ctx, id)
	if err != nil {
		return d, err
	}
	if err := json.Unmarshal(body, &d); err != nil {
		return d, fmt.Errorf("bot: draft: %w", err)
	}
	return d, nil
}

func putDraft(ctx context.Context, tx tickets.Tx, id string, d draft) error {
	body, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("bot: draft: %w", err)
	}
	return tx.SaveDraft(ctx, id, body, tx.Now().Add(draftKeep))
}

// intake takes the buttons of the offer: "intake:<draft>:<what>[:<value>]".
func (a *App) intake(ctx context.Context, e bot.Event) (bot.Answer, error) {
	parts := strings.SplitN(e.Verb, ":", 4)
	if len(parts) < 3 {
		return bot.Answer{}, nil
	}
	id, what, value := parts[1], parts[2], strings.Join(parts[3:], "")
	d, ok, err := a.draftOf(ctx, id, e.By.ID)
	if err != nil {
		return bot.Answer{}, err
	}
	if !ok {
		return a.sentence(ctx, e, "draft.gone", nil), nil
	}
	if what == "drop" {
		a.dropDraft(ctx, id)
		m := a.speech.Sentence(a.people.locale(a.viewer(ctx, e.By)), "intake.dropped", nil)
		return bot.Answer{Replace: &m}, nil
	}
	d.Values["started"] = "yes"
	if what != "start" {
		d.Values[what] = value
	}
	if what == "category" {
		d.Values["asked:category"] = "yes"
		if d.Values[what] == speech.UnknownCategory {
			delete(d.Values, what)
		}
	}
	if a.missing(d) != "" {
		if _, err := a.saveDraft(ctx, id, d); err != nil {
			return bot.Answer{}, err
		}
		m := a.speech.Intake(a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false), speech.Offer{Draft: id, Values: d.Values, Files: d.Files, Question: a.missing(d)})
		return bot.Answer{Replace: &m}, nil
	}
	return a.finishIntake(ctx, e, id, d)
}

// missing is the next question, "" when all is known: the type, unless the category tells; the
// category, unless the words tell; the urgency.
func (a *App) missing(d draft) string {
	kind := tickets.Kind(d.Values["kind"])
	guessed := a.policy.GuessCategory(kind, d.Values["summary"]+" "+d.Values["description"])
	switch {
	case d.Values["started"] == "":
		return "start"
	case kind == "" && (a.policy.Category(guessed) == nil || a.policy.Category(guessed).Type == ""):
		return "kind"
	case d.Values["category"] == "" && d.Values["asked:category"] == "" && guessed == "" && len(a.policy.CategoriesOf(kind)) > 1:
		return "category"
	case d.Values["urgency"] == "":
		return "urgency"
	}
	return ""
}

// finishIntake opens the ticket. The draft goes with it, so that a second tap opens no second one.
func (a *App) finishIntake(ctx context.Context, e bot.Event, id string, d draft) (bot.Answer, error) {
	d.Form = "open"
	if next, err := a.nextOwn(ctx, e, d, 0); err != nil {
		return bot.Answer{}, err
	} else if next >= 0 { // the category asks more than buttons can
		d.Page = ownPage - 1
		if _, err := a.saveDraft(ctx, id, d); err != nil {
			return bot.Answer{}, err
		}
		return bot.Answer{Replace: a.offerOwn(ctx, e, id, d, true).Private}, nil
	}
	o := opening(d)
	if c := a.policy.Category(a.policy.GuessCategory(o.Kind, o.Summary+" "+o.Description)); o.Kind == "" && c != nil {
		o.Kind = c.Type
	}
	o.Group = a.contractOf(ctx, e.By.ID)
	by := act(e, bot.ViaButton)
	by.With = func(ctx context.Context, tx tickets.Tx) error {
		if _, err := loadDraft(ctx, tx, id); errors.Is(err, tickets.ErrNotFound) {
			return &tickets.Error{Code: tickets.Seen}
		} else if err != nil {
			return err
		}
		return tx.DeleteDraft(ctx, id)
	}
	t, err := a.desk.Open(ctx, by, o)
	locale := a.people.locale(a.viewer(ctx, e.By))
	switch {
	case tickets.CodeOf(err) == tickets.Duplicate:
		var twin *tickets.Error
		errors.As(err, &twin)
		m := a.speech.Sentence(locale, "refusal.duplicate", map[string]any{"Ref": twin.Ticket.Ref()})
		return bot.Answer{Replace: &m}, nil
	case err != nil:
		return bot.Answer{}, err
	}
	m := a.withKnown(ctx, e, t, a.speech.Sentence(locale, "done.opened", map[string]any{"Ref": t.Ref()}))
	return bot.Answer{Replace: &m}, nil
}

// settleIntake takes the buttons off an offer whose words went into a form that was sent.
func (a *App) settleIntake(ctx context.Context, id string, e bot.Event) {
	if id == "" {
		return
	}
	err := a.store.Update(ctx, func(tx tickets.Tx) error {
		return tx.Enqueue(ctx, &tickets.Delivery{
			Key: speech.IntakePrefix + id, Purpose: string(speech.PurposeIntake), OnlyStale: true,
			Place: tickets.Place{Space: e.Space, Kind: tickets.PlaceDirect, User: e.By.ID},
		})
	})
	if err != nil {
		logOf(ctx).Warn().Err(err).Msg("an offer keeps its buttons; they say that it is settled")
		return
	}
	a.wake()
}

// renderIntake renders the offer as it must read now; moot once the draft is gone or questions
// are being answered in its place.
func (d *dispatcher) renderIntake(ctx context.Context, row *tickets.Delivery) (m bot.Message, to tickets.MessageRef, err error) {
	id := strings.TrimPrefix(row.Key, speech.IntakePrefix)
	var body draft
	err = d.app.store.View(ctx, func(tx tickets.Tx) (err error) {
		body, err = loadDraft(ctx, tx, id)
		return err
	})
	if errors.Is(err, tickets.ErrNotFound) && row.Ref.Message != "" {
		m = d.app.speech.Sentence(d.app.people.locale(d.app.people.ask(ctx, row.Place.User)), "intake.settled", nil)
		m.Key = row.Key
		return m, to, nil
	}
	if errors.Is(err, tickets.ErrNotFound) || err == nil && body.Values["started"] != "" && row.Ref.Message != "" {
		return m, to, errMoot
	}
	if err != nil {
		return m, to, err
	}
	viewer := d.app.people.ask(ctx, row.Place.User)
	viewer.ID = row.Place.User
	m = d.app.speech.Intake(d.app.stage(ctx, viewer, nil, nil, true), speech.Offer{Draft: id, Values: body.Values, Files: body.Files, Question: d.app.missing(body)})
	m.Key = row.Key
	return m, body.Where, nil
}
