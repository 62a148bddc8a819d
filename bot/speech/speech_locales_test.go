package speech

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"guichet/bot/grammar"
	"guichet/bot/locales"
	"guichet/tickets"

	"github.com/BurntSushi/toml"
)

// forms are the plural forms of a message; a plain one has "other" only.
type forms = map[string]string

func readLocale(t testing.TB, locale string) map[string]forms {
	t.Helper()
	var raw map[string]any
	if _, err := toml.DecodeFS(locales.Files, locale+".toml", &raw); err != nil {
		t.Fatal(err)
	}
	out := map[string]forms{}
	for key, value := range raw {
		switch v := value.(type) {
		case string:
			out[key] = forms{"other": v}
		case map[string]any:
			out[key] = forms{}
			for form, text := range v {
				out[key][form] = text.(string)
			}
		default:
			t.Errorf("%s: %s is neither a sentence nor its forms", locale, key)
		}
	}
	return out
}

var placeholder = regexp.MustCompile(`{{\.(\w+)}}`)

func TestLocalesSayTheSameThings(t *testing.T) {
	fr, en := readLocale(t, "fr"), readLocale(t, "en")
	for key := range fr {
		if _, ok := en[key]; !ok {
			t.Errorf("%s is missing in English", key)
		}
	}
	plural := map[string][]string{"fr": {"many", "one", "other"}, "en": {"one", "other"}}
	for key, e := range en {
		f, ok := fr[key]
		if !ok {
			t.Errorf("%s is missing in French", key)
			continue
		}
		for locale, m := range map[string]forms{"fr": f, "en": e} {
			if got := slices.Sorted(maps.Keys(m)); len(m) != 1 && !slices.Equal(got, plural[locale]) {
				t.Errorf("%s: %s has the forms %v", locale, key, got)
			}
			for form, text := range m {
				if strings.TrimSpace(text) != text || text == "" {
					t.Errorf("%s: %s (%s) is empty or has spaces around it: %q", locale, key, form, text)
				}
			}
		}
		if len(f) == 1 != (len(e) == 1) {
			t.Errorf("%s has a plural in one language only", key)
		}
		if a, b := places(f["other"]), places(e["other"]); !slices.Equal(a, b) {
			t.Errorf("%s speaks of %v in French, of %v in English", key, a, b)
		}
	}
}

