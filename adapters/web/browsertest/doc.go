// Package browsertest plays the main story on the playground's page in a real browser: two
// people who type, click, react and fill forms, in French and in English. It needs the
// system's Chromium and skips with a sentence where there is none, unless CI is set.
//
// Run it with -shots DIR to get a picture of each stage.
package browsertest
