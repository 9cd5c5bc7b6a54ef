"""One patient of the pharmacy's list, as one line says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from puskesmas.facility.places import Place
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.moves import options
from puskesmas.visits.priority import PRIORITY
from puskesmas.visits.queueing import CALLS_BEFORE_ABSENT
from puskesmas.visits.rooms import Rooms
from puskesmas.visits.states import EXITS
from puskesmas.visits.timeline import walk_of
from puskesmas.visits.walk import Walk

from .models import Prescription, PrescriptionState

S = PrescriptionState
_SIGNS = {S.RECEIVED: "asked", S.HELD: "critical", S.REVIEWED: "half", S.PREPARED: "full"}
_NEXT = {
    S.RECEIVED: "Telaah resep",
    S.REVIEWED: "Siapkan obat",
    S.PREPARED: "Serahkan obat",
    S.HELD: "Lihat pertanyaan",
}


@dataclass(frozen=True)
class Row:
    """What one line of the pharmacy's list shows."""

    code: str
    number: str
    is_urgent: bool
    name: str
    age: str
    sex: str
    priority: str
    origin: str
    drugs: str
    amount: str
    walk: Walk
    sign: str
    sign_words: str
    where: str
    since: datetime
    start: datetime
    target: int
    url: str
    primary: dict
    menu: Sequence[dict] = ()
    is_held: bool = False
    is_ready: bool = False


@dataclass(frozen=True)
class Line:
    """What a row is made of: the visit with its places in line, its prescriptions, and its place here if any."""

    visit: Visit
    places: Sequence[QueueEntry]
    rooms: Rooms
    prescriptions: Sequence[Prescription]
    entry: QueueEntry | None

    @property
    def paper(self) -> Prescription | None:
        """The prescription to take in hand first: one that waits for nobody's answer."""
        return min(self.prescriptions, key=lambda one: (one.state == S.HELD, one.prescribed_at), default=None)


def at_window(line: Line, *, first: bool, brought: bool) -> Row:
    """Give the line of one who stands in the pharmacy's line, or lies isolated while the pharmacy comes."""
    entry = line.entry
    return _row(
        line,
        code=entry.code,
        since=entry.queued_at,
        target=line.visit.profile.sop.target_minutes(Place.FARMASI) or 0,
        where=f"Di {line.rooms.name(entry.place)}" if brought else _where(entry),
        primary=_primary(line, first=first),
        menu=_menu(line),
    )


def elsewhere(line: Line, *, part: str, first: bool) -> Row:
    """Give the line of a prescription whose patient is in a bed, still in a room, or gone."""
    paper = line.paper
    words = "Selesaikan" if part == "pulang" else _NEXT[paper.state]
    if part == "antar" and paper.state == S.PREPARED:
        words = "Antar, serahkan"
    if part == "jalan" and paper.state == S.PREPARED:
        words = "Obat siap, lihat"
    filled = first and part == "antar"
    return _row(
        line,
        code=paper.code,
        since=paper.prescribed_at,
        target=0,
        where=_elsewhere(line),
        primary={"label": words, "url": _page(paper), "filled": filled},
    )


def done(line: Line) -> Row:
    """Give the line of a prescription handed over today."""
    paper = line.paper
    return _row(
        line,
        code=paper.code,
        since=paper.handed_over_at,
        target=0,
        where=_elsewhere(line),
        primary={"label": "Lihat, cetak ulang", "url": _page(paper), "filled": False},
    )


def _row(line: Line, *, where: str, **more) -> Row:
    visit, paper, patient = line.visit, line.paper, line.visit.patient
    drugs = [item for one in line.prescriptions for item in one.lines]
    here = line.entry
    return Row(
        number=visit.number,
        is_urgent=Fact.EMERGENCY in visit.holding,
        name=patient.name if patient else "",
        age=_age(visit),
        sex=patient.sex if patient else "",
        priority=here.band_reason if here and here.band == PRIORITY and not here.is_return else "",
        origin=f"{paper.point.name}, {paper.prescribed_by.name}" if paper else "Antrean",
        drugs=", ".join(str(item.drug) for item in drugs) or "Tanpa resep",
        amount=f"{len(drugs)} obat" if len(drugs) > 1 else "",
        walk=walk_of(visit, line.places, rooms=line.rooms),
        sign=_SIGNS.get(paper.state, "full") if paper else "",
        sign_words=f"Resep {paper.get_state_display().lower()}" if paper else "",
        where=_state_words(line) or where,
        start=visit.opened_at,
        url=_page(paper) if paper else "",
        is_held=any(one.state == S.HELD for one in line.prescriptions),
        is_ready=bool(line.prescriptions) and all(one.state == S.PREPARED for one in line.prescriptions),
        **more,
    )


