package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"guichet/bot"
	"guichet/tickets"

	"github.com/google/uuid"
)

// draftKeep is how long what somebody typed waits to be corrected or continued.
const draftKeep = 24 * time.Hour

// draft is what was typed in a form that is not sent yet: pages before the last, or values
// that were refused. Only who typed it can reopen it.
type draft struct {
	By     tickets.UserID     `json:"by"`
	Form   string             `json:"form"`
	Ticket int64              `json:"ticket,omitempty"`
	Values map[string]string  `json:"values"`
	Files  []tickets.File     `json:"files,omitempty"`
	Errors map[string]string  `json:"errors,omitempty"`
	Page   int                `json:"page,omitempty"`
	Where  tickets.MessageRef `json:"where,omitzero"`  // the DM it began in
	Origin tickets.Origin     `json:"origin,omitzero"` // the message it is made of
	Rest   string             `json:"rest,omitempty"`  // of that message, which the form has no room for
	At     time.Time          `json:"at,omitzero"`     // when the words of the message Where were said
}

// saveDraft keeps the draft, under a new id when id is "".
func (a *App) saveDraft(ctx context.Context, id string, d draft) (string, error) {
	if id == "" {
		id = uuid.Must(uuid.NewV7()).String()
	}
	body, err := json.Marshal(d)
	if err != nil {
		return "", fmt.Errorf("bot: draft: %w", err)
	}
	return id, a.store.Update(ctx, func(tx tickets.Tx) error {
		return tx.SaveDraft(ctx, id, body, tx.Now().Add(draftKeep))
	})
}

// draftOf loads a draft of the person; ok is false when it has expired or is not theirs.
func (a *App) draftOf(ctx context.Context, id string, by tickets.UserID) (d draft, ok bool, err error) {
	var body []byte
	err = a.store.View(ctx, func(tx tickets.Tx) (err error) {
		body, err = tx.Draft(ctx, id)
		return err
	})
	if errors.Is(err, tickets.ErrNotFound) {
		return d, false, nil
	}
	if err != nil {
		return d, false, err
	}
	if err := json.Unmarshal(body, &d); err != nil {
		return d, false, fmt.Errorf("bot: draft: %w", err)
	}
	return d, d.By == by, nil
}

func (a *App) dropDraft(ctx context.Context, id string) {
	if id == "" {
		return
	}
	if err := a.store.Update(ctx, func(tx tickets.Tx) error { return tx.DeleteDraft(ctx, id) }); err != nil {
		logOf(ctx).Warn().Err(err).Msg("a draft could not be deleted; it expires by itself")
	}
}

// draftButton takes the buttons Correct, Continue and Send of a draft, and the button that
// opens a ticket with words said elsewhere.
func (a *App) draftButton(ctx context.Context, e bot.Event) (bot.Answer, error) {
	verb, id := cutVerb(e.Verb)
	d, ok, err := a.draftOf(ctx, id, e.By.ID)
	if err != nil {
		return bot.Answer{}, err
	}
	if !ok {
		return a.sentence(ctx, e, "draft.gone", nil), nil
	}
	if verb == "send" {
		return a.accept(ctx, e, id, d)
	}
	if d.fold() {
		if id, err = a.saveDraft(ctx, id, d); err != nil {
			return bot.Answer{}, err
		}
	}
	page := d.Page
	if verb == "next" {
		page++
	}
	f, err := a.page(ctx, e, id, d, page)
	if err != nil {
		return bot.Answer{}, err
	}
	return bot.Answer{Form: &f}, nil
}

// page renders one page of a draft's form. Values wait in the draft, so the form's state is
// only the draft's id and page.
func (a *App) page(ctx context.Context, e bot.Event, id string, d draft, page int) (bot.Form, error) {
	var t *tickets.Ticket
	if d.Ticket != 0 {
		var err error
		if t, _, err = a.desk.Ticket(ctx, actor(e), d.Ticket); err != nil {
			return bot.Form{}, err
		}
	}
	if page >= ownPage {
		return a.formOfOwn(ctx, e, id, d, page), nil
	}
	f := a.form(ctx, e, t, d.Form, d.Values, d.Errors)
	pages := a.pages(e, f, d)
	page = min(page, len(pages)-1)
	f.Fields = pages[page]
	f.State = fmt.Sprintf("%s/%d", id, page)
	return f, nil
}

// cutVerb splits "draft:<id>", whose subject is not a number.
func cutVerb(s string) (verb, id string) {
	for i, r := range s {
		if r == ':' {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}
