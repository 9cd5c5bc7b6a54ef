// An instrument is answered without leaving the keys: the first letter or the number of an answer chooses it, and the next item waits.
//   <div data-ask> with <fieldset data-item> of radios
const fields = (ask) => [...ask.querySelectorAll("[data-item], .item.number input")];

function chosen(item, key) {
  const labels = [...item.querySelectorAll("label")];
  const at = /^[1-9]$/.test(key) ? labels[Number(key) - 1] : undefined;
  const named = labels.filter((label) => label.textContent.trim().toLowerCase().startsWith(key));
  const label = at || (named.length === 1 ? named[0] : undefined);
  return label && label.querySelector("input");
}

for (const ask of document.querySelectorAll("[data-ask]")) {
  ask.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
    const item = event.target.closest("[data-item]");
    const radio = item && chosen(item, event.key.toLowerCase());
    if (!radio) return;
    event.preventDefault();
    event.stopPropagation();
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    const all = fields(ask);
    const next = all[all.indexOf(item) + 1];
    const into = next && (next.matches("input") ? next : next.querySelector("input:checked") || next.querySelector("input"));
    (into || radio).focus();
  });
  const first = fields(ask)[0];
  (first.matches("input") ? first : first.querySelector("input:checked") || first.querySelector("input")).focus();
}
