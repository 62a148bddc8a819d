package app

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/tickets"
)

// submit takes a filled form. What is refused keeps what was typed: errors beside the fields
// where the platform can show them, else a draft and a button that reopens it filled.
func (a *App) submit(ctx context.Context, e bot.Event) (bot.Answer, error) {
	d := draft{By: e.By.ID, Form: e.Verb, Values: map[string]string{}, Ticket: grammar.ParseVerb(e.Verb, "").Ticket}
	id, page := "", 0
	if e.State != "" {
		var pageText string
		id, pageText, _ = strings.Cut(e.State, "/")
		page, _ = strconv.Atoi(pageText)
		kept, ok, err := a.draftOf(ctx, id, e.By.ID)
		if err != nil {
			return bot.Answer{}, err
		}
		if ok {
			d = kept
		}
	}
	if d.Values == nil {
		d.Values = map[string]string{}
	}
	maps.Copy(d.Values, e.Values)
	named := a.categoryTyped(e, d.Values)
	d.Files = append(d.Files, e.Files...)
	d.Errors, d.Page = nil, page
	if !named {
		return a.correct(ctx, e, id, d, &tickets.Error{Code: tickets.UnknownCategory, Field: speech.CategoryField})
	}
	more, err := a.morePages(ctx, e, d, page)
	if err != nil {
		return bot.Answer{}, err
	}
	if more {
		if id, err = a.saveDraft(ctx, id, d); err != nil {
			return bot.Answer{}, err
		}
		return a.offerPages(ctx, e, id), nil
	}
	next, err := a.nextOwn(ctx, e, d, page)
	if err != nil {
		return bot.Answer{}, err
	}
	if next >= 0 {
		return a.askOwn(ctx, e, id, d, next)
	}
	return a.accept(ctx, e, id, d)
}

// morePages tells whether the form has a page after this one.
func (a *App) morePages(ctx context.Context, e bot.Event, d draft, page int) (bool, error) {
	if d.Form != "open" || page >= ownPage {
		return false, nil
	}
	f := a.form(ctx, e, nil, d.Form, d.Values, nil)
	return page+1 < len(a.pages(e, f, d)), nil
}

// offerPages says what was kept, with the buttons to go on or to send it as it is.
func (a *App) offerPages(ctx context.Context, e bot.Event, id string) bot.Answer {
	locale := a.people.locale(a.viewer(ctx, e.By))
	m := a.speech.Sentence(locale, "draft.more", nil)
	m.Blocks = append(m.Blocks, bot.Block{Kind: bot.Row, Buttons: []bot.Button{
		{Label: a.speech.T(locale, "button.continue", nil), Verb: "next:" + id, Style: bot.Primary},
		{Label: a.speech.T(locale, "button.send_now", nil), Verb: "send:" + id},
	}})
	return bot.Answer{Private: &m}
}

// accept hands the filled form to the desk.
func (a *App) accept(ctx context.Context, e bot.Event, id string, d draft) (bot.Answer, error) {
	answer, err := a.file(ctx, e, d)
	var refusal *tickets.Error
	if !errors.As(err, &refusal) {
		if err == nil {
			a.dropDraft(ctx, id)
			a.settleIntake(ctx, id, e)
		}
		return answer, err
	}
	switch refusal.Code {
	case tickets.Seen:
		return bot.Answer{}, nil
	case tickets.EditedSince:
		return a.amendedSince(ctx, e, id, d, refusal)
	case tickets.Duplicate:
		return a.sentence(ctx, e, "refusal.duplicate", map[string]any{"Ref": refusal.Ticket.Ref()}), nil
	}
	return a.correct(ctx, e, id, d, refusal)
}

