package bot

import (
	"bytes"
	"io"
	"time"

	"guichet/bot/markup"
	"guichet/tickets"
)

// SpanKind says what a piece of text is. What users typed is always Plain, or a block of Words:
// adapters escape it for where it goes, so it can neither ping nor break what is around it.
type SpanKind int

// The kinds of spans.
const (
	Plain   SpanKind = iota // text, shown as it is
	Bold                    // text, emphasised
	Code                    // text, monospaced
	Mention                 // pings User where User is of the adapter's space, else shows Text (the name) plain
	Group                   // pings the desk's Role (GroupManagers…) of the adapter's space; Text is the fallback
	When                    // the instant At, in the reader's own zone and language by Style; Text is the fallback
	Anchor                  // a link to URL that reads Text
)

// WhenStyle is how an instant is shown.
type WhenStyle int

// The styles of instants.
const (
	DateTime WhenStyle = iota // date and time
	Relative                  // "in 2 hours"
)

// GroupManagers and GroupTechnicians are the groups that a Group span can mention.
const (
	GroupManagers    = "managers"
	GroupTechnicians = "technicians"
)

// Span is a piece of text.
type Span struct {
	Kind SpanKind
	Text string
	User tickets.UserID
	Role string
	// People are those whom the desk knows to be of the Group, for a platform that cannot
	// mention the group itself and knows nobody of it.
	People []tickets.UserID
	At     time.Time
	Style  WhenStyle
	URL    string
}

// Text is a run of spans. A "\n" in a Plain span is a line break.
type Text []Span

// BlockKind says what a part of a message is.
type BlockKind int

// The kinds of blocks.
const (
	Paragraph BlockKind = iota // Text
	Heading                    // Text, the message's title
	Fields                     // Pairs, two columns where the platform has them
	Quote                      // Text, somebody's words
	Small                      // Text, secondary
	Row                        // Buttons, at most 5
	Select                     // Menu
	Words                      // Words, what somebody wrote, with its formatting, as a quote
)

// Pair is a label and its value.
type Pair struct {
	Label string
	Value Text
}

// Block is one part of a message.
type Block struct {
	Kind    BlockKind
	Text    Text
	Pairs   []Pair
	Buttons []Button
	Menu    *Menu
	Words   markup.Document // of people, in which nobody is mentioned but by name
}

// ButtonStyle is the look of a button.
type ButtonStyle int

// The styles of buttons.
const (
	Neutral ButtonStyle = iota
	Primary
	Danger
)

// Button is a button. Verb is "verb:subject[:argument]" (≤ 100 characters) and comes back in
// Click.Verb; it holds all that is needed, so a button works after restarts and upgrades.
type Button struct {
	Label string
	Verb  string
	Style ButtonStyle
	On    bool // the chosen one of several: shown pressed
}

// Menu is a list to choose one from; the choice comes back as Click.Verb = Verb + ":" + Value.
type Menu struct {
	Placeholder string
	Verb        string
	// Options are one or more. What a platform's menu does not hold it asks for while the person
	// types (Slack), or stands in further menus, five at most (Discord).
	Options []Option
}

// Option is one choice of a menu or field.
type Option struct {
	Label string
	Value string
}

// Tone is the mood of a message: a colour where the platform has one.
type Tone int

// The tones.
const (
	Calm Tone = iota
	Good
	Warning
	Alarm
	Muted
)

// Message is a neutral message. Adapters render it with a pure function.
type Message struct {
	Blocks   []Block
	Tone     Tone
	Fallback string // plain text for notifications; adapters use the blocks' text when empty
	Key      string // delivery key, ≤ 80 characters: makes posting idempotent. "" for answers
	Ticket   int64  // 0 none; carried so that a card is recognised
	IsCard   bool
	Files    []Upload
	// HadFiles tells, for an edit, that the message may stand with files that are not of Files any
	// more: those are taken off.
	HadFiles bool
}

// Upload is a file to be sent along with a message. It is read as it is sent, so that its size
// costs no memory; Open may be called again for another try.
type Upload struct {
	Name string                        // made with tickets.SafeName
	Type string                        // media type, "" unknown
	Size int64                         // bytes that Open gives, exactly
	Open func() (io.ReadCloser, error) `json:"-"`
}

// UploadOf is a small file that is in memory already.
func UploadOf(name string, body []byte) Upload {
	return Upload{
		Name: tickets.SafeName(name), Size: int64(len(body)),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil },
	}
}

