// After some minutes without a hand on it, the page covers itself; the same person uncovers it in place.
//   <body data-idle-minutes data-cover-url data-uncover-url data-user>, <dialog id="cover"> with its form
//   [data-cover] covers at once. Polls and streams are not hands. Events: alur:covering, alur:covered, alur:uncovered.
const { idleMinutes, coverUrl, uncoverUrl } = document.body.dataset;
const dialog = document.getElementById("cover");
const channel = "BroadcastChannel" in window ? new BroadcastChannel("alur-idle") : null;
let touchedAt = Date.now();

function token() {
  return document.body.dataset.csrf || "";
}

function takeToken(fresh) {
  document.body.dataset.csrf = fresh;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = fresh;
  for (const carrier of document.querySelectorAll("[hx-headers]")) {
    carrier.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
  }
}

function touched() {
  const now = Date.now();
  if (now - touchedAt > 5000) channel?.postMessage({ touched: now });
  touchedAt = now;
}

function cover({ tell = true } = {}) {
  if (dialog.open) return;
  document.dispatchEvent(new Event("alur:covering"));
  for (const open of document.querySelectorAll("dialog[open]")) open.close();
  document.body.classList.add("covered");
  dialog.showModal();
  dialog.querySelector("[name=password]").focus();
  document.dispatchEvent(new Event("alur:covered"));
  if (tell) {
    channel?.postMessage({ covered: true });
    // A moment later, so that drafts are kept while the session is still open.
    setTimeout(() => fetch(coverUrl, { method: "POST", headers: { "X-CSRFToken": token() }, credentials: "same-origin", keepalive: true }).catch(() => {}), 400);
  }
}

function uncovered() {
  document.body.classList.remove("covered");
  touchedAt = Date.now();
  if (dialog.open) dialog.close();
  document.dispatchEvent(new Event("alur:uncovered"));
}

async function freshToken() {
  const answer = await fetch(uncoverUrl, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  return (await answer.json()).csrf;
}

async function uncover(form) {
  const wrong = form.querySelector("[data-wrong]");
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  wrong.hidden = true;
  try {
    const csrf = await freshToken();
    const answer = await fetch(uncoverUrl, {
      method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin",
      headers: { "X-CSRFToken": csrf, Accept: "application/json" },
    });
    if (answer.status === 429) throw new Error("Terlalu banyak percobaan. Tunggu lima belas menit, atau minta bantuan admin puskesmas.");
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.message);
    if (!said.same) return location.replace(said.to);
    takeToken(said.csrf);
    channel?.postMessage({ uncovered: true, csrf: said.csrf });
    uncovered();
  } catch (refused) {
    wrong.lastElementChild.textContent = refused instanceof TypeError ? "Server belum menjawab. Periksa jaringan, lalu coba lagi." : refused.message;
    wrong.hidden = false;
  } finally {
    button.disabled = false;
    form.querySelector("[name=password]").value = "";
    form.querySelector("[name=password]").focus();
  }
}

if (dialog && idleMinutes && uncoverUrl) {
  for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) addEventListener(kind, touched, { passive: true, capture: true });
  setInterval(() => Date.now() - touchedAt > idleMinutes * 60000 && cover(), 5000);
  document.addEventListener("visibilitychange", () => !document.hidden && Date.now() - touchedAt > idleMinutes * 60000 && cover());
  document.addEventListener("click", (event) => event.target.closest("[data-cover]") && cover());
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("close", () => document.body.classList.contains("covered") && dialog.showModal());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    uncover(event.target);
  });
  channel?.addEventListener("message", ({ data }) => {
    if (data.touched) touchedAt = Math.max(touchedAt, data.touched);
    if (data.covered) cover({ tell: false });
    if (data.uncovered) {
      takeToken(data.csrf);
      uncovered();
    }
  });
}
