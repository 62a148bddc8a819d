package render

// Payload is the body of a message, for posting, editing and answering. Content, embeds and
// components are always sent, so that an edit replaces all of them.
// https://docs.discord.com/developers/resources/message#create-message-jsonform-params
type Payload struct {
	Content         string          `json:"content"`
	Embeds          []Embed         `json:"embeds"`
	Components      []Row           `json:"components"`
	AllowedMentions AllowedMentions `json:"allowed_mentions"`
	Nonce           string          `json:"nonce,omitempty"`
	EnforceNonce    bool            `json:"enforce_nonce,omitempty"`
	Flags           int             `json:"flags,omitempty"`
	Attachments     []Attachment    `json:"attachments,omitzero"` // nil leaves them as they are
	Reference       *Reference      `json:"message_reference,omitempty"`
}

// Reference is the message that a message answers; one that is gone is answered all the same.
type Reference struct {
	MessageID string `json:"message_id"`
	ChannelID string `json:"channel_id"`
	MustExist bool   `json:"fail_if_not_exists"`
}

// FlagEphemeral makes an interaction's answer visible to its person only.
const FlagEphemeral = 1 << 6

// AllowedMentions says whom a message may notify: nobody but these, whatever its text.
// https://docs.discord.com/developers/resources/message#allowed-mentions-object
type AllowedMentions struct {
	Parse       []string `json:"parse"` // always empty
	Users       []string `json:"users,omitempty"`
	Roles       []string `json:"roles,omitempty"`
	RepliedUser bool     `json:"replied_user"`
}

// Attachment names an uploaded file.
type Attachment struct {
	ID       int    `json:"id"`
	Filename string `json:"filename"`
}

// Embed is a framed text.
type Embed struct {
	Title       string  `json:"title,omitempty"`
	Description string  `json:"description,omitempty"`
	Color       int     `json:"color,omitempty"`
	Fields      []Field `json:"fields,omitempty"`
	Footer      *Footer `json:"footer,omitempty"`
}

// Field is a label and its value in an embed.
type Field struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline"`
}

// Footer is the small line at an embed's end. Nothing is formatted in it.
type Footer struct {
	Text string `json:"text"`
}

// Types of components.
// https://docs.discord.com/developers/components/reference#component-object-component-types
const (
	TypeRow        = 1
	TypeButton     = 2
	TypeSelect     = 3
	TypeInput      = 4
	TypeUserSelect = 5
	TypeText       = 10
	TypeLabel      = 18
	TypeUpload     = 19
)

// Row holds up to five buttons or one menu.
type Row struct {
	Type       int         `json:"type"`
	Components []Component `json:"components"`
}

// Component is a button, a menu, or a modal's field. Only what its type has is set.
type Component struct {
	Type        int       `json:"type"`
	CustomID    string    `json:"custom_id,omitempty"`
	Label       string    `json:"label,omitempty"`
	Description string    `json:"description,omitempty"`
	Style       int       `json:"style,omitempty"`
	Content     string    `json:"content,omitempty"`
	Placeholder string    `json:"placeholder,omitempty"`
	Options     []Option  `json:"options,omitempty"`
	Value       string    `json:"value,omitempty"`
	MaxLength   int       `json:"max_length,omitempty"`
	MinValues   *int      `json:"min_values,omitempty"`
	MaxValues   int       `json:"max_values,omitempty"`
	Required    *bool     `json:"required,omitempty"`
	Defaults    []Default `json:"default_values,omitempty"`

	Component *Component `json:"component,omitempty"` // a label's field
}

// Default is somebody chosen beforehand in a menu of people.
type Default struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

// Option is a choice of a menu.
type Option struct {
	Label   string `json:"label"`
	Value   string `json:"value"`
	Default bool   `json:"default,omitempty"`
}
