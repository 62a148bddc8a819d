// Package grammar is what people can type and press: the catalogue of commands with their names in
// both languages, the forgiving reading of what was typed, and the verbs of buttons. It knows
// words, not tickets: whether something may be done is asked elsewhere.
package grammar
