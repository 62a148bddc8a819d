package bot

import (
	"context"
	"math"
	"strconv"
	"time"

	"guichet/tickets"
)

// mostEach is how many technicians the figures list; the others are counted.
const mostEach = 15

// stats shows privately what a period came to.
func (a *App) stats(ctx context.Context, e Event, in intent) (Answer, error) {
	sc, by := a.stage(ctx, a.viewer(ctx, e.By), nil, nil, false), actor(e)
	since, ok := parsePeriod(firstOf(in.Until, usualPeriod), sc.Now, zoneOf(sc))
	if !ok && tickets.May(by, tickets.ActStats, nil) {
		return a.sentence(ctx, e, "stats.unknown", vars{
			"Command": codeText(command(sc.Locale, "stats", nil) + " " + a.speech.T(sc.Locale, "stats.example", nil)), "Days": longestPeriod,
		}), nil
	}
	var of tickets.UserID
	if in.Level == onlyMe {
		of = by.ID
	}
	f, err := a.desk.Figures(ctx, by, since, of)
	if err != nil {
		return Answer{}, err
	}
	for _, one := range f.Each {
		a.names(ctx, &sc, one.Who)
	}
	m := a.speech.Stats(sc, f, since, of != "")
	return Answer{Private: &m}, nil
}

// Stats says the figures since an instant until now, of the viewer alone or of the desk.
func (s *Speech) Stats(sc Scene, f tickets.Figures, since time.Time, own bool) Message {
	title := "stats.team"
	if own {
		title = "stats.me"
	}
	l := sc.Locale
	volume := []Text{
		s.text(l, "stats.recorded", vars{"Total": f.AllRecorded(), "Incidents": f.Recorded[tickets.Incident], "Requests": f.Recorded[tickets.Request]}),
		s.text(l, "stats.closed", vars{"Closed": f.Closed, "Dropped": f.Dropped}),
		s.text(l, "stats.open", vars{"Open": f.Open}),
		s.text(l, "stats.resolved", vars{"Resolved": f.Resolved}),
	}
	var times, quality []Text
	if f.InTarget.Of > 0 {
		volume = append(volume, s.text(l, "stats.in_target", share(f.InTarget)))
	}
	if f.FirstContact.Count > 0 {
		times = append(times, s.text(l, "stats.first_contact", s.spread(l, f.FirstContact)))
	}
	if f.Resolution.Count > 0 {
		times = append(times, s.text(l, "stats.resolution", s.spread(l, f.Resolution)))
	}
	if f.Held.Of > 0 {
		quality = append(quality, s.text(l, "stats.held", share(f.Held)))
	}
	if f.Held.Of > f.Held.Part {
		quality = append(quality, s.text(l, "stats.missed", vars{
			"Us": f.Missed[tickets.BallUs], "Requester": f.Missed[tickets.BallRequester], "Supplier": f.Missed[tickets.BallSupplier],
			"Other": f.Missed[tickets.BallOtherDesk], "Unsaid": f.Unsaid,
		}))
	}
	if f.Speed.Count > 0 {
		quality = append(quality, s.text(l, "stats.speed", average(f.Speed)))
	}
	if f.Answer.Count > 0 {
		quality = append(quality, s.text(l, "stats.answer", average(f.Answer)))
	}
	blocks := []Block{heading(s.T(l, title, nil)), small(plain(s.since(sc, since)))}
	for _, lines := range [][]Text{volume, times, quality, s.each(sc, f.Each)} {
		if len(lines) > 0 {
			blocks = append(blocks, paragraph(underOneAnother(lines)))
		}
	}
	if len(times) > 0 {
		blocks = append(blocks, small(s.text(l, "stats.legend", nil)))
	}
	return Message{Blocks: blocks}
}

// since says the days of a period that ends now, in the desk's zone.
func (s *Speech) since(sc Scene, from time.Time) string {
	from, now := from.In(zoneOf(sc)), sc.Now.In(zoneOf(sc))
	to := s.date(sc.Locale, now, from)
	if civil(from).Equal(civil(now)) {
		return s.T(sc.Locale, "stats.day", vars{"Date": to})
	}
	return s.T(sc.Locale, "stats.days", vars{"From": s.date(sc.Locale, from, now), "To": to})
}

// each is a line for each technician.
func (s *Speech) each(sc Scene, all []tickets.Performance) []Text {
	if len(all) == 0 {
		return nil
	}
	lines := []Text{boldText(s.T(sc.Locale, "stats.each", nil))}
	for _, one := range all[:min(len(all), mostEach)] {
		data := share(one.InTarget)
		data["Name"], data["Resolved"], data["Closed"] = sc.Name(one.Who), one.Resolved, one.Closed
		lines = append(lines, s.text(sc.Locale, "stats.one", data))
	}
	if more := len(all) - mostEach; more > 0 {
		lines = append(lines, s.text(sc.Locale, "stats.others", vars{"Others": more}))
	}
	return lines
}

func underOneAnother(lines []Text) Text {
	var out Text
	for i, line := range lines {
		if i > 0 {
			out = appendText(out, plain("\n"))
		}
		out = appendText(out, line)
	}
	return out
}

func share(of tickets.Share) vars { return vars{"Part": of.Part, "Of": of.Of, "Percent": of.Percent()} }

func (s *Speech) spread(locale string, of tickets.Spread) vars {
	return vars{"Median": s.duration(locale, of.Median), "P90": s.duration(locale, of.P90), "Of": of.Count}
}

// average is a mean with one decimal, whose sign is the language's.
func average(of tickets.Average) vars {
	tenths := int(math.Round(of.Mean * 10))
	return vars{"Whole": strconv.Itoa(tenths / 10), "Tenth": strconv.Itoa(tenths % 10), "Of": of.Count}
}
