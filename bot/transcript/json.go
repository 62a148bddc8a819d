package transcript

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
)

// JSON writes the transcript for machines. It holds what people typed as they typed it; what
// would steer a terminal that shows it is written as an escape.
func JSON(w io.Writer, t Transcript) error {
	body, err := json.MarshalIndent(t, "", "  ")
	if err != nil {
		return err
	}
	var out bytes.Buffer
	for _, r := range string(body) {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) { // only within strings: JSON is ASCII elsewhere
			fmt.Fprintf(&out, `\u%04x`, r)
		} else {
			out.WriteRune(r)
		}
	}
	out.WriteByte('\n')
	_, err = w.Write(out.Bytes())
	return err
}
