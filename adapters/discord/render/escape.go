package render

import (
	"strings"

	"guichet/bot/markup"
)

// joint is put where two harmless characters would make a mention: it is not seen.
const joint = markup.Joint

// clean takes out what has no place in a chat, and tabs, which Discord's clients do not show.
func clean(s string) string { return strings.ReplaceAll(markup.Clean(s), "\t", " ") }

// pieces escapes text as Discord's Markdown and cuts it into pieces that must not be cut
// further. lineStart: the text begins a line.
func pieces(s string, lineStart bool) []string { return markup.DiscordPieces(clean(s), lineStart) }

// plain is text for where Discord formats nothing (labels, titles of modals, footers).
func plain(s string) string { return strings.TrimSpace(clean(s)) }

// Line is text for where there is one line and nothing is formatted: names of threads.
func Line(s string) string { return oneLine(s) }

// oneLine is plain text without line breaks.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }
