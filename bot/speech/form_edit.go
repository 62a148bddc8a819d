package speech

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

// mostOptions is how many options a menu has on every platform:
// https://docs.discord.com/developers/components/reference#string-select (Slack takes 100)
const mostOptions = 25

// EditForm corrects a ticket, ID "edit:<number>:<newest row shown>": by that row the desk tells what
// others have changed since. It begins with what is asked everywhere, since one platform has room
// for five fields; who may not weigh urgency and impact is not asked.
func (s *Speech) EditForm(sc Scene, vals, errs map[string]string) bot.Form {
	t := sc.Ticket
	shown := s.Editable(sc)
	maps.Copy(shown, vals)
	f := s.filler(sc, shown, errs)
	f.line(tickets.FieldSummary, "summary", tickets.MaxSummary, true)
	if all := categoriesFor(sc.Policy, t, shown[tickets.FieldCategory]); len(all) > 1 || len(all) == 1 && all[0].ID != t.Category {
		f.categoriesOf(all, "")
	}
	who := tickets.Actor{ID: sc.Viewer, Roles: sc.Roles}
	if tickets.May(who, tickets.ActUrgent, t) {
		f.choice(tickets.FieldUrgency, "urgency.", string(t.Urgency), true, string(tickets.Low), string(tickets.Medium), string(tickets.High))
	}
	if tickets.May(who, tickets.ActImpact, t) {
		f.choice(tickets.FieldImpact, "impact.", string(t.Impact), true, string(tickets.One), string(tickets.Team), string(tickets.Many))
	}
	if _, ok := shown[tickets.FieldDescription]; ok {
		f.long(tickets.FieldDescription, "description", "", false)
	}
	return f.form(Verb("edit", t, strconv.FormatInt(t.LastEntry, 10)), "edit", "edit", t)
}

// Editable are the values of the ticket as the form shows them, by field. A description that is
// longer than forms take is left alone.
func (s *Speech) Editable(sc Scene) map[string]string {
	t := sc.Ticket
	shown := map[string]string{
		tickets.FieldSummary: t.Summary, tickets.FieldCategory: t.Category,
		tickets.FieldUrgency: string(t.Urgency), tickets.FieldImpact: string(t.Impact),
	}
	words := t.Description
	if t.Origin.Markup {
		words = s.Unmarked(sc, words)
	}
	if utf8.RuneCountInString(words) <= tickets.MaxText {
		shown[tickets.FieldDescription] = words
	}
	for _, v := range t.Fields {
		shown[tickets.FieldKey(v.ID)] = v.Value
	}
	return shown
}

// Unmarked is words in the desk's own Markdown as a form shows them.
func (s *Speech) Unmarked(sc Scene, words string) string {
	return markup.Text(s.resolved(sc, markup.Read(words)))
}

// categoriesFor are the categories that the ticket can have now; of a long list, the one that is
// chosen stands where every platform shows it.
func categoriesFor(p *tickets.Policy, t *tickets.Ticket, chosen string) []tickets.Category {
	if p == nil {
		return nil
	}
	all := p.CategoriesOf(t.Kind)
	if i := slices.IndexFunc(all, func(c tickets.Category) bool { return c.ID == chosen }); i >= mostOptions {
		one := all[i]
		all = slices.Insert(slices.Delete(all, i, i+1), 0, one)
	}
	return all
}
