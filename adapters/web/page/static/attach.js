// Files on their way: chosen or dropped, sent at once, shown as chips until the message goes.

import { tried, upload } from './server.js';

const most = 10;

export class Attachments {
  constructor(list, changed = () => {}) {
    this.list = list;
    this.changed = changed;
    this.files = [];
  }

  get who() { return this.list.closest('[data-who]')?.dataset.who || ''; }

  get ids() { return this.files.map((file) => file.id); }

  async add(files) {
    for (const file of [...files].slice(0, most - this.files.length)) {
      const kept = await tried(() => upload(file, this.who));
      if (kept) this.files.push(kept);
      this.show();
    }
  }

  set(files) {
    this.files = files || [];
    this.show();
  }

  clear() { this.set([]); }

  show() {
    this.list.replaceChildren(...this.files.map((file) => this.chip(file)));
    this.list.hidden = this.files.length === 0;
    this.changed();
  }

  chip(file) {
    const item = document.createElement('li');
    if (file.image) {
      const picture = document.createElement('img');
      picture.src = `/file/${file.id}?who=${encodeURIComponent(this.who)}`;
      picture.alt = '';
      item.append(picture);
    }
    const name = document.createElement('span');
    name.textContent = file.name;
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.className = 'quiet icon';
    remove.textContent = '×';
    remove.setAttribute('aria-label', `${this.list.dataset.remove || ''} ${file.name}`.trim());
    remove.addEventListener('click', () => this.set(this.files.filter((one) => one !== file)));
    item.append(name, remove);
    return item;
  }
}

// droppable lets files be dropped on a box.
export function droppable(box, take) {
  let depth = 0;
  const has = (event) => [...(event.dataTransfer?.types || [])].includes('Files');
  box.addEventListener('dragenter', (event) => {
    if (!has(event)) return;
    depth += 1;
    box.classList.add('dropping');
  });
  box.addEventListener('dragleave', (event) => {
    if (!has(event)) return;
    depth -= 1;
    if (depth <= 0) box.classList.remove('dropping');
  });
  box.addEventListener('dragover', (event) => { if (has(event)) event.preventDefault(); });
  box.addEventListener('drop', (event) => {
    depth = 0;
    box.classList.remove('dropping');
    if (!has(event)) return;
    event.preventDefault();
    event.stopPropagation();
    take(event.dataTransfer.files);
  });
}
