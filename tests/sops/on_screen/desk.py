"""The exam rooms: the list of a room, the desk of a patient and the sheets laid over it."""

from datetime import date

from tests.sops.on_screen.screens import Screen


class Room(Screen):
    """The list of a room and the desk in it."""

    address = "/meja/"

    def take(self, number: str) -> None:
        """Let the patient of a number come in; who is not known in this room yet is recognised by two identifiers."""
        self.at.row(number)
        self.at.leads("Enter")
        if self.at.page.url.endswith("/panggil/"):  # others of this morning stand before them
            self.at.write("reason", "Yang di depan belum datang.")
            self.at.leads("Shift+Enter")
            self.at.row(number)
            self.at.leads("Enter")
        assert number in self.at.page.title(), self.at.page.url
        if self._asks_who():
            self.at.leads("1", "2", "Enter")
        assert not self._asks_who()

    def _asks_who(self) -> bool:
        """Whether the desk waits for the identity; where care comes first it lies folded and nobody waits for it."""
        return self.at.page.locator("#identity").filter(visible=True).count() > 0

    def open(self, number: str) -> None:
        """Open the desk of a patient who is in the room."""
        self.at.row(number)
        self.at.keys(".")
        self.at.does("Buka meja")
        assert number in self.at.page.title(), self.at.page.url

    def is_kept_from(self, number: str, why: str) -> None:
        """See that this patient cannot be called yet, and why."""
        self.at.row(number)
        self.at.shows("[data-row][aria-current] [aria-disabled=true]", why)

    def take_early(self, number: str) -> None:
        """Open the desk of one whose result is still out, and call them all the same."""
        self.open(number)
        self.at.does("Panggil")

    def reads_result(self, words: str) -> None:
        """Read what the laboratory found."""
        self.at.shows(".lab.new", words)
        self.at.does("Sudah dibaca")

    def sort(self, colour: str = "hijau") -> None:
        """Say how urgent it is and go on."""
        self.at.choose("colour", colour)
        self.at.does("Simpan triase, lanjut")

    def screen(self, *topics: str, note: str = "") -> None:
        """Write what was asked and what the examining room must read, and send them there."""
        for topic in topics:
            self.at.tick("asked", topic)
        if note:
            self.at.write("follow_up", note)
        self.at.leads("Shift+Enter")

    def reads_note(self, words: str) -> None:
        """Read what the screening point hands over."""
        self.at.shows(".hand.new", words)
        self.at.does("Sudah dibaca")

    def measure(self, **values: str) -> None:
        """Write down what was measured."""
        self.at.keys("Escape", "g", "v")
        for name, value in values.items():
            self.at.write(name, value)
        self.at.leads("Enter")

    def write(self, **parts: str) -> None:
        """Write the parts of the SOAP, to be kept with the next step."""
        self.at.keys("Escape", "g", "s")
        for name, text in parts.items():
            self.at.write(name, text)

    def diagnose(self, code: str) -> None:
        """Write a diagnosis by its code."""
        self.at.keys("Escape", "g", "d")
        self.at.page.keyboard.type(code)
        self.at.leads("Enter")
        self.at.shows("table.dx", code)

    def examine(self, code: str, **measured: str) -> None:
        """Measure, name the illness and write down what was said and found."""
        self.measure(**measured or {"blood_pressure": "118/76", "weight": "58,4", "height": "160"})
        self.diagnose(code)
        self.write(subjective="Batuk tiga hari", objective="Keadaan umum baik", plan="Obat dan istirahat")

    def give(self, service: str) -> None:
        """Write down that a service of this room was given."""
        self.at.keys("Escape", "g", "n")
        self.at.reach(f"[action$='/{service}/'] button")
        self.at.leads("Enter")
        self.at.says("Diberikan")

    def prescribe(self, drug: str, *, quantity: str = "10", **more: str) -> None:
        """Write a prescription of one drug."""
        self.at.keys("Escape")
        self.at.leads("g", "r")
        rule = {"dose": "1 tablet", "frequency": "3x1", "days": "3", "quantity": quantity} | more
        self.at.write("r-0-drug", drug)
        for name, text in rule.items():
            self.at.write(f"r-0-{name}", text)
        self.at.leads("Shift+Enter")
        self.at.shows("table.dx", "R/ 1")

    def order(self, *tests: str, question: str = "") -> None:
        """Send the patient to the laboratory."""
        self.at.does("Kirim ke Lab")
        for test in tests:
            self.at.tick("tests", test)
        if question:
            self.at.write("question", question)
        self.at.leads("Shift+Enter")

    def refer(self, place: str, question: str) -> None:
        """Send the patient to another room with a question; their place here is kept."""
        self.at.does("Rujuk internal")
        self.at.tick("places", place)
        self.at.write("question", question)
        self.at.leads("Shift+Enter")

    def answer(self, words: str) -> None:
        """Answer the room that asked, which sends the patient back there."""
        self.at.write("answer", words)
        self.at.does("Jawab")

    def refer_out(self, receiver: str, reason: str, *, kind: str = "fkrtl", **more: str) -> None:
        """Write a letter to another facility, agreed to by the patient."""
        self.at.does("Rujuk ke FKRTL" if self.at.key_of("Rujuk ke FKRTL") else "Surat rujukan")
        self.at.choose("kind", kind)
        self.at.write("receiver", receiver)
        for name, text in more.items():
            self.at.write(name, text)
        self.at.write("reason", reason)
        self.at.choose("consent", "patient")
        self.at.leads("Shift+Enter")

    def leaves_with_the_letter(self) -> None:
        """Let a referred patient get ready, and leave."""
        self.goes_on("siapkan berangkat")
        self.goes_on("Selesai, berangkat")

    def follow_up(self, action: str, due_on: date) -> None:
        """Give the Pustu of the patient's village something to do."""
        self.at.does("Tindak lanjut")
        self.at.write("action", action)
        self.at.write_day("due_on", due_on)
        self.at.leads("Shift+Enter")

    def move(self, ward: str, why: str) -> None:
        """Take the patient to a bed, which is not the SOP's next step and so has a reason."""
        self.at.does(f"Ke {ward}")
        self.at.write("reason", why)
        self.at.leads("Shift+Enter")

    def lay(self, bed: str, why: str) -> None:
        """Lay the patient in a bed that is free."""
        self.at.does("Tempat tidur")
        self.at.choose("bed", bed)
        self.at.write("indication", why)
        self.at.leads("Shift+Enter")

    def name_as(self, name: str, sex: str, born: date) -> None:
        """Write down who somebody is whom nobody knows here."""
        self.at.does("Kenali pasien")
        self.at.write("name", name)
        self.at.write_day("birth_date", born)
        self.at.choose("sex", sex)
        self.at.does("Beri rekam medis")

    def survive(self, mode: str, *, actions: str, **survey: str) -> None:
        """Write how somebody came whose life was in danger, what was found by ABCDE and what was done."""
        self.at.pick("emergency-mode", mode)
        for name, text in survey.items():
            self.at.write(f"emergency-{name}", text)
        self.at.write("emergency-actions", actions)

    def deliver(self, sex: str, *, weight: str, length: str, apgar: tuple[str, str]) -> str:
        """Write down the birth of one child; give the child's own number."""
        self.at.does("Catat persalinan")
        self.at.pick("b-0-sex", sex)
        self.at.write("b-0-birth_weight", weight)
        self.at.write("b-0-birth_length", length)
        self.at.write("b-0-apgar_1", apgar[0])
        self.at.write("b-0-apgar_5", apgar[1])
        self.at.tick("b-0-given", "imd")
        self.at.leads("Shift+Enter")
        self.at.says("Persalinan tersimpan.")
        return self.at.page.locator(".born .plate").inner_text()

    def leave(self, disposition: str = "home", why: str = "", *, promised: dict[str, date] | None = None) -> None:
        """Let the patient leave, saying how; what was booked and not given is agreed for a day."""
        self.at.does("Pulang")
        self.at.choose("disposition", disposition)
        if why:
            self.at.write("reason", why)
        for row, day in (promised or {}).items():
            self.at.write_day(row, day)
        self.at.leads("Shift+Enter")

    def appoint(self, service: str, on: date) -> None:
        """Promise a service that was not given today for another day."""
        self.at.does("Janji temu")
        self.at.pick("service", service)
        self.at.write_day("on", on)
        self.at.leads("Shift+Enter")

    def is_refused_home(self, why: str) -> None:
        """Try to let the patient go home, read why not, and come back to the desk."""
        self.at.does("Pulang")
        self.at.leads("Shift+Enter")
        self.at.says(why)
        self.at.does("Kembali ke meja")

    def goes_on(self, words: str) -> None:
        """Press the filled button, which is the SOP's next step and says so."""
        label = self.at.page.locator(".decide .first").inner_text()
        assert words in label, label
        self.at.does(words)
