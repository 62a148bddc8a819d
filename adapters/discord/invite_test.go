package discord_test

import (
	"net/url"
	"strings"
	"testing"

	"guichet/adapters/discord"
	"guichet/adapters/discord/discordfake"
)

func TestInviteAsksForNoMoreThanNeeded(t *testing.T) {
	u, err := url.Parse(discord.InviteURL("123"))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if q.Get("scope") != "bot applications.commands" || q.Get("client_id") != "123" || q.Get("permissions") != "2252177770925120" {
		t.Errorf("invite %v", q)
	}
}

func TestClientIDComesFromTheToken(t *testing.T) {
	if id, err := discord.ClientID(" Bot " + discordfake.Token + "\n"); id != "123456789012345678" || err != nil {
		t.Errorf("id %q, %v", id, err)
	}
	for _, bad := range []string{"", "abc", "xoxb-123", "MTIz", "bm90LWFuLWlk.x.y", "%%%.x.y"} {
		if id, err := discord.ClientID(bad); err == nil || bad != "" && strings.Contains(err.Error(), bad) {
			t.Errorf("%q gives %q, %v", bad, id, err)
		}
	}
}
