// The facility's clock and every running timer, counted from the server's time, never from this PC's.
//   <time data-clock="2026-11-23T09:42:31+07:00">09.42</time>
//   <span class="tm" data-since="ISO" data-from="ISO" data-target="30">  this step, the whole visit, the SOP's minutes
const clock = document.querySelector("[data-clock]");
const stated = clock ? clock.dataset.clock : new Date().toISOString();
const drift = Date.parse(stated) - Date.now();
const zone = /([+-])(\d\d):(\d\d)$/.exec(stated);
const zoneMs = zone ? (zone[1] === "-" ? -1 : 1) * (zone[2] * 60 + +zone[3]) * 60000 : 0;

export const now = () => Date.now() + drift;

export function span(minutes) {
  if (minutes < 60) return `${minutes}m`;
  if (minutes >= 24 * 60) return `${Math.floor(minutes / (24 * 60))} hari`;
  return `${Math.floor(minutes / 60)}j ${String(minutes % 60).padStart(2, "0")}m`;
}

const minutesSince = (iso) => Math.max(0, Math.floor((now() - Date.parse(iso)) / 60000));
const put = (el, words) => el && el.textContent !== words && (el.textContent = words);

function tick() {
  const here = new Date(now() + zoneMs).toISOString();
  for (const el of document.querySelectorAll("[data-clock]")) {
    put(el, here.slice(11, 16).replace(":", "."));
    el.dateTime = here.slice(0, 16);
  }
  for (const timer of document.querySelectorAll("[data-since]")) {
    const waited = minutesSince(timer.dataset.since);
    put(timer.querySelector("b"), span(waited));
    if (timer.dataset.from) put(timer.querySelector(".dim"), `/ ${span(minutesSince(timer.dataset.from))}`);
    const target = +timer.dataset.target;
    if (!target) continue;
    timer.classList.toggle("over", waited >= target);
    timer.classList.toggle("near", waited >= target * 0.8 && waited < target);
    put(timer.querySelector(".vh"), waited >= target ? " melewati target" : waited >= target * 0.8 ? " mendekati target" : "");
  }
}

tick();
setInterval(tick, 5000);
document.addEventListener("alur:swapped", tick);
