package slack

// What Slack accepts at most, in characters (runes) or items. The renderers never exceed them.
const (
	// https://docs.slack.dev/reference/block-kit/blocks
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	// https://docs.slack.dev/reference/block-kit/blocks/header-block
	maxHeader = 150
	// https://docs.slack.dev/reference/block-kit/blocks/actions-block
	maxActions = 25
	// https://docs.slack.dev/reference/block-kit/composition-objects/text-object
	maxTextObject = 3000
	// The markdown block's documented total for one message; rich text documents none, so the
	// same is kept. https://docs.slack.dev/reference/block-kit/blocks/markdown-block
	maxMessageText = 12000
	// A view takes 250 kB in all; what people typed is far below that with this.
	// https://docs.slack.dev/reference/views
	maxHomeText = 24000
	// Of people's words one message holds this much; the rest of it is for what is said of them.
	maxWords = 9000
	// https://docs.slack.dev/reference/block-kit/block-elements/button-element
	maxButtonText  = 75
	maxButtonValue = 2000
	// https://docs.slack.dev/reference/block-kit/composition-objects/option-object
	maxOptionText  = 75
	maxOptionValue = 150
	// https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
	maxOptions     = 100
	maxPlaceholder = 150
	// https://docs.slack.dev/reference/block-kit/blocks (block_id and action_id)
	maxID = 255
	// https://docs.slack.dev/reference/block-kit/blocks/input-block
	maxLabel = 2000
	maxHint  = 2000
	// https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element
	maxInput = 3000
	// https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
	maxFiles = 10
	// https://docs.slack.dev/reference/views/modal-views
	maxViewTitle       = 24
	maxPrivateMetadata = 3000
	// https://docs.slack.dev/reference/methods/chat.update: the smaller of the two limits on
	// text, so that a message can be edited into any other.
	maxFallback = 4000
	// Slack drops Socket Mode answers of 20 KB silently; some is left for the envelope.
	// https://docs.slack.dev/apis/events-api/using-socket-mode
	maxAckBytes = 18 << 10
	// https://docs.slack.dev/reference/methods/conversations.members (at most 999 or 1000)
	pageSize = 999
	// https://docs.slack.dev/reference/methods/conversations.history recommends no more than 200.
	historyPage = 200
	// https://docs.slack.dev/reference/methods/users.list
	usersPage = 1000

	maxGroupMentions = 8 // people named in place of a group; more would be noise
)
