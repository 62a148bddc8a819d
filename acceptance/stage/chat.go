package stage

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Chat is a simulated platform: what people do on it and what they see. Channels go by their
// names without "#", people by their user names.
type Chat interface {
	// Name is the platform: "slack" or "discord".
	Name() string
	// Env is what the product needs to connect.
	Env() []string
	// Open types the command for a new ticket with its first words and brings up the form.
	Open(who, words string, o Opening) (Reply, error)
	// Command types any other sub-command of /ticket.
	Command(who string, c Command) (Reply, error)
	// Click presses a button, or chooses an option of a menu of buttons, in a message.
	Click(who string, m Message, label string) (Reply, error)
	// Point chooses an entry of the menu on a message.
	Point(who string, m Message, entry string) (Reply, error)
	// PointAt chooses an entry of the menu on somebody.
	PointAt(who, whom, entry string) (Reply, error)
	// Direct writes to the bot alone.
	Direct(who, text string) error
	// Form is the form on somebody's screen, nil if none.
	Form(who string) (*Form, error)
	// Submit fills the form on the screen, by label, and sends it.
	Submit(who string, values map[string]any) (Reply, error)
	// React puts an emoji on a message, or takes it off.
	React(who string, m Message, emoji string, on bool) error
	// Say writes in a channel or thread.
	Say(who string, where Message, text string) error
	// Join writes in a channel or thread, with files.
	Join(who string, where Message, text string, files ...File) error
	// Body is the bytes of a file that somebody sees.
	Body(f File) ([]byte, error)
	// Edit changes what somebody has written.
	Edit(who string, m Message, text string) error
	// SendMenu chooses "Send to requester" in the menu of a message.
	SendMenu(who string, m Message) (Reply, error)
	// Delete removes somebody's own message, or one of the bot as somebody who may.
	Delete(who string, m Message) error
	// Channel is what somebody sees in a channel, threads left out, private answers included.
	Channel(who, channel string) ([]Message, error)
	// Thread is what somebody sees in the thread under a message.
	Thread(who string, root Message) ([]Message, error)
	// Private is what the bot and the person have written to each other alone: DM and private
	// threads.
	Private(who string) ([]Message, error)
	// Whispers are the private sentences somebody got that are no answer to a command or
	// button: ephemeral messages on Slack, DMs and mentions in threads on Discord.
	Whispers(who string, card Message) ([]Message, error)
	// Belong gives somebody a role of the desk (Technician, Manager or Admin), or takes it.
	Belong(who, role string, in bool) error
	// Fault switches a fault on, by the simulator's own words.
	Fault(f Fault) error
	// Heal ends all faults.
	Heal() error
	// Violations are the rules of the platform that the bot broke.
	Violations() ([]string, error)
	// Control calls the simulator's control API.
	Control(path string, body, into any) error
	// FullName is how the platform shows somebody.
	FullName(who string) string
	// Locale is somebody's language, "fr" or "en".
	Locale(who string) string
	// Close ends the simulator.
	Close()
}

// Opening is a form for a new ticket, filled. Empty fields are left as they stand.
type Opening struct {
	Words       string // typed after the command
	Type        string // "incident" or "request"
	Urgency     string // "low", "medium" or "high"
	Beneficiary string // user name
	Category    string // id, where the command has an option for it
	Summary     string
	Description string
	Phone       string
	Extra       map[string]any // further fields by label
}

// Command is a sub-command with its arguments.
type Command struct {
	Desk   bool // of /desk, not of /ticket
	Name   string
	Ticket string
	Person string
	Text   string
	Level  string
	Other  string // the second ticket of a link or merge
}

// Reply is what somebody gets at once for a command, button or form.
type Reply struct {
	OK      bool
	Failed  string            // the platform's word, or why the client refused to send it
	Errors  map[string]string // beside the fields, by label
	Form    *Form             // on the screen now
	Private []Message         // answers only this person sees
	AckMS   float64
	Raw     string
}

// Text is all that the private answers say.
func (r Reply) Text() string {
	var out []string
	for label, e := range r.Errors {
		out = append(out, label+": "+e)
	}
	for _, m := range r.Private {
		out = append(out, m.Text)
	}
	return strings.Join(out, "\n")
}

