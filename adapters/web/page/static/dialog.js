// Forms as dialogs. What is typed is kept in the session until the form is sent or closed, so
// that a reload in the middle of it loses nothing.

import { act, newKey, toast } from './server.js';
import { elements } from './dom.js';
import { Attachments, droppable } from './attach.js';

const storeKey = 'guichet-form';

export function openDialog(html, pane) {
  document.querySelector('dialog.dialog')?.remove();
  const [dialog] = elements(html);
  begin(dialog, html, pane?.side, {});
}

export function restoreDialog() {
  const kept = sessionStorage.getItem(storeKey);
  if (!kept) return;
  const { html, side, values, files } = JSON.parse(kept);
  const [dialog] = elements(html);
  begin(dialog, html, side, values, files);
}

function begin(dialog, html, side, values, files = {}) {
  document.body.append(dialog);
  const from = document.activeElement;
  const form = dialog.querySelector('form');
  const attachments = new Map();
  const keep = () => {
    const kept = Object.fromEntries([...attachments].map(([id, one]) => [id, one.files]));
    sessionStorage.setItem(storeKey, JSON.stringify({ html, side, values: read(form), files: kept }));
  };
  for (const input of dialog.querySelectorAll('[data-files]')) {
    const box = input.closest('[data-drop]');
    const list = new Attachments(box.querySelector('.chips'), keep);
    attachments.set(input.dataset.files, list);
    input.addEventListener('change', () => {
      list.add(input.files);
      input.value = '';
    });
    droppable(box, (dropped) => list.add(dropped));
    if (files[input.dataset.files]) list.set(files[input.dataset.files]);
  }
  fill(form, values);
  form.addEventListener('input', (event) => {
    clear(event.target.closest('.field'));
    keep();
  });
  const key = newKey();
  let sending = 0;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('[type="submit"]');
    if (button.disabled) return;
    button.disabled = true;
    for (const field of form.querySelectorAll('.field')) clear(field);
    form.querySelector('.form-error').textContent = '';
    const { who, channel, thread } = dialog.dataset;
    sending += 1;
    try {
      const done = await act('submit', {
        who, channel, thread, form: dialog.dataset.form, state: dialog.dataset.state,
        values: read(form, true), files: [...attachments.values()].flatMap((one) => one.ids),
      }, `${key}-${sending}`);
      if (done.errors) fail(form, done.errors);
      else if (done.form) {
        finish();
        openDialog(done.form, { side });
      } else finish();
    } catch (error) {
      form.querySelector('.form-error').textContent = error.message;
    }
    button.disabled = false;
  });
  // A textarea takes Enter; with Ctrl or Cmd it sends the form, as people know it from chats.
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  const finish = () => {
    sessionStorage.removeItem(storeKey);
    dialog.close();
  };
  dialog.querySelector('.dialog-cancel').addEventListener('click', finish);
  dialog.querySelector('.dialog-close').addEventListener('click', finish);
  dialog.addEventListener('cancel', () => sessionStorage.removeItem(storeKey));
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (from?.isConnected) from.focus({ preventScroll: true });
    else document.querySelector(`#${side} .place textarea`)?.focus({ preventScroll: true });
  });
  if (side) dialog.classList.add(`over-${side}`);
  dialog.showModal();
  const empty = [...form.elements].find((one) => one.matches('[aria-required]') && !one.value);
  (empty || form.querySelector('.field input, .field textarea, .field select'))?.focus();
  keep();
}

function read(form, send = false) {
  const values = {};
  for (const control of form.elements) {
    if (!control.name || (control.type === 'radio' && !control.checked)) continue;
    values[control.name] = control.value;
    if (send && control.matches('[data-date]') && control.value) values[control.name] = new Date(control.value).toISOString();
  }
  return values;
}

function fill(form, values) {
  for (const control of form.elements) {
    if (!control.name || values[control.name] === undefined) continue;
    if (control.type === 'radio') control.checked = control.value === values[control.name];
    else control.value = values[control.name];
  }
}

function clear(field) {
  if (!field) return;
  field.classList.remove('wrong');
  field.querySelector('.field-error').textContent = '';
  for (const control of field.querySelectorAll('[aria-invalid]')) control.removeAttribute('aria-invalid');
}

function fail(form, errors) {
  let first;
  for (const [id, sentence] of Object.entries(errors)) {
    const field = form.querySelector(`[data-field="${CSS.escape(id)}"]`);
    if (!field) {
      toast(sentence);
      continue;
    }
    field.classList.add('wrong');
    field.querySelector('.field-error').textContent = sentence;
    const control = field.querySelector('input, textarea, select');
    control.setAttribute('aria-invalid', 'true');
    first ||= control;
  }
  first?.focus();
}
