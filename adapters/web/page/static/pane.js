// One pane: what one person sees, and what they do.

import { act, fragment, tried } from './server.js';
import { elements, nearBottom, replace, swap, toBottom } from './dom.js';
import { show } from './time.js';
import { Composer } from './composer.js';
import { openDialog } from './dialog.js';
import { openPicker } from './picker.js';
import { editMessage } from './edit.js';

export class Pane {
  constructor(box, moved) {
    this.box = box;
    this.side = box.id;
    this.moved = moved;
    box.addEventListener('click', (event) => this.click(event));
    box.addEventListener('change', (event) => this.change(event));
    box.addEventListener('keydown', (event) => this.key(event));
    box.addEventListener('toggle', (event) => { this.unfolded = event.target.open; }, true);
    this.ready();
  }

  get inner() { return this.box.querySelector('.pane-inner'); }
  get who() { return this.inner.dataset.who; }
  get channel() { return this.box.querySelector('.place')?.dataset.channel || ''; }
  get root() { return this.box.querySelector('.thread')?.dataset.root || ''; }

  // ready makes fresh content work.
  ready() {
    for (const form of this.box.querySelectorAll('.composer:not([data-works])')) {
      form.dataset.works = 'true';
      new Composer(form, this);
    }
    for (const scroll of this.box.querySelectorAll('.scroll:not([data-shown])')) {
      if (!scroll.offsetParent) continue; // the other pane of a narrow screen
      scroll.dataset.shown = 'true';
      const first = scroll.querySelector('.divider');
      if (first) first.scrollIntoView({ block: 'center' });
      else toBottom(scroll);
    }
    show(this.box);
    this.markRead();
  }

  async become(who, channel = '', thread = '') {
    await tried(async () => {
      replace(this.box, await fragment('/pane', { side: this.side, who, channel, thread }));
      this.ready();
      this.moved(this, true);
    });
  }

  async reload() { await this.become(this.who, this.channel, this.root); }

  async open(channel) {
    await tried(async () => {
      replace(this.box.querySelector('.place-box'), await fragment('/place', { who: this.who, channel }));
      this.hideThread();
      this.current();
      this.ready();
      this.moved(this, false);
      this.box.querySelector('.place textarea')?.focus({ preventScroll: true });
    });
  }

