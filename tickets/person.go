package tickets

import "strings"

// UserID names a person on one space: "slack:U012AB", "discord:8035…". The part before
// the colon is the space, the part after it the platform's own id.
type UserID string

// Space is the space of the person ("slack", "discord", "web"), "" for nobody.
func (u UserID) Space() string {
	space, _, _ := strings.Cut(string(u), ":")
	return space
}

// Local is the platform's own id of the person, without the space.
func (u UserID) Local() string {
	_, local, _ := strings.Cut(string(u), ":")
	return local
}

// Person is what a platform last said of somebody. It is a copy kept to greet people in
// their language without asking the platform before each answer.
type Person struct {
	ID     UserID
	Name   string // display name, as the platform gives it; hostile until escaped
	Locale string // BCP 47 as the platform gives it ("fr-FR", "en-US"), "" unknown
	Email  string // "" when the platform does not give it
	Gone   bool   // deactivated, or left the space
}

// Roles are the rights of somebody at the moment of an act. They come from the platform
// (channel membership, roles) and the configuration, never from the database.
type Roles struct {
	Technician bool
	Manager    bool
	Admin      bool
	Guest      bool // outside the desk: a Slack guest, or nobody of the space
}

// Staff tells whether the person works at the desk.
func (r Roles) Staff() bool { return r.Technician || r.Manager || r.Admin }

// Actor is who acts, with the rights held at this moment. The zero Actor is the desk
// itself (timers, catch-up).
type Actor struct {
	ID    UserID
	Name  string
	Roles Roles
	Place string // channel they act in, for the audit; "" unknown
	// Groups are those user groups and roles of the configuration that approve requests and that
	// the person belongs to, as JoinGroups writes them; "" when they are not known.
	Groups string
}

// Beneficiary is the person who has the problem. Without a chat account only Name,
// Phone and Email are known and User is "".
type Beneficiary struct {
	User  UserID `json:"user,omitempty"`
	Name  string `json:"name,omitempty"`
	Email string `json:"email,omitempty"`
}
