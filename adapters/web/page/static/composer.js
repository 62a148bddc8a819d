// Writing a message: completion of commands and people, files, drafts that outlive a reload.

import { ask } from './server.js';
import { Attachments, droppable } from './attach.js';

let count = 0;

export class Composer {
  constructor(form, pane) {
    this.form = form;
    this.pane = pane;
    this.area = form.querySelector('textarea');
    this.list = form.querySelector('.suggestions');
    count += 1;
    this.list.id = `suggestions-${count}`;
    this.area.setAttribute('aria-controls', this.list.id);
    const chips = form.querySelector('.chips');
    chips.dataset.remove = this.area.dataset.remove;
    this.files = new Attachments(chips);
    this.chosen = -1;
    this.area.value = sessionStorage.getItem(this.draftKey()) || '';
    this.grow();
    this.area.addEventListener('input', () => this.typed());
    this.area.addEventListener('keydown', (event) => this.key(event));
    this.area.addEventListener('blur', () => setTimeout(() => this.hide(), 150));
    this.area.addEventListener('paste', (event) => {
      if (event.clipboardData?.files.length) this.files.add(event.clipboardData.files);
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.send();
    });
    this.list.addEventListener('mousedown', (event) => {
      event.preventDefault();
      const item = event.target.closest('[role="option"]');
      if (item) this.pick([...this.list.querySelectorAll('[role="option"]')].indexOf(item));
    });
    const input = form.querySelector('.file-input');
    form.querySelector('.attach').addEventListener('click', () => input.click());
    input.addEventListener('change', () => {
      this.files.add(input.files);
      input.value = '';
    });
    droppable(form.closest('.place, .thread'), (files) => this.files.add(files));
  }

  draftKey() {
    const place = this.pane.where(this.form);
    return `draft:${place.who}:${place.channel}:${place.thread}`;
  }

  grow() {
    this.area.style.height = 'auto';
    this.area.style.height = `${Math.min(this.area.scrollHeight, 180)}px`;
  }

  typed() {
    this.grow();
    if (this.area.value) sessionStorage.setItem(this.draftKey(), this.area.value);
    else sessionStorage.removeItem(this.draftKey());
    clearTimeout(this.asking);
    this.asking = setTimeout(() => this.complete(), 70);
  }

  async complete() {
    const text = this.area.value.slice(0, this.area.selectionStart);
    if (!text.startsWith('/') && !/(^|\s)@\S*$/.test(text)) {
      this.hide();
      return;
    }
    this.turn = (this.turn || 0) + 1;
    const { turn } = this;
    try {
      const found = await ask('/complete', { ...this.pane.where(this.form), text });
      if (turn === this.turn && document.activeElement === this.area) this.show(found);
    } catch {
      this.hide();
    }
  }

  show(found) {
    this.found = found;
    const items = found.Items || [];
    this.list.replaceChildren(...items.map((item, i) => {
      const row = document.createElement('li');
      row.setAttribute('role', 'option');
      row.id = `${this.list.id}-${i}`;
      const label = document.createElement('b');
      label.textContent = item.Label;
      const detail = document.createElement('span');
      detail.textContent = item.Detail;
      row.append(label, detail);
      return row;
    }));
    if (found.Hint) {
      const hint = document.createElement('li');
      hint.className = 'hint';
      hint.setAttribute('role', 'presentation');
      hint.textContent = found.Hint;
      this.list.append(hint);
    }
    this.list.hidden = items.length === 0 && !found.Hint;
    this.area.setAttribute('aria-expanded', String(!this.list.hidden));
    this.mark(items.length > 0 ? 0 : -1);
  }

  mark(i) {
    this.chosen = i;
    const rows = this.list.querySelectorAll('[role="option"]');
    rows.forEach((row, at) => row.setAttribute('aria-selected', String(at === i)));
    if (i >= 0) {
      this.area.setAttribute('aria-activedescendant', rows[i].id);
      rows[i].scrollIntoView({ block: 'nearest' });
    } else this.area.removeAttribute('aria-activedescendant');
  }

  hide() {
    this.turn = (this.turn || 0) + 1;
    this.list.hidden = true;
    this.chosen = -1;
    this.area.setAttribute('aria-expanded', 'false');
    this.area.removeAttribute('aria-activedescendant');
  }

  pick(i) {
    const item = this.found.Items[i];
    const end = this.area.selectionStart;
    const keep = [...this.area.value.slice(0, end)].slice(0, this.found.From).join('');
    this.area.value = keep + item.Insert + this.area.value.slice(end);
    const at = keep.length + item.Insert.length;
    this.area.setSelectionRange(at, at);
    this.hide();
    this.typed();
  }

  // exact tells whether what was typed is the suggestion already, so that Enter sends it.
  exact() {
    const item = this.found.Items[this.chosen];
    const typed = [...this.area.value].slice(this.found.From).join('');
    return item.Insert.trim() === typed.trim();
  }

  key(event) {
    if (event.isComposing) return;
    const open = !this.list.hidden && this.chosen >= 0;
    const size = this.found?.Items?.length || 0;
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      this.mark((this.chosen + (event.key === 'ArrowDown' ? 1 : -1) + size) % size);
    } else if (open && (event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey && !this.exact()) {
      event.preventDefault();
      this.pick(this.chosen);
    } else if (event.key === 'Escape' && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
  }

  async send() {
    const text = this.area.value.trim();
    if (!text && this.files.ids.length === 0) return;
    clearTimeout(this.asking);
    this.hide();
    const kept = { value: this.area.value, files: this.files.files };
    const place = this.pane.where(this.form);
    const draft = this.draftKey();
    const ids = this.files.ids;
    this.area.value = '';
    this.files.clear();
    this.grow();
    // The Enter that sent it may still write its line break.
    setTimeout(() => {
      if (!this.area.value.trim()) {
        this.area.value = '';
        this.grow();
      }
    });
    const done = await this.pane.do('say', { ...place, text, files: ids });
    if (done) {
      sessionStorage.removeItem(draft);
    } else if (!this.area.value) {
      this.area.value = kept.value;
      this.files.set(kept.files);
      this.grow();
    }
  }
}
