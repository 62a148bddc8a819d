// Putting fragments in their place.

export function elements(html) {
  const box = document.createElement('template');
  box.innerHTML = html;
  return [...box.content.children];
}

// replace puts new content into a box without losing the focus of a control in it.
export function replace(box, html) {
  const key = focusKey(box);
  box.replaceChildren(...elements(html));
  focusAgain(box, key);
}

// swap puts a new element in place of an old one, likewise.
export function swap(old, fresh) {
  const key = focusKey(old);
  const open = old.contains(document.activeElement) && document.activeElement.matches('select');
  old.replaceWith(fresh);
  focusAgain(fresh, key);
  return open;
}

function focusKey(box) {
  const active = document.activeElement;
  return box.contains(active) ? active.closest('[data-key]')?.dataset.key : undefined;
}

function focusAgain(box, key) {
  if (!key) return;
  const again = box.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (again) again.focus({ preventScroll: true });
  else box.closest('.scroll')?.focus({ preventScroll: true });
}

export function nearBottom(scroll) {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
}

export function toBottom(scroll) {
  scroll.scrollTop = scroll.scrollHeight;
}
