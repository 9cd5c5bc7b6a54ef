// The change, while the money is counted: <form data-due="15000"> with [name=received] and [data-change] in it.
//   what was handed over is only asked for cash; the server checks it again
const form = document.querySelector("form[data-due]");

const rupiah = (amount) => `Rp ${String(amount).replace(/\B(?=(\d{3})+$)/g, ".")}`;

function counted() {
  const due = Number(form.dataset.due);
  const cash = form.querySelector("[name=method]:checked")?.value === "tunai";
  const typed = form.querySelector("[name=received]").value.replace(/[^\d]/g, "");
  const change = form.querySelector("[data-change]");
  form.querySelector(".cash").hidden = !cash;
  const left = typed ? Number(typed) - due : 0;
  change.textContent = left > 0 ? `kembali ${rupiah(left)}` : left < 0 ? `kurang ${rupiah(-left)}` : "uang pas";
  change.classList.toggle("short", left < 0);
}

if (form) {
  form.addEventListener("input", counted);
  form.addEventListener("change", counted);
  counted();
}
