// The drawer with the journal of a ticket.

import { fragment, tried } from './server.js';
import { replace } from './dom.js';
import { show } from './time.js';

const drawer = document.getElementById('journal');
const toggle = document.getElementById('journal-toggle');
let ticket = '';
let from;
let soon;

async function load() {
  const html = await tried(() => fragment('/journal', { ticket }));
  if (html === undefined || drawer.hidden) return;
  const at = drawer.querySelector('.scroll')?.scrollTop || 0;
  const focused = drawer.contains(document.activeElement) && document.activeElement.id;
  replace(drawer, html);
  show(drawer);
  drawer.querySelector('.scroll').scrollTop = at;
  if (focused) document.getElementById(focused)?.focus();
}

export async function openJournal(button) {
  from = button;
  drawer.lang = document.documentElement.lang;
  drawer.hidden = false;
  toggle.setAttribute('aria-expanded', 'true');
  document.body.classList.add('with-journal');
  await load();
  document.getElementById('journal-ticket')?.focus();
}

export function closeJournal() {
  drawer.hidden = true;
  toggle.setAttribute('aria-expanded', 'false');
  document.body.classList.remove('with-journal');
  from?.focus();
}

// refreshJournal follows what happens, a moment later.
export function refreshJournal() {
  if (drawer.hidden) return;
  clearTimeout(soon);
  soon = setTimeout(load, 300);
}

drawer.addEventListener('change', (event) => {
  if (event.target.id !== 'journal-ticket') return;
  ticket = event.target.value;
  load();
});
drawer.addEventListener('click', (event) => {
  if (event.target.closest('[data-close-journal]')) closeJournal();
});
drawer.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') closeJournal();
});
