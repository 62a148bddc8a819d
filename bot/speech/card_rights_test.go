package speech

import (
	"slices"
	"testing"

	"guichet/tickets"
)

// Each deed of the card is a row of the table of permissions.
func TestEveryDeedAsksTheTable(t *testing.T) {
	for _, d := range slices.Concat(inPool, uncalled, inHand, onlyMenu) {
		if tickets.PermissionOf(deedAsks[d]).Who == 0 {
			t.Errorf("%s is offered to nobody: deedAsks gives it %q", d, deedAsks[d])
		}
	}
}
