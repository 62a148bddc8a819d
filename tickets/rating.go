package tickets

import (
	"context"
	"strconv"
	"time"
)

// ratingOpenFor is how long given marks can be changed.
const ratingOpenFor = 24 * time.Hour

// surveyKey names the fact "when this person was last asked".
func surveyKey(u UserID) string { return "survey:" + string(u) }

// askRating asks the beneficiary for the two marks, once per closure, unless the configuration spares
// them, they have no chat account, or it was their own work.
func (c *change) askRating(ctx context.Context) error {
	who := c.t.Beneficiary.User
	s := c.policy.Survey
	if who == "" || who == c.t.Assignee || !s.takes(c.t) {
		return nil
	}
	last, err := c.tx.Value(ctx, surveyKey(who))
	if err != nil {
		return err
	}
	if ms, err := strconv.ParseInt(last, 10, 64); err == nil {
		if until := c.policy.after(c.t, time.UnixMilli(ms), s.Cooldown); until.After(c.now) {
			return nil
		}
	}
	if err := c.tx.SetValue(ctx, surveyKey(who), strconv.FormatInt(c.now.UnixMilli(), 10)); err != nil {
		return err
	}
	times := 0
	if !c.t.Rating.AskedAt.IsZero() {
		times = c.t.Rating.Times + 1
	}
	c.t.Rating = Rating{By: who, AskedAt: c.now, Times: times}
	c.row(RatingAsked, Detail{Subject: who}, "")
	return nil
}

// takes tells whether the survey asks about the ticket. The share is spread over the numbers
// so that it is the same whoever counts.
func (s Survey) takes(t *Ticket) bool {
	if len(s.Categories) > 0 {
		found := false
		for _, id := range s.Categories {
			found = found || id == t.Category
		}
		if !found {
			return false
		}
	}
	const spread = 37 // coprime with 100
	return int(t.Number*spread%100) < s.Share
}

// Rate gives one mark, 1 to 5; 0 leaves the other as it is. Marks can be changed for 24 h.
func (d *Desk) Rate(ctx context.Context, act Act, number int64, speed, answer int) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.rateable(ActRate); err != nil {
			return err
		}
		r := &c.t.Rating
		if speed < 0 || speed > 5 || answer < 0 || answer > 5 || speed+answer == 0 {
			return c.refuse(BadMark, "")
		}
		if (speed == 0 || speed == r.Speed) && (answer == 0 || answer == r.Answer) {
			return c.refuse(NothingToChange, "")
		}
		if speed > 0 {
			r.Speed = speed
		}
		if answer > 0 {
			r.Answer = answer
		}
		if r.FirstAt.IsZero() {
			r.FirstAt = c.now
		}
		c.row(Rated, Detail{Speed: r.Speed, Answer: r.Answer}, "")
		return nil
	})
}

// Comment adds words to the marks.
func (d *Desk) Comment(ctx context.Context, act Act, number int64, words string) (*Ticket, error) {
	return d.change(ctx, act, number, func(c *change) error {
		if err := c.rateable(ActComment); err != nil {
			return err
		}
		words, err := c.text(words, "text", false)
		if err != nil {
			return err
		}
		r := &c.t.Rating
		r.Comment = words
		if r.FirstAt.IsZero() {
			r.FirstAt = c.now
		}
		c.row(Rated, Detail{Speed: r.Speed, Answer: r.Answer, Why: "comment"}, words)
		return nil
	})
}

func (c *change) rateable(a Action) error {
	if err := c.may(a); err != nil {
		return err
	}
	r := c.t.Rating
	switch {
	case c.act.By.ID == c.t.Assignee:
		return c.refuse(SelfRating, "")
	case r.Expired, !r.FirstAt.IsZero() && c.now.After(r.FirstAt.Add(ratingOpenFor)):
		return c.refuse(RatingClosed, "")
	}
	return nil
}