// FieldKind says what a form's field takes.
type FieldKind int

// The kinds of fields.
const (
	LineField   FieldKind = iota // one line of text
	TextField                    // several lines
	ChoiceField                  // one of Options
	PersonField                  // somebody of the space; value is a UserID
	FilesField                   // files
	DateField                    // a date and time, RFC 3339
)

// Field is a field of a form.
type Field struct {
	ID       string
	Label    string
	Hint     string // placeholder or help
	Kind     FieldKind
	Required bool
	Max      int // characters, 0 = the platform's own limit
	Value    string
	Options  []Option
	Error    string // shown with the field when the platform can
}

// Form is a form to fill. ID is a verb, as of buttons; State comes back unchanged.
type Form struct {
	ID     string
	State  string // ≤ 1,500 characters
	Title  string // ≤ 24 characters
	Submit string // ≤ 24 characters
	Cancel string // ≤ 24 characters
	Intro  string
	Fields []Field
}

// EventKind says what happened on a platform.
type EventKind int

// The kinds of events.
const (
	CommandEvent    EventKind = iota // a slash command
	ClickEvent                       // a button or a menu
	SubmitEvent                      // a form
	ReactionEvent                    // an emoji put on or taken off a message
	MessageEvent                     // somebody wrote where the bot reads: counter, card thread, DM
	CompletionEvent                  // the platform asks what could be typed next
	ShortcutEvent                    // a shortcut or context menu: Name, and Target or Subject
	ConnectedEvent                   // connected (again): what happened meanwhile must be caught up; with Where: only that message's reactions
	DeletedEvent                     // a message was deleted by somebody: one of ours, or of a person
	HomeEvent                        // somebody looks at the app's Home
	MembershipEvent                  // who belongs to which channel has changed
	EditedEvent                      // somebody changed the words of their own message: as MessageEvent, At is when
)

// Event is something that happened on a platform.
type Event struct {
	Kind    EventKind
	Space   string
	Key     string             // unique and stable over redeliveries; "" when the platform gives none
	At      time.Time          // when it happened by the platform's clock, else when received
	By      tickets.Person     // who did it; Locale filled where known
	Roles   tickets.Roles      // what the person may do, at this moment
	Where   tickets.MessageRef // channel (and message, thread) it happened in
	Name    string             // command ("ticket", "desk"), shortcut's id, reaction's canonical name
	Sub     string             // sub-command, canonical English name, when the platform has them natively
	Words   string             // text after the command, as typed; or a message, in the desk's own Markdown. Mentions of people as <@space:id>
	Args    map[string]string  // native options by name; values of people are UserIDs
	Verb    string             // button, menu or form
	State   string             // Form.State
	Values  map[string]string  // a form's fields by id
	Files   []tickets.File     // joined to the form, option or message
	On      bool               // ReactionEvent: put (true) or taken off
	Focus   string             // CompletionEvent: option, field or menu being typed in; Words is what is there so far
	Home    bool               // ClickEvent: on the app's Home, not on a message
	ReplyTo string             // MessageEvent: id of the message that is quoted as the one answered, "" none
	Written time.Time          // EditedEvent: when the message was written first
	Unheard bool               // MessageEvent: the platform withholds what was written there
	Direct  bool               // MessageEvent: in the bot's DM, outside any known thread is for the router to tell
	Target  *Quoted            // ShortcutEvent on a message
	Subject tickets.UserID     // ShortcutEvent on a person, "" on a bot
	Named   []tickets.Person   // whom the event speaks of, where the platform says how it shows them
}

// Quoted is a message somebody pointed at.
type Quoted struct {
	Ref   tickets.MessageRef
	By    tickets.UserID // "" for what no person wrote: an app, a webhook
	Name  string         // of the app, where By is ""; hostile until escaped
	Text  string         // in the desk's own Markdown
	Files []tickets.File
	Link  string           // to the message, for who sees it where it stands
	Named []tickets.Person // whom the words mention, where the platform says how it shows them
}

// Answer is what the person who acted gets at once, in this order of preference: field
// errors, a form, a private message. An empty Answer is a silent acknowledgement.
type Answer struct {
	Form    *Form
	Errors  map[string]string // field id → sentence; only where Features.FieldErrors
	Private *Message          // only this person sees it
	Replace *Message          // for clicks: the message with the button becomes this one
	Choices []Option          // CompletionEvent: at most 25, or Features.MaxOptions where fields ask
}
