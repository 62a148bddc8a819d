package speech

import (
	"guichet/tickets"
)

// CategoryField is the field of forms that chooses the category.
const CategoryField = "category"

// CategoryName is the name of a category, its id when it has none.
func CategoryName(c *tickets.Category, locale string) string {
	if name := c.Name.In(locale); name != "" {
		return name
	}
	return c.ID
}
