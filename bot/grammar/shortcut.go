package grammar

// Names of shortcuts and context menus in events.
const (
	ShortcutOpen        = "open_ticket"
	ShortcutFromMessage = "ticket_from_message"
	ShortcutFor         = "ticket_for"
	ShortcutSend        = "send_to_requester"
)
