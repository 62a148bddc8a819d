package slack

import (
	"bytes"
	"context"

	slackapi "github.com/slack-go/slack"

	"guichet/bot"
	"guichet/tickets"
)

// stage uploads files without showing them anywhere yet, so that a failure here leaves
// nothing half said. https://docs.slack.dev/messaging/working-with-files
func (a *Adapter) stage(ctx context.Context, uploads []bot.Upload) ([]slackapi.FileSummary, error) {
	var out []slackapi.FileSummary
	for _, u := range uploads {
		name := orDefault(line(u.Name, maxID), "file")
		err := a.call(ctx, methodUploadURL, "", func(ctx context.Context) error {
			slot, err := a.api.GetUploadURLExternalContext(ctx, slackapi.GetUploadURLExternalParameters{FileName: name, FileSize: len(u.Body)})
			if err != nil {
				return err
			}
			out = append(out, slackapi.FileSummary{ID: slot.FileID, Title: name})
			return a.api.UploadToURL(ctx, slackapi.UploadToURLParameters{UploadURL: slot.UploadURL, Reader: bytes.NewReader(u.Body), Filename: name})
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// share shows staged files in the thread of the message they belong to. The message itself
// stands already, so a failure is logged and counted and the message is not said again.
func (a *Adapter) share(ctx context.Context, ref tickets.MessageRef, files []slackapi.FileSummary) {
	if len(files) == 0 {
		return
	}
	thread := orDefault(ref.Thread, ref.Message)
	err := a.call(ctx, methodUploadDone, ref.Channel, func(ctx context.Context) error {
		_, err := a.api.CompleteUploadExternalContext(ctx, slackapi.CompleteUploadExternalParameters{
			Files: files, Channel: ref.Channel, ThreadTimestamp: thread,
		})
		return err
	})
	if err != nil {
		a.log.Error().Err(err).Str("channel", ref.Channel).Int("files", len(files)).Msg("the message stands, its files could not be shared")
	}
}
