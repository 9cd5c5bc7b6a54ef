// A form is sent once: its first press carries a key of its own, the second press finds the button asleep,
// and it carries this page's CSRF token, whoever drew it.
//   every <form method="post"> gets a hidden idempotency_key; data-once="no" leaves a form alone
// The server does a key's work once. Where the network was cut nobody knows whether it was done, so who goes Back and
// presses again sends the same key, and is led where the first press would have led.
const FIELD = "idempotency_key";
const UNANSWERED = "alur-unanswered";  // {action, key} of the last press, until a page of ours comes as its answer

function unanswered(form) {
  const last = JSON.parse(sessionStorage.getItem(UNANSWERED) || "null");
  return last && last.action === form.action ? last.key : "";
}

if (performance.getEntriesByType("navigation")[0]?.type !== "back_forward") sessionStorage.removeItem(UNANSWERED);

function freshKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const posts = (form) => form instanceof HTMLFormElement && form.method === "post" && form.dataset.once !== "no";

function keyed(form) {
  let field = form.querySelector(`input[name=${FIELD}]`);
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name: FIELD });
    form.append(field);
  }
  field.value = field.value || unanswered(form) || freshKey();
  if (!form.hasAttribute("hx-post")) sessionStorage.setItem(UNANSWERED, JSON.stringify({ action: form.action, key: field.value }));
}

// A fragment pushed to every screen is drawn for nobody in particular, so its forms take this page's token as they go.
function signed(form) {
  let field = form.querySelector("input[name=csrfmiddlewaretoken]");
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken" });
    form.append(field);
  }
  field.value = document.body.dataset.csrf || field.value;
}

function buttons(form) {
  return [...form.elements].filter((el) => el.type === "submit");
}

function wake(form) {
  delete form.dataset.sent;
  form.querySelector(`input[name=${FIELD}]`)?.remove();
  for (const button of buttons(form)) {
    button.disabled = button.dataset.was === "off";
    button.classList.remove("sent");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!posts(form)) return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  keyed(form);
  signed(form);
  form.dataset.sent = "1";
  // After the browser has read the fields: a sleeping button's own name and value would be left out.
  setTimeout(() => {
    if (event.defaultPrevented && !form.hasAttribute("hx-post")) return wake(form);
    for (const button of buttons(form)) {
      button.dataset.was = button.disabled ? "off" : "on";
      button.disabled = true;
      button.classList.add("sent");
    }
  });
}, true);

addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(wake));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form?.dataset.sent) wake(form);
});
