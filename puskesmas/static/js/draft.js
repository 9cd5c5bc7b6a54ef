// What is typed is kept on the server while it is typed; the browser keeps nothing.
//   <form data-draft-url="…">        posts its fields there a moment after each change; 2xx means kept
//   [data-draft-note]                inside the form (or anywhere, when the page has one form): "tersimpan 09.14"
const PAUSE_MS = 900;
const NEVER = ["csrfmiddlewaretoken", "idempotency_key", "password"];

class Draft {
  constructor(form) {
    this.form = form;
    this.note = form.querySelector("[data-draft-note]") || document.querySelector("[data-draft-note]");
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("submit", () => this.stop());
  }

  later() {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE_MS);
  }

  stop() {
    clearTimeout(this.timer);
    this.dirty = false;
  }

  fields() {
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string" && !NEVER.includes(name)) typed.append(name, value);
    }
    return typed;
  }

  async keep({ leaving = false } = {}) {
    if (!this.dirty) return;
    clearTimeout(this.timer);
    this.dirty = false;
    const token = document.body.dataset.csrf || "";
    try {
      const answer = await fetch(this.form.dataset.draftUrl, {
        method: "POST", body: this.fields(), credentials: "same-origin", keepalive: leaving,
        headers: { "X-CSRFToken": token, Accept: "application/json" },
      });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const said = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
      this.say(`tersimpan ${said.at || document.querySelector("[data-clock]")?.textContent || ""}`.trim(), false);
    } catch {
      this.dirty = true;
      if (!leaving) {
        this.say("belum tersimpan, dicoba lagi", true);
        this.timer = setTimeout(() => this.keep(), 5000);
      }
    }
  }

  say(words, late) {
    if (!this.note) return;
    this.note.textContent = words;
    this.note.classList.toggle("late", late);
  }
}

const drafts = [...document.querySelectorAll("form[data-draft-url]")].map((form) => new Draft(form));
addEventListener("pagehide", () => drafts.forEach((draft) => draft.keep({ leaving: true })));
document.addEventListener("alur:covering", () => drafts.forEach((draft) => draft.keep()));
