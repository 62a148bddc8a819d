package render_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"guichet/adapters/discord/render"
	"guichet/bot"
)

// A menu of more options than Discord's holds goes on in further ones, as far as the message has
// rows for them and for its buttons; each of them says the same verb.
func TestAMenuGoesOnInFurtherOnes(t *testing.T) {
	for n, want := range map[int]int{25: 1, 26: 2, 150: 4} {
		m := bot.Menu{Verb: "panel"}
		for i := range n {
			m.Options = append(m.Options, bot.Option{Label: fmt.Sprint("Rayon ", i), Value: fmt.Sprint("c", i)})
		}
		out, err := render.Message(bot.Message{Blocks: []bot.Block{
			{Kind: bot.Select, Menu: &m}, {Kind: bot.Row, Buttons: []bot.Button{{Label: "Ouvrir", Verb: "new"}}},
		}}, render.Groups{})
		if err != nil {
			t.Fatal(err)
		}
		var rows struct {
			Components []struct {
				Components []struct {
					CustomID string `json:"custom_id"`
					Options  []struct{ Value string }
				}
			}
		}
		raw, err := json.Marshal(out)
		if err == nil {
			err = json.Unmarshal(raw, &rows)
		}
		if err != nil || len(rows.Components) != want+1 {
			t.Fatalf("%d options: %d rows, want %d menus and a row of buttons (%v): %s", n, len(rows.Components), want, err, raw)
		}
		var values []string
		for _, row := range rows.Components[:want] {
			if verb := render.MenuVerb(row.Components[0].CustomID); verb != "panel" {
				t.Errorf("the verb of %q is %q", row.Components[0].CustomID, verb)
			}
			for _, o := range row.Components[0].Options {
				values = append(values, o.Value)
			}
		}
		if len(values) != min(n, 100) || !slices.Contains(values, fmt.Sprint("c", min(n, 100)-1)) {
			t.Errorf("%d options: %d stand there", n, len(values))
		}
	}
}
