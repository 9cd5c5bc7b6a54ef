// The television: a new call shows itself three times and is spoken, number and room, never a name.
//   [data-call="code-of-the-call"] with data-say="Nomor P 009, ke Klaster 3, Ruang 3 B"
const spoken = new Set();
let last = document.querySelector("[data-call]")?.dataset.call;

function say(words) {
  if (!words || !("speechSynthesis" in window)) return;
  const speech = new SpeechSynthesisUtterance(words);
  speech.lang = "id-ID";
  speech.rate = 0.9;
  speech.voice = speechSynthesis.getVoices().find((voice) => voice.lang.startsWith("id")) || null;
  speechSynthesis.speak(speech);
}

document.addEventListener("alur:swapped", () => {
  const call = document.querySelector("[data-call]");
  if (!call || call.dataset.call === last) return;
  last = call.dataset.call;
  call.classList.add("fresh");
  setTimeout(() => call.classList.remove("fresh"), 3200);
  if (!spoken.has(last)) say(call.dataset.say);
  spoken.add(last);
});
