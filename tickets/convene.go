package tickets

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ApprovalRule says who approves the requests of a category.
type ApprovalRule struct {
	People      []UserID          // references, also to user groups and roles; none: the managers
	All         bool              // all of them, not any
	RemindAfter Span              // business time after which they are reminded once; zero never
	StandIns    map[UserID]UserID // references: who answers for somebody who is away or has left
}

// Space is a connected space, as far as the desk's rules need it.
type Space struct {
	Name     string
	Managers bool // it has a managers' channel
}

// Names of the stored facts about people of the configuration, which package bot looks up on
// the platforms after each connection.

// HandleKey names the fact "whom the configuration means by this reference": an id, Nobody, or
// "" while nobody has looked.
func HandleKey(ref UserID) string { return "handle:" + string(ref) }

// Nobody is the value of HandleKey for a reference that leads to nobody.
const Nobody = "-"

// MembersKey names the fact "who belongs to this group of the space" (GroupOfManagers,
// GroupOfAdmins or a reference): see FormatMembers.
func MembersKey(space, group string) string { return "members:" + space + ":" + group }

// FormatMembers is the value of MembersKey; all tells that there are no others.
func FormatMembers(people []UserID, all bool) string {
	out := []string{"some"}
	if all {
		out[0] = "all"
	}
	for _, u := range people {
		out = append(out, string(u))
	}
	return strings.Join(out, " ")
}

// ParseMembers is the opposite of FormatMembers.
func ParseMembers(value string) (people []UserID, all bool) {
	for i, word := range strings.Fields(value) {
		if i == 0 {
			all = word == "all"
			continue
		}
		people = append(people, UserID(word))
	}
	return people, all
}

func awayKey(u UserID) string { return "away:" + string(u) }

// convene seats the approvers of the ticket's category.
func (c *change) convene(ctx context.Context) (*Approval, error) {
	ap := &Approval{Round: 1, State: ApprovalOpen, Category: c.t.Category, AskedAt: c.now}
	if was := c.t.Steps.Approval; was != nil {
		ap.Round, ap.Told = was.Round+1, was.Told
	}
	rule := c.rule(ap)
	ap.All = rule.All
	var err error
	if len(rule.People) == 0 {
		err = c.seatManagers(ctx, ap)
	} else {
		err = c.seatPeople(ctx, ap, rule)
	}
	if err == nil && len(ap.Seats) == 0 {
		err = c.seatAdmins(ctx, ap, SeatOwn)
	}
	return ap, err
}

// rule is the rule that the approval follows; managers, any, when the category is gone.
func (c *change) rule(ap *Approval) *ApprovalRule {
	if cat := c.policy.Category(ap.Category); cat != nil && cat.Approval != nil {
		return cat.Approval
	}
	return &ApprovalRule{RemindAfter: Span{Days: 1}}
}

func (c *change) seatPeople(ctx context.Context, ap *Approval, rule *ApprovalRule) error {
	for _, ref := range rule.People {
		if isGroup(ref) {
			people, _, err := c.members(ctx, ref.Space(), string(ref))
			if err != nil {
				return err
			}
			others := slices.DeleteFunc(people, c.t.Concerns)
			ap.add(Seat{Group: string(ref), People: others})
			continue
		}
		u, err := c.whoIs(ctx, ref)
		if err != nil {
			return err
		}
		s := Seat{Who: u}
		switch {
		case u == Nobody:
			s.Who = ref
			err = c.replace(ctx, ap, &s, SeatUnknown)
		case c.t.Concerns(u):
			continue // nobody approves their own request
		default:
			var away bool
			if away, err = c.away(ctx, u); away {
				err = c.standIn(ctx, ap, &s)
			}
		}
		if err != nil {
			return err
		}
		ap.add(s)
	}
	return nil
}

// add adds a seat, unless somebody would have two.
func (a *Approval) add(s Seat) {
	for i := range a.Seats {
		if t := &a.Seats[i]; s.Who == t.Who && s.Group == t.Group && t.Approved.IsZero() {
			return
		}
	}
	if s.Who != "" || s.Group != "" {
		a.Seats = append(a.Seats, s)
	}
}

// seatManagers asks the managers; the admins, when the desk has no manager besides those whose
// request it is.
func (c *change) seatManagers(ctx context.Context, ap *Approval) error {
	people, all, channel, err := c.group(ctx, GroupOfManagers)
	if err != nil {
		return err
	}
	others := slices.DeleteFunc(slices.Clone(people), c.t.Concerns)
	switch {
	case len(others) == 0 && (all || !channel):
		why := ""
		if len(people) > 0 {
			why = SeatOwn
		}
		return c.seatAdmins(ctx, ap, why)
	case ap.All && all:
		for _, u := range others {
			ap.add(Seat{Who: u, Of: GroupOfManagers})
		}
		return nil
	case channel:
		others = nil // they are asked in their channel
	}
	ap.add(Seat{Group: GroupOfManagers, People: others})
	return nil
}

