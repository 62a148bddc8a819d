package transcript

import (
	"encoding/json"
	"io"
)

// JSON writes the transcript for machines.
func JSON(w io.Writer, t Transcript) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(t)
}
