// Small furniture: folding sign, menus, dialogs, toasts, printing.
//   [data-fold="id"]        shows and hides that element (the sign's ways on a phone)
//   [data-open="id"]        opens <dialog id>, [data-close] closes the one around it
//   .toast[data-seconds]    goes by itself, waits while a hand or the focus is on it
//   [data-dismiss]          takes its own message away; [data-print] prints, <body data-autoprint> at once
function later(toast) {
  let left = Number(toast.dataset.seconds || 10) * 1000;
  let last = Date.now();
  const timer = setInterval(() => {
    const passed = Date.now() - last;
    last = Date.now();
    if (toast.matches(":hover, :focus-within")) return;
    left -= passed;
    if (left > 0 && toast.isConnected) return;
    clearInterval(timer);
    toast.remove();
  }, 200);
}

document.addEventListener("click", (event) => {
  const at = event.target;
  const fold = at.closest("[data-fold]");
  if (fold) fold.setAttribute("aria-expanded", String(document.getElementById(fold.dataset.fold).classList.toggle("open")));
  const opener = at.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  if (at.closest("[data-close]")) at.closest("dialog")?.close();
  at.closest("[data-dismiss]")?.closest(".msg, .toast")?.remove();
  if (at.closest("[data-print]")) print();
  for (const menu of document.querySelectorAll("details.more[open], details.who[open]")) {
    if (!menu.contains(at)) menu.open = false;
  }
});

// A press on the dark around a dialog closes it, the cover excepted.
document.addEventListener("pointerdown", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || dialog.id === "cover") return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside) dialog.close();
});

document.querySelectorAll(".toast").forEach(later);
document.addEventListener("htmx:afterSettle", () => {
  for (const toast of document.querySelectorAll(".toast:not([data-timed])")) {
    toast.dataset.timed = "1";
    later(toast);
  }
});
document.querySelectorAll(".toast").forEach((toast) => (toast.dataset.timed = "1"));
document.querySelector("[data-focus]")?.focus();
if ("autoprint" in document.body.dataset) addEventListener("load", () => print());
