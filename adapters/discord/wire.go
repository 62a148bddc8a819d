package discord

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"guichet/tickets"
)

// What follows decodes only what is read of Discord's objects. They are ours and not
// discordgo's, whose decoder loses a whole message or form over one component it does not
// know.

type user struct {
	ID         string `json:"id"`
	Username   string `json:"username"`
	GlobalName string `json:"global_name"`
	Bot        bool   `json:"bot"`
}

type member struct {
	User        user     `json:"user"`
	Nick        string   `json:"nick"`
	Roles       []string `json:"roles"`
	Permissions string   `json:"permissions"` // in interactions: computed for the channel
}

// name is what clients show for the person.
func (m member) name() string {
	switch {
	case m.Nick != "":
		return m.Nick
	case m.User.GlobalName != "":
		return m.User.GlobalName
	}
	return m.User.Username
}

type role struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Permissions permission `json:"permissions"`
	Mentionable bool       `json:"mentionable"`
	Tags        struct {
		BotID string `json:"bot_id"`
	} `json:"tags"`
}

// Kinds of overwrites and channels.
// https://docs.discord.com/developers/resources/channel#channel-object-channel-types
const (
	overwriteRole   = 0
	overwriteMember = 1

	channelText          = 0
	channelDM            = 1
	channelAnnouncement  = 5
	threadPublic         = 11
	threadPrivate        = 12
	threadAnnouncement   = 10
	messageDefault       = 0
	messageReply         = 19
	referenceReply       = 0
	weekInMinutes        = 10080 // auto-archive after a week without a message
	maxThreadName        = 100
	maxMessagesPerRead   = 100
	maxReactionsPerRead  = 100
	maxMembersPerRead    = 1000
	maxMembersRemembered = 20000
)

type overwrite struct {
	ID    string     `json:"id"`
	Type  int        `json:"type"`
	Allow permission `json:"allow"`
	Deny  permission `json:"deny"`
}

type channel struct {
	ID         string      `json:"id"`
	Type       int         `json:"type"`
	GuildID    string      `json:"guild_id"`
	Name       string      `json:"name"`
	ParentID   string      `json:"parent_id"`
	OwnerID    string      `json:"owner_id"`
	Overwrites []overwrite `json:"permission_overwrites"`
	Metadata   struct {
		Archived bool `json:"archived"`
		Locked   bool `json:"locked"`
	} `json:"thread_metadata"`
}

func (c channel) isThread() bool {
	return c.Type == threadPublic || c.Type == threadPrivate || c.Type == threadAnnouncement
}

type guild struct {
	ID          string    `json:"id"`
	Name        string    `json:"name"`
	OwnerID     string    `json:"owner_id"`
	Roles       []role    `json:"roles"`
	Channels    []channel `json:"channels"`
	Threads     []channel `json:"threads"`
	Unavailable bool      `json:"unavailable"`
	Tier        int       `json:"premium_tier"`
}

type attachment struct {
	ID       string `json:"id"`
	Filename string `json:"filename"`
	URL      string `json:"url"`
	Size     int64  `json:"size"`
}

type emoji struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// summary is one emoji on a message; it does not tell whose.
type summary struct {
	Emoji emoji `json:"emoji"`
}

type message struct {
	ID          string          `json:"id"`
	ChannelID   string          `json:"channel_id"`
	GuildID     string          `json:"guild_id"`
	Type        int             `json:"type"`
	Author      user            `json:"author"`
	Member      *member         `json:"member"`
	Content     string          `json:"content"`
	WebhookID   string          `json:"webhook_id"`
	Attachments []attachment    `json:"attachments"`
	Embeds      []sentEmbed     `json:"embeds"`
	Components  []component     `json:"components"`
	Nonce       json.RawMessage `json:"nonce"`
	Reactions   []summary       `json:"reactions"`
	Edited      time.Time       `json:"edited_timestamp"` // null is the zero time
	Reference   struct {
		Type      int    `json:"type"` // referenceReply
		MessageID string `json:"message_id"`
	} `json:"message_reference"`
	Stickers []struct {
		Name string `json:"name"`
	} `json:"sticker_items"`
	// Snapshots are what a forwarded message says, which has no words of its own.
	// https://docs.discord.com/developers/resources/message#message-snapshot-object
	Snapshots []struct {
		Message struct {
			Content     string       `json:"content"`
			Attachments []attachment `json:"attachments"`
		} `json:"message"`
	} `json:"message_snapshots"`
	Poll *struct {
		Question struct {
			Text string `json:"text"`
		} `json:"question"`
	} `json:"poll"`
	Mentions []mention `json:"mentions"` // whom the content mentions
	IDs      []string  `json:"ids"`      // MESSAGE_DELETE_BULK
}

// mention is somebody whom a message mentions. Their membership comes with messages of the
// gateway alone: https://docs.discord.com/developers/events/gateway-events#message-create
type mention struct {
	user
	Member *member `json:"member"`
}

// named is how Discord shows whom a message mentions.
func (m message) named() []tickets.Person {
	out := make([]tickets.Person, 0, len(m.Mentions))
	for _, one := range m.Mentions {
		who := member{}
		if one.Member != nil {
			who = *one.Member
		}
		who.User = one.user
		out = append(out, tickets.Person{ID: userID(one.ID), Name: who.name()})
	}
	return out
}

// content is what a message says. A sticker says its name, as an emoji does; what was forwarded is
// quoted, and a poll asks its question.
func (m message) content() string {
	out := m.Content
	for _, s := range m.Stickers {
		out = strings.TrimSpace(out + " :" + s.Name + ":")
	}
	for _, s := range m.Snapshots {
		if words := strings.TrimSpace(s.Message.Content); words != "" {
			out = strings.TrimSpace(out + "\n> " + strings.ReplaceAll(words, "\n", "\n> "))
		}
	}
	if m.Poll != nil {
		out = strings.TrimSpace(out + "\n" + m.Poll.Question.Text)
	}
	return out
}

// joined are the files of a message, and of those that it forwards.
func (m message) joined() []attachment {
	out := m.Attachments
	for _, s := range m.Snapshots {
		out = append(out, s.Message.Attachments...)
	}
	return out
}

// answers is the message that this one was written in reply to, "" none.
func (m message) answers() string {
	if m.Type != messageReply || m.Reference.Type != referenceReply {
		return ""
	}
	return m.Reference.MessageID
}

// sentEmbed is what tells one of our embeds from another.
type sentEmbed struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Fields      []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"fields"`
}

type component struct {
	Type       int         `json:"type"`
	CustomID   string      `json:"custom_id"`
	Value      string      `json:"value"`
	Values     []string    `json:"values"`
	Components []component `json:"components"`
	Component  *component  `json:"component"`
}

// epoch is the first instant that Discord's ids can tell, in unix milliseconds.
// https://docs.discord.com/developers/reference#snowflakes
const epoch = 1420070400000

// timeOf is when the object with this id was made.
func timeOf(id string) time.Time {
	n, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(n>>22) + epoch).UTC()
}

// idAt is the smallest id of the instant.
func idAt(t time.Time) string {
	return strconv.FormatInt(max(0, t.UnixMilli()-epoch)<<22, 10)
}

// compareIDs orders ids by age.
func compareIDs(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
}

func isID(s string) bool {
	n, err := strconv.ParseUint(s, 10, 64)
	return err == nil && n > 0
}
