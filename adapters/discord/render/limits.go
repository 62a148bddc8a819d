package render

// Limits of messages, in characters unless said otherwise.
// https://docs.discord.com/developers/resources/message#create-message
// https://docs.discord.com/developers/resources/message#embed-object-embed-limits
const (
	MaxContent          = 2000
	MaxEmbedTitle       = 256
	MaxEmbedDescription = 4096
	MaxEmbedFields      = 25 // fields
	MaxFieldName        = 256
	MaxFieldValue       = 1024
	MaxFooter           = 2048
	MaxEmbed            = 6000 // all of an embed's texts together
	MaxAllowedMentions  = 100  // people, and as many roles
	MaxFiles            = 10   // files
)

// Limits of components.
// https://docs.discord.com/developers/components/reference
const (
	MaxRows        = 5 // action rows on a message
	MaxRowButtons  = 5 // buttons in a row
	MaxCustomID    = 100
	MaxButtonLabel = 80
	MaxPlaceholder = 150 // of a menu
	MaxOptions     = 25  // options of a menu
	MaxOptionText  = 100 // an option's label, and its value
)

// Limits of modals.
// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-modal
const (
	MaxModalTitle       = 45
	MaxModalFields      = 5 // components on a modal
	MaxFieldLabel       = 45
	MaxFieldDescription = 100
	MaxInputPlaceholder = 100
	MaxInputLength      = 4000
	MaxUploads          = 10 // files in one upload field
)

// Limits of completions.
// https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-choice-structure
const (
	MaxChoices    = 25 // choices
	MaxChoiceName = 100
)
