package stage

import (
	"encoding/json"
)

// The roles at the desk that somebody can be given, and lose, by who runs the space.
const (
	Technician = "technician"
	Manager    = "manager"
	Admin      = "admin"
)

// Becomes gives the person a role of the desk: on Slack they are invited to its channel, on
// Discord they get the role that may see it.
func (p Person) Becomes(role string) {
	p.w.T.Helper()
	p.w.check(p.chat.Belong(p.Name, role, true))
}

// Loses takes the role from the person, as somebody else would.
func (p Person) Loses(role string) {
	p.w.T.Helper()
	p.w.check(p.chat.Belong(p.Name, role, false))
}

func (s *slack) Belong(who, role string, in bool) error {
	if role == Admin {
		return s.Control("/user", map[string]any{"user": who, "is_admin": in}, nil)
	}
	channel := map[string]string{Technician: PoolChannel, Manager: "helpdesk-managers"}[role]
	if in {
		inviter := map[string]string{Technician: "theo", Manager: "marie"}[role]
		return s.change("/join_channel", map[string]any{"user": who, "channel": channel, "inviter": inviter})
	}
	return s.change("/leave", map[string]any{"user": who, "channel": channel, "kicked": true})
}

func (d *discord) Belong(who, role string, in bool) error {
	name := map[string]string{Technician: "Technician", Manager: "Manager", Admin: "Admin"}[role]
	return d.Control("/role", map[string]any{"user": who, "role": name, "remove": !in}, nil)
}

// AuditRow is a row of what `guichet audit` prints.
type AuditRow struct {
	Person string `json:"person"`
	Via    string `json:"via"`
	What   string `json:"what"`
	Ticket int64  `json:"ticket"`
	Code   string `json:"refused"`
	Roles  string `json:"roles"`
}

// Audit is what `guichet audit` prints, newest first.
func (w *World) Audit() (rows []AuditRow) {
	w.T.Helper()
	out, code := w.Bot.Command("audit", "--json", "--limit", "0")
	if err := json.Unmarshal([]byte(out), &rows); err != nil || code != 0 {
		w.T.Fatalf("guichet audit ends with %d: %v\n%s", code, err, out)
	}
	return rows
}
