package render

import (
	"slices"

	"guichet/bot"
)

// embed lays the blocks out: the first heading is the title, texts before the fields are the
// description, texts after them follow as fields without a name, and a last small line
// without mentions or instants is the footer.
func embed(m bot.Message, groups Groups, who *pings) Embed {
	e := Embed{Color: colours[m.Tone]}
	left := MaxEmbed
	// What comes after must still fit: the description takes two thirds at most.
	description := writer{limit: min(MaxEmbedDescription, MaxEmbed*2/3)}
	texts := textBlocks(m.Blocks)
	if i := slices.IndexFunc(texts, func(b bot.Block) bool { return b.Kind == bot.Heading }); i >= 0 {
		e.Title = cut(joined(pieces(oneLine(flat(texts[i].Text)), false)), MaxEmbedTitle)
		left -= width(e.Title)
		texts = slices.Delete(texts, i, i+1)
	}
	for i, b := range texts {
		switch {
		case b.Kind == bot.Fields:
			for _, pair := range b.Pairs {
				left -= e.field(pair, groups, who, left)
			}
		case i == len(texts)-1 && i > 0 && left > 1 && b.Kind == bot.Small && footable(b.Text):
			e.Footer = &Footer{Text: cut(oneLine(flat(b.Text)), min(MaxFooter, left))}
			left -= width(e.Footer.Text)
		case len(e.Fields) > 0:
			w := writer{limit: min(MaxFieldValue, left)}
			if b.Kind == bot.Words {
				writeWords(&w, b.Words)
			} else {
				write(&w, b.Text, styleOf(b.Kind), groups, who)
			}
			left -= e.put(Field{Name: joint, Value: w.String()}, left)
		default:
			if description.used > 0 {
				description.add("\n")
			}
			if b.Kind == bot.Heading { // a second one
				b.Text = bot.Text{{Kind: bot.Bold, Text: flat(b.Text)}}
			}
			if b.Kind == bot.Words {
				writeWords(&description, b.Words)
			} else {
				write(&description, b.Text, styleOf(b.Kind), groups, who)
			}
			left -= width(description.String())
			left += width(e.Description)
			e.Description = description.String()
		}
	}
	return e
}

// textBlocks leaves out what is no text, and empty texts.
func textBlocks(blocks []bot.Block) []bot.Block {
	var out []bot.Block
	for _, b := range blocks {
		if len(b.Text) > 0 || len(b.Pairs) > 0 || len(b.Words) > 0 {
			out = append(out, b)
		}
	}
	return out
}

// footable tells whether nothing of the text would be lost where nothing is formatted.
func footable(t bot.Text) bool {
	for _, s := range t {
		if s.Kind != bot.Plain && s.Kind != bot.Bold {
			return false
		}
	}
	return oneLine(flat(t)) != ""
}

// field adds a pair and returns how many characters it takes.
func (e *Embed) field(pair bot.Pair, groups Groups, who *pings, left int) int {
	name := cut(joined(pieces(oneLine(pair.Label), true)), MaxFieldName)
	if name == "" {
		name = joint
	}
	room := min(MaxFieldValue, left-width(name))
	if room < 2 {
		return 0
	}
	w := writer{limit: room}
	write(&w, pair.Value, asParagraph, groups, who)
	return e.put(Field{Name: name, Value: w.String(), Inline: true}, left)
}

func (e *Embed) put(f Field, left int) int {
	if f.Value == "" {
		f.Value = joint
	}
	n := width(f.Name) + width(f.Value)
	if len(e.Fields) >= MaxEmbedFields || n > left {
		return 0
	}
	e.Fields = append(e.Fields, f)
	return n
}