// Form is a form on somebody's screen.
type Form struct {
	Title  string
	Text   string
	Fields []Field
}

// Field is a field of a form.
type Field struct {
	Label   string
	Kind    string
	Value   string // what stands in it
	Options []string
}

// Labels are the fields' labels in order.
func (f *Form) Labels() []string {
	var out []string
	for _, one := range f.Fields {
		out = append(out, one.Label)
	}
	return out
}

// Field finds a field by its label.
func (f *Form) Field(label string) (Field, bool) {
	i := slices.IndexFunc(f.Fields, func(one Field) bool { return strings.EqualFold(one.Label, label) })
	if i < 0 {
		return Field{}, false
	}
	return f.Fields[i], true
}

// named finds the label of a field by a part of it; the whole label wins.
func (f *Form) named(part string) (string, bool) {
	if one, ok := f.Field(part); ok {
		return one.Label, true
	}
	for _, one := range f.Fields {
		if strings.Contains(strings.ToLower(one.Label), strings.ToLower(part)) {
			return one.Label, true
		}
	}
	return "", false
}

// Message is a message as one person sees it.
type Message struct {
	Channel   string // the platform's id
	ID        string
	Root      string // Slack: the thread's first message
	Thread    string // Discord: the thread under the message
	Text      string // as shown
	FromBot   bool
	Ephemeral bool
	Buttons   []Button
	Reactions map[string][]string // emoji → user names
	Pinged    []string            // user names; "@everyone", "@role" for groups
	Files     []File
	Raw       json.RawMessage
}

// File is a file of a message.
type File struct {
	Name string
	Body []byte // of one to be joined
	at   string // where the platform keeps it
}

// Button is a button, or one option of a menu of buttons.
type Button struct {
	Label    string
	ID       string // action or custom id
	Value    string
	Block    string
	Menu     bool
	Disabled bool
}

// Has tells whether the message says all of these, as whole words. Marks that keep words from
// pinging, which nobody sees, do not count.
func (m Message) Has(words ...string) bool {
	text := strings.ReplaceAll(m.Text, "\u200b", "")
	for _, w := range words {
		if !says(text, w) {
			return false
		}
	}
	return true
}

// says tells whether a text has a word that does not go on before or after: INC-12 does not
// say INC-1, Résolution does not say Résolu.
func says(text, word string) bool {
	for at := 0; at <= len(text); {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+i])
		first, _ := utf8.DecodeRuneInString(word)
		last, _ := utf8.DecodeLastRuneInString(word)
		after, _ := utf8.DecodeRuneInString(text[at+i+len(word):])
		if (!partOfWord(before) || !partOfWord(first)) && (!partOfWord(last) || !partOfWord(after)) {
			return true
		}
		at += i + 1
	}
	return false
}

func partOfWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// Button finds a button by its label, letter case and a leading mark aside.
func (m Message) Button(label string) (Button, bool) {
	for _, b := range m.Buttons {
		if !b.Disabled && (strings.EqualFold(b.Label, label) || strings.EqualFold(strings.TrimLeft(b.Label, "✔✓☑●★• "), label)) {
			return b, true
		}
	}
	return Button{}, false
}

// Offers tells whether the message has a button.
func (m Message) Offers(label string) bool {
	_, ok := m.Button(label)
	return ok
}

func (m Message) String() string {
	var labels []string
	for _, b := range m.Buttons {
		labels = append(labels, b.Label)
	}
	return fmt.Sprintf("[%s %s] %s %v", m.Channel, m.ID, m.Text, labels)
}

// shown is how many messages a failure shows.
const shown = 12

// Show lists the latest messages for a failure's sake.
func Show(messages []Message) string {
	var out []string
	if n := len(messages); n > shown {
		out, messages = append(out, fmt.Sprintf("(%d before these)", n-shown)), messages[n-shown:]
	}
	for _, m := range messages {
		out = append(out, m.String())
	}
	if len(out) == 0 {
		return "(nothing)"
	}
	return strings.Join(out, "\n---\n")
}

// Fault is a fault of a platform. Which fields count depends on the simulator.
type Fault map[string]any

// slash is the command that the sub-command is typed after.
func (c Command) slash() string {
	if c.Desk {
		return "desk"
	}
	return "ticket"
}
