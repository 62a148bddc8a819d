package speech

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"guichet/bot"
	"guichet/bot/locales"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Locales are the languages Guichet speaks, the desk's usual one first.
var Locales = []string{"fr", "en"}

// Speech is everything Guichet says, in every language. Its renderers are pure functions of
// a Scene: same scene, same message. It is safe for concurrent use.
type Speech struct {
	localizers map[string]*i18n.Localizer
}

// Vars fill the places of a sentence. A Text becomes the spans it is made of; a string stays
// plain whatever it holds; Count chooses between singular and plural.
type Vars = map[string]any

// New loads the embedded locales. An error means that the program was built wrong.
func New() (*Speech, error) {
	bundle := i18n.NewBundle(language.French)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	files, err := fs.Glob(locales.Files, "*.toml")
	if err != nil {
		return nil, fmt.Errorf("bot: list the locales: %w", err)
	}
	for _, file := range files {
		if _, err := bundle.LoadMessageFileFS(locales.Files, file); err != nil {
			return nil, fmt.Errorf("bot: load %s: %w", file, err)
		}
	}
	s := &Speech{localizers: make(map[string]*i18n.Localizer, len(Locales))}
	for _, l := range Locales {
		s.localizers[l] = i18n.NewLocalizer(bundle, l)
	}
	return s, nil
}

// LocaleOf is the language to speak with somebody whose platform says tag ("fr-FR", "en-US"):
// "fr" or "en". An unknown tag ("") is the fallback, any other language English.
func LocaleOf(tag, fallback string) string {
	if tag == "" {
		tag = fallback
	}
	base, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	if strings.EqualFold(base, "fr") {
		return "fr"
	}
	return "en"
}

// T is the sentence of the key in the locale. data fills its places; data["Count"], an int,
// chooses the plural form. A key that does not exist comes back as it is.
func (s *Speech) T(locale, key string, data map[string]any) string {
	return s.localize(locale, key, cleaned(data))
}

// Sentence is a private message of one paragraph.
func (s *Speech) Sentence(locale, key string, data map[string]any) bot.Message {
	return bot.Message{Blocks: []bot.Block{Paragraph(s.Text(locale, key, data))}}
}

// Text is a sentence as spans: values that are a Text keep their kinds (a mention, an
// instant), all others and the sentence itself are Plain.
func (s *Speech) Text(locale, key string, data Vars) bot.Text {
	marked := cleaned(data)
	var parts []bot.Text
	for name, value := range data {
		if t, ok := value.(bot.Text); ok {
			marked[name] = mark + strconv.Itoa(len(parts)) + mark
			parts = append(parts, t)
		}
	}
	var out bot.Text
	for i, piece := range strings.Split(s.localize(locale, key, marked), mark) {
		if i%2 == 0 {
			out = appendText(out, plain(piece))
			continue
		}
		if n, err := strconv.Atoi(piece); err == nil && n < len(parts) {
			out = appendText(out, parts[n])
		}
	}
	return out
}

// mark surrounds the number of a span while its sentence is put together. cleaned takes it
// out of everything else, so that words of people cannot forge one.
const mark = "\x00"

func cleaned(data Vars) Vars {
	out := make(Vars, len(data))
	for name, value := range data {
		switch v := value.(type) {
		case string:
			out[name] = strings.ReplaceAll(v, mark, "")
		case bot.Text:
			out[name] = strings.ReplaceAll(Flat(v), mark, "")
		default:
			out[name] = v
		}
	}
	return out
}

func (s *Speech) localize(locale, key string, data Vars) string {
	localizer := s.localizers[locale]
	if localizer == nil {
		localizer = s.localizers[LocaleOf(locale, Locales[0])]
	}
	config := &i18n.LocalizeConfig{MessageID: key, TemplateData: data}
	if count, ok := data["Count"].(int); ok {
		config.PluralCount = count
	}
	line, err := localizer.Localize(config)
	if err != nil && line == "" {
		return key
	}
	return line
}
