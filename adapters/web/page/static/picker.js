// The seven reactions that mean something, in a small menu under a button.

import { toast } from './server.js';

const picker = document.getElementById('picker');
let target;

export function openPicker(button, pane, message, place) {
  target = { button, pane, message: message.dataset.message, place };
  const lang = button.closest('[lang]').lang;
  for (const item of picker.querySelectorAll('button')) {
    const label = lang === 'fr' ? item.dataset.fr : item.dataset.en;
    item.title = label;
    item.setAttribute('aria-label', label);
  }
  picker.showPopover();
  const at = button.getBoundingClientRect();
  const size = picker.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.right - size.width), innerWidth - size.width - 8);
  const above = at.top - size.height - 6;
  picker.style.left = `${left}px`;
  picker.style.top = `${above > 8 ? above : at.bottom + 6}px`;
  button.setAttribute('aria-expanded', 'true');
  picker.querySelector('button').focus();
}

function close() {
  if (picker.matches(':popover-open')) picker.hidePopover();
}

export function startPicker() {
  picker.addEventListener('toggle', (event) => {
    if (event.newState !== 'closed' || !target) return;
    const { button, pane, message } = target;
    button.removeAttribute('aria-expanded');
    const again = button.isConnected ? button
      : pane.box.querySelector(`[data-message="${CSS.escape(message)}"] [data-act="pick"]`);
    if (document.activeElement === document.body || picker.contains(document.activeElement)) again?.focus({ preventScroll: true });
  });
  picker.addEventListener('keydown', (event) => {
    const all = [...picker.querySelectorAll('button')];
    const at = all.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[(at + step + all.length) % all.length].focus();
    } else if (event.key === 'Home' || event.key === 'End') {
      event.preventDefault();
      all[event.key === 'Home' ? 0 : all.length - 1].focus();
    } else if (event.key === 'Tab') close();
  });
  picker.addEventListener('click', (event) => {
    const item = event.target.closest('button');
    if (!item || !target) return;
    const { pane, message, place } = target;
    const mine = pane.box.querySelector(`[data-message="${CSS.escape(message)}"] [data-reaction="${item.dataset.emoji}"][aria-pressed="true"]`);
    close();
    pane.do('react', { ...place, message, emoji: item.dataset.emoji, on: !mine }).catch((error) => toast(error.message));
  });
}
