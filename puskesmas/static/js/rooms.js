// The room's list: which figure filters it, marked again each time the list was drawn anew.
function mark() {
  const wanted = new URLSearchParams(location.search).get("saring");
  for (const tile of document.querySelectorAll(".strip a")) {
    const mine = new URL(tile.href).searchParams.get("saring");
    if (wanted && mine === wanted) tile.setAttribute("aria-current", "true");
    else tile.removeAttribute("aria-current");
  }
}

mark();
document.addEventListener("alur:swapped", mark);
