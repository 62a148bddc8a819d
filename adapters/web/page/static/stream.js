// The line over which the server tells what has changed. A hidden tab lets it go and catches
// up when it is seen again; when many tabs are open, the later ones ask now and then instead
// of holding a line: a browser opens only six to one server.

const held = 4;

export class Stream {
  constructor(people, take, lost) {
    this.people = people;
    this.take = take;
    this.lost = lost;
    this.last = document.body.dataset.event;
    this.brief = false;
    document.addEventListener('visibilitychange', () => this.seen());
    this.place().then(() => this.open());
  }

  // place takes one of the places for a held line, as long as this tab lives.
  async place() {
    if (!navigator.locks) return;
    for (let i = 0; i < held; i += 1) {
      const got = await new Promise((answer) => {
        navigator.locks.request(`guichet-line-${i}`, { ifAvailable: true }, (lock) => {
          answer(Boolean(lock));
          return lock ? new Promise(() => {}) : undefined;
        });
      });
      if (got) return;
    }
    this.brief = true;
  }

  seen() {
    clearTimeout(this.leaving);
    if (document.hidden) this.leaving = setTimeout(() => this.close(), 3000);
    else if (!this.source) this.open();
  }

  close() {
    this.source?.close();
    this.source = undefined;
  }

  open() {
    this.close();
    const query = new URLSearchParams(this.people().map((who) => ['who', who]));
    query.set('after', this.last);
    if (this.brief) query.set('brief', '');
    this.source = new EventSource(`/events?${query}`);
    this.source.onmessage = (event) => {
      this.last = event.lastEventId;
      this.lost(false);
      this.take(JSON.parse(event.data));
    };
    this.source.onerror = () => {
      if (!this.brief) this.lost(true);
      if (this.source?.readyState === EventSource.CLOSED) setTimeout(() => this.open(), 2000);
    };
  }
}
