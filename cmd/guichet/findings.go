package main

import (
	"fmt"
	"strings"

	"guichet/bot"
	"guichet/tickets"
)

func well(what tickets.Words) bot.Finding        { return bot.Finding{OK: true, What: what} }
func unwell(what, fix tickets.Words) bot.Finding { return bot.Finding{What: what, Fix: fix} }

// sick counts what is not well.
func sick(findings []bot.Finding) int {
	n := 0
	for _, f := range findings {
		if !f.OK && !f.Optional {
			n++
		}
	}
	return n
}

// printFindings prints a line for each finding, with what to do beneath, and the sum.
func (c *cli) printFindings(findings []bot.Finding, lang string) error {
	var b strings.Builder
	for _, f := range findings {
		mark := "✓"
		switch {
		case !f.OK && f.Optional:
			mark = "!"
		case !f.OK:
			mark = "✗"
		}
		fmt.Fprintf(&b, "%s %s\n", mark, f.What.In(lang))
		if f.Fix != nil {
			fmt.Fprintf(&b, "  → %s\n", strings.ReplaceAll(f.Fix.In(lang), "\n", "\n    "))
		}
	}
	switch n := sick(findings); n {
	case 0:
		b.WriteString(say("Tout va bien.\n", "All is well.\n").In(lang))
	case 1:
		b.WriteString(say("Un point est à corriger.\n", "One thing is to be corrected.\n").In(lang))
	default:
		b.WriteString(say("%d points sont à corriger.\n", "%d things are to be corrected.\n", n).In(lang))
	}
	if _, err := fmt.Fprint(c.out, b.String()); err != nil {
		return fmt.Errorf("write the findings: %w", err)
	}
	return nil
}

// printFindingsJSON prints the findings for machines.
func (c *cli) printFindingsJSON(findings []bot.Finding, lang string) error {
	type finding struct {
		OK       bool   `json:"ok"`
		Optional bool   `json:"optional,omitempty"`
		What     string `json:"what"`
		Fix      string `json:"fix,omitempty"`
	}
	report := struct {
		OK       bool      `json:"ok"`
		Findings []finding `json:"findings"`
	}{OK: sick(findings) == 0}
	for _, f := range findings {
		report.Findings = append(report.Findings, finding{f.OK, f.Optional, f.What.In(lang), f.Fix.In(lang)})
	}
	return c.printJSON(report)
}
