package browsertest

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestDarkAndNarrow: dark colours can be read, and a narrow screen shows one pane with a switch.
func TestDarkAndNarrow(t *testing.T) {
	_, url := serve(t, false)
	b := open(browser(t, "fr"), t, "fr", url)
	began := time.Now()
	b.reload()
	t.Logf("page ready, reloaded in a running browser: %v", time.Since(began))
	t.Logf("page ready as the browser measures it: %.0f ms", eval[float64](b, `performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd`))
	b.press("#theme-toggle", "")
	b.wait("the dark theme", `document.documentElement.dataset.theme === 'dark'`)
	checkLabels(b)
	b.picture("dark")
	b.types("#right .place textarea", "/ticket pre")
	b.sees("#right .suggestions", "prendre")
	b.keys(kb.Enter)
	b.sees("#right .suggestions", "INC-")
	b.picture("arguments")
	b.keys(kb.Escape)

	for _, size := range []struct {
		name          string
		width, height int64
	}{{"tablet", 900, 800}, {"phone", 390, 780}} {
		if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(size.width, size.height)); err != nil {
			t.Fatal(err)
		}
		b.wait("one pane", `document.querySelector('#left').checkVisibility() !== document.querySelector('#right').checkVisibility()`)
		b.wait("nothing wider than the screen", `document.documentElement.scrollWidth <= innerWidth`)
		b.press(".pane-switch button", "Technicien")
		b.wait("the right pane", `document.querySelector('#right').checkVisibility() && !document.querySelector('#left').checkVisibility()`)
		checkLabels(b)
		b.picture(size.name + "-right")
		b.press(".pane-switch button", "Demandeur")
		b.wait("the left pane", `document.querySelector('#left').checkVisibility()`)
		b.picture(size.name + "-left")
	}
	b.quiet()
}

// TestKeyboardAlone opens a ticket and claims one without a mouse.
func TestKeyboardAlone(t *testing.T) {
	_, url := serve(t, true)
	b := open(browser(t, "en"), t, "en", url+"?left=bob&right=tom")
	focus := func(selector string) {
		t.Helper()
		b.wait("a way by Tab to "+selector, fmt.Sprintf(`document.querySelector(%q)`, selector))
		for range 80 {
			if eval[bool](b, fmt.Sprintf(`document.activeElement === document.querySelector(%q)`, selector)) {
				return
			}
			b.keys(kb.Tab)
		}
		t.Fatalf("Tab never comes to %s", selector)
	}
	focus("#left .place textarea")
	b.keys("/ticket No sound")
	b.keys(kb.Escape)
	b.keys(kb.Enter)
	b.wait("the form", `document.querySelector('dialog[open]')?.contains(document.activeElement)`)
	b.keys(kb.Escape)
	b.wait("the form closed by Escape", `!document.querySelector('dialog')`)
	b.wait("the focus back where it was", `document.activeElement.matches('#left .place textarea')`)
	b.keys("/ticket No sound")
	b.keys(kb.Escape)
	b.keys(kb.Enter)
	b.wait("the form", `document.querySelector('dialog[open]')`)
	focus("dialog .primary")
	b.keys(kb.Enter)
	b.wait("the form to close", `!document.querySelector('dialog')`)
	b.wait("the card", `document.querySelector('#right [data-verb^="claim:"]')`)
	focus("#right .message [data-act=pick]")
	b.keys(kb.Enter)
	b.wait("the picker", `document.querySelector('#picker:popover-open')?.contains(document.activeElement)`)
	b.keys(kb.ArrowRight)
	b.keys(kb.ArrowLeft)
	b.keys(kb.Enter)
	b.wait("the claim", `document.querySelector('#right .reaction[data-reaction=eyes][aria-pressed=true]')`)
	b.wait("the focus to stay on the card", `document.activeElement.closest('#right .message')`)
	b.quiet()
}

// TestManyTabs: a browser has six connections to one server; a tenth tab works all the same.
func TestManyTabs(t *testing.T) {
	_, url := serve(t, true)
	first := open(browser(t, "en"), t, "en", url)
	tabs := []*tab{first}
	for range 9 {
		ctx, cancel := chromedp.NewContext(first.ctx)
		t.Cleanup(cancel)
		tabs = append(tabs, open(ctx, t, "en", url+"?left-place=general"))
	}
	last := tabs[len(tabs)-1]
	last.types("#left .place textarea", "from the tenth tab")
	last.keys(kb.Enter)
	for i, b := range tabs[1:] {
		b.wait(fmt.Sprintf("the words in tab %d", i+1), `document.querySelector('#left .messages').innerText.includes('from the tenth tab')`)
		b.quiet()
	}
}

// TestFilesByDrop: a picture that is dropped is shown, to the desk as well.
func TestFilesByDrop(t *testing.T) {
	_, url := serve(t, true)
	b := open(browser(t, "fr"), t, "fr", url+"?left-place=general&right-place=general")
	eval[bool](b, `(() => {
		const bytes = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='), (c) => c.charCodeAt(0));
		const data = new DataTransfer();
		data.items.add(new File([bytes], 'écran.png', { type: 'image/png' }));
		const box = document.querySelector('#left .place');
		for (const kind of ['dragenter', 'dragover', 'drop']) box.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
		return true;
	})()`)
	b.sees("#left .chips", "écran.png")
	b.types("#left .place textarea", "voici")
	b.keys(kb.Enter)
	b.wait("the picture on the other side", `document.querySelector('#right .picture img')?.naturalWidth === 1`)
	b.onMessage("#left", "voici", "Modifier")
	b.wait("the correction", `document.activeElement.matches('.edit-box')`)
	b.keys(" la capture")
	b.keys(kb.Enter)
	b.sees("#right .messages", "voici la capture (modifié)")
	b.onMessage("#left", "voici", "Supprimer")
	b.wait("nothing left", `!document.querySelector('#right .message')`)
	b.quiet()
}