func places(text string) []string {
	var out []string
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// families are the keys put together from a prefix and a value: all values, and no other
// key begins so.
func families(t testing.TB) map[string][]string {
	t.Helper()
	clocks := constantsOf(t, "../../tickets/clock.go", "Clock")
	doable := slices.DeleteFunc(slices.Sorted(maps.Keys(grammar.NeedsTicket)), func(v string) bool {
		return v == "show" || v == "story" || v == "rate" || v == "macro" || v == "again" || v == "transcript" || strings.HasSuffix(v, "link") || strings.HasSuffix(v, "merge")
	})
	var numbers []string
	for i := range 13 {
		numbers = append(numbers, strconv.Itoa(i))
	}
	var days []string
	for _, p := range []string{"at", "before", "since"} {
		for _, d := range []calendarDay{today, tomorrow, yesterday, otherDay} {
			days = append(days, p+"."+string(d))
		}
	}
	formsOf := []string{"own", "open", "announce", "resolve", "assign", "impact", "wait", "refuse", "cancel", "escalate", "release", "reply", "note", "add", "comment", "extend", "attribute", "reopen", "bulk", "edit"}
	actions := make([]string, 0, len(spokenActions))
	for _, a := range spokenActions {
		actions = append(actions, string(a))
	}
	var words []string
	for _, w := range Problems {
		words = append(words, w)
	}
	var lost []string
	for _, w := range lostBy {
		lost = append(lost, w)
	}
	steps := constantsOf(t, "../../tickets/journal.go", "EntryKind")
	balls := []string{"requester", "supplier", "other_desk"}
	return withRequests(t, map[string][]string{
		"state.":       constantsOf(t, "../../tickets/process.go", "State")[:len(tickets.States)],
		"kind.":        constantsOf(t, "../../tickets/ticket.go", "Kind"),
		"urgency.":     constantsOf(t, "../../tickets/ticket.go", "Urgency"),
		"impact.":      constantsOf(t, "../../tickets/ticket.go", "Impact"),
		"source.":      constantsOf(t, "../../tickets/ticket.go", "Source"),
		"ball.":        append([]string{"us", "option.requester", "option.supplier", "option.other_desk"}, balls...),
		"ball.option.": balls,
		"clock.":       clocks,
		"warn.":        clocks,
		"breach.":      clocks,
		"when.":        days,
		"weekday.":     numbers[:7],
		"month.":       numbers[1:],
		"step.":        append(steps, "closed_silence", "closed_bulk", "rated_comment", "prompted_dropped", "not_extended_silence", "closed_duplicate", "closed_merged", "follower_added_self", "follower_removed_self", "category_moved"),
		"problem.":     append(words, "unknown", "other"),
		"lost.":        append(lost, "other"),
		"refusal.": append(constantsOf(t, "../../tickets/errors.go", "Code"),
			"not_allowed_staff", "not_allowed_own", "not_allowed_approver", "not_allowed_manager", "illegal_theirs", "illegal_nothing", "already_assigned_unknown",
			"field_unexpected_bare", "text_empty_reason", "text_empty_solution", "other", "unknown_verb", "words"),
		"action.":           actions,
		"done.":             append(doable, "opened", "sent", "follow_you", "unfollow_you"),
		"form.":             append([]string{"about", "dismiss"}, formsOf...),
		"submit.":           formsOf,
		"solved.":           {"no", "yes"},
		"workaround.":       {"no", "yes"},
		"level.":            {"2", "3"},
		"mark.":             {"speed", "answer"},
		"waits.":            append([]string{"resumed", "over", "requester_other"}, balls...),
		"list.filter.":      {"own", "mine", "pool", "team", "late"},
		"list.title.":       {"own", "mine", "pool", "team", "late"},
		"yours.":            {"wait_requester", "wait_supplier", "wait_other_desk", "promise", "answer", "evaluation", "approval", "date"},
		"delay.":            append([]string{"ask", "said", "option.us", "option.requester", "option.supplier", "option.other_desk", "us"}, balls...),
		"delay.option.":     append([]string{"us"}, balls...),
		"sla.why.":          {"working", "on_hold", "on_hold_counted", "included", "answer", "ended"},
		"extended.":         {"accepted", "accepted_you", "refused", "refused_you", "silence", "replaced", "moot"},
		"extension_answer.": {"accepted", "refused", "silence"},
		"story.":            {"extended", "proposed", "waiting", "resolved", "workaround", "cause", "refused", "closed", "closed_validated", "closed_silence", "closed_bulk", "rated", "unrated", "cancelled", "cancelled_at", "rejected", "rejected_at", "duplicate", "merged"},
		"next.":             {"pool", "claimed", "in_progress", "waiting", "in_evaluation", "awaiting_approval", "resolved"},
		"files.why.":        append(constantsOf(t, "../../tickets/file.go", "Refusal"), "too_large_here", "unfit"),
		"unit.":             {"b", "kb", "mb", "gb"},
		"option.":           requiredOptions(),
		"outcome.":          {"bulk", "validated", "validated_by", "validated_by_you", "refused", "refused_by", "refused_by_you", "silence", "cancelled"},
		"bulk.what.":        {"close", "assign"},
		"retyped.":          {"request", "incident"},
		"known.":            {"join", "helped", "hint"},
		"intake.":           {"start", "kind", "category", "urgency"},
		"hint.":             {"bulk_filter", "bulk_holder", "bulk_to", "bulk_reason", "title", "example", "until", "reason_extend", "summary", "description", "category", "beneficiary", "phone", "caller", "solved", "solution", "root_cause", "reason_wait", "reason_refuse", "reason_cancel", "reason_escalate", "reason_release", "reason_reopen", "reply", "note", "add", "comment"},
		"field.":            {"what", "filter", "holder", "bulk_to", "title", "checklist", "until", "clock", "delay", "group", "kind", "summary", "description", "urgency", "impact", "category", "beneficiary", "phone", "files", "solution", "reason", "requester", "priority", "source", "assignee", "people_hit", "state", "caller", "solved", "ball", "level", "workaround", "root_cause", "technician", "text_reply", "text_note", "text_add", "text_comment"},
		"linked.":           {"link_related", "link_duplicate", "link_caused_by", "unlink", "merge", "unmerge"},
		"link.":             constantsOf(t, "../../tickets/link.go", "LinkKind"),
		"folded.":           {"duplicate", "merged", "hint_duplicate", "hint_merged", "thread_duplicate", "thread_merged"},
		"button.":           {"edit", "unmerge", "similar", "announce", "withdraw", "type_request", "type_incident", "macro", "send", "edit_first", "drop", "extend", "attribute", "accept", "decline", "claim", "release", "contact", "reply", "wait", "resume", "escalate", "resolve", "solution", "validate", "refuse", "add", "cancel", "metoo", "takeover", "comment", "reason", "assign", "note", "urgent", "show", "correct", "continue", "send_now", "open", "followup", "followed", "follow", "unfollow", "reopen", "again", "transcript"},
	})
}

// TestEveryKeyExistsAndIsUsed reads the package's source: no sentence is missing, none is
// left over.
func TestEveryKeyExistsAndIsUsed(t *testing.T) {
	fr, src, fam := readLocale(t, "fr"), readSource(t), families(t)
	spaces := map[string]bool{}
	for key := range fr {
		if prefix, _, ok := strings.Cut(key, "."); ok {
			spaces[prefix] = true
		}
	}
	for key, where := range src.keys {
		if _, ok := fr[key]; !ok && !strings.HasSuffix(key, ".") {
			t.Errorf("%s: no locale has %q", where, key)
		}
	}
	for lit := range src.literals {
		prefix, rest, dotted := strings.Cut(lit, ".")
		if _, ok := fr[lit]; dotted && rest != "" && spaces[prefix] && !ok && !strings.HasSuffix(lit, ".") && !strings.HasSuffix(lit, "_") {
			t.Errorf("%q looks like a key and no locale has it", lit)
		}
	}
	for prefix := range src.prefixes {
		if values, ok := fam[prefix]; (!ok || len(values) == 0) && spaces[strings.TrimSuffix(prefix, ".")] {
			t.Errorf("the family %q is not described in this test", prefix)
		}
	}
	for prefix, values := range fam {
		for _, v := range values {
			if _, ok := fr[prefix+v]; !ok {
				t.Errorf("no locale has %s%s", prefix, v)
			}
		}
	}
	for key := range fr {
		used := src.literals[key]
		for prefix, values := range fam {
			used = used || strings.HasPrefix(key, prefix) && slices.Contains(values, key[len(prefix):])
		}
		if !used {
			t.Errorf("%s is never said", key)
		}
	}
}

// TestFrenchIsCourteousAndWellSet: vous, typographic signs, spaces that do not break.
func TestFrenchIsCourteousAndWellSet(t *testing.T) {
	familiar := regexp.MustCompile(`(?i)(^|[^\p{L}])(tu|toi|ton|tes|ta|t’as|peux|veux)($|[^\p{L}])`)
	breaking := regexp.MustCompile(` [:;!?%»]|« |[\d}] (Ko|Mo|Go|€)($|[^\p{L}’])`)
	tight := regexp.MustCompile(`[\p{L}\d}][:;!?»]($|\s)|«[^\x{a0}]`)
	elided := regexp.MustCompile(`\b(de|que|le|se) {{\.(Who|Name|To|Ref|Beneficiary)}}`)            // "de Alice" is "d’Alice"
	contract := []string{"mark.speed", "mark.answer", "state.awaiting_approval", "button.takeover"} // SPEC §2 writes them so
	for key, m := range readLocale(t, "fr") {
		for _, text := range m {
			if familiar.MatchString(text) {
				t.Errorf("%s is familiar: %q", key, text)
			}
			if elided.MatchString(text) {
				t.Errorf("%s may need an elision: %q", key, text)
			}
			if slices.Contains(contract, key) {
				continue
			}
			if breaking.MatchString(text) || tight.MatchString(text) {
				t.Errorf("%s has a wrong space before a sign: %q", key, text)
			}
			if strings.ContainsAny(text, `'"`) || strings.Contains(text, "...") {
				t.Errorf("%s has a typewriter's signs: %q", key, text)
			}
		}
	}
}

func TestEnglishIsEnglish(t *testing.T) {
	french := regexp.MustCompile(`[éèêàçùôîûœ«»\x{a0}]|(?i)\b(le|la|les|des|une|vous|est|pour)\b`)
	for key, m := range readLocale(t, "en") {
		for _, text := range m {
			if french.MatchString(text) {
				t.Errorf("%s: %q", key, text)
			}
		}
	}
}

// TestContractWords: SPEC §2's table, to the letter.
func TestContractWords(t *testing.T) {
	s := testSpeech(t)
	for key, want := range map[string][2]string{
		"button.claim": {"Prendre en charge", "Claim"}, "button.release": {"Rendre au pot commun", "Release"},
		"button.contact": {"Premier contact", "First contact"}, "button.reply": {"Répondre", "Reply"},
		"button.wait": {"Mettre en attente", "Wait"}, "button.resume": {"Reprendre", "Resume"},
		"button.escalate": {"Escalader", "Escalate"}, "button.resolve": {"Résoudre", "Resolve"},
		"button.solution": {"Solution…", "Solution…"}, "button.validate": {"Valider", "Validate"},
		"button.refuse": {"Refuser", "Refuse"}, "button.add": {"Compléter", "Add information"},
		"button.cancel": {"Annuler", "Cancel"}, "button.metoo": {"Moi aussi", "Me too"},
		"button.takeover": {"Je m'en occupe", "Take over"}, "button.comment": {"Commenter", "Comment"},
		"button.correct": {"Corriger", "Correct"}, "button.continue": {"Continuer", "Continue"},
		"field.summary": {"Objet", "Summary"}, "field.files": {"Pièces jointes", "Files"},
		"field.reason": {"Motif", "Reason"}, "workaround.yes": {"Contournement", "Workaround"},
		"state.new": {"Nouveau", "New"}, "state.claimed": {"Pris en charge", "Claimed"},
		"state.in_progress": {"En cours", "In progress"}, "state.waiting": {"En attente", "Waiting"},
		"state.in_evaluation": {"En évaluation", "In evaluation"}, "state.awaiting_approval": {"En attente d'approbation", "Awaiting approval"},
		"state.resolved": {"Résolu", "Resolved"}, "state.closed": {"Clos", "Closed"},
		"state.cancelled": {"Annulé", "Cancelled"}, "state.rejected": {"Rejeté", "Rejected"},
		"impact.one": {"Une personne", "One person"}, "impact.team": {"Une équipe", "A team"}, "impact.many": {"Plusieurs équipes", "Many"},
	} {
		for i, locale := range Locales {
			if got := s.T(locale, key, nil); got != want[i] {
				t.Errorf("%s %s: %q, want %q", locale, key, got, want[i])
			}
		}
	}
	for locale, want := range map[string][2]string{"fr": {"Rapidité : 1", "Réponse : 5"}, "en": {"Speed: 1", "Answer: 5"}} {
		if got := s.T(locale, "mark.speed", Vars{"Mark": 1}); got != want[0] {
			t.Errorf("%q, want %q", got, want[0])
		}
		if got := s.T(locale, "mark.answer", Vars{"Mark": 5}); got != want[1] {
			t.Errorf("%q, want %q", got, want[1])
		}
	}
}

// requiredOptions are the names of the options that help writes behind a command.
func requiredOptions() []string {
	var out []string
	for _, c := range slices.Concat(grammar.Commands(), grammar.DeskCommands()) {
		for _, o := range c.Options {
			if o.Required && !slices.Contains(out, o.Name) {
				out = append(out, o.Name)
			}
		}
	}
	return out
}
