package speech

import (
	"math"
	"strconv"
	"time"

	"guichet/bot"
	"guichet/tickets"
)

// mostEach is how many technicians the figures list; the others are counted.
const mostEach = 15

// Stats says the figures since an instant until now, of the viewer alone or of the desk.
func (s *Speech) Stats(sc Scene, f tickets.Figures, since time.Time, own bool) bot.Message {
	title := "stats.team"
	if own {
		title = "stats.me"
	}
	l := sc.Locale
	volume := []bot.Text{
		s.Text(l, "stats.recorded", Vars{"Total": f.AllRecorded(), "Incidents": f.Recorded[tickets.Incident], "Requests": f.Recorded[tickets.Request]}),
		s.Text(l, "stats.closed", Vars{"Closed": f.Closed, "Dropped": f.Dropped}),
		s.Text(l, "stats.open", Vars{"Open": f.Open}),
		s.Text(l, "stats.resolved", Vars{"Resolved": f.Resolved}),
	}
	var times, quality []bot.Text
	if f.InTarget.Of > 0 {
		volume = append(volume, s.Text(l, "stats.in_target", share(f.InTarget)))
	}
	if f.FirstContact.Count > 0 {
		times = append(times, s.Text(l, "stats.first_contact", s.spread(l, f.FirstContact)))
	}
	if f.Resolution.Count > 0 {
		times = append(times, s.Text(l, "stats.resolution", s.spread(l, f.Resolution)))
	}
	if f.Held.Of > 0 {
		quality = append(quality, s.Text(l, "stats.held", share(f.Held)))
	}
	if f.Held.Of > f.Held.Part {
		quality = append(quality, s.Text(l, "stats.missed", Vars{
			"Us": f.Missed[tickets.BallUs], "Requester": f.Missed[tickets.BallRequester], "Supplier": f.Missed[tickets.BallSupplier],
			"Other": f.Missed[tickets.BallOtherDesk], "Unsaid": f.Unsaid,
		}))
	}
	if f.Speed.Count > 0 {
		quality = append(quality, s.Text(l, "stats.speed", average(f.Speed)))
	}
	if f.Answer.Count > 0 {
		quality = append(quality, s.Text(l, "stats.answer", average(f.Answer)))
	}
	blocks := []bot.Block{heading(s.T(l, title, nil)), Small(plain(s.since(sc, since)))}
	for _, lines := range [][]bot.Text{volume, times, quality, s.each(sc, f.Each)} {
		if len(lines) > 0 {
			blocks = append(blocks, Paragraph(underOneAnother(lines)))
		}
	}
	if len(times) > 0 {
		blocks = append(blocks, Small(s.Text(l, "stats.legend", nil)))
	}
	return bot.Message{Blocks: blocks}
}

// since says the days of a period that ends now, in the desk's zone.
func (s *Speech) since(sc Scene, from time.Time) string {
	from, now := from.In(Zone(sc)), sc.Now.In(Zone(sc))
	to := s.date(sc.Locale, now, from)
	if civil(from).Equal(civil(now)) {
		return s.T(sc.Locale, "stats.day", Vars{"Date": to})
	}
	return s.T(sc.Locale, "stats.days", Vars{"From": s.date(sc.Locale, from, now), "To": to})
}

// each is a line for each technician.
func (s *Speech) each(sc Scene, all []tickets.Performance) []bot.Text {
	if len(all) == 0 {
		return nil
	}
	lines := []bot.Text{boldText(s.T(sc.Locale, "stats.each", nil))}
	for _, one := range all[:min(len(all), mostEach)] {
		data := share(one.InTarget)
		data["Name"], data["Resolved"], data["Closed"] = sc.Name(one.Who), one.Resolved, one.Closed
		lines = append(lines, s.Text(sc.Locale, "stats.one", data))
	}
	if more := len(all) - mostEach; more > 0 {
		lines = append(lines, s.Text(sc.Locale, "stats.others", Vars{"Others": more}))
	}
	return lines
}

func underOneAnother(lines []bot.Text) bot.Text {
	var out bot.Text
	for i, line := range lines {
		if i > 0 {
			out = appendText(out, plain("\n"))
		}
		out = appendText(out, line)
	}
	return out
}

func share(of tickets.Share) Vars { return Vars{"Part": of.Part, "Of": of.Of, "Percent": of.Percent()} }

func (s *Speech) spread(locale string, of tickets.Spread) Vars {
	return Vars{"Median": s.duration(locale, of.Median), "P90": s.duration(locale, of.P90), "Of": of.Count}
}

// average is a mean with one decimal, whose sign is the language's.
func average(of tickets.Average) Vars {
	tenths := int(math.Round(of.Mean * 10))
	return Vars{"Whole": strconv.Itoa(tenths / 10), "Tenth": strconv.Itoa(tenths % 10), "Of": of.Count}
}
