// The desk's clock, and instants in the words of a pane's language.

const zone = document.body.dataset.zone;
const clock = { now: 0, factor: 1, next: 0, at: 0 };
const formats = new Map();

function format(lang, options) {
  const name = lang + JSON.stringify(options);
  if (!formats.has(name)) {
    let kept;
    try {
      kept = new Intl.DateTimeFormat(lang, { ...options, timeZone: zone });
    } catch {
      kept = new Intl.DateTimeFormat(lang, options);
    }
    formats.set(name, kept);
  }
  return formats.get(name);
}

export function setClock(state) {
  Object.assign(clock, state, { at: performance.now(), next: state.next || 0 });
  for (const button of document.querySelectorAll('.clock [data-factor]')) {
    button.setAttribute('aria-pressed', String(Number(button.dataset.factor) === clock.factor));
  }
  tick();
}

export function now() {
  const moved = clock.now + (performance.now() - clock.at) * clock.factor;
  return clock.next ? Math.min(moved, Math.max(clock.next, clock.now)) : moved;
}

function sameDay(lang, a, b) {
  const day = format(lang, { dateStyle: 'short' });
  return day.format(a) === day.format(b);
}

function stamp(lang, at) {
  const hour = format(lang, { hour: '2-digit', minute: '2-digit' }).format(at);
  if (sameDay(lang, at, now())) return hour;
  return `${format(lang, { weekday: 'short', day: 'numeric', month: 'short' }).format(at)} ${hour}`;
}

function relative(lang, at) {
  const seconds = (at - now()) / 1000;
  const words = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  for (const [unit, length] of [['day', 86400], ['hour', 3600], ['minute', 60]]) {
    if (Math.abs(seconds) >= length) return words.format(Math.round(seconds / length), unit);
  }
  return words.format(Math.round(seconds), 'second');
}

// show writes the instants of an element in its language.
export function show(box) {
  const all = box.matches?.('time[data-style]') ? [box] : box.querySelectorAll('time[data-style]');
  for (const element of all) {
    const at = Date.parse(element.dateTime);
    if (Number.isNaN(at)) continue;
    const lang = element.closest('[lang]')?.lang || 'en';
    const full = format(lang, { dateStyle: 'full', timeStyle: 'short' }).format(at);
    let text = stamp(lang, at);
    if (element.dataset.style === 'relative') text = relative(lang, at);
    if (element.textContent !== text) element.textContent = text;
    element.title = full;
  }
}

function tick() {
  const lang = document.documentElement.lang;
  const box = document.getElementById('clock-time');
  const at = now();
  const options = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  if (clock.factor === 1) options.second = '2-digit';
  box.textContent = format(lang, options).format(at);
  box.dateTime = new Date(at).toISOString();
}

export function startClock() {
  const { now: at, factor, next } = document.body.dataset;
  setClock({ now: Number(at), factor: Number(factor), next: Number(next) });
  setInterval(tick, 250);
  setInterval(() => {
    for (const element of document.querySelectorAll('time[data-style="relative"]')) show(element);
  }, 5000);
}