// correct sends the person back to the form, with what they typed and what is wrong.
func (a *App) correct(ctx context.Context, e bot.Event, id string, d draft, r *tickets.Error) (bot.Answer, error) {
	m := a.refusal(ctx, e.By, r)
	field := r.Field
	if field == "" {
		field = mainField[grammar.ParseVerb(d.Form, "").Verb]
	}
	sentence := plainText(m)
	if a.features(e.Space).FieldErrors && field != "" {
		return bot.Answer{Errors: map[string]string{field: sentence}}, nil
	}
	if !mendable[r.Code] {
		return a.giveBack(ctx, e, id, d, m)
	}
	d.Errors = map[string]string{field: sentence}
	if r.Code == tickets.UnknownCategory {
		d.Values["category"] = "" // no choice of the menu
	}
	delete(d.Values, "given:"+field)
	d.Page = a.pageOf(ctx, e, d, field)
	id, err := a.saveDraft(ctx, id, d)
	if err != nil {
		return bot.Answer{}, err
	}
	locale := a.people.locale(a.viewer(ctx, e.By))
	m.Blocks = append(m.Blocks, bot.Block{Kind: bot.Row, Buttons: []bot.Button{
		{Label: a.speech.T(locale, "button.correct", nil), Verb: "draft:" + id, Style: bot.Primary},
	}})
	return bot.Answer{Private: &m}, nil
}

// pageOf is the page of the form on which the field stands.
func (a *App) pageOf(ctx context.Context, e bot.Event, d draft, field string) int {
	if !asksOwn(d) {
		return 0
	}
	for i, fields := range a.ownPages(ctx, e, d) {
		if slices.ContainsFunc(fields, func(f bot.Field) bool { return f.ID == field }) {
			return ownPage + i
		}
	}
	if d.Form != "open" {
		return 0
	}
	for i, fields := range a.pages(e, a.form(ctx, e, nil, d.Form, d.Values, nil), d) {
		for _, f := range fields {
			if f.ID == field {
				return i
			}
		}
	}
	return 0
}

// mainField is the field that shows a refusal which is about no field.
var mainField = map[string]string{
	"open": "summary", "edit": "summary", "resolve": "solution", "wait": "reason", "refuse": "reason", "reopen": "reason", "cancel": "reason",
	"escalate": "reason", "reply": "text", "note": "text", "add": "text", "comment": "text", "assign": "person", "impact": "level", "bulk": "filter",
	"extend": "until", "announce": "title", "attribute": "delay", "evaluate": "feasible", "reject": "reason", "question": "text",
	"answer": "text", "delegate": "person", "away": "until",
}

// mendable are the refusals that typing something else can mend.
var mendable = map[tickets.Code]bool{
	tickets.FieldEmpty: true, tickets.FieldUnexpected: true, tickets.SummaryEmpty: true, tickets.SummaryTooLong: true, tickets.TextEmpty: true, tickets.TextTooLong: true,
	tickets.PhoneTooLong: true, tickets.UnknownCategory: true, tickets.UnknownPerson: true,
	tickets.NotTechnician: true, tickets.NameEmpty: true, tickets.BulkEmpty: true, tickets.BadDate: true,
	tickets.BadDay: true, tickets.ApprovalFirst: true,
}

