"""A puskesmas as its people see it: who sits where, at which terminal, signed in since this morning."""

from playwright.sync_api import Browser

from puskesmas.facility.models import Facility, ServicePoint
from puskesmas.visits.models import Visit
from tests.sops.on_screen.terminal import Terminal

ROOMLESS = frozenset({"pandu", "loket", "kasir", "apoteker", "klaster1", "pustu", "lab"})


class House:
    """One of the five, with its terminals."""

    def __init__(self, sop: str, browser: Browser, site: str, terminals: dict[tuple[str, str], Terminal]):
        self.facility = Facility.objects.get(code=sop)
        self.browser, self.site, self.terminals = browser, site, terminals
        self._complaints: list[str] = []
        for terminal in terminals.values():
            terminal.page.on("pageerror", self._hear_error)
            terminal.page.on("console", self._hear)

    def at(self, role: str, place: str = "") -> Terminal:
        """Sit down as a role, in one of its rooms where it has several; who sat there before is still signed in."""
        if (role, place) not in self.terminals:
            context = self.browser.new_context(viewport={"width": 1366, "height": 768})
            terminal = self.terminals[role, place] = Terminal(context.new_page(), self.site)
            terminal.page.on("pageerror", self._hear_error)
            terminal.page.on("console", self._hear)
            terminal.sign_in(f"{role}.{self.facility.code}")
            if place and role not in ROOMLESS:
                terminal.row(self.room(place))
                terminal.leads("Enter")
        return self.terminals[role, place]

    def room(self, place: str) -> str:
        """Give the name on the door of a room."""
        return ServicePoint.objects.get(facility=self.facility, place=place).name

    def visit(self, number: str) -> Visit:
        """Give the visit a number was last given to, as the database has it now; the day may have turned since."""
        given = Visit.objects.select_related("patient", "profile", "facility")
        return given.filter(facility=self.facility, number=number).latest("opened_at")

    def complaints(self) -> list[str]:
        """Give what a browser complained of since this walk began, and listen no longer."""
        for terminal in self.terminals.values():
            terminal.page.remove_listener("pageerror", self._hear_error)
            terminal.page.remove_listener("console", self._hear)
        return self._complaints

    def _hear_error(self, error) -> None:
        self._complaints.append(str(error))

    def _hear(self, said) -> None:
        if said.type == "error" and "Failed to load resource" not in said.text:
            self._complaints.append(said.text)
