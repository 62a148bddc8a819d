package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"guichet/bot"
)

var colours = map[bot.Tone]int{
	bot.Calm:    0x3B7DD8,
	bot.Good:    0x2E9E5B,
	bot.Warning: 0xE8A317,
	bot.Alarm:   0xD83A3A,
	bot.Muted:   0x8A9099,
}

// Message renders a message. Text alone becomes the content; with a heading or fields it
// becomes an embed, and the content holds the mentions only, because Discord notifies
// nobody for a mention inside an embed. A card never notifies: it is a state, not a call.
func Message(m bot.Message, groups Groups) (Payload, error) {
	p := Payload{Embeds: []Embed{}, Components: []Row{}, AllowedMentions: AllowedMentions{Parse: []string{}}}
	rows, err := rows(m.Blocks)
	if err != nil {
		return Payload{}, err
	}
	p.Components = append(p.Components, rows...)
	var who pings
	if framed(m) {
		e := embed(m, groups, &who)
		p.Embeds = append(p.Embeds, e)
		if !m.IsCard {
			p.Content = cut(who.marks(), MaxContent)
		}
	} else {
		p.Content = content(m.Blocks, groups, &who)
	}
	if !m.IsCard {
		p.AllowedMentions.Users, p.AllowedMentions.Roles = who.users, who.roles
	}
	if p.Content == "" && len(p.Embeds) == 0 && len(m.Files) == 0 {
		p.Content = cut(joined(pieces(m.Fallback, true)), MaxContent)
	}
	if m.Key != "" {
		p.Nonce, p.EnforceNonce = Nonce(m.Key), true
	}
	for i, f := range m.Files {
		p.Attachments = append(p.Attachments, Attachment{ID: i, Filename: f.Name})
	}
	if len(m.Files) > MaxFiles {
		return Payload{}, fmt.Errorf("render: %d files on a message, %d at most", len(m.Files), MaxFiles)
	}
	return p, nil
}

// Nonce is the delivery key as Discord's nonce, which takes 25 characters at most.
// https://docs.discord.com/developers/resources/message#create-message
func Nonce(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:12])
}

func joined(pieces []string) string {
	out := ""
	for _, p := range pieces {
		out += p
	}
	return out
}

// framed tells whether the message needs an embed.
func framed(m bot.Message) bool {
	if m.IsCard || m.Tone != bot.Calm {
		return true
	}
	for _, b := range m.Blocks {
		if b.Kind == bot.Heading || b.Kind == bot.Fields {
			return true
		}
	}
	return false
}

func styleOf(k bot.BlockKind) style {
	switch k {
	case bot.Quote:
		return asQuote
	case bot.Small:
		return asSmall
	}
	return asParagraph
}

func content(blocks []bot.Block, groups Groups, who *pings) string {
	w := writer{limit: MaxContent}
	for _, b := range blocks {
		if len(b.Text)+len(b.Words) == 0 {
			continue
		}
		if w.used > 0 {
			w.add("\n")
		}
		if b.Kind == bot.Words {
			writeWords(&w, b.Words)
			continue
		}
		write(&w, b.Text, styleOf(b.Kind), groups, who)
	}
	return w.String()
}
