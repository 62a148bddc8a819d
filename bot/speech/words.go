package speech

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"guichet/bot"
	"guichet/bot/markup"
	"guichet/tickets"
)

// MaxParts is how many messages one message of somebody may become on another platform. What
// needs more is attached as a file, below its beginning.
const MaxParts = 5

// document is what was typed: with its formatting where it was a message.
func document(words string, marked bool) markup.Document {
	if marked {
		return markup.Read(words)
	}
	return markup.Plain(words)
}

// resolved puts names in the place of people, and words in the place of instants for clients that
// show none.
func (s *Speech) resolved(sc Scene, d markup.Document) markup.Document {
	return d.Resolve(sc.Name, func(at time.Time) string { return s.dated(sc, at) })
}

// plainWords are the words of a row without formatting, for where there is none.
func (s *Speech) plainWords(sc Scene, e *tickets.Entry) string {
	if !e.Detail.Markup {
		return e.Words
	}
	return markup.Text(s.resolved(sc, markup.Read(e.Words)))
}

// nameRoom is how long a name may be that is not known yet when words are split.
const nameRoom = 32

// partsOf splits the words of a row as a place holds them: the same parts whenever it is asked.
// whole is false when more would be needed than are made.
func partsOf(e *tickets.Entry, room bot.Room) (parts []markup.Document, whole bool) {
	d := document(e.Words, e.Detail.Markup)
	if room.Measure == nil {
		return []markup.Document{d}, true
	}
	for i := range d {
		for j := range d[i].Text {
			if s := &d[i].Text[j]; s.User != "" {
				s.Text = strings.Repeat("x", nameRoom)
			}
		}
	}
	if parts, whole = markup.Split(d, room.Words, MaxParts, room.Measure); len(parts) == 0 {
		parts = []markup.Document{nil}
	}
	return parts, whole
}

// Messages is how many messages the words of a row need in a place.
func Messages(e *tickets.Entry, room bot.Room) int {
	if e.Detail.Template != nil || utf8.RuneCountInString(e.Words)*4 < room.Words {
		return 1 // a canned reply is read by each in their own language
	}
	parts, whole := partsOf(e, room)
	if !whole {
		return 1 // with a file
	}
	return len(parts)
}

// partMark comes before the number of a part in the key of its delivery.
const partMark = "/"

// PartKey names the nth message, from 0, of what needs several.
func PartKey(key string, part int) string {
	if part == 0 {
		return key
	}
	return key + partMark + strconv.Itoa(part+1)
}

// WordsPart is the part of somebody's words that a delivery's key names, the first one being 0.
func WordsPart(key string) int {
	_, part, ok := strings.Cut(key, partMark)
	n, err := strconv.Atoi(part)
	if !ok || err != nil || n < 1 {
		return 0
	}
	return n - 1
}

// spoken is what somebody wrote, under a line that says who. Words that one message does not
// hold go on in the next ones, which are deliveries of their own; last tells the last one.
func (s *Speech) spoken(sc Scene, head bot.Block) (blocks []bot.Block, files []bot.Upload, last bool) {
	parts, whole := partsOf(Entry(sc), sc.Room)
	if sc.Part >= len(parts) { // it was longer once
		return []bot.Block{Small(s.Text(sc.Locale, "words.shorter", nil))}, nil, false
	}
	words := s.resolved(sc, parts[sc.Part])
	numbers := Vars{"Part": sc.Part + 1, "Parts": len(parts)}
	switch {
	case !whole:
		blocks = quoteWords([]bot.Block{head}, words)
		file := s.wordsFile(sc)
		blocks = append(blocks, Small(s.Text(sc.Locale, "words.attached", Vars{"File": file.Name})))
		return blocks, []bot.Upload{file}, true
	case len(parts) == 1:
		return quoteWords([]bot.Block{head}, words), nil, true
	case sc.Part == 0:
		head.Text = appendText(head.Text, plain(" "), s.Text(sc.Locale, "words.first", numbers))
	default:
		head = Small(s.Text(sc.Locale, "words.next", Vars{"Ref": sc.Ticket.Ref(), "Part": sc.Part + 1, "Parts": len(parts)}))
	}
	return quoteWords([]bot.Block{head}, words), nil, sc.Part == len(parts)-1
}

// wordsFile holds all that somebody wrote: as Markdown when it has formatting, else as text.
func (s *Speech) wordsFile(sc Scene) bot.Upload {
	e := Entry(sc)
	d := s.resolved(sc, document(e.Words, e.Detail.Markup))
	text, ending := markup.Text(d), ".txt"
	if e.Detail.Markup && markup.Text(markup.Plain(text)) != markup.Write(d) {
		text, ending = markup.Write(d), ".md"
	}
	return bot.UploadOf(sc.Ticket.Ref()+"-"+strconv.FormatInt(e.ID, 10)+ending, []byte(text+"\n"))
}

// quoteWords adds what somebody wrote, when it is anything.
func quoteWords(blocks []bot.Block, d markup.Document) []bot.Block {
	if strings.TrimSpace(markup.Text(d)) == "" {
		return blocks
	}
	return append(blocks, bot.Block{Kind: bot.Words, Words: d})
}

// described adds the ticket's description, as long as limit allows, and tells whether there is
// more of it.
func (s *Speech) described(sc Scene, blocks []bot.Block, limit int) ([]bot.Block, bool) {
	t := sc.Ticket
	if !t.Origin.Markup {
		short, more := Cut(description(t), limit)
		return Quoted(blocks, short), more
	}
	d := s.resolved(sc, markup.Read(t.Description))
	if markup.Line(d) == t.Summary {
		return blocks, false
	}
	head, rest := markup.Cut(d, max(limit, 1), markup.TextLength)
	return quoteWords(blocks, head), len(rest) > 0
}
