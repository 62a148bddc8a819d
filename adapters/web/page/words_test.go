package page

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"guichet/tickets"
)

var usedWord = regexp.MustCompile(`\bt \$?[\w.]*[Ll]ang "([a-z_.]+)"`)

// TestEveryWordIsThere: all keys that the templates use exist in both languages.
func TestEveryWordIsThere(t *testing.T) {
	used := map[string]bool{}
	err := fs.WalkDir(embedded, "templates", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(embedded, path)
		for _, m := range usedWord.FindAllStringSubmatch(string(body), -1) {
			used[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range guideSteps {
		used["guide."+step], used["step."+step] = true, true
	}
	for _, k := range []tickets.EntryKind{
		tickets.Opened, tickets.Claimed, tickets.Released, tickets.Assigned, tickets.Contacted, tickets.Waiting, tickets.Resumed,
		tickets.Resolved, tickets.Validated, tickets.Refused, tickets.Closed, tickets.Cancelled, tickets.Reopened, tickets.UrgencySet,
		tickets.ImpactSet, tickets.TypeSet, tickets.Escalated, tickets.MeToo, tickets.Said, tickets.Replied, tickets.Noted, tickets.Prompted,
		tickets.Warned, tickets.Breached, tickets.Reminded, tickets.RatingAsked, tickets.Rated, tickets.Unrated, tickets.FollowedUp,
	} {
		used["entry."+string(k)] = true
	}
	if len(used) < 60 {
		t.Fatalf("only %d keys were found: the pattern is wrong", len(used))
	}
	for key := range used {
		if _, ok := phrases[key]; !ok {
			t.Errorf("%s is missing", key)
		}
	}
	for key, pair := range phrases {
		if strings.TrimSpace(pair[0]) == "" || strings.TrimSpace(pair[1]) == "" {
			t.Errorf("%s is empty in a language", key)
		}
	}
}
