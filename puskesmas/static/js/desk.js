// The desk: earlier visits are fetched when somebody wants to see them, and the time left to undo runs down.
//   <details data-history="url"> with [data-history-here]
for (const fold of document.querySelectorAll("[data-history]")) {
  fold.addEventListener("toggle", async () => {
    const here = fold.querySelector("[data-history-here]");
    if (!fold.open || fold.dataset.fetched) return;
    fold.dataset.fetched = "1";
    try {
      const answer = await fetch(fold.dataset.history, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      here.innerHTML = await answer.text();
    } catch {
      delete fold.dataset.fetched;
      here.textContent = "Riwayat belum bisa dimuat. Tutup dan buka lagi.";
    }
  });
}

// The key of a fold opens it and leads to its first field; a fold that is open stays open.
document.addEventListener("click", (event) => {
  const summary = event.target.closest?.(".fold-in > summary");
  if (!summary || event.isTrusted) return;
  event.preventDefault();
  const fold = summary.parentElement;
  fold.open = true;
  (fold.querySelector("input:not([type=hidden]), textarea, select, button, a[href]") || summary).focus();
});

const left = document.querySelector(".decide .undo .dim");
if (left) {
  const [minutes, seconds] = left.textContent.trim().split(".").map(Number);
  const until = performance.now() + (minutes * 60 + seconds) * 1000;
  const timer = setInterval(() => {
    const rest = Math.max(0, Math.floor((until - performance.now()) / 1000));
    left.textContent = `${Math.floor(rest / 60)}.${String(rest % 60).padStart(2, "0")}`;
    if (rest > 0) return;
    clearInterval(timer);
    left.closest("form").remove();
  }, 1000);
}
