package slack

import (
	"context"
	"regexp"
	"strings"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

// memberID is what Slack's user ids look like.
var memberID = regexp.MustCompile(`^[UW][A-Z0-9]{5,}$`)

// FindPerson finds somebody by id, e-mail or "@name" (user name, display name or real name).
// Nobody is a *bot.PlatformError with Gone.
func (a *Adapter) FindPerson(ctx context.Context, handle string) (tickets.UserID, error) {
	handle = strings.TrimPrefix(handle, space+":")
	name := strings.TrimPrefix(handle, "@")
	switch {
	case memberID.MatchString(handle):
		var p profile
		err := a.patiently(ctx, methodUser, "", func(ctx context.Context) error {
			u, err := a.api.GetUserInfoContext(ctx, handle, slackapi.GetUserInfoOptionIncludeLocale(true))
			if err == nil {
				p = a.people.put(*u)
			}
			return err
		})
		return p.person.ID, err
	case strings.Contains(name, "@"):
		var u *slackapi.User
		err := a.patiently(ctx, methodByEmail, "", func(ctx context.Context) error {
			var err error
			u, err = a.api.GetUserByEmailContext(ctx, name)
			return err
		})
		if err != nil {
			return "", err
		}
		return userID(u.ID), nil
	case name == "":
		return "", nobody()
	}
	return a.findByName(ctx, name)
}

// findByName reads the list of users until one has the name; the user name, which is unique,
// is preferred on each page. Names that were found are remembered for handleFresh.
func (a *Adapter) findByName(ctx context.Context, name string) (tickets.UserID, error) {
	if id := a.people.handle(name); id != "" {
		return userID(id), nil
	}
	pages := a.api.GetUsersPaginated(slackapi.GetUsersOptionLimit(usersPage))
	for first := true; first || pages.Cursor != ""; first = false {
		err := a.patiently(ctx, methodUsers, "", func(ctx context.Context) error {
			next, err := pages.Next(ctx)
			if err == nil {
				pages = next
			}
			return err
		})
		if err != nil {
			return "", err
		}
		if id := byName(pages.Users, name); id != "" {
			a.people.setHandle(name, id)
			return userID(id), nil
		}
	}
	return "", nobody()
}

func byName(users []slackapi.User, name string) string {
	second := ""
	for _, u := range users {
		switch {
		case u.Deleted || u.IsBot:
		case strings.EqualFold(u.Name, name):
			return u.ID
		case strings.EqualFold(u.Profile.DisplayName, name) || strings.EqualFold(u.RealName, name):
			second = u.ID
		}
	}
	return second
}

func nobody() error { return &bot.PlatformError{Fault: bot.Gone, Reason: "users_not_found"} }
