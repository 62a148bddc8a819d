package tickets_test

import (
	"slices"
	"testing"

	"guichet/tickets"
)

var chloe = tickets.Actor{ID: "slack:chloe", Name: "Chloé"}

// Requester, beneficiary and the desk put people on a ticket; nobody else does, nor learns that
// it exists.
func TestWhoPutsWhomOnATicket(t *testing.T) {
	f := newDesk(t)
	tk, err := f.Open(f.ctx, by(alice), tickets.Opening{Summary: "imprimante", Beneficiary: tickets.Beneficiary{User: bob.ID}})
	wantCode(t, err, "")
	n := tk.Number
	_, err = f.Follow(f.ctx, by(chloe), n, chloe)
	wantCode(t, err, tickets.NotFound)
	_, err = f.Unfollow(f.ctx, by(chloe), n, alice.ID)
	wantCode(t, err, tickets.NotFound)
	for who, code := range map[tickets.Actor]tickets.Code{alice: tickets.ToldAlready, bob: tickets.ToldAlready, gina: tickets.UnknownPerson, {}: tickets.UnknownPerson} {
		_, err = f.Follow(f.ctx, by(alice), n, who)
		wantCode(t, err, code)
	}
	_, err = f.Follow(f.ctx, by(bob), n, chloe)
	wantCode(t, err, "")
	_, err = f.Follow(f.ctx, by(tessa), n, chloe)
	wantCode(t, err, tickets.NothingToChange)
	dan := tickets.Actor{ID: "discord:dan"}
	_, err = f.Follow(f.ctx, by(chloe), n, dan)
	wantCode(t, err, tickets.NotAllowed)
	_, err = f.Follow(f.ctx, by(marie), n, dan)
	wantCode(t, err, "")
	_, err = f.Unfollow(f.ctx, by(chloe), n, dan.ID)
	wantCode(t, err, tickets.NotAllowed)
	tk, err = f.Follow(f.ctx, by(tom), n, tom)
	wantCode(t, err, "")
	if want := []tickets.UserID{alice.ID, bob.ID, chloe.ID, dan.ID, tom.ID}; !slices.Equal(tk.Audience(), want) {
		t.Errorf("told are %v, want %v", tk.Audience(), want)
	}
	tk, err = f.Follow(f.ctx, by(tom), n, tom) // once more is no longer
	wantCode(t, err, "")
	if tk.Follows(tom.ID) {
		t.Error("tom still follows")
	}
	_, err = f.Unfollow(f.ctx, by(alice), n, dan.ID)
	wantCode(t, err, "")
}

// A follower sees and writes; what is decided is not theirs; who no longer follows sees nothing.
func TestAFollowerReadsAndWrites(t *testing.T) {
	f := newDesk(t)
	n := f.open(t, alice, "imprimante").Number
	_, err := f.Follow(f.ctx, by(alice), n, chloe)
	wantCode(t, err, "")
	_, _, err = f.Ticket(f.ctx, chloe, n)
	wantCode(t, err, "")
	_, err = f.Say(f.ctx, by(chloe), n, "chez moi aussi", nil)
	wantCode(t, err, "")
	ts, total, err := f.List(f.ctx, tickets.Query{Concerns: chloe.ID})
	if err != nil || total != 1 || len(ts) != 1 {
		t.Errorf("chloé's list: %d of %d (%v)", len(ts), total, err)
	}
	_, err = f.Cancel(f.ctx, by(chloe), n, "")
	wantCode(t, err, tickets.NotAllowed)
	_, err = f.Resolve(f.ctx, by(tessa), n, tickets.Resolution{Solution: "fait"})
	wantCode(t, err, "")
	_, err = f.Validate(f.ctx, by(chloe), n, 0)
	wantCode(t, err, tickets.NotAllowed)
	_, err = f.Refuse(f.ctx, by(chloe), n, 0, "non")
	wantCode(t, err, tickets.NotAllowed)
	_, err = f.Unfollow(f.ctx, by(chloe), n, chloe.ID)
	wantCode(t, err, "")
	_, err = f.Say(f.ctx, by(chloe), n, "encore", nil)
	wantCode(t, err, tickets.NotFound)
	_, _, err = f.Ticket(f.ctx, chloe, n)
	wantCode(t, err, tickets.NotFound)
}

func TestFollowersAreNotWithoutEnd(t *testing.T) {
	f := newDesk(t)
	n := f.open(t, alice, "imprimante").Number
	var err error
	for i := range tickets.MaxFollowers + 1 {
		_, err = f.Follow(f.ctx, by(tessa), n, tickets.Actor{ID: tickets.UserID(rune('a'+i%26)) + tickets.UserID(rune('a'+i/26)) + ":x"})
	}
	wantCode(t, err, tickets.ManyFollowers)
}
