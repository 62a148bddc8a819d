package browsertest

import (
	"github.com/chromedp/chromedp"
)

// checkLabels looks for what a person with a screen reader or a keyboard would miss: controls
// without a name, ids twice, roles without what they need, words too faint to read.
func checkLabels(b *tab) {
	b.Helper()
	for _, complaint := range eval[[]string](b, labelsJS) {
		b.Errorf("accessibility: %s", complaint)
	}
}

const labelsJS = `(() => {
	const found = [];
	const named = (e) => (e.getAttribute('aria-label') || '').trim() || e.innerText?.trim() || e.title ||
		(e.labels && [...e.labels].map((l) => l.innerText).join('').trim()) ||
		(e.getAttribute('aria-labelledby') && document.getElementById(e.getAttribute('aria-labelledby'))?.innerText.trim());
	const outline = (e) => e.outerHTML.slice(0, 140).replace(/\s+/g, ' ');
	for (const e of document.querySelectorAll('button, a[href], input, select, textarea, dialog, nav, aside, [role]')) {
		if (!e.checkVisibility() || e.matches('[aria-hidden=true], [role=presentation], [role=status], [role=alert]')) continue;
		if (!named(e)) found.push('no name: ' + outline(e));
	}
	for (const e of document.querySelectorAll('img')) if (!e.hasAttribute('alt')) found.push('no alt: ' + outline(e));
	const ids = new Map();
	for (const e of document.querySelectorAll('[id]')) ids.set(e.id, (ids.get(e.id) || 0) + 1);
	for (const [id, n] of ids) if (n > 1) found.push('id twice: ' + id);
	for (const e of document.querySelectorAll('[aria-controls], [aria-describedby]')) {
		for (const id of ((e.getAttribute('aria-controls') || '') + ' ' + (e.getAttribute('aria-describedby') || '')).trim().split(/\s+/)) {
			if (!document.getElementById(id)) found.push('points nowhere: ' + id + ' of ' + outline(e));
		}
	}
	for (const e of document.querySelectorAll('[role=option]')) if (!e.closest('[role=listbox]')) found.push('option outside a listbox');
	for (const e of document.querySelectorAll('[tabindex]')) if (Number(e.getAttribute('tabindex')) > 0) found.push('tab order is forced: ' + outline(e));
	if (document.querySelectorAll('h1').length !== 1) found.push('not exactly one h1');
	if (!document.documentElement.lang) found.push('no language');

	const rgb = (s) => { const m = s.match(/[\d.]+/g)?.map(Number) || []; return { c: m.slice(0, 3), a: m.length > 3 ? m[3] : 1 }; };
	const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
	const ground = (e) => { for (let at = e; at; at = at.parentElement) { const g = rgb(getComputedStyle(at).backgroundColor); if (g.c.length && g.a === 1) return g.c; } return [255, 255, 255]; };
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const seen = new Set();
	while (walker.nextNode()) {
		const e = walker.currentNode.parentElement;
		if (!walker.currentNode.textContent.trim() || !e.checkVisibility({ opacityProperty: true }) || e.closest('svg, [aria-hidden=true], option, script, .actions, dialog ~ *')) continue;
		const style = getComputedStyle(e);
		const a = light(rgb(style.color).c), g = light(ground(e));
		const ratio = (Math.max(a, g) + 0.05) / (Math.min(a, g) + 0.05);
		const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
		const key = style.color + ground(e) + e.className;
		if (ratio < (large ? 3 : 4.5) && !seen.has(key)) { seen.add(key); found.push('contrast ' + ratio.toFixed(2) + ': ' + outline(e)); }
	}
	return found;
})()`

// reload loads the page anew.
func (b *tab) reload() {
	b.Helper()
	eval[bool](b, `(() => { document.body.dataset.ready = ''; return true; })()`)
	if err := chromedp.Do(b.ctx, chromedp.Reload()); err != nil {
		b.Fatalf("reload: %v", err)
	}
	b.wait("the page to be ready", `document.body.dataset.ready === 'true'`)
}
