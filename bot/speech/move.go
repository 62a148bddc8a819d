package speech

import "guichet/bot"

// Moved is what a card leaves behind: no words of people, and nothing to press.
func (s *Speech) Moved(sc Scene) bot.Message {
	t := sc.Ticket
	line := s.Text(sc.Locale, "moved", Vars{"Ref": boldText(t.Ref()), "Category": s.categoryName(sc, t.Category)})
	if linkable(sc.Link) {
		line = appendText(line, plain(" "), bot.Text{{Kind: bot.Anchor, Text: s.T(sc.Locale, "moved.link", nil), URL: sc.Link}})
	}
	return bot.Message{Blocks: []bot.Block{Paragraph(line)}, Tone: bot.Muted}
}

// movedHere tells under the new card where the technicians' earlier words are.
func (s *Speech) movedHere(sc Scene) bot.Message {
	line := s.Text(sc.Locale, "moved_here", nil)
	if linkable(sc.Link) {
		line = appendText(line, plain(" "), bot.Text{{Kind: bot.Anchor, Text: s.T(sc.Locale, "moved_here.link", nil), URL: sc.Link}})
	}
	return bot.Message{Blocks: []bot.Block{Paragraph(line)}, Tone: bot.Muted}
}
