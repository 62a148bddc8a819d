package app

import (
	"context"
	"strings"

	"guichet/bot"
	"guichet/bot/grammar"
	"guichet/bot/speech"
	"guichet/bot/transcript"
	"guichet/tickets"
)

// transcript answers with a ticket's transcript: the desk sees all of it, requester and
// beneficiary their own side.
func (a *App) transcript(ctx context.Context, e bot.Event, in grammar.Intent) (bot.Answer, error) {
	t, err := a.desk.MayDo(ctx, actor(e), in.Ticket, tickets.ActExport)
	if err != nil {
		return bot.Answer{}, err
	}
	_, journal, err := a.desk.Ticket(ctx, actor(e), in.Ticket) // of merged tickets, what the reader may see
	if err != nil {
		return bot.Answer{}, err
	}
	_, x, err := a.desk.Explain(ctx, tickets.Actor{}, in.Ticket)
	if err != nil {
		return bot.Answer{}, err
	}
	locale := a.people.locale(a.viewer(ctx, e.By))
	q := speech.Transcription{
		Ticket: t, Journal: journal, Explain: x, Policy: a.policy, Names: map[tickets.UserID]string{}, Desk: a.policy.Name, Locale: locale,
		Now: a.now(), Viewer: e.By.ID, Internal: tickets.May(actor(e), tickets.ActExportAll, t), Files: a.files, Inside: speech.InMessage,
		Others: a.others(ctx, speech.OthersOf(t, journal)),
	}
	for _, u := range speech.PeopleOf(t, journal) {
		q.Names[u] = a.people.known(ctx, u).Name
	}
	q.Zone = speech.ZoneOf(a.policy, t)
	page, err := a.transcriptPage(q, e.Space)
	if err != nil {
		return bot.Answer{}, err
	}
	if page == "" {
		return a.sentence(ctx, e, "transcript.too_large", map[string]any{"Ref": t.Ref()}), nil
	}
	m := a.speech.Sentence(locale, "transcript.here", map[string]any{"Ref": t.Ref()})
	if q.Internal {
		m.Blocks = append(m.Blocks, speech.Small(a.speech.Text(locale, "transcript.careful", nil)))
	}
	m.Files = []bot.Upload{bot.UploadOf(t.Ref()+".html", []byte(page))}
	if a.features(e.Space).PrivateFiles {
		return bot.Answer{Private: &m}, nil
	}
	p := a.platforms[e.Space]
	if p == nil {
		return bot.Answer{}, nil
	}
	a.later.do("send a transcript", func(ctx context.Context) error {
		return p.Whisper(ctx, e.By.ID, tickets.MessageRef{Space: e.Space}, m)
	})
	return a.sentence(ctx, e, "transcript.coming", map[string]any{"Ref": t.Ref()}), nil
}

// transcriptPage is the page as the space takes it: with the files that fit, else without any; ""
// when the words alone are too many.
func (a *App) transcriptPage(q speech.Transcription, space string) (string, error) {
	limit := int64(1) << 62
	if p, ok := a.platforms[space].(bot.UploadLimiter); ok {
		limit = p.MaxUpload()
	}
	for _, inside := range []speech.Inside{speech.InMessage, {}} {
		q.Inside = inside
		var page strings.Builder
		if err := transcript.HTML(&page, a.speech.Transcribe(q)); err != nil {
			return "", err
		}
		if int64(page.Len()) <= limit {
			return page.String(), nil
		}
	}
	return "", nil
}
