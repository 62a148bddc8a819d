package render

import "guichet/bot/markup"

// MaxWords is how much of somebody's words one message holds, as markup.DiscordLength counts:
// a message's content, less who wrote them and names that are longer than was thought.
const MaxWords = MaxContent - 200

// writeWords writes what somebody wrote, as a quote. What does not fit is cut where a reader
// would, and tells so.
func writeWords(w *writer, d markup.Document) {
	room := w.limit - w.used - 2
	if w.full || len(d) == 0 {
		return
	}
	head, rest := markup.Cut(d, room, markup.DiscordLength)
	text := markup.Discord(head, true)
	if len(rest) > 0 {
		text += "\n" + ellipsis
	}
	if width(text) > room {
		w.stop()
		return
	}
	w.b.WriteString(text)
	w.used += width(text)
	w.full = w.full || len(rest) > 0
}
