package slack

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"guichet/adapters/slack/slackfake"
	"guichet/bot"
)

func many(n int, name string) (out []bot.Option) {
	for i := range n {
		out = append(out, bot.Option{Label: fmt.Sprintf("%s %d", name, i), Value: fmt.Sprintf("c%d", i)})
	}
	return out
}

// What a select does not hold is asked for while the person types, from the first letter on and
// before it; a hundred at most, and no more than the socket carries.
func TestChoicesBeyondAHundredAreAskedFor(t *testing.T) {
	for n, kind := range map[int]string{100: "static_select", 101: "external_select"} {
		field := bot.Field{ID: "category", Label: "Catégorie", Kind: bot.ChoiceField, Value: "c100", Options: many(n, "Catégorie")}
		raw, err := json.Marshal(input(field))
		if err != nil || !strings.Contains(string(raw), `"type":"`+kind+`"`) {
			t.Errorf("%d choices: %s %v", n, raw, err)
		}
		if external := strings.Contains(string(raw), `"min_query_length":0`) && strings.Contains(string(raw), `"initial_option"`) && !strings.Contains(string(raw), `"options"`); external != (n > 100) {
			t.Errorf("%d choices: %s", n, raw)
		}
	}
	r := connect(t)
	r.desk.answers(func(e bot.Event) (bot.Answer, error) {
		if e.Kind != bot.CompletionEvent {
			return bot.Answer{}, nil
		}
		return bot.Answer{Choices: many(400, strings.Repeat(e.Words, 12))}, nil
	})
	ask := func(query string) (options []any) {
		ack := r.Deliver("interactive", slackfake.Obj{
			"type": "block_suggestion", "action_id": "category", "block_id": "category", "value": query,
			"user": slackfake.Obj{"id": r.User("alice"), "team_id": "T0ACME"},
			"view": slackfake.Obj{"state": slackfake.Obj{"values": slackfake.Obj{"kind": slackfake.Obj{"kind": slackfake.Obj{
				"type": "static_select", "selected_option": slackfake.Obj{"value": "request"},
			}}}}},
		})
		options, _ = ack.Payload["options"].([]any)
		return options
	}
	if got := ask(""); len(got) != 100 {
		t.Errorf("%d options", len(got))
	}
	if got := ask("réseau"); len(got) == 0 || len(got) > 100 {
		t.Errorf("%d long options", len(got))
	}
	e := r.desk.got(bot.CompletionEvent)[1]
	if e.Focus != "category" || e.Words != "réseau" || e.Args["type"] != "request" || e.By.ID != person(r.Server, "alice") {
		t.Errorf("the desk is asked %+v", e)
	}
}
