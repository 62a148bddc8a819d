package browsertest

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// words are what the pages say in a language. The pool is in the desk's language, French; each
// person's own places are in theirs.
type words struct {
	lang, requester, technician string
	summary                     string
	submit, opened              string
	claimed, react, claim       string
	reply, sendEmoji            string
	looksAfter                  string
	validate, closed            string
	comment                     string
}

var french = words{
	lang: "fr", requester: "alice", technician: "tessa", summary: "Imprimante bloquée au deuxième",
	submit: "Envoyer", opened: "INC-", claimed: "Pris en charge", react: "Réagir", claim: "Prendre en charge",
	reply: "Répondre dans le fil", sendEmoji: "Envoyer au demandeur", looksAfter: "Tessa Morel",
	validate: "Valider", closed: "Clos", comment: "Commenter",
}

var english = words{
	lang: "en", requester: "bob", technician: "tom", summary: "Printer is jammed on floor two",
	submit: "Send", opened: "INC-", claimed: "Pris en charge", react: "React", claim: "Claim",
	reply: "Reply in thread", sendEmoji: "Send to requester", looksAfter: "Tom Baker",
	validate: "Validate", closed: "Clos", comment: "Comment",
}

func TestMainStoryInFrench(t *testing.T)  { mainStory(t, french) }
func TestMainStoryInEnglish(t *testing.T) { mainStory(t, english) }

// mainStory opens a ticket as a requester, and takes it to its end as a technician: all by
// mouse and keyboard on one page.
func mainStory(t *testing.T, w words) {
	_, url := serve(t, false)
	b := open(browser(t, w.lang), t, w.lang, url+"?left="+w.requester+"&right="+w.technician)
	b.picture("start")
	checkLabels(b)

	b.types("#left .place textarea", "/ti")
	b.sees("#left .suggestions", "/ticket")
	b.keys(kb.Tab)
	b.wait("sub-commands", `document.querySelectorAll('#left .suggestions [role=option]').length > 4`)
	b.picture("completion")
	b.keys(kb.Escape)
	b.keys(w.summary)
	b.keys(kb.Enter)
	b.wait("the form", `document.querySelector('dialog[open]')`)
	b.wait("the words in the form", `document.querySelector('dialog [name=summary]')?.value === '`+w.summary+`'`)
	checkLabels(b)
	b.picture("form")

	b.refusesAnEmptySummary(w)
	b.press("dialog .primary", w.submit)
	b.wait("the form to close", `!document.querySelector('dialog')`)
	b.sees("#left .place-link.unread", w.summary)
	b.sees("#right .messages", w.summary)
	b.press("#left .place-link", w.summary)
	b.sees("#left .place .messages", w.opened)
	b.sees("#guide .step.done", stepName(w.lang, 0))
	b.picture("opened")

	b.onMessage("#right", w.summary, w.react)
	b.wait("the picker", `document.querySelector('#picker:popover-open')`)
	b.picture("picker")
	b.press("#picker button", w.claim)
	b.sees("#right .place .messages", w.claimed)
	b.wait("the reaction", `document.querySelector('#right .reaction[data-reaction=eyes][aria-pressed=true]')`)
	b.sees("#left .place .messages", w.looksAfter)
	b.picture("claimed")

	b.onMessage("#right", w.summary, w.reply)
	b.wait("the thread", `document.querySelector('#right .thread')`)
	b.types("#right .thread textarea", "Bac 2 ?")
	b.keys(kb.Enter)
	b.sees("#right .thread .messages", "Bac 2 ?")
	b.onMessage("#right .thread", "Bac 2 ?", w.react)
	b.press("#picker button", w.sendEmoji)
	b.sees("#left .place .messages", "Bac 2 ?")
	b.picture("replied")
	b.types("#left .place textarea", "Bac 2, oui <b>vite</b> @everyone")
	b.keys(kb.Enter)
	b.sees("#right .thread .messages", "Bac 2, oui <b>vite</b> @everyone")
	b.picture("thread")
	b.keys(kb.Escape)

	b.press("#right .thread .close-thread", "")
	b.clickVerb("#right", "contact:")
	b.clickVerb("#right", "resolve:")
	b.wait("the form", `document.querySelector('dialog[open]')`)
	b.types("dialog [name=solution]", "Rouleau nettoyé, bac 2 recalé.")
	b.picture("resolve")
	b.press("dialog .primary", "")
	b.wait("the form to close", `!document.querySelector('dialog')`)
	b.sees("#left .place .messages", "Rouleau nettoyé, bac 2 recalé.")
	b.picture("resolved")

	b.press("#left .place .row button", w.validate)
	b.sees("#right .place .messages", w.closed)
	b.clickVerb("#left", ":speed:4")
	b.clickVerb("#left", ":answer:5")
	b.wait("the marks", `document.querySelectorAll('#left .row .act.on').length === 2`)
	b.picture("rated")

	b.press("#clock-next", "")
	b.wait("all steps", `document.querySelectorAll('#guide .step.done').length === 6`)
	b.press("#journal-toggle", "")
	b.wait("the journal", `document.querySelectorAll('#journal .entry').length > 0`)
	checkLabels(b)
	b.picture("journal")
	b.keys(kb.Escape)
	b.wait("the journal to close", `document.getElementById('journal').hidden`)
	b.quiet()
}

func stepName(lang string, i int) string {
	names := map[string][]string{"fr": {"Ouvrir"}, "en": {"Open"}}
	return names[lang][i]
}

// refusesAnEmptySummary sends the form without its summary: the error stands beside the field,
// in the person's language, and what else was typed is kept, also over a reload.
func (b *tab) refusesAnEmptySummary(w words) {
	b.Helper()
	b.types("dialog [name=phone]", "4242")
	eval[bool](b, `(() => { const s = document.querySelector('dialog [name=summary]'); s.value = ''; s.dispatchEvent(new Event('input', { bubbles: true })); return true; })()`)
	b.press("dialog .primary", w.submit)
	b.wait("the error beside the field", `document.querySelector('dialog .field.wrong[data-field=summary] .field-error')?.textContent.length > 5`)
	b.wait("the focus on the field", `document.activeElement.name === 'summary'`)
	b.picture("error")
	b.keys(w.summary)
	b.reload()
	b.wait("the form after a reload", `document.querySelector('dialog[open] [name=phone]')?.value === '4242'`)
	b.wait("the summary after a reload", `document.querySelector('dialog [name=summary]')?.value === '`+w.summary+`'`)
}

// clickVerb presses the newest button of a pane whose verb holds the words.
func (b *tab) clickVerb(pane, verb string) {
	b.Helper()
	b.wait("a button "+verb, `(() => {
		const all = [...document.querySelectorAll('`+pane+` .place [data-verb*="`+verb+`"]')].filter((e) => e.checkVisibility() && !e.getAttribute('aria-busy'));
		const hit = all.at(-1);
		if (hit) { hit.scrollIntoView({ block: 'center' }); hit.focus(); hit.click(); }
		return Boolean(hit);
	})()`)
}
