"""What one revision of an SOP changes against another: stop by stop along the line, then the rest in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from puskesmas.facility.places import Place
from puskesmas.facility.roles import RoleCode

from .facts import LABELS
from .sop_values import BOOKED, HERE, ROUTED, Sop, Step, Stop
from .states import EXITS, State

TRIAL = {BOOKED: "ruang layanan yang dituju", ROUTED: "ruang menurut rute", HERE: "tetap di ruang yang sama"}
SAID_BY = {
    "refer": "Merujuk keluar",
    "refer_internally": "Merujuk internal",
    "prescribe": "Meresepkan",
    "explain": "Menerangkan etiket",
}


class Change(StrEnum):
    """What became of a stop; the word is the one a reader sees."""

    SAME = "tetap"
    CHANGED = "berubah"
    ADDED = "baru"
    REMOVED = "dihapus"
    MOVED = "pindah"
    LEFT = "pindah dari sini"


@dataclass(frozen=True)
class Row:
    """One stop on the running line beside the same stop on the new one."""

    change: Change
    before: Stop | None
    after: Stop | None
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One chapter of the file besides the steps, with what came in and what went."""

    title: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def rows(before: Sop | None, after: Sop) -> list[Row]:
    """Set the stops of two lines beside each other, in the new line's order with what is gone where it stood."""
    old, new = before.stops if before else (), after.stops
    old_keys, new_keys = [stop.key for stop in old], [stop.key for stop in new]
    found: list[Row] = []
    for kind, i, j, k, m in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [_beside(one, other) for one, other in zip(old[i:j], new[k:m], strict=True)]
            continue
        gone = [Row(Change.LEFT if stop.key in new_keys else Change.REMOVED, stop, None) for stop in old[i:j]]
        found += gone + [_arrived(stop, before) for stop in new[k:m]]
    return found


def _beside(before: Stop, after: Stop) -> Row:
    says = tuple(_told(before, after))
    return Row(Change.CHANGED if says else Change.SAME, before, after, says)


def _arrived(stop: Stop, before: Sop | None) -> Row:
    if before is None or before.index(stop.key) < 0:
        return Row(Change.ADDED, None, stop)
    return Row(Change.MOVED, None, stop, tuple(_told(before.stop(stop.key), stop)))


def _told(before: Stop, after: Stop) -> Iterable[str]:
    """Say what differs between two forms of one stop, variant by variant."""
    if len(before.variants) != len(after.variants):
        yield f"cabang: {len(before.variants)} menjadi {len(after.variants)}"
    for number, (old, new) in enumerate(zip(before.variants, after.variants, strict=False), start=1):
        which = f"cabang {number}, " if len(after.variants) > 1 else ""
        for name, was, now in _differences(old, new):
            yield f"{which}{name}: {was} menjadi {now}"


def _differences(old: Step, new: Step) -> Iterable[tuple[str, str, str]]:
    pairs = (
        ("tempat", place_words(old.place, old.state), place_words(new.place, new.state)),
        ("keadaan", _state(old), _state(new)),
        ("bila", when_words(old), when_words(new)),
        ("ditentukan di sini", _decides(old), _decides(new)),
        ("boleh menyusul", _yes(old.late), _yes(new.late)),
        ("kembali ke petugas yang sama", _yes(old.returns), _yes(new.returns)),
        ("hanya bila ruangnya ada", _yes(old.if_present), _yes(new.if_present)),
        ("butir", old.clause, new.clause),
        ("bunyi", f"“{old.says}”", f"“{new.says}”"),
        ("dipinjam dari", old.borrowed or "–", new.borrowed or "–"),
    )
    return [(name, was, now) for name, was, now in pairs if was != now]


def place_words(place: str, state: State) -> str:
    """Say where a step happens, in the words of the house."""
    if state in EXITS:
        return "Pulang"
    return TRIAL.get(place) or str(Place(place).label)


def when_words(step: Step) -> str:
    """Say which facts open a step."""
    return ", ".join(LABELS[fact].lower() for fact in step.when) or "selalu"


def _state(step: Step) -> str:
    return str(step.state.label).lower()


def _decides(step: Step) -> str:
    return "; ".join(" atau ".join(LABELS[fact].lower() for fact in pair) for pair in step.decides) or "–"


def _yes(flag: bool) -> str:
    return "ya" if flag else "tidak"


# --- the rest of the file ---


def parts(before: Sop | None, after: Sop) -> list[Part]:
    """Give the chapters besides the steps that differ, each line as the file would be read aloud."""
    old = _chapters(before) if before else {}
    found = []
    for title, now in _chapters(after).items():
        was = old.get(title, ())
        added, removed = (
            tuple(line for line in now if line not in was),
            tuple(line for line in was if line not in now),
        )
        if added or removed:
            found.append(Part(title, added, removed))
        elif now != was:
            found.append(Part(title, ("urutannya berubah",), ()))
    return found


def _chapters(sop: Sop) -> Mapping[str, tuple[str, ...]]:
    return {
        "Kepala dokumen": (
            f"judul: {sop.title}",
            f"nomor: {sop.number}",
            f"revisi dokumen: {sop.revision}",
            f"terbit: {sop.issued_on or '–'}",
            f"puskesmas: {sop.facility}",
            f"dasar: {sop.basis or '–'}",
            f"karcis diambil di {Place(sop.ticket).label}",
        ),
        "Ke ruang mana": tuple(
            f"{TRIAL.get(rule.place) or Place(rule.place).label}: {rule.says or rule.clause}"
            f" ({', '.join([*(LABELS[fact].lower() for fact in rule.when), *rule.stages]) or 'selain itu'})"
            for rule in sop.routing
        ),
        "Didahulukan": (
            f"sesudah {sop.regular_after} prioritas, satu biasa",
            f"seri nomor: biasa {sop.regular_series}, prioritas {sop.priority_series}",
            *(one.reason for one in sop.priority),
        ),
        "Target tunggu": tuple(f"{Place(at).label}: {minutes} menit" for at, minutes in sop.targets.items()),
        "Di luar garis": tuple(f"{State(one.state).label}: {one.says}" for one in sop.asides),
        "Kewajiban": tuple(f"butir {one.clause}: {one.says}" for one in sop.duties),
        "Daftar tilik": tuple(f"{one.no}. {one.asks}" for one in sop.checks),
        "Hanya oleh": tuple(
            f"{SAID_BY[verb]}: {', '.join(sorted(RoleCode(role).label for role in roles))}"
            for verb, roles in sop.by.items()
        ),
        "Yang diperhatikan": sop.notes,
        "Unit dan dokumen": (*sop.units, *sop.documents),
    }
