package speech

import (
	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

// maxOffered is how much of what was said the offer repeats, in characters: enough to know it
// again.
const maxOffered = 1000

// MaxMenuOptions is how many options a menu has on every platform:
// https://docs.discord.com/developers/components/reference#string-select
const MaxMenuOptions = 25

// Offer is an offer to open a ticket with words said in the DM.
type Offer struct {
	Draft    string            // id of what is known so far
	Values   map[string]string // fields by id
	Files    []tickets.File
	Question string // what is asked next: "start", then the field that is missing
}

// Intake is the offer to open a ticket with words said in the DM, and then the questions that
// are missing, one at a time, in its place.
func (s *Speech) Intake(sc Scene, o Offer) bot.Message {
	verb := func(what string) string { return IntakePrefix + o.Draft + ":" + what }
	blocks := []bot.Block{Paragraph(s.Text(sc.Locale, "intake."+o.Question, nil))}
	if o.Question == "start" {
		said, rest := markup.Cut(s.resolved(sc, markup.Read(o.Values["said"])), maxOffered, markup.TextLength)
		if blocks = quoteWords(blocks, said); len(rest) > 0 {
			blocks = append(blocks, Small(s.Text(sc.Locale, "intake.more", nil)))
		}
		if len(o.Files) > 0 {
			blocks = append(blocks, fields([]bot.Pair{{Label: s.T(sc.Locale, "field.files", nil), Value: s.files(sc.Locale, o.Files)}}))
		}
	} else {
		blocks = append(blocks, Small(plain(o.Values["summary"])))
	}
	choose := func(field, family string, values ...string) {
		var buttons []bot.Button
		for _, v := range values {
			buttons = append(buttons, bot.Button{Label: s.T(sc.Locale, family+v, nil), Verb: verb(field + ":" + v)})
		}
		blocks = Row(blocks, buttons...)
	}
	switch o.Question {
	case "start":
		blocks = Row(blocks,
			bot.Button{Label: s.T(sc.Locale, "button.open", nil), Verb: verb("start"), Style: bot.Primary},
			bot.Button{Label: s.T(sc.Locale, "button.rewrite", nil), Verb: "words:" + o.Draft},
			bot.Button{Label: s.T(sc.Locale, "button.no_thanks", nil), Verb: verb("drop")},
		)
		return bot.Message{Blocks: blocks}
	case "kind":
		choose("kind", "kind.", string(tickets.Incident), string(tickets.Request))
	case "category":
		blocks = append(blocks, bot.Block{Kind: bot.Select, Menu: s.categoryMenu(sc.Locale, verb("category"), sc.Policy.CategoriesOf(tickets.Kind(o.Values["kind"])))})
	case "urgency":
		choose("urgency", "urgency.", string(tickets.Low), string(tickets.Medium), string(tickets.High))
	}
	return bot.Message{Blocks: Row(blocks,
		bot.Button{Label: s.T(sc.Locale, "button.rewrite", nil), Verb: "words:" + o.Draft},
		bot.Button{Label: s.T(sc.Locale, "button.no_thanks", nil), Verb: verb("drop")},
	)}
}

// categoryMenu offers the categories, and not to know.
func (s *Speech) categoryMenu(locale, verb string, all []tickets.Category) *bot.Menu {
	m := &bot.Menu{Placeholder: s.T(locale, "field.category", nil), Verb: verb}
	unknown := bot.Option{Label: s.T(locale, "intake.unknown", nil), Value: UnknownCategory}
	for i := range all {
		label, _ := Cut(CategoryName(&all[i], locale), MaxOptionLabel)
		if len(m.Options) == MaxMenuOptions-1 {
			m.Options = append(m.Options, unknown) // in the first menu, where there are several
		}
		if len(verb)+1+len(all[i].ID) <= maxVerb {
			m.Options = append(m.Options, bot.Option{Label: label, Value: all[i].ID})
		}
	}
	if len(m.Options) < MaxMenuOptions {
		m.Options = append(m.Options, unknown)
	}
	return m
}

// maxVerb is the most characters of a button's verb:
// https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id
const maxVerb = 100

// IntakePrefix and the draft's id make the key of the offer to open a ticket.
const IntakePrefix = "intake:"

// UnknownCategory is the answer of who does not know which category it is.
const UnknownCategory = "-"