func (c *change) seatAdmins(ctx context.Context, ap *Approval, why string) error {
	people, _, _, err := c.group(ctx, GroupOfAdmins)
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, c.t.Concerns)
	ap.Unmanned = len(people) == 0
	ap.add(Seat{Group: GroupOfAdmins, People: people, Why: why})
	return nil
}

// replace puts the stand-in into the seat of somebody who cannot answer, else the managers,
// else the admins.
func (c *change) replace(ctx context.Context, ap *Approval, s *Seat, why string) error {
	gone := s.Who
	if err := c.standIn(ctx, ap, s); err != nil {
		return err
	}
	if s.Who != gone {
		s.Why = why
		return nil
	}
	var group Approval
	if err := c.seatManagers(ctx, &group); err != nil {
		return err
	}
	to := group.Seats[0]
	*s = Seat{Group: to.Group, People: to.People, Named: firstUser(s.Named, gone), Why: why}
	ap.Unmanned = ap.Unmanned || group.Unmanned
	return nil
}

// standIn puts the stand-in into the seat, and theirs if they are away too. Without one the
// seat stays as it is.
func (c *change) standIn(ctx context.Context, ap *Approval, s *Seat) error {
	rule := c.rule(ap)
	seen := map[UserID]bool{s.Who: true}
	for who := s.Who; ; {
		next, err := c.standInOf(ctx, rule, who)
		if err != nil || next == "" || seen[next] {
			return err
		}
		seen[next] = true
		away, err := c.away(ctx, next)
		if err != nil {
			return err
		}
		if !away && !c.t.Concerns(next) {
			s.Named, s.Who, s.Why, s.Of = firstUser(s.Named, s.Who), next, SeatAway, ""
			return nil
		}
		who = next
	}
}

func (c *change) standInOf(ctx context.Context, rule *ApprovalRule, who UserID) (UserID, error) {
	for of, to := range rule.StandIns {
		u, err := c.whoIs(ctx, of)
		if err != nil {
			return "", err
		}
		if u != who && of != who {
			continue
		}
		if u, err = c.whoIs(ctx, to); err != nil || u == Nobody {
			return "", err
		}
		return u, nil
	}
	return "", nil
}

// whoIs is the person that a reference leads to: itself while nobody has looked, Nobody when
// there is none.
func (c *change) whoIs(ctx context.Context, ref UserID) (UserID, error) {
	if !IsHandle(ref) {
		return ref, nil
	}
	id, err := c.tx.Value(ctx, HandleKey(ref))
	if err != nil || id == "" {
		return ref, err
	}
	return UserID(id), nil
}

// IsHandle tells whether the configuration names somebody by "@name" or e-mail; ids of the
// platforms hold no "@".
func IsHandle(u UserID) bool { return strings.Contains(u.Local(), "@") }

// isGroup tells whether a reference is to a user group or role ("slack:usergroup:it").
func isGroup(ref UserID) bool { return strings.Contains(ref.Local(), ":") }

// group is who belongs to a group on all spaces; all tells that nobody is missing, channel that
// it is the managers and they have one.
func (c *change) group(ctx context.Context, name string) (people []UserID, all, channel bool, err error) {
	all = len(c.policy.Spaces) > 0
	channel = len(c.policy.Spaces) == 0 && name == GroupOfManagers
	for _, s := range c.policy.Spaces {
		channel = channel || s.Managers && name == GroupOfManagers
		here, complete, err := c.members(ctx, s.Name, name)
		if err != nil {
			return nil, false, false, err
		}
		people, all = append(people, here...), all && complete
	}
	return people, all, channel, nil
}

func (c *change) members(ctx context.Context, space, group string) (people []UserID, all bool, err error) {
	v, err := c.tx.Value(ctx, MembersKey(space, group))
	people, all = ParseMembers(v)
	return people, all, err
}

func (c *change) away(ctx context.Context, u UserID) (bool, error) {
	v, err := c.tx.Value(ctx, awayKey(u))
	ms, notANumber := strconv.ParseInt(v, 10, 64)
	return err == nil && notANumber == nil && time.UnixMilli(ms).After(c.now), err
}

func firstUser(users ...UserID) UserID {
	for _, u := range users {
		if u != "" {
			return u
		}
	}
	return ""
}
