package adaptertest

import (
	"context"
	"errors"
	"sync"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

var troubleTests = []test{
	{"WhatIsDeletedIsGone", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		r.Deletes(r.see("tessa", ref))
		_ = r.fault("Edit", r.a.Edit(r.Context(), ref, card(r.a.Space(), "Clos")), bot.Gone)
		_, err := r.a.Reactions(r.Context(), ref, []string{"eyes"})
		_ = r.fault("Reactions", err, bot.Gone)
		_, err = r.a.Post(r.Context(), tickets.MessageRef{Space: r.a.Space(), Channel: "999999999999999999"}, says("x"))
		_ = r.fault("a channel that does not exist", err, bot.Gone)
	}},
	{"ACardDeletedFromAboveItsThreadIsGone", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		under, err := r.a.OpenThread(r.Context(), ref, "INC-12")
		if err != nil {
			r.Fatal(err)
		}
		r.post(under, says("dessous"))
		r.Deletes(r.see("tessa", ref))
		_ = r.fault("Edit", r.a.Edit(r.Context(), ref, card(r.a.Space(), "Clos")), bot.Gone)
		_, err = r.a.Reactions(r.Context(), ref, nil)
		_ = r.fault("Reactions", err, bot.Gone)
	}},
	{"TooManyIsLimitedAndRemembered", func(r *rig) {
		pool := r.in(tickets.PlacePool)
		r.Suffers(TooMany, 1)
		_, err := r.a.Post(r.Context(), pool, says("doucement"))
		p := r.fault("Post", err, bot.Limited)
		if p.After < TooManyWait-100*time.Millisecond || p.After > TooManyWait+time.Second {
			r.Errorf("wait %v, want %v", p.After, TooManyWait)
		}
		if w := r.a.Pace(bot.OpPost, pool.Channel); w <= 0 || w > p.After {
			r.Errorf("Pace says %v", w)
		}
		r.Heals()
		_, err = r.a.Post(r.Context(), pool, says("doucement"))
		if p := r.fault("Post before the time", err, bot.Limited); p.After <= 0 {
			r.Errorf("wait %v", p.After)
		}
		if got := r.having("tessa", "doucement"); len(got) > 0 {
			r.Errorf("tessa sees %+v", got)
		}
	}},
	{"AServerErrorOnAPostIsUncertain", func(r *rig) {
		r.Suffers(ServerError, 1)
		_, err := r.a.Post(r.Context(), r.in(tickets.PlacePool), says("peut-être"))
		_ = r.fault("Post", err, bot.Uncertain)
		r.Heals()
		r.post(r.in(tickets.PlacePool), says("peut-être"))
	}},
	{"AnAdapterDoesNotTryAgain", func(r *rig) {
		r.Suffers(ServerError, 1)
		if _, err := r.a.Post(r.Context(), r.in(tickets.PlacePool), says("une fois")); err == nil {
			r.Error("a post that failed was tried again by the adapter")
		}
	}},
	{"ACallEndsWithItsContext", func(r *rig) {
		ctx, cancel := context.WithCancel(r.Context())
		cancel()
		began := time.Now()
		_, err := r.a.Post(ctx, r.in(tickets.PlacePool), says("jamais"))
		if f := bot.FaultOf(err).Fault; err == nil || f != bot.Retryable && f != bot.Uncertain || time.Since(began) > time.Second {
			r.Errorf("after %v: %v", time.Since(began), err)
		}
	}},
	{"AnEventThatFailsIsNotLostForTheDesk", func(r *rig) {
		ref := r.post(r.in(tickets.PlacePool), card(r.a.Space(), "Nouveau"))
		var once sync.Once
		r.desk.answers(func(bot.Event) (_ bot.Answer, err error) {
			once.Do(func() { err = errors.New("the database is away") })
			return bot.Answer{}, err
		})
		r.Reacts("tessa", r.see("tessa", ref), "👀", true)
		first := r.desk.last(r, bot.ReactionEvent, 1)
		if r.TriesAgain() {
			if again := r.desk.last(r, bot.ReactionEvent, 2); again.Key != first.Key || again.Name != first.Name || again.By.ID != first.By.ID {
				r.Errorf("delivered again the event is %+v, it was %+v", again, first)
			}
		}
		// Delivered again or not: the adapter goes on, and the reaction can be read.
		r.Reacts("tom", r.see("tom", ref), "🚨", true)
		r.desk.wait(r, "the next reaction", func(e bot.Event) bool { return e.Kind == bot.ReactionEvent && e.By.ID != first.By.ID })
		if got, err := r.a.Reactions(r.Context(), ref, []string{"eyes"}); err != nil || len(got["eyes"]) != 1 {
			r.Errorf("reactions %v, %v", got, err)
		}
	}},
}
