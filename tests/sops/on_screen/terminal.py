"""One terminal and the ten fingers at it: Tab, Enter, Space, letters, and the keys written on the buttons."""

from datetime import date

from playwright.sync_api import Page

from puskesmas.demo.accounts import DEMO_PASSWORD

FAR = 160  # presses of Tab; nothing a person needs lies further
SHORT = 15_000  # milliseconds

# The key written on what says these words, and whether it stands inside what is open.
KEY_OF = """words => {
  const asleep = el => el.closest("[hidden], [inert], dialog:not([open]), template")
    || el.matches("[disabled], [aria-disabled=true]");
  const found = [...document.querySelectorAll("[data-key]")].filter(el => !asleep(el) && el.textContent.includes(words)
    && (el.getClientRects().length || el.closest("[data-row]")));
  return found.length ? found[0].dataset.key.split("|")[0] : null;
}"""
# Keys that two things answer to; the same step offered in two places is one thing.
TWICE = """() => {
  const to = {}, twice = [];
  for (const el of document.querySelectorAll("[data-key]:not([data-row] *, dialog *, template *)")) {
    const key = el.dataset.key, does = el.form?.action || el.href || el.textContent;
    if (key in to && to[key] !== does) twice.push(key);
    to[key] = does;
  }
  return twice;
}"""
IN_A_FIELD = """() => document.activeElement.matches(
  "textarea, select, input:not([type=radio], [type=checkbox], [type=button], [type=submit])")"""
CHOSEN = "value => document.activeElement.value === value && document.activeElement.checked"
AT_REST = "() => !document.activeElement.matches('a[href], button, summary, input, label, textarea, select')"
HOLDS = """words => document.activeElement.matches("a, button, summary, label")
  && document.activeElement.innerText.includes(words)"""

# In one look: a list that is live may be drawn anew between two.
AT_ROW = """words => document.querySelector("[data-row][aria-current]")?.innerText.includes(words) ?? false"""


class Terminal:
    """A browser of its own where somebody has signed in."""

    def __init__(self, page: Page, site: str):
        self.page, self.site = page, site

    def sign_in(self, username: str) -> None:
        """Type a name and a password, and be led to the first page of one's work."""
        self.page.goto(self.site + "/masuk/")
        self.write("username", username)
        self.write("password", DEMO_PASSWORD)
        self.leads("Enter")

    def visit(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.site + path)

    def keys(self, *pressed: str) -> None:
        """Press keys one after the other."""
        for key in pressed:
            self.page.keyboard.press(key)

    def leads(self, *pressed: str) -> None:
        """Press keys and wait for the page the last of them leads to."""
        self.keys(*pressed[:-1])
        with self.page.expect_navigation(timeout=SHORT):
            self.page.keyboard.press(pressed[-1])
        twice = self.page.evaluate(TWICE)
        assert not twice, f"Two things answer to {twice} on {self.page.url}."

    def reach(self, selector: str) -> None:
        """Go forward with Tab until the focus is on this."""
        self._tab_until("selector => document.activeElement.matches(selector)", selector)

    def _tab_until(self, true: str, words: str) -> None:
        for _ in range(FAR):
            if self.page.evaluate(true, words):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reached {words!r} on {self.page.url}.")

    def write(self, name: str, text: str) -> None:
        """Write into a field."""
        self.reach(f"[name={name!r}]")
        self.page.keyboard.type(text)

    def tick(self, name: str, value: str) -> None:
        """Tick a box that is not ticked."""
        self.reach(f"[name={name!r}][value={value!r}]")
        if not self.page.evaluate("document.activeElement.checked"):
            self.keys("Space")

    def choose(self, name: str, value: str) -> None:
        """Choose one of several: Tab leads to the first or the chosen one, arrows to the others."""
        self.reach(f"[name={name!r}][type=radio]")
        if self.page.evaluate("value => document.activeElement.value === value", value):
            self.keys("Space")
        for _ in range(12):
            if self.page.evaluate(CHOSEN, value):
                return
            self.keys("ArrowRight")
        raise AssertionError(f"The arrows never reached {value!r} of {name!r}.")

    def pick(self, name: str, words: str) -> None:
        """Pick from a list by the beginning of its words."""
        self.write(name, words)

    def write_day(self, name: str, day: date) -> None:
        """Write a day part by part, in the order this browser asks for."""
        self.reach(f"[name={name!r}]")
        for order in ("%m%d%Y", "%d%m%Y"):
            self.page.keyboard.type(day.strftime(order))
            if self.page.evaluate("document.activeElement.value") == day.isoformat():
                return
            self.keys("ArrowLeft", "ArrowLeft")
        raise AssertionError(f"{name!r} on {self.page.url} does not take {day}.")

    def key_of(self, words: str) -> str | None:
        """Give the key written on what says this; none where it has to be reached with Tab."""
        return self.page.evaluate(KEY_OF, words)

    def does(self, words: str) -> None:
        """Press what says this, by its key or else by Tab and Enter, and wait for the page it leads to."""
        key = self.key_of(words)
        if self.page.evaluate(IN_A_FIELD) and key != "Shift+Enter":
            self.keys("Escape")
        if key and (key != "Enter" or self.page.evaluate(AT_REST)):
            self.leads(*key.split(" "))
        else:
            self._tab_until(HOLDS, words)
            self.leads("Enter")

    def row(self, words: str) -> None:
        """Choose with J the row that says these words."""
        for _ in range(FAR):
            self.keys("j")
            if self.page.evaluate(AT_ROW, words):
                return
        raise AssertionError(f"J never reached {words!r} on {self.page.url}.")

    def says(self, words: str) -> None:
        """See these words."""
        self.page.get_by_text(words).filter(visible=True).first.wait_for(timeout=SHORT)

    def shows(self, selector: str, words: str = "") -> None:
        """See a part of the page, with these words in it."""
        self.page.locator(selector, has_text=words).first.wait_for(timeout=SHORT)
