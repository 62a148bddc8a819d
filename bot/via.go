package bot

// Ways an act comes in, as the journal records them.
const (
	ViaCommand  = "command"
	ViaButton   = "button"
	ViaForm     = "form"
	ViaReaction = "reaction"
	ViaMessage  = "message"
	ViaCatchUp  = "catchup"
)