// file carries the form out and answers privately.
func (a *App) file(ctx context.Context, e bot.Event, d draft) (bot.Answer, error) {
	in := grammar.ParseVerb(d.Form, bot.ViaForm)
	by := act(e, bot.ViaForm)
	v := d.Values
	if in.Verb == "open" {
		o := opening(d)
		if o.Beneficiary.Name == "" { // a caller without an account has no contract
			o.Group = a.contractOf(ctx, speech.FirstOfUsers(o.Beneficiary.User, e.By.ID))
		}
		t, err := a.desk.Open(ctx, by, o)
		if err != nil {
			return bot.Answer{}, err
		}
		in.Verb = "opened"
		plain := a.unsorted(ctx, e, t, a.done(ctx, e, in, t))
		if m := a.withKnown(ctx, e, t, *plain.Private); len(m.Blocks) > len(plain.Private.Blocks) {
			return bot.Answer{Private: &m}, nil
		}
		if !a.features(e.Space).FieldErrors || e.Roles.Technician {
			return plain, nil
		}
		return bot.Answer{}, nil // the counter says it at once, and says more
	}
	if in.Verb == "bulk" {
		return a.previewBulk(ctx, e, v)
	}
	if in.Verb == "edit" {
		return a.amend(ctx, e, by, in, v)
	}
	var t *tickets.Ticket
	var err error
	switch in.Verb {
	case "resolve":
		t, err = a.desk.Resolve(ctx, by, in.Ticket, tickets.Resolution{
			Solution: v["solution"], Workaround: v["workaround"] == "yes", RootCause: v["root_cause"],
		})
	case "add":
		t, err = a.desk.Complete(ctx, by, in.Ticket, tickets.Completion{
			Words: v["text"], Files: d.Files, Category: v["category"], Urgency: tickets.Urgency(v["urgency"]),
		})
	case "announce":
		t, err = a.desk.Announce(ctx, by, in.Ticket, v["title"])
	case "comment":
		t, err = a.desk.Comment(ctx, by, in.Ticket, v["text"])
	case "reply":
		if in.Arg != "" {
			t, err = a.replyEdited(ctx, by, in, v["text"])
			break
		}
		t, err = a.desk.Reply(ctx, by, in.Ticket, v["text"], d.Files)
	case "note":
		t, err = a.desk.Note(ctx, by, in.Ticket, tickets.Note(v["text"]))
	case "extend":
		t, err = a.propose(ctx, e, by, in.Ticket, v["until"], v["reason"])
	case "evaluate", "reject", "question", "answer", "delegate":
		t, err = a.decided(ctx, e, by, in, d)
	case "away":
		return a.away(ctx, e, by, v["until"])
	case "attribute":
		t, err = a.attribute(ctx, by, in.Ticket, v["clock"], v["delay"])
	default:
		in.Text, in.Level, in.Person = v["reason"], v["level"], tickets.UserID(v["person"])
		if in.Verb == "wait" {
			in.Level = v["ball"]
		}
		return a.do(ctx, e, in)
	}
	if err != nil {
		return bot.Answer{}, err
	}
	return a.done(ctx, e, in, t), nil
}

// unsorted adds a way to choose the category, where the form was too short to ask it and the words
// do not tell it. The ticket is open already: nobody loses it by going no further.
func (a *App) unsorted(ctx context.Context, e bot.Event, t *tickets.Ticket, said bot.Answer) bot.Answer {
	most, choices := a.features(e.Space).MaxFields, len(a.policy.CategoriesOf(t.Kind))
	if most == 0 || e.Roles.Technician || t.Category != "" || choices < 2 {
		return said
	}
	locale := a.people.locale(a.viewer(ctx, e.By))
	said.Private.Blocks = speech.Row(append(said.Private.Blocks, speech.Small(a.speech.Text(locale, "open.unsorted", nil))),
		bot.Button{Label: a.speech.T(locale, "button.continue", nil), Verb: speech.Verb("add", t)})
	return said
}

// opening is what the opening form says.
func opening(d draft) tickets.Opening {
	v := d.Values
	o := tickets.Opening{
		Kind: tickets.Kind(v["kind"]), Summary: v["summary"], Description: completed(v["description"], d.Rest),
		Urgency: tickets.Urgency(v["urgency"]), Impact: tickets.Impact(v["impact"]), Category: v["category"],
		Fields: speech.OwnValues(v), Phone: v["phone"], Files: d.Files, Source: tickets.Source(v["source"]),
		Solved: v["solved"] == "yes", Solution: v["solution"],
		Beneficiary: tickets.Beneficiary{User: tickets.UserID(v["beneficiary"]), Name: v["caller"]}, Origin: d.Origin,
	}
	o.Related, _ = strconv.ParseInt(v[relatedValue], 10, 64)
	if o.Beneficiary.Name != "" {
		o.Beneficiary.User = "" // the caller has the problem, and no account to choose
	}
	return o
}

// plainText is the text of a message, for places that take no more (errors beside fields).
func plainText(m bot.Message) string {
	var parts []string
	for _, b := range m.Blocks {
		var s strings.Builder
		for _, span := range b.Text {
			s.WriteString(span.Text)
		}
		if s.Len() > 0 {
			parts = append(parts, s.String())
		}
	}
	return strings.Join(parts, " ")
}
