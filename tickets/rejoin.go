package tickets

import (
	"context"
	"slices"
)

// Joined is a row whose files a message has brought, and how many these are.
type Joined struct {
	Row   int64 `json:"row"`
	Files int   `json:"files"`
}

// Same tells whether both are one file of one message, whatever became of its copy meanwhile:
// platforms sign its address anew each time they tell of it.
func (f File) Same(g File) bool {
	if f.From.Space != g.From.Space || f.From.Channel != g.From.Channel || f.From.Message != g.From.Message || f.ID != g.ID {
		return false
	}
	return f.ID != "" || f.URL == g.URL && f.Name == g.Name
}

// Without are the files of list that others do not have.
func Without(list, others []File) []File {
	return slices.DeleteFunc(slices.Clone(list), func(f File) bool { return slices.ContainsFunc(others, f.Same) })
}

// brought lists the attachments of the ticket that were joined to a message, and the rows they
// are of.
func (c *change) brought(ctx context.Context, m MessageRef) (list []*Attachment, rows []Joined, err error) {
	all, err := c.tx.AttachmentsOf(ctx, c.t.Number)
	if err != nil {
		return nil, nil, err
	}
	for _, a := range all {
		if f := a.File.From; m.Message == "" || f.Space != m.Space || f.Channel != m.Channel || f.Message != m.Message {
			continue
		}
		list = append(list, a)
		i := slices.IndexFunc(rows, func(j Joined) bool { return j.Row == a.Entry })
		if i < 0 {
			i, rows = len(rows), append(rows, Joined{Row: a.Entry})
		}
		rows[i].Files++
	}
	return list, rows, nil
}

// asKnown gives files what the desk knows of their copies.
func asKnown(files []File, known []*Attachment) []File {
	out := slices.Clone(files)
	for i, f := range out {
		for _, a := range known {
			if a.File.Same(f) {
				out[i] = a.File
			}
		}
	}
	return out
}

// relist brings the ticket's own list of files up to date with a message of its people that
// has other files now.
func (c *change) relist(before, now []File) {
	added := Without(now, before)
	c.t.Files = append(Without(c.t.Files, Without(before, now)), added...)
}

// withdrawn notes which files of a row Filed were taken off their message since, given its latest
// revision.
func (e *Entry) withdrawn(latest *Entry) {
	e.Detail.Removed = Without(e.Detail.Files, latest.Detail.Files)
	if len(e.Detail.Removed) == len(e.Detail.Files) {
		e.Detail.Revised = Retracted
	}
}
