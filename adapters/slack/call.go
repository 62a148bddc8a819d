package slack

import (
	"context"
	"time"

	"guichet/bot"
)

// The Web API methods this adapter calls; the manifest's scopes follow from them.
const (
	methodAuth        = "auth.test"
	methodConnect     = "apps.connections.open"
	methodPost        = "chat.postMessage"
	methodUpdate      = "chat.update"
	methodEphemeral   = "chat.postEphemeral"
	methodHistory     = "conversations.history"
	methodReplies     = "conversations.replies"
	methodOpenDM      = "conversations.open"
	methodOwnChannels = "users.conversations"
	methodMembers     = "conversations.members"
	methodPin         = "pins.add"
	methodReactions   = "reactions.get"
	methodReact       = "reactions.add"
	methodUnreact     = "reactions.remove"
	methodUser        = "users.info"
	methodUsers       = "users.list"
	methodByEmail     = "users.lookupByEmail"
	methodGroups      = "usergroups.list"
	methodOpenView    = "views.open"
	methodUpdateView  = "views.update"
	methodPublishView = "views.publish"
	methodUploadURL   = "files.getUploadURLExternal"
	methodUploadDone  = "files.completeUploadExternal"
	methodFileInfo    = "files.info"
	methodFileDelete  = "files.delete"
	methodRespond     = "response_url"  // not a method, but called and counted like one
	methodUpload      = "upload_url"    // likewise
	methodDownload    = "file_download" // likewise
)

// callTimeout bounds one call. After it the outcome of a post is unknown.
const callTimeout = 10 * time.Second

// call makes one call of the Web API: within the published pace, timed, classified and
// counted, never repeated. What is not allowed yet fails as Limited without being sent.
func (a *Adapter) call(ctx context.Context, method, channel string, f func(ctx context.Context) error) error {
	if w := a.pace.take(method, channel); w > 0 {
		return &bot.PlatformError{Fault: bot.Limited, After: w, Reason: "paced"}
	}
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	err := f(ctx)
	if err == nil {
		return nil
	}
	p := classify(method, err)
	if p.Fault == bot.Limited {
		a.pace.block(method, channel, p.After)
	}
	return a.counted(p)
}

// noted classifies and counts what became of a request that is no call of the Web API.
func (a *Adapter) noted(method string, err error) error { return a.counted(classify(method, err)) }

// counted counts a failure, and tells Run when our access was withdrawn.
func (a *Adapter) counted(p *bot.PlatformError) *bot.PlatformError {
	if p.Fault == bot.Revoked {
		select {
		case a.revoked <- p:
		default:
		}
	}
	if a.cfg.Metrics != nil {
		a.cfg.Metrics.PlatformError(space, p.Reason)
	}
	return p
}

// patiently makes a call of the background work (roster, people): it waits for the pace and
// for Retry-After, which Post and Edit leave to the dispatcher.
func (a *Adapter) patiently(ctx context.Context, method, channel string, f func(ctx context.Context) error) error {
	for {
		err := a.call(ctx, method, channel, f)
		if err == nil {
			return nil
		}
		p := bot.FaultOf(err)
		if p.Fault != bot.Limited {
			return err
		}
		if !sleep(ctx, p.After) {
			return ctx.Err()
		}
	}
}

// sleep waits and tells whether it was left alone.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