  current() {
    for (const link of this.box.querySelectorAll('.place-link')) {
      if (link.dataset.channel === this.channel) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  async openThread(root, from) {
    await tried(async () => {
      const box = this.box.querySelector('.thread-box');
      replace(box, await fragment('/thread', { who: this.who, channel: this.channel, root }));
      box.hidden = false;
      this.box.querySelector('.talk').classList.add('with-thread');
      this.back = from;
      this.ready();
      this.moved(this, false);
      box.querySelector('textarea').focus({ preventScroll: true });
    });
  }

  hideThread() {
    const box = this.box.querySelector('.thread-box');
    box.replaceChildren();
    box.hidden = true;
    this.box.querySelector('.talk').classList.remove('with-thread');
  }

  closeThread() {
    const { root } = this;
    this.hideThread();
    this.moved(this, false);
    const again = this.box.querySelector(`[data-message="${CSS.escape(root)}"] [data-open-thread]`);
    (again || this.box.querySelector('.place textarea')).focus({ preventScroll: true });
  }

  // take puts a message where it belongs, or takes it away.
  take(message) {
    const known = this.box.querySelectorAll(`[data-message="${CSS.escape(message.id)}"]`);
    if (message.gone) {
      if (message.id === this.root) this.closeThread();
      for (const old of known) old.remove();
      return;
    }
    for (const old of known) {
      if (old.querySelector('.edit-box')) continue;
      const [fresh] = elements(message.html);
      if (old.closest('.root')) fresh.querySelector('.replies')?.remove();
      swap(old, fresh);
      show(fresh);
    }
    if (known.length > 0 && !(known.length === 1 && known[0].closest('.root'))) return;
    let list;
    if (message.thread) {
      if (message.thread === this.root) list = this.box.querySelector('[data-list="thread"]');
    } else if (message.channel === this.channel) {
      list = this.box.querySelector('[data-list="place"]');
    }
    if (list) this.insert(list, message);
  }

  insert(list, message) {
    const scroll = list.closest('.scroll');
    const stay = nearBottom(scroll);
    const [fresh] = elements(message.html);
    const all = [...list.querySelectorAll(':scope > [data-order]')];
    if (all.length > 0 && message.order < Number(all[0].dataset.order) && list.querySelector('.earlier')) return;
    const after = all.reverse().find((one) => Number(one.dataset.order) < message.order);
    if (after) after.after(fresh);
    else list.prepend(fresh);
    show(fresh);
    fresh.classList.add('fresh');
    if (stay || fresh.classList.contains('mine') || fresh.classList.contains('only')) toBottom(scroll);
    const box = list.closest('[data-newest]');
    box.dataset.newest = Math.max(Number(box.dataset.newest), message.order);
  }

  setPlaces(html) {
    replace(this.box.querySelector('.places'), html);
    const folded = this.box.querySelector('details.group');
    if (folded) folded.open = Boolean(this.unfolded);
    this.current();
  }

  // settle follows a bundle of news.
  settle() { this.markRead(); }

  // markRead tells what has been on the screen; soon, not at once, so that a mark is seen.
  markRead() {
    clearTimeout(this.reading);
    this.reading = setTimeout(() => {
      if (document.hidden) return;
      const boxes = [[this.box.querySelector('.place'), ''], [this.box.querySelector('.thread'), this.root]];
      for (const [box, thread] of boxes) {
        if (!box || box.dataset.newest === box.dataset.readUpTo || box.offsetParent === null) continue;
        box.dataset.readUpTo = box.dataset.newest;
        act('read', { who: this.who, channel: this.channel, thread, order: Number(box.dataset.newest) }).catch(() => {});
      }
    }, 600);
  }

  where(element) {
    const thread = element.closest('.thread') ? this.root : '';
    return { who: this.who, channel: this.channel, thread };
  }

  async do(name, body, from) {
    from?.setAttribute('aria-busy', 'true');
    const done = await tried(() => act(name, body));
    from?.removeAttribute('aria-busy');
    if (done?.form) openDialog(done.form, this);
    return done;
  }

  click(event) {
    const button = event.target.closest('button');
    if (!button || button.getAttribute('aria-busy')) return;
    const message = button.closest('[data-message]');
    const place = this.where(button);
    if (button.dataset.channel && button.matches('.place-link')) this.open(button.dataset.channel);
    else if (button.dataset.openThread) this.openThread(button.dataset.openThread, button);
    else if (button.matches('.close-thread')) this.closeThread();
    else if (button.dataset.before) this.earlier(button);
    else if (button.dataset.verb) this.do('click', { ...place, message: message.dataset.message, verb: button.dataset.verb }, button);
    else if (button.dataset.reaction) {
      const on = button.getAttribute('aria-pressed') !== 'true';
      this.do('react', { ...place, message: message.dataset.message, emoji: button.dataset.reaction, on }, button);
    } else if (button.dataset.act === 'pick') openPicker(button, this, message, place);
    else if (button.dataset.act === 'edit') editMessage(message, (text) => this.do('edit', { ...place, message: message.dataset.message, text }));
    else if (button.dataset.act) this.do(button.dataset.act, { ...place, message: message.dataset.message }, button);
  }

  change(event) {
    const control = event.target;
    if (control.matches('.chooser')) {
      this.become(control.value).then(() => this.box.querySelector('.chooser').focus());
    } else if (control.dataset.menu && control.value) {
      const message = control.closest('[data-message]').dataset.message;
      const verb = `${control.dataset.menu}:${control.value}`;
      control.value = '';
      this.do('click', { ...this.where(control), message, verb }, control);
    }
  }

  key(event) {
    if (event.key === 'Escape' && !event.defaultPrevented && event.target.closest('.thread')) {
      event.preventDefault();
      this.closeThread();
    }
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target.matches('.place-link')) {
      const all = [...this.box.querySelectorAll('.place-link')].filter((link) => link.offsetParent);
      const next = all[all.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }
  }

  async earlier(button) {
    const html = await tried(() => fragment('/place', { who: this.who, channel: this.channel, before: button.dataset.before }));
    if (html === undefined) return;
    const scroll = button.closest('.scroll');
    const height = scroll.scrollHeight;
    const item = button.closest('.earlier');
    const fresh = elements(html);
    item.replaceWith(...fresh);
    for (const one of fresh) show(one);
    scroll.scrollTop += scroll.scrollHeight - height;
    scroll.focus({ preventScroll: true });
  }

}
