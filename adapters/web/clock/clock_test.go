package clock

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestTimeRunsAtItsPaceAndNeverBack(t *testing.T) {
	start := time.Date(2031, 5, 4, 8, 0, 0, 0, time.UTC)
	at := start
	c := New(start, 1, func() time.Time { return at })
	at = at.Add(10 * time.Second)
	if got := c.Now().Sub(start); got != 10*time.Second {
		t.Errorf("at ×1: %v", got)
	}
	c.SetFactor(600)
	at = at.Add(time.Second)
	if got := c.Now().Sub(start); got != 10*time.Minute+10*time.Second {
		t.Errorf("at ×600: %v", got)
	}
	before := c.Now()
	c.Jump(start)
	if c.Now().Before(before) {
		t.Error("a jump went back")
	}
	c.Jump(before.Add(time.Hour))
	if got := c.Now(); !got.Equal(before.Add(time.Hour)) {
		t.Errorf("after a jump: %v", got)
	}
	at = at.Add(-time.Minute) // the machine's clock is set back
	if c.Now().Before(before.Add(time.Hour)) {
		t.Error("the desk's time went back with the machine's")
	}
}

// deadlines is a desk whose deadlines are looked at when they are due.
type deadlines struct {
	clock *Clock
	due   []time.Time
	late  []time.Duration
	fails int
}

func (d *deadlines) desk() Desk {
	return Desk{
		Next: func(context.Context) (time.Time, error) {
			if len(d.due) == 0 {
				return time.Time{}, nil
			}
			return d.due[0], nil
		},
		Sweep: func(context.Context) error {
			if d.fails > 0 {
				d.fails--
				return errors.New("away")
			}
			for len(d.due) > 0 && !d.due[0].After(d.clock.Now()) {
				d.late = append(d.late, d.clock.Now().Sub(d.due[0]))
				d.due = d.due[1:]
			}
			return nil
		},
	}
}

// TestEveryDeadlineIsLookedAtInTime: however fast time goes, also those between two looks.
func TestEveryDeadlineIsLookedAtInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		c := New(start, 600, nil)
		d := &deadlines{clock: c}
		for i := range 50 {
			d.due = append(d.due, start.Add(time.Duration(i*i)*37*time.Second))
		}
		last := d.due[len(d.due)-1]
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); NewDriver(c, d.desk()).Run(ctx) }()
		time.Sleep(last.Sub(start)/600 + time.Second)
		cancel()
		<-done
		if len(d.due) != 0 || len(d.late) != 50 {
			t.Fatalf("%d deadlines are left", len(d.due))
		}
		if worst := slices.Max(d.late); worst > time.Second {
			t.Errorf("a deadline was looked at %v late", worst)
		}
		if c.Now().Before(last) {
			t.Error("the clock stands still")
		}
	})
}

func TestADeadlineThatCannotBeLookedAtDoesNotStopTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(time.Now(), 60, nil)
		d := &deadlines{clock: c, due: []time.Time{time.Now().Add(time.Minute)}, fails: 3}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); NewDriver(c, d.desk()).Run(ctx) }()
		time.Sleep(10 * time.Second)
		cancel()
		<-done
		if len(d.late) != 1 {
			t.Error("the deadline was given up")
		}
	})
}

func TestJumps(t *testing.T) {
	start := time.Now()
	c := New(start, 0, nil)
	d := &deadlines{clock: c, due: []time.Time{start.Add(time.Hour), start.Add(2 * time.Hour), start.Add(5 * time.Hour)}}
	driver := NewDriver(c, d.desk())
	if at, err := driver.JumpToNext(t.Context()); err != nil || !at.Equal(start.Add(time.Hour)) || len(d.late) != 1 || d.late[0] != 0 {
		t.Errorf("jumped to %v, %v, late %v", at, err, d.late)
	}
	between := 0
	if err := driver.JumpTo(t.Context(), start.Add(3*time.Hour), func(context.Context) error { between++; return nil }); err != nil {
		t.Fatal(err)
	}
	if !c.Now().Equal(start.Add(3*time.Hour)) || between != 1 || len(d.due) != 1 {
		t.Errorf("at %v after %d deadlines, %d left", c.Now().Sub(start), between, len(d.due))
	}
}
