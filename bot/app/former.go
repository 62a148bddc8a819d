package app

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"guichet/tickets"
)

// categoryNamesKey names the stored names of all categories that the desk has had.
const categoryNamesKey = "category_names"

// RecallCategories gives the policy the names of categories that were taken out of the
// configuration: tickets that are in them keep them.
func RecallCategories(ctx context.Context, s tickets.Store, p *tickets.Policy) error {
	var former map[string]tickets.Words
	err := s.View(ctx, func(tx tickets.Tx) (err error) {
		former, err = categoryNames(ctx, tx)
		return err
	})
	if err == nil {
		p.Former = former
	}
	return err
}

// noteCategories stores the names of the categories that there are now beside those that there
// were.
func noteCategories(ctx context.Context, s tickets.Store, p *tickets.Policy) error {
	return s.Update(ctx, func(tx tickets.Tx) error {
		names, err := categoryNames(ctx, tx)
		if err != nil {
			return err
		}
		before := maps.Clone(names)
		for _, c := range p.Categories {
			if len(c.Name) > 0 {
				names[c.ID] = c.Name
			}
		}
		if maps.EqualFunc(before, names, maps.Equal[tickets.Words, tickets.Words]) {
			return nil
		}
		body, err := json.Marshal(names)
		if err != nil {
			return fmt.Errorf("bot: names of categories: %w", err)
		}
		return tx.SetValue(ctx, categoryNamesKey, string(body))
	})
}

func categoryNames(ctx context.Context, tx tickets.Tx) (map[string]tickets.Words, error) {
	names := map[string]tickets.Words{}
	body, err := tx.Value(ctx, categoryNamesKey)
	if err != nil || body == "" {
		return names, err
	}
	if err := json.Unmarshal([]byte(body), &names); err != nil {
		return nil, fmt.Errorf("bot: names of categories: %w", err)
	}
	return names, nil
}

// rememberCategories does both, before anything is said.
func (a *App) rememberCategories(ctx context.Context) error {
	if err := RecallCategories(ctx, a.store, a.policy); err != nil {
		return fmt.Errorf("bot: names of categories: %w", err)
	}
	if err := noteCategories(ctx, a.store, a.policy); err != nil {
		return fmt.Errorf("bot: names of categories: %w", err)
	}
	return nil
}
