"""The windows a visit passes, as whoever sits there uses them: found by words, fields and keys, never by place."""

from tests.sops.on_screen.terminal import Terminal


class Screen:
    """A page of the house, opened at its address as the sign at its head leads there."""

    address = ""

    def __init__(self, terminal: Terminal, *, stay: bool = False):
        self.at = terminal
        if self.address and not stay:
            terminal.visit(self.address)


class Door(Screen):
    """Where a number is given."""

    address = "/pintu/"

    def give(self, *seen: str) -> str:
        """Tick what is seen and give a number."""
        for fact in seen:
            self.at.tick("seen", fact)
        self.at.leads("b")
        return self._number()

    def at_once(self, key: str) -> str:
        """Send somebody on without a form: F for an emergency, L for labour."""
        self.at.leads(key)
        return self._number()

    def _number(self) -> str:
        return self.at.page.locator(".given .plate").first.inner_text()

    def measure(self, **values: str) -> None:
        """Call the next one to the measuring point, write the values and send them on."""
        self.at.leads("n")
        for name, value in values.items():
            self.at.write(name, value)
        self.at.leads("Shift+Enter")


class Counter(Screen):
    """Where a patient is found or registered, and sent to a room."""

    address = "/loket/"

    def call(self, number: str) -> None:
        """Call the next number, which is this one."""
        self.at.leads("Escape", "n")
        self.at.shows(".reg .plate", number)

    def number(self) -> str:
        """Give a number to whoever stands before the counter."""
        self.at.leads("Escape", "b")
        return self.at.page.locator(".reg .plate").inner_text()

    def new(self, *, name: str, sex: str, born: str, **more: str) -> None:
        """Type a patient nobody knows here."""
        self.at.leads("Escape", "b")
        self.at.page.keyboard.type(name)
        self.at.choose("sex", sex)
        self.at.write("birth_date", born)
        for field, text in more.items():
            self.at.pick(field, text)

    def find(self, what: str) -> None:
        """Find a patient known here by a number of theirs."""
        self.at.keys("/")
        self.at.page.keyboard.type(what)
        self.at.leads("Enter")

    def save(self, payer: str, *, complaint="", services=(), marks=(), shown=False, to: str) -> None:
        """Say who pays and what for, see where the SOP sends them, save and print the slip."""
        self.at.keys("Escape")
        self.at.page.keyboard.press("Home")
        if payer == "jkn":
            self.at.choose("payer", "jkn")
            self.at.pick("card_status", "Aktif")
            if shown:
                self.at.reach("[name=card_shown]")
                self.at.keys("Space")
        else:
            self.at.choose("payer", "umum")
        if complaint:
            self.at.write("complaint", complaint)
        for service in services:
            self._service(service)
        for mark in marks:
            self.at.tick("marks", mark)
        self.at.shows("#usulan", to)
        self.at.leads("Shift+Enter")
        self.at.shows(".slip")

    def _service(self, code: str) -> None:
        self.at.reach("details.pick > summary")
        self.at.keys("Enter")
        self.at.tick("services", code)
        self.at.keys("Escape")


class Bench(Screen):
    """The laboratory."""

    address = "/rujukan/lab/"

    def open(self, number: str) -> None:
        """Call a number in and open the paper they bring."""
        self.at.row(number)
        self.at.leads("Enter")
        assert number in self.at.page.title(), self.at.page.url

    def sample(self) -> None:
        """Take the sample and send the patient back to wait there."""
        self.at.does("Ambil sampel")

    def fill(self, **values: str) -> None:
        """Write what was found and send it."""
        for test, value in values.items():
            self.at.write(test, value)
        self.at.leads("Shift+Enter")


class Till(Screen):
    """The cashier."""

    address = "/klaster-1/kasir/"

    def call(self, number: str) -> None:
        """Call the next one, which is this one, and see what is due."""
        self.at.leads("c")
        self.at.shows(".reg .plate", number)
        self.at.says("Harus dibayar")

    def is_refused(self, cash: str, why: str) -> None:
        """Be handed too little, and read that it does not do."""
        self.at.write("received", cash)
        self.at.leads("Shift+Enter")
        self.at.says(why)

    def take(self, cash: str = "200000") -> None:
        """Take the cash and give the receipt."""
        self.at.write("received", cash)
        self.at.leads("Shift+Enter")
        self.at.says("Terbilang")


class Window(Screen):
    """The pharmacy."""

    address = "/farmasi/"

    def open(self, number: str) -> None:
        """Call a number to the window and open what was prescribed."""
        self.at.row(number)
        self.at.leads("Enter")
        assert number in self.at.page.title(), self.at.page.url

    def review(self) -> None:
        """Read it through and find all in order."""
        self.at.does("Sisanya Ya")
        self.at.says("sudah ditelaah")

    def prepare(self) -> None:
        """Take it from the shelf."""
        self.at.does("Obat siap")

    def hand_over(self, where_to: str) -> None:
        """Recognise the patient by two identifiers, explain the label, hand it over."""
        self.at.does("Panggil, serahkan")
        self.at.keys("1", "2", "d")
        label = self.at.page.locator(".decide .first").inner_text()
        assert where_to in label, label
        self.at.does("Serahkan")

    def is_refused_home(self, why: str) -> None:
        """See that nobody goes home from here before the medicine is theirs, and why."""
        self.at.shows(".decide .no", why)


class Letters(Screen):
    """The letters of referred patients."""

    address = "/rujukan/surat/"

    def open(self, receiver: str) -> None:
        """Open the letter to somebody."""
        self.at.row(receiver)
        self.at.leads("Enter")

    def answer(self, **parts: str) -> None:
        """Write down what the receiver answered."""
        for name, text in parts.items():
            self.at.write(name, text)
        self.at.leads("Shift+Enter")


class Checklist(Screen):
    """The daftar tilik of one visit."""

    def __init__(self, terminal: Terminal, visit: str):
        super().__init__(terminal)
        terminal.visit(f"/klaster-1/daftar-tilik/{visit}/")

    def answers(self) -> dict[str, str]:
        """Give each item's answer as it is read aloud."""
        rows = self.at.page.locator("table.ticks tbody tr").all()
        return {row.locator("td.no").inner_text(): row.locator("td.tick .vh").inner_text() for row in rows}
