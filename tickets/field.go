package tickets

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// FieldValue is what was written into a category's own field, with the field's label as it was
// when the ticket got it: it stays readable whatever becomes of the configuration.
type FieldValue struct {
	ID    string `json:"id"`
	Label Words  `json:"label"`
	Value string `json:"value"`
}

// MaxFieldValue is the longest value of a category's own field, in characters.
const MaxFieldValue = 500

// CategoryField is a field that a category asks besides the usual ones.
type CategoryField struct {
	ID       string
	Label    Words
	Hint     Words          // what is expected, for people; may be nil
	Pattern  *regexp.Regexp // nil: anything. RE2, anchored as it is written
	Required bool
}

// FieldKey is the name of a category's own field in forms and refusals.
func FieldKey(id string) string { return "field_" + id }

// fieldValues checks what was written into a category's own fields. A category that nobody chose
// (it was guessed from the words) asks nothing.
func (p *Policy) fieldValues(category string, chosen bool, typed map[string]string) ([]FieldValue, error) {
	cat := p.Category(category)
	if cat == nil {
		return nil, nil
	}
	var out []FieldValue
	for i := range cat.Fields {
		f := &cat.Fields[i]
		v := oneLine(typed[f.ID])
		refuse := func(code Code) error {
			return &Error{Code: code, Field: FieldKey(f.ID), Asked: f, Limit: MaxFieldValue}
		}
		switch {
		case v == "" && f.Required && chosen:
			return nil, refuse(FieldEmpty)
		case v == "":
			continue
		case utf8.RuneCountInString(v) > MaxFieldValue:
			return nil, refuse(TextTooLong)
		case f.Pattern != nil && !f.Pattern.MatchString(v):
			return nil, refuse(FieldUnexpected)
		}
		out = append(out, FieldValue{ID: f.ID, Label: f.Label, Value: v})
	}
	return out, nil
}

// Example is a value that the field takes, "" when none can be told from its pattern.
func (f *CategoryField) Example() string {
	if f.Pattern == nil {
		return ""
	}
	re, err := syntax.Parse(f.Pattern.String(), syntax.Perl)
	if err != nil {
		return ""
	}
	s := example(re)
	if utf8.RuneCountInString(s) > maxExample || !f.Pattern.MatchString(s) || strings.TrimSpace(s) != s {
		return ""
	}
	return s
}

const maxExample = 40

func example(re *syntax.Regexp) string {
	var b strings.Builder
	switch re.Op {
	case syntax.OpLiteral:
		return string(re.Rune)
	case syntax.OpCharClass:
		if len(re.Rune) > 0 {
			return string(inClass(re.Rune))
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return "x"
	case syntax.OpCapture, syntax.OpPlus:
		return example(re.Sub[0])
	case syntax.OpRepeat:
		one := example(re.Sub[0])
		for n := max(re.Min, min(1, re.Max)); n > 0 && b.Len() <= maxExample; n-- {
			b.WriteString(one)
		}
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			b.WriteString(example(sub))
		}
	case syntax.OpAlternate:
		return example(re.Sub[0])
	default: // anchors and what may be left out
	}
	return b.String()
}

// inClass is a character of a class, a letter or digit where it has one.
func inClass(ranges []rune) rune {
	for _, want := range "A1a" {
		for i := 0; i < len(ranges); i += 2 {
			if ranges[i] <= want && want <= ranges[i+1] {
				return want
			}
		}
	}
	return ranges[0]
}
