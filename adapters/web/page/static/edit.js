// Correcting what one has written, in its place.

export function editMessage(message, save) {
  if (message.querySelector('.edit-box')) return;
  const body = message.querySelector('.body');
  const area = document.createElement('textarea');
  area.className = 'edit-box';
  area.value = message.dataset.typed;
  area.rows = Math.min(8, area.value.split('\n').length + 1);
  area.setAttribute('aria-label', message.querySelector('[data-act="edit"]').title);
  const was = [...body.childNodes];
  const back = () => {
    body.replaceChildren(...was);
    message.querySelector('[data-act="edit"]')?.focus();
  };
  area.addEventListener('keydown', async (event) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      back();
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      const text = area.value.trim();
      back();
      if (text && text !== message.dataset.typed) await save(text);
    }
  });
  body.replaceChildren(area);
  area.focus();
}
