package slack

import (
	"guichet/bot/markup"
	"guichet/tickets"
)

// written turns the text of a message as Slack delivers it into the desk's own Markdown.
func written(text string, names markup.Names) string {
	return markup.Write(markup.ReadSlack(text, names))
}

// names tells what the ids in messages stand for.
func (a *Adapter) names() markup.Names {
	return markup.Names{
		Person:  func(id string) tickets.UserID { return userID(id) },
		Group:   a.roster.title,
		Channel: a.roster.title,
	}
}
