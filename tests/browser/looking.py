"""What is asked of every page: it answers, fits, reads well by axe, is light, and breaks no rule of its own."""

import gzip
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import reverse

from puskesmas.facility.models import Staff
from tests.browser.house import House
from tests.browser.screens import Screen

PC, PHONE = (1366, 768), (390, 844)
LIGHT = 100 * 1024
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

LISTEN = """
window.refusedByRule = [];
addEventListener("securitypolicyviolation", (it) => {
  window.refusedByRule.push(`${it.violatedDirective}: ${it.blockedURI || it.sample}`);
});
"""
RESOURCES = """() => performance.getEntriesByType("resource").map((one) => one.name)
  .filter((name) => !new URL(name).pathname.startsWith("/live/"))"""
LOOKS = """() => {
  const wide = document.documentElement.scrollWidth;
  const broken = [...document.images].filter((one) => !(one.complete && one.naturalWidth)).map((one) => one.src);
  const shown = (one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true});
  const primary = "main .btn.go, .dock .btn.go, .papers .btn.go";
  const buttons = [...document.querySelectorAll(primary)].filter(shown);
  const boxes = buttons.map((one) => one.getBoundingClientRect());
  const under = (one) => {
    one.focus();
    const box = one.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !(top && (one.contains(top) || top.contains(one)));
  };
  const atFirst = document.activeElement;
  const covered = buttons.filter(under).map((one) => one.textContent.trim());
  document.activeElement.blur();
  if (atFirst !== document.body) atFirst?.focus();
  scrollTo(0, 0);
  return {
    wide, broken, width: innerWidth, height: innerHeight, long: document.documentElement.scrollHeight,
    covered, buttons: boxes.map((box) => [box.left, box.top, box.right, box.bottom]),
    who: wide > innerWidth ? [...document.querySelectorAll("body *")].filter((one) =>
      one.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map((one) => one.outerHTML.slice(0, 120)) : [],
  };
}"""
SEE = """async (rules) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: rules}, resultTypes: ["violations"]});
  const where = (nodes) => nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ");
  return found.violations.map((one) => `${one.id}: ${where(one.nodes)}`);
}"""


@dataclass
class Eyes:
    """One window for each role, kept open from page to page."""

    browser: object
    site: str
    house: House
    pages: dict[str, object] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)

    def page_of(self, role: str):
        """Give the window of a role, signed in."""
        if role not in self.pages:
            context = self.browser.new_context(viewport={"width": PC[0], "height": PC[1]}, locale="id-ID")
            context.add_init_script(LISTEN)
            if role:
                context.add_cookies([self._cookie(role)])
            page = context.new_page()
            page.on("console", lambda one: self.said.append(one.text) if one.type == "error" else None)
            page.on("pageerror", lambda error: self.said.append(str(error)))
            self.pages[role] = page
        return self.pages[role]

    def _cookie(self, role: str) -> dict:
        client, name = Client(), settings.SESSION_COOKIE_NAME
        client.force_login(self._person(role).user, backend="puskesmas.facility.signing.StaffBackend")
        return {"name": name, "value": client.cookies[name].value, "url": self.site}

    def _person(self, role: str) -> Staff:
        return Staff.objects.get(user__username="dinas") if role == "dinas" else self.house.staff(role)

    def open(self, screen: Screen):
        """Open a page as the role that may, at the width of a PC; give the window and the answer."""
        page = self.page_of(screen.role)
        page.set_viewport_size({"width": PC[0], "height": PC[1]})
        self.said.clear()
        address = reverse(screen.name, args=[self._code(word) for word in screen.codes])
        return page, page.goto(self.site + address + screen.query)

    def _code(self, word: str) -> str:
        return word[1:] if word.startswith("=") else self.house.codes[word]

    def complaints(self, screen: Screen) -> list[str]:
        """Give, in words, everything about a page that is not as it should be."""
        page, answer = self.open(screen)
        wrong = [f"It answers {answer.status}."] if answer.status != 200 else []
        if screen.role and "no-store" not in answer.headers.get("cache-control", ""):
            wrong.append("A browser may keep it for whoever presses Back.")
        weight = self.weight(page, answer)
        if weight > LIGHT:
            wrong.append(f"Its first load weighs {weight / 1024:.0f} KB.")
        page.evaluate(AXE)
        for size in (PC, PHONE):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            wrong += [f"At {size[0]} pixels: {one}" for one in self._seen(page, size)]
            self._picture(page, screen, size)
        wrong += [f"The browser refused {one}" for one in page.evaluate("window.refusedByRule")]
        return wrong + [f"The browser said: {one}" for one in self.said]

    def weight(self, page, answer) -> int:
        """Give what the first visit to a page brings over the wire, gzipped, in bytes."""
        packed = len(gzip.compress(answer.body(), 6))
        for address in set(page.evaluate(RESOURCES)):
            path = urlsplit(address).path
            if path not in self.weights:
                self.weights[path] = len(gzip.compress(page.context.request.get(address).body(), 6))
            packed += self.weights[path]
        return packed

    def _seen(self, page, size) -> list[str]:
        looks = page.evaluate(LOOKS)
        wrong = [f"{src} is not drawn." for src in looks["broken"]]
        if looks["wide"] > looks["width"]:
            wrong.append(f"it scrolls sideways to {looks['wide']} because of {looks['who']}.")
        if looks["buttons"] and not any(_within(box, looks, size) for box in looks["buttons"]):
            wrong.append(f"its button is out of view, at {[round(one) for one in looks['buttons'][0]]}.")
        wrong += [f"its button {one!r} lies under something when it has the focus." for one in looks["covered"]]
        page.set_viewport_size({"width": size[0], "height": max(size[1], looks["long"])})  # nothing under the dock
        return wrong + [f"axe says {one}" for one in page.evaluate(SEE, RULES)]

    def _picture(self, page, screen: Screen, size) -> None:
        if folder := os.environ.get("ALUR_SCREENS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{screen.word}-{screen.role}-{size[0]}.png", full_page=True)


def _within(box, looks, size) -> bool:
    """Tell whether a button lies in the first view; on a phone it may be scrolled to, but not sideways."""
    left, top, right, bottom = box
    beside = left >= 0 and right <= looks["width"]
    return beside and (size == PHONE or (top >= 0 and bottom <= looks["height"]))
