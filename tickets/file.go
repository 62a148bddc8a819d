package tickets

import (
	"context"
	"io"
	"time"
)

// File is a file joined to a ticket: as the platform told of it and, once that is known, what
// became of the desk's own copy. Name, URL and Type are hostile until escaped.
type File struct {
	Name string     `json:"name"`
	URL  string     `json:"url,omitempty"`  // for people of the platform, not public
	ID   string     `json:"id,omitempty"`   // the platform's own id
	Size int64      `json:"size,omitempty"` // in bytes; as announced, then of the copy
	From MessageRef `json:"from,omitzero"`  // the message it was joined to; Space alone for forms and commands

	Hash    string  `json:"hash,omitempty"`    // of the desk's copy: see FileStore.Open
	Type    string  `json:"type,omitempty"`    // media type, as the bytes of the copy tell
	Refused Refusal `json:"refused,omitempty"` // why there is no copy
}

// Refusal says why the desk keeps no copy of a file; the link is kept.
type Refusal string

// The refusals of files.
const (
	FileTooLarge    Refusal = "too_large"   // over the desk's limit
	FileEmpty       Refusal = "empty"       // no bytes at all: no platform takes it
	FileType        Refusal = "type"        // a type that the desk does not take
	FileExpired     Refusal = "expired"     // its link has expired, and there is no other
	FileGone        Refusal = "gone"        // deleted before it was fetched
	FileForbidden   Refusal = "forbidden"   // the bot may not read it
	FileForeign     Refusal = "foreign"     // it lies elsewhere than on the platform's own hosts
	FileNoRoom      Refusal = "storage"     // the desk could not write its copy in a quarter of an hour
	FileUnreachable Refusal = "unreachable" // the platform did not give it in a quarter of an hour
)

// AttachmentState is how far the copy of a file has come.
type AttachmentState string

// The states of an attachment.
const (
	ToFetch AttachmentState = "waiting"
	Kept    AttachmentState = "kept"
	NotKept AttachmentState = "refused"
)

// Attachment is a file of a journal row, and how far the desk's copy of it has come.
type Attachment struct {
	ID       int64
	Ticket   int64
	Entry    int64 // the journal row it was joined to
	Position int   // in the row, from 0
	Space    string
	File     File
	State    AttachmentState
	Attempts int
	DueAt    time.Time // not fetched before
	FirstAt  time.Time // first try, zero before it
}

// FileStore keeps the bytes of files by what is in them: the same content is kept once. It is
// implemented by package filestore.
type FileStore interface {
	// Keep copies r to its end, durably. It stops with a *RefusedError at the first byte over
	// limit, and when takes, asked before anything else with the type that the first bytes
	// tell, says no. An error of r is returned as it is, one of its own as a *StorageError.
	Keep(ctx context.Context, r io.Reader, limit int64, takes func(mediaType string) bool) (Copy, error)
	// Open opens what is kept under the hash; ErrNotFound when there is nothing.
	Open(hash string) (io.ReadSeekCloser, error)
}

// Copy is what a FileStore knows of what it keeps.
type Copy struct {
	Hash string // SHA-256, lower-case hexadecimal
	Size int64  // bytes
	Type string // media type without parameters, as the first bytes tell
}

// RefusedError says that a file is not taken.
type RefusedError struct{ Why Refusal }

func (e *RefusedError) Error() string { return "tickets: the file is refused: " + string(e.Why) }

// StorageError says that a FileStore cannot keep anything now: its disk is full, or gone.
type StorageError struct{ Err error }

func (e *StorageError) Error() string { return "tickets: a file cannot be kept: " + e.Err.Error() }

func (e *StorageError) Unwrap() error { return e.Err }
