package bot

import (
	"guichet/bot/markup"
	"guichet/tickets"
)

// maxOffered is how much of what was said the offer repeats, in characters: enough to know it
// again.
const maxOffered = 1000

// maxMenuOptions is how many options a menu has on every platform:
// https://docs.discord.com/developers/components/reference#string-select
const maxMenuOptions = 25

// Intake is the offer to open a ticket with words said in the DM, and then the questions that
// are missing, one at a time, in its place.
func (s *Speech) Intake(sc Scene, id string, d draft, question string, p *tickets.Policy) Message {
	verb := func(what string) string { return intakePrefix + id + ":" + what }
	blocks := []Block{paragraph(s.text(sc.Locale, "intake."+question, nil))}
	if question == "start" {
		said, rest := markup.Cut(s.resolved(sc, markup.Read(d.Values["said"])), maxOffered, markup.TextLength)
		if blocks = quoteWords(blocks, said); len(rest) > 0 {
			blocks = append(blocks, small(s.text(sc.Locale, "intake.more", nil)))
		}
		if len(d.Files) > 0 {
			blocks = append(blocks, fields([]Pair{{Label: s.T(sc.Locale, "field.files", nil), Value: s.files(sc.Locale, d.Files)}}))
		}
	} else {
		blocks = append(blocks, small(plain(d.Values["summary"])))
	}
	choose := func(field, family string, values ...string) {
		var buttons []Button
		for _, v := range values {
			buttons = append(buttons, Button{Label: s.T(sc.Locale, family+v, nil), Verb: verb(field + ":" + v)})
		}
		blocks = row(blocks, buttons...)
	}
	switch question {
	case "start":
		blocks = row(blocks,
			Button{Label: s.T(sc.Locale, "button.open", nil), Verb: verb("start"), Style: Primary},
			Button{Label: s.T(sc.Locale, "button.rewrite", nil), Verb: "words:" + id},
			Button{Label: s.T(sc.Locale, "button.no_thanks", nil), Verb: verb("drop")},
		)
		return Message{Blocks: blocks}
	case "kind":
		choose("kind", "kind.", string(tickets.Incident), string(tickets.Request))
	case "category":
		blocks = append(blocks, Block{Kind: Select, Menu: s.categoryMenu(sc.Locale, verb("category"), p.CategoriesOf(tickets.Kind(d.Values["kind"])))})
	case "urgency":
		choose("urgency", "urgency.", string(tickets.Low), string(tickets.Medium), string(tickets.High))
	}
	return Message{Blocks: row(blocks,
		Button{Label: s.T(sc.Locale, "button.rewrite", nil), Verb: "words:" + id},
		Button{Label: s.T(sc.Locale, "button.no_thanks", nil), Verb: verb("drop")},
	)}
}

// categoryMenu offers the categories, and not to know.
func (s *Speech) categoryMenu(locale, verb string, all []tickets.Category) *Menu {
	m := &Menu{Placeholder: s.T(locale, "field.category", nil), Verb: verb}
	unknown := Option{Label: s.T(locale, "intake.unknown", nil), Value: unknownCategory}
	for i := range all {
		label, _ := cut(categoryName(&all[i], locale), maxOptionLabel)
		if len(m.Options) == maxMenuOptions-1 {
			m.Options = append(m.Options, unknown) // in the first menu, where there are several
		}
		if len(verb)+1+len(all[i].ID) <= maxVerb {
			m.Options = append(m.Options, Option{Label: label, Value: all[i].ID})
		}
	}
	if len(m.Options) < maxMenuOptions {
		m.Options = append(m.Options, unknown)
	}
	return m
}

// maxVerb is the most characters of a button's verb:
// https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id
const maxVerb = 100