def _state_words(line: Line) -> str:
    """Say what the paper waits for, when that tells more than where the patient is."""
    if line.entry is None or line.entry.state in (EntryState.CALLED, EntryState.SKIPPED) or line.paper is None:
        return ""
    if line.entry.place != Place.FARMASI:
        return ""
    words = {S.HELD: "Tunggu penulis", S.PREPARED: "Obat siap", S.REVIEWED: "Sudah ditelaah"}
    return words.get(line.paper.state, "")


def _primary(line: Line, *, first: bool) -> dict:
    entry, paper = line.entry, line.paper
    start = reverse("pharmacy:start", args=[entry.code])
    if entry.state == EntryState.SKIPPED:
        return {"label": "Panggil ulang", "action": reverse("pharmacy:recall", args=[entry.code]), "filled": False}
    if entry.state == EntryState.CALLED:
        return {"label": "Pasien datang, layani", "action": start, "filled": first}
    if paper is None:
        return _without_paper(line, first=first)
    is_served = entry.state == EntryState.SERVING
    if not is_served and paper.state == S.PREPARED:
        return {"label": "Panggil, serahkan", "action": start, "filled": first}
    return {"label": _NEXT[paper.state], "url": _page(paper), "filled": first and paper.state != S.HELD}


def _without_paper(line: Line, *, first: bool) -> dict:
    step = options(line.visit, line.entry, rooms=line.rooms).next
    words = "Selesai, pulang" if step is None or step.state in EXITS else f"Lanjut ke {step.label}"
    return {"label": words, "action": reverse("pharmacy:go_on", args=[line.entry.code]), "filled": first}


def _menu(line: Line) -> list[dict]:
    entry = line.entry
    papers = [
        {"label": f"Resep {one.number}", "icon": "pill", "url": _page(one)}
        for one in line.prescriptions
        if len(line.prescriptions) > 1 or entry.state == EntryState.CALLED
    ]
    if entry.state == EntryState.WAITING:
        take = {
            "label": "Mulai layani",
            "icon": "horn",
            "key": "m",
            "action": reverse("pharmacy:start", args=[entry.code]),
        }
        return [take, *papers]
    if entry.state != EntryState.CALLED:
        return papers
    again = {
        "label": "Panggil ulang",
        "icon": "horn",
        "key": "r",
        "action": reverse("pharmacy:recall", args=[entry.code]),
    }
    absent = {"label": "Belum datang", "icon": "out"}
    if entry.calls < CALLS_BEFORE_ABSENT:
        absent["refused"] = f"baru dipanggil {entry.calls} dari {CALLS_BEFORE_ABSENT} kali"
    else:
        absent |= {"key": "a", "action": reverse("pharmacy:skip", args=[entry.code])}
    return [again, absent, *papers]


def _where(entry: QueueEntry) -> str:
    words = {EntryState.WAITING: "Antre", EntryState.SERVING: "Dilayani", EntryState.SKIPPED: "Belum datang"}
    return words.get(entry.state, f"Dipanggil {entry.calls}×")


def _elsewhere(line: Line) -> str:
    here = next((one for one in reversed(line.places) if one.is_open), None)
    return f"Di {line.rooms.name(here.place)}" if here else "Sudah pulang"


def _page(paper: Prescription) -> str:
    return reverse("pharmacy:prescription", args=[paper.code])


def _age(visit: Visit) -> str:
    if visit.patient is None:
        return ""
    age = visit.patient.age_on(visit.on)
    if age.months < 1:
        return f"{age.days} hr"
    return f"{age.months} bl" if age.years < 2 else str(age.years)
