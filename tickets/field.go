package tickets

// FieldValue is what was written into a category's own field, with the field's label as it was
// when the ticket got it: it stays readable whatever becomes of the configuration.
type FieldValue struct {
	ID    string `json:"id"`
	Label Words  `json:"label"`
	Value string `json:"value"`
}
