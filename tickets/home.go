package tickets

import (
	"context"
	"time"
)

// Home is what somebody sees, or saw last, on the app's Home of their space.
type Home struct {
	User     UserID
	OpenedAt time.Time // looked at last
	Filter   string    // a word of package grammar
	Page     int       // from 1
	Shown    string    // digest of what was published last, "" for nothing yet
}

// Homes remembers who looks at their Home, so that it can be kept up to date.
type Homes interface {
	// Home is somebody's; ErrNotFound when they never opened it.
	Home(ctx context.Context, u UserID) (Home, error)
	SaveHome(ctx context.Context, h Home) error
	// Homes lists up to limit homes of the space that were looked at since, the latest first.
	Homes(ctx context.Context, space string, since time.Time, limit int) ([]Home, error)
}
