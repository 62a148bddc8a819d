package rest

import "testing"

// Putting a reaction on and taking one off count in one bucket before any answer has named it;
// reading reactions does not.
func TestReactionsShareABucket(t *testing.T) {
	put := routeOf("PUT", "/channels/1/messages/2/reactions/%E2%9C%85/@me")
	for _, path := range []string{"/channels/1/messages/2/reactions/%E2%9C%85/@me", "/channels/1/messages/3/reactions/x/4", "/channels/1/messages/3/reactions"} {
		if got := routeOf("DELETE", path); got != put {
			t.Errorf("DELETE %s counts as %+v, putting as %+v", path, got, put)
		}
	}
	if got := routeOf("GET", "/channels/1/messages/2/reactions/x"); got == put {
		t.Errorf("reading counts as %+v", got)
	}
	if got := routeOf("PUT", "/channels/9/messages/2/reactions/x/@me"); got == put {
		t.Error("another channel shares the bucket")
	}
}
