// A board that changes by itself. The server renders, this puts it in place without losing focus, scroll or the chosen row.
//   data-live-url="/live/…"      the stream; a message is the new inside of the element as HTML
//   data-live-poll="/…"          the same fragment by request: on "resync", and every 3 s once the stream failed three times
//   data-live-note               an element told "langsung" or "tersendat" (hidden while all is well)
const FAILS = 3;
const POLL_MS = 3000;
const RETRY_MS = 30000;

class Live {
  constructor(target) {
    this.target = target;
    this.fails = 0;
    this.etag = "";
    this.open();
  }

  open() {
    const url = this.target.dataset.liveUrl;
    if (!url) this.poll ||= setInterval(() => this.fetch(), POLL_MS); // nothing streams this list
    if (!url || this.source) return;
    this.source = new EventSource(url);
    this.source.onopen = () => {
      this.fails = 0;
      this.stopPolling();
      this.say(true);
    };
    this.source.onmessage = (event) => this.swap(event.data);
    this.source.addEventListener("board", (event) => this.swap(event.data));
    this.source.addEventListener("resync", () => setTimeout(() => this.fetch(), Math.random() * 500));
    this.source.addEventListener("closed", () => this.close());
    this.source.onerror = () => {
      this.fails += 1;
      if (this.fails >= FAILS || this.source.readyState === EventSource.CLOSED) this.fallBack();
    };
  }

  close() {
    this.source?.close();
    this.source = null;
    this.stopPolling();
    clearTimeout(this.retry);
  }

  fallBack() {
    this.source?.close();
    this.source = null;
    this.say(false);
    if (!this.poll) {
      this.poll = setInterval(() => this.fetch(), POLL_MS);
      this.fetch();
    }
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), RETRY_MS);
  }

  stopPolling() {
    clearInterval(this.poll);
    this.poll = null;
  }

  async fetch() {
    const url = this.target.dataset.livePoll;
    if (!url || document.hidden) return;
    const headers = { "X-Alur-Poll": "1" };
    if (this.etag) headers["If-None-Match"] = this.etag;
    try {
      const answer = await fetch(url, { headers, credentials: "same-origin" });
      if (answer.status === 304) return;
      if (answer.status === 401 || answer.status === 403 || answer.redirected) return this.close();
      if (!answer.ok) return;
      this.etag = answer.headers.get("ETag") || "";
      this.swap(await answer.text());
    } catch {
      this.say(false);
    }
  }

  swap(html) {
    const scroll = [window.scrollX, window.scrollY];
    window.Idiomorph.morph(this.target, html, {
      morphStyle: "innerHTML",
      ignoreActiveValue: true,
      restoreFocus: true,
      callbacks: {
        // An open menu and a chosen row belong to the reader, not to the server.
        beforeAttributeUpdated: (name, node) => !(name === "open" && node.matches("details")),
        beforeNodeMorphed: (node) => !(node.nodeType === 1 && node.matches("dialog[open]")),
      },
    });
    window.scrollTo(...scroll);
    document.dispatchEvent(new CustomEvent("alur:swapped", { detail: { target: this.target } }));
  }

  say(fresh) {
    for (const note of document.querySelectorAll("[data-live-note]")) note.hidden = fresh;
  }
}

const all = [...document.querySelectorAll("[data-live-url], [data-live-poll]")].map((target) => new Live(target));
const closeAll = () => all.forEach((live) => live.close());
const openAll = () => all.forEach((live) => {
  live.fails = 0;
  live.open();
  live.fetch();
});

addEventListener("pagehide", closeAll);
addEventListener("pageshow", (event) => event.persisted && openAll());
document.addEventListener("alur:covered", closeAll);
document.addEventListener("alur:uncovered", openAll);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) all.filter((live) => live.poll).forEach((live) => live.fetch());
});
