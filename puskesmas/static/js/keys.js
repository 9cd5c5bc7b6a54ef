// One registry of keys, and it is the page itself: whatever carries data-key is pressed by that key.
//   data-key="c" | "Enter" | "Shift+Enter" | "g v"     the key, or a chord of two
//   data-key-label="panggil"                            words for the bar and the list, else the element's own text
//   data-key-bar="no"                                   in the list of keys, not in the bar
//   <table data-rows>, <tr id=… data-row>, data-primary j and k choose a row, Enter presses its primary button
const CHORD_MS = 1500;
let first = "";
let firstAt = 0;
let chosen = "";

const typing = (el) => el && (el.isContentEditable || el.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=submit], [type=reset], [type=file])"));
const selfPressing = (el) => el && el.matches("a[href], button, summary, input, label");
const asleep = (el) => el.closest("[hidden], [inert], dialog:not([open]), template") || el.matches("[disabled], [aria-disabled=true]");

export function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.shiftKey && event.key.length > 1 ? `Shift+${key}` : key;
}

const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")].filter((row) => row.getClientRects().length);
const chosenRow = () => chosen && document.getElementById(chosen);

function mark(row) {
  for (const other of document.querySelectorAll("[data-row].on")) {
    other.classList.remove("on");
    other.removeAttribute("aria-current");
  }
  chosen = row ? row.id : "";
  if (!row) return;
  row.classList.add("on");
  row.setAttribute("aria-current", "true");
}

function move(step) {
  const all = rows();
  if (!all.length) return false;
  const at = all.indexOf(chosenRow());
  const row = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
  mark(row);
  row.scrollIntoView({ block: "nearest" });
  const said = document.getElementById("row-said");
  if (said) said.textContent = row.dataset.row || row.innerText.split("\n").slice(0, 3).join(", ");
  return true;
}

function pressed(key) {
  const row = chosenRow();
  if (key === "Enter" && row) {
    const primary = row.querySelector("[data-primary]:not([disabled], [aria-disabled=true])");
    if (primary) return primary;
  }
  const all = [...document.querySelectorAll("[data-key]")].filter((el) => el.dataset.key.split("|").includes(key) && !asleep(el));
  return all.find((el) => row && row.contains(el)) || all.find((el) => !el.closest("[data-row]"));
}

function press(el) {
  if (typing(el)) {
    el.focus();
    if (el.select) el.select();
  } else if (el.matches("section, [tabindex='-1'], fieldset, h2, h3")) {
    el.scrollIntoView({ block: "center" });
    (el.querySelector("input:not([type=hidden]), textarea, select, button, a[href]") || el).focus();
  } else {
    el.click();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const key = nameOf(event);
  // A dialog that just closed may hold the focus for one more frame; what is pressed then is meant for the page.
  const at = event.target.closest("dialog:not([open])") ? document.body : event.target;
  if (key === "Escape") {
    for (const menu of document.querySelectorAll("details.more[open], details.who[open]")) menu.open = false;
    if (typing(at) && at.type === "search" && at.value) at.value = "";
    else if (typing(at) && !document.querySelector("dialog[open]")) at.blur();
    return;
  }
  if (document.querySelector("dialog[open]") && key !== "Shift+Enter") return;
  if (typing(at) && key !== "Shift+Enter") return;
  if ((key === "Enter" || key === " ") && selfPressing(at)) return;
  if (key === "?") {
    event.preventDefault();
    return openList();
  }
  const chord = first && Date.now() - firstAt < CHORD_MS ? pressed(`${first} ${key}`) : null;
  const starts = !chord && document.querySelector(`[data-key^="${CSS.escape(key)} "]`);
  first = starts ? key : "";
  firstAt = Date.now();
  const el = chord || pressed(key);
  if (el) {
    event.preventDefault();
    press(el);
  } else if ((key === "j" || key === "k") && move(key === "j" ? 1 : -1)) {
    event.preventDefault();
  }
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("[data-rows] [data-row]");
  if (row && row.id) mark(row);
});

// --- the bar and the list, read from the page ---

const CAPS = { "Shift+Enter": ["Shift Enter"], Escape: ["Esc"], " ": ["Spasi"] };
const caps = (key) => CAPS[key] || key.split(" ").map((part) => (part.length === 1 ? part.toUpperCase() : part));

function labelOf(el) {
  if (el.dataset.keyLabel) return el.dataset.keyLabel;
  if (typing(el)) return el.labels?.[0]?.innerText.trim() || el.getAttribute("aria-label") || "isian";
  const copy = el.cloneNode(true);
  for (const extra of copy.querySelectorAll("kbd, svg, input, .dim")) extra.remove();
  return (copy.textContent.trim() || el.getAttribute("aria-label") || "").replace(/\s+/g, " ");
}

function entries({ bar }) {
  const found = new Map();
  if (document.querySelector("[data-rows]")) {
    found.set("j k", { caps: ["J", "K"], label: "pilih baris" });
    found.set("Enter", { caps: ["Enter"], label: "langkah berikutnya" });
  }
  for (const el of document.querySelectorAll("[data-key]")) {
    const key = el.dataset.key.split("|")[0];
    if (found.has(key) || el.closest("template, dialog") || (bar && el.dataset.keyBar === "no")) continue;
    found.set(key, { caps: caps(key), label: labelOf(el) });
  }
  return [...found.values()];
}

const kbd = (text) => Object.assign(document.createElement("kbd"), { textContent: text });

function fillBar() {
  const bar = document.querySelector(".keys [data-keys]");
  if (!bar) return;
  bar.replaceChildren(...entries({ bar: true }).slice(0, 9).map((entry) => {
    const item = document.createElement("span");
    item.append(...entry.caps.map(kbd), entry.label.charAt(0).toLowerCase() === entry.label.charAt(0) ? entry.label : entry.label.charAt(0).toLowerCase() + entry.label.slice(1));
    return item;
  }));
  while (bar.scrollWidth > bar.clientWidth && bar.lastElementChild) bar.lastElementChild.remove();
}

export function openList() {
  const dialog = document.getElementById("keylist");
  if (!dialog || dialog.open) return;
  const pairs = entries({ bar: false }).flatMap((entry) => {
    const term = document.createElement("dt");
    term.append(...entry.caps.map(kbd));
    return [term, Object.assign(document.createElement("dd"), { textContent: entry.label })];
  });
  dialog.querySelector("dl").replaceChildren(...pairs);
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keylist]")) openList();
});
document.addEventListener("alur:swapped", () => {
  if (chosen) mark(chosenRow());
  fillBar();
});
document.addEventListener("htmx:afterSettle", fillBar);
fillBar();
const begin = document.querySelector("[data-row].on");
if (begin) mark(begin);
