"""One patient on their way through the house, screen by screen; what each screen does is in screens.py."""

from collections import Counter as Counted

from tests.cast import entry_of, place_of
from tests.sops.on_screen.desk import Room
from tests.sops.on_screen.house import House
from tests.sops.on_screen.screens import Bench, Checklist, Counter, Door, Letters, Till, Window

KNEW_BY = {"adult": ("Joko Susilo", "L", "04-04-1984"), "mother": ("Siti Aminah", "P", "11-02-1996"),
           "child": ("Raka Pratama", "L", "02-03-2021")}  # fmt: skip

# Two who are alike would be asked about at the counter, so nobody of one puskesmas has another's family name.
FAMILIES = ["Santoso", "Wijaya", "Hidayat", "Kurniawan", "Setiawan", "Nugroho", "Saputra", "Maulana", "Ramadhan",
            "Gunawan", "Firmansyah", "Purnomo", "Wibowo", "Susanto", "Hartono", "Pranata", "Suryadi", "Budiman",
            "Iskandar", "Mahendra", "Rahmadi", "Sulistyo", "Utomo", "Yulianto", "Zulkarnain"]  # fmt: skip
_registered: Counted[str] = Counted()


class Walk:
    """A patient by their number."""

    def __init__(self, house: House, number: str = ""):
        self.house, self.number = house, number

    # --- where they are ---

    @property
    def visit(self):
        return self.house.visit(self.number)

    @property
    def place(self) -> str:
        """Give where the patient is; the state once they have left."""
        return place_of(self.visit)

    @property
    def step(self) -> str:
        """Give the SOP's step they are at."""
        return entry_of(self.visit).step

    @property
    def ended(self) -> str:
        """Give how the visit ended, empty while it has not."""
        return self.visit.disposition if self.visit.is_closed else ""

    def _family(self) -> str:
        taken = _registered[self.house.facility.code]
        _registered[self.house.facility.code] += 1
        return FAMILIES[taken]

    def kinds(self) -> set[str]:
        """Give the kinds of everything written down."""
        return set(self.visit.events.values_list("kind", flat=True))

    # --- the door and the counter ---

    def comes(self, *seen: str) -> "Walk":
        """Come in at the door, where a nurse gives the number."""
        self.number = Door(self.house.at("pandu")).give(*seen)
        return self

    def comes_at_once(self, key: str) -> "Walk":
        """Be sent on from the door without a form."""
        self.number = Door(self.house.at("pandu")).at_once(key)
        return self

    def is_measured(self, **values: str) -> "Walk":
        """Be measured before anyone asks for a name."""
        Door(self.house.at("pandu")).measure(
            **values or {"blood_pressure": "124/78", "weight": "61", "height": "158", "waist": "82"}
        )
        return self

    def comes_to_the_counter(self) -> "Walk":
        """Come in where the counter itself gives the number, and stand before the clerk."""
        self.number = Counter(self.house.at("loket")).number()
        return self

    def registers(self, who: str, payer: str, *, to: str, called: bool = True, living=None, **wish) -> "Walk":
        """Be typed in as somebody new, with who pays and what for, and see the room the SOP gives."""
        name, sex, born = KNEW_BY[who]
        counter = Counter(self.house.at("loket"), stay=not called)
        if called:
            counter.call(self.number)
        counter.new(name=f"{name} {self._family()}", sex=sex, born=born, **living or {})
        counter.save(payer, to=to, **wish)
        return self

    def is_found(self, patient, payer: str, *, to: str, called: bool = True, **wish) -> "Walk":
        """Be found by the record number on the card."""
        counter = Counter(self.house.at("loket"), stay=not called)
        if called:
            counter.call(self.number)
        counter.find(patient.record_number)
        counter.save(payer, to=to, **wish)
        return self

    # --- the rooms ---

    def room(self, role: str, place: str) -> Room:
        """Give the room as one of its people sees it now."""
        return Room(self.house.at(role, place))

    def enters(self, role: str, place: str) -> Room:
        """Be called in and recognised."""
        room = self.room(role, place)
        room.take(self.number)
        return room

    def lab_takes(self) -> None:
        """Give a sample and go back to wait for the result."""
        bench = Bench(self.house.at("lab"))
        bench.open(self.number)
        bench.sample()

    def lab_answers(self, **values: str) -> None:
        """Let the laboratory write what it found."""
        bench = Bench(self.house.at("lab"))
        bench.open(self.number)
        bench.fill(**values)

    def pays(self, *, short: str = "") -> "Walk":
        """Pay, after having tried with too little where that is asked for."""
        till = Till(self.house.at("kasir"))
        till.call(self.number)
        if short:
            till.is_refused(short, "kurang")
            assert self.place == "KASIR"
        till.take()
        return self

    def fetches_medicine(self, where_to: str = "pulang") -> "Walk":
        """Have the prescription read through, prepared, explained and handed over."""
        window = Window(self.house.at("apoteker"))
        window.open(self.number)
        window.is_refused_home("obat belum")
        window.review()
        window.prepare()
        window.hand_over(where_to)
        return self

    def checklist(self) -> dict[str, str]:
        """Give the answers of the daftar tilik by number, as the management reads them."""
        return Checklist(self.house.at("klaster1"), self.visit.code).answers()

    def letters(self, role: str) -> Letters:
        """Give the list of letters as a role sees it."""
        return Letters(self.house.at(role))
