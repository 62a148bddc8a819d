// The page: two panes, the line, and the panels around them.

import { Pane } from './pane.js';
import { Stream } from './stream.js';
import { startClock, setClock, show } from './time.js';
import { replace } from './dom.js';
import { act, toast, tried } from './server.js';
import { openJournal, closeJournal, refreshJournal } from './journal.js';
import { startPicker } from './picker.js';
import { restoreDialog } from './dialog.js';

startClock();
show(document.body);
const panes = ['left', 'right'].map((side) => new Pane(document.getElementById(side), moved));
startPicker(panes);

let offline = false;
const stream = new Stream(
  () => [...new Set(panes.map((pane) => pane.who))],
  take,
  (lost) => {
    if (lost && !offline) toast(document.body.dataset.offline);
    offline = lost;
  },
);

// moved follows a pane to another person or place: the address says where one is, so that a
// reload comes back there.
function moved(pane, person) {
  const query = new URLSearchParams();
  for (const one of panes) {
    query.set(one.side, one.who);
    query.set(`${one.side}-place`, one.channel);
    if (one.root) query.set(`${one.side}-thread`, one.root);
  }
  history.replaceState(null, '', `?${query}`);
  if (person) stream.open();
}

function take(news) {
  if (news.reset) {
    for (const pane of panes) pane.reload();
    return;
  }
  if (news.clock) setClock(news.clock);
  if (news.guide) replace(document.getElementById('guide'), news.guide);
  for (const message of news.messages || []) {
    for (const pane of panes) if (pane.who === message.who) pane.take(message);
  }
  for (const [who, html] of Object.entries(news.places || {})) {
    for (const pane of panes) if (pane.who === who) pane.setPlaces(html);
  }
  for (const pane of panes) pane.settle();
  if (news.messages) refreshJournal();
}

for (const button of document.querySelectorAll('.clock [data-factor]')) {
  button.addEventListener('click', () => tried(async () => {
    setClock(await act('clock', { factor: Number(button.dataset.factor) }));
  }));
}
document.getElementById('clock-next').addEventListener('click', () => tried(async () => {
  const clock = await act('clock', { next: true });
  setClock(clock);
  if (!clock.next) toast(document.body.dataset.none);
}));

const guideToggle = document.getElementById('guide-toggle');
guideToggle.addEventListener('click', () => {
  const guide = document.getElementById('guide');
  guide.hidden = !guide.hidden;
  guideToggle.setAttribute('aria-expanded', String(!guide.hidden));
});

const journalToggle = document.getElementById('journal-toggle');
journalToggle.addEventListener('click', () => {
  if (document.getElementById('journal').hidden) openJournal(journalToggle);
  else closeJournal();
});

const root = document.documentElement;
if (localStorage.theme) root.dataset.theme = localStorage.theme;
document.getElementById('theme-toggle').addEventListener('click', () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  localStorage.theme = root.dataset.theme;
});

for (const button of document.querySelectorAll('.pane-switch [data-pane]')) {
  button.addEventListener('click', () => {
    document.querySelector('.panes').dataset.shown = button.dataset.pane;
    for (const other of document.querySelectorAll('.pane-switch [data-pane]')) {
      other.setAttribute('aria-pressed', String(other === button));
    }
    for (const pane of panes) pane.ready();
  });
}

restoreDialog();
document.body.dataset.ready = 'true';
