package outbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"guichet/bot"
	"guichet/bot/speech"
	"guichet/tickets"
)

// Files go where their words went, what is refused is told to its sender alone, and of all kinds
// of rows only words for a counter, or from one, bring files to a counter.
func TestWhereFilesGo(t *testing.T) {
	tk := &tickets.Ticket{
		Number: 12, Requester: "discord:alice", Beneficiary: tickets.Beneficiary{User: "slack:benoit"}, Assignee: "slack:tessa",
	}
	kept, refused := tickets.File{Name: "a.txt", Hash: "h", Size: 1}, tickets.File{Name: "b.iso", Refused: tickets.FileTooLarge}
	threads := []string{"files→thread:discord", "files→thread:slack"}
	for name, c := range map[string]struct {
		kind  tickets.EntryKind
		by    tickets.UserID
		via   string
		files []tickets.File
		want  []string
	}{
		"of the form":                   {tickets.Opened, "discord:alice", bot.ViaForm, []tickets.File{kept}, threads},
		"of a counter":                  {tickets.Said, "discord:alice", bot.ViaMessage, []tickets.File{kept}, append([]string{"files→counter:slack:benoit"}, threads...)},
		"of a counter, refused":         {tickets.Said, "discord:alice", bot.ViaMessage, []tickets.File{refused}, append(slices.Clone(threads), "unfiled→counter:discord:alice")},
		"sent by ✉️":                    {tickets.Replied, "slack:tessa", bot.ViaReaction, []tickets.File{kept}, []string{"files→counter:discord:alice", "files→counter:slack:benoit", "files→thread:discord"}},
		"sent by a form":                {tickets.Replied, "slack:tessa", bot.ViaForm, []tickets.File{kept}, append([]string{"files→counter:discord:alice", "files→counter:slack:benoit"}, threads...)},
		"sent, refused":                 {tickets.Replied, "slack:tessa", bot.ViaReaction, []tickets.File{refused}, []string{"files→thread:discord", "unfiled→thread:slack"}},
		"of a note, were there any":     {tickets.Noted, "slack:tessa", bot.ViaForm, []tickets.File{kept, refused}, []string{"files→thread:slack"}},
		"of a note of who is concerned": {tickets.Noted, "slack:benoit", bot.ViaForm, []tickets.File{kept}, []string{"files→thread:slack"}},
		"of the form, on behalf":        {tickets.Opened, "slack:tessa", bot.ViaForm, []tickets.File{kept}, threads},
		"after the end":                 {tickets.SaidLate, "discord:alice", bot.ViaMessage, []tickets.File{kept}, nil},
		"after the end, refused":        {tickets.SaidLate, "discord:alice", bot.ViaMessage, []tickets.File{refused}, []string{"unfiled→counter:discord:alice"}},
	} {
		e := &tickets.Entry{ID: 7, Kind: tickets.Filed, Via: c.via, Detail: tickets.Detail{Of: 6, Why: string(c.kind), Subject: c.by, Files: c.files}}
		var got []string
		for _, d := range Derive(bothSpaces, &tickets.Policy{})(tk, []*tickets.Entry{e}) {
			if speech.Purpose(d.Purpose) == speech.PurposeFiles && !d.Beside {
				t.Errorf("%s: %s holds others back", name, d.Key)
			}
			if d.Purpose != string(speech.PurposeCard) {
				got = append(got, d.Purpose+"→"+d.Place.String())
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// The messages with files are brought up to date when what they brought is gone, and no others.
func TestFilesOfATakenBackMessageAreLookedAtAgain(t *testing.T) {
	tk := &tickets.Ticket{Number: 12, Requester: "discord:alice", Beneficiary: tickets.Beneficiary{User: "slack:benoit"}, Assignee: "slack:tessa"}
	stood := map[string]bool{}
	filed := &tickets.Entry{ID: 7, Kind: tickets.Filed, Via: bot.ViaMessage, Detail: tickets.Detail{Of: 6, Why: string(tickets.Said), Subject: "discord:alice"}}
	for n := range 11 {
		filed.Detail.Files = append(filed.Detail.Files, tickets.File{ID: fmt.Sprint(n), Hash: "h", Size: 1})
	}
	for _, d := range Derive(bothSpaces, &tickets.Policy{})(tk, []*tickets.Entry{filed}) {
		if speech.Purpose(d.Purpose) == speech.PurposeFiles {
			stood[d.Key] = true
		}
	}
	if len(stood) != 6 {
		t.Fatalf("two messages in three places are %d", len(stood))
	}
	gone := &tickets.Entry{ID: 9, Kind: tickets.Retracted, Detail: tickets.Detail{
		Of: 6, RowKind: tickets.Said, Subject: "discord:alice", Joined: []tickets.Joined{{Row: 6, Files: 11}},
	}}
	for _, d := range Derive(bothSpaces, &tickets.Policy{})(tk, []*tickets.Entry{gone}) {
		if speech.Purpose(d.Purpose) == speech.PurposeFiles && !d.OnlyStale {
			t.Errorf("%s would be said anew", d.Key)
		}
		delete(stood, d.Key)
	}
	for key := range stood {
		t.Errorf("%s keeps its files", key)
	}
}

func TestManyFilesAreSeveralMessages(t *testing.T) {
	file := func(n int, size int64) tickets.File { return tickets.File{Name: fmt.Sprint(n), Hash: "h", Size: size} }
	for name, c := range map[string]struct {
		sizes []int64
		want  string
	}{
		"none":             {nil, ""},
		"one":              {[]int64{1}, "1"},
		"larger than all":  {[]int64{90 << 20, 1, 1}, "1 2"},
		"three of ten MB":  {[]int64{10 << 20, 10 << 20, 10 << 20}, "2 1"},
		"twenty-one":       {make([]int64, 21), "10 10 1"},
		"exactly the room": {[]int64{12 << 20, 12 << 20}, "2"},
	} {
		var files []tickets.File
		for n, size := range c.sizes {
			files = append(files, file(n, size))
		}
		var got []string
		var all []tickets.File
		for _, p := range speech.Packs(files) {
			got = append(got, fmt.Sprint(len(p)))
			all = append(all, p...)
		}
		if strings.Join(got, " ") != c.want || !slices.Equal(all, files) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
