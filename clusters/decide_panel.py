"""What can be done next, as the right side of the desk shows it: one filled button, others, and what is refused."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from puskesmas.facility.permissions import Permission as P
from puskesmas.facility.places import Place
from puskesmas.visits.events import LABELS, MOVES, Kind
from puskesmas.visits.models import VisitEvent
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.movement.undoing import WINDOW
from puskesmas.visits.moves import ADVANCE, DETOUR, ESCALATE, HAND_ON, Move
from puskesmas.visits.states import EXITS, State

from .deciding import words_for
from .exam_forms import on_sheets
from .findings import stage_of
from .reading import Reading
from .registry import registry
from .room_row import short_name

_BED_KEYS = {Place.RANAP: "i", Place.BERSALIN: "s"}
_NOT_HERE = frozenset({Place.KASIR, Place.FARMASI, Place.RANAP, Place.BERSALIN})


def panel_of(reading: Reading, *, stage: str = "") -> dict:
    """Give what components/_decide.html draws."""
    stage = stage or stage_of(reading)
    maker = {"closed": _closed, "waiting": _waiting, "recognise": _recognise}.get(stage, _serving)
    panel = maker(reading)
    panel["undo"] = undo_of(reading)
    panel["tally"] = registry.tally(reading)
    return panel


def _at(reading: Reading, name: str, *more: str) -> str:
    return reverse(f"clusters:{name}", args=[reading.entry.code, *more])


def _closed(reading: Reading) -> dict:
    room = reverse("clusters:room", args=[reading.entry.point.code])
    first = {"label": "Kembali ke antrean", "url": room, "why": f"Pasien sekarang: {_whereabouts(reading)}."}
    return {"sop": "", "first": first, "others": [], "refused": []}


def _whereabouts(reading: Reading) -> str:
    visit = reading.visit
    if visit.is_closed:
        return f"selesai, {visit.get_disposition_display().lower()}"
    here = next((one for one in reversed(reading.entries) if one.is_open), None)
    return f"{reading.rooms.name(here.place)}, {here.get_state_display().lower()}" if here else "di dalam gedung"


def _waiting(reading: Reading) -> dict:
    entry = reading.entry
    first = {"label": "Panggil, periksa", "action": _at(reading, "take"), "why": entry.band_reason + "."}
    others = []
    if entry.state == EntryState.CALLED:
        first["label"] = "Pasien masuk"
        others.append({"label": "Panggil ulang", "icon": "horn", "key": "r", "action": _at(reading, "recall")})
        others.append({"label": "Belum datang", "icon": "out", "key": "a", "action": _at(reading, "skip")})
    if entry.held_for:
        first["why"] = f"Menunggu {entry.held_for}. Boleh dipanggil lebih dahulu bila perlu."
    return {"sop": "", "first": first, "others": [*others, *_emergency(reading)], "refused": []}


def _recognise(reading: Reading) -> dict:
    first = {
        "label": "Cocok, mulai",
        "form": "identity",
        "why": "Cocokkan paling sedikit dua identitas sebelum apa pun dilakukan.",
    }
    return {"sop": "", "first": first, "others": _emergency(reading), "refused": []}


def _serving(reading: Reading) -> dict:
    offered = reading.options
    if offered.next is None:
        others, refused = _beside(reading), _refused(reading)
        return {"sop": "", "first": None, "waits": "SOP tidak menyebut langkah sesudah ini.", "others": others,
                "refused": refused}  # fmt: skip
    blocked = _blocked(reading)
    panel = {
        "sop": f"SOP langkah {offered.next.clause}" if offered.next.clause else "",
        "first": None if blocked else _first(reading),
        "waits": " ".join(_sentence(reason.message) for reason in blocked),
        "others": _beside(reading),
        "refused": _refused(reading),
    }
    return panel


def _blocked(reading: Reading):
    ahead = next((move for move in reading.options.moves if move.move == ADVANCE), None)
    return ahead.reasons if ahead is not None else ()


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".") + "."


def _first(reading: Reading) -> dict:
    step, entry = reading.options.next, reading.entry
    first = {"label": words_for(step, reading.visit, entry), "clause": _clause(step.clause), "why": step.says}
    if step.borrowed:
        first["why"] += f" (menurut {step.borrowed})"
    if _writes_soap(reading) and (missing := [code for code in reading.booked_here if code not in reading.given]):
        first["why"] += f" Belum dicatat diberikan: {', '.join(_service_name(reading, code) for code in missing)}."
    if entry.returns_to_id and reading.asked_of_us and entry.must_return:
        return first | {"form": "answer", "label": f"Jawab, {first['label'][:1].lower()}{first['label'][1:]}"}
    if step.state in EXITS and reading.not_given and reading.may(P.VISIT_CLOSE):
        return first | {"url": _at(reading, "leave")}
    if reading.visit.state == State.TRIAGE and not reading.colour and reading.may(P.VISIT_TRIAGE):
        return first | {"label": "Simpan triase, lanjut", "form": "triage", "name": "do", "value": "go"}
    if _writes_soap(reading):
        return first | {"form": "soap", "name": "do", "value": "finish"}
    return first | {"action": _at(reading, "advance")}


def _writes_soap(reading: Reading) -> bool:
    return reading.may(P.SOAP_WRITE) and reading.visit.state not in (State.SCREENING, State.TRIAGE)


def _clause(clause: str) -> str:
    return f"Langkah {clause}" if clause else ""


def _service_name(reading: Reading, code: str) -> str:
    return next((one["name"] for one in reading.entry.offered if one["code"] == code), code)


def _beside(reading: Reading) -> list[dict]:
    """Give the lawful moves beside the SOP's next step, with their keys."""
    moves = [move for move in reading.options.moves if move.allowed]
    return [
        *_naming(reading),
        *_to_the_lab(reading, moves),
        *_internally(reading, moves),
        *_outward(reading),
        *_afterwards(reading),
        *_beds(reading, moves),
        *_exams(reading),
        *_ways(reading),
        *_exit(reading),
        *_emergency(reading),
    ]


def _naming(reading: Reading) -> list[dict]:
    """Give the way to say who an unknown patient is, to those who may."""
    if reading.patient is not None or not reading.may(P.VISIT_IDENTIFY) or not reading.may(P.PATIENT_READ):
        return []
    return [{"label": "Kenali pasien", "icon": "body", "key": "k", "url": _at(reading, "name")}]


def _to_the_lab(reading: Reading, moves: list[Move]) -> list[dict]:
    is_there = any(move.move == DETOUR and move.state == State.LAB for move in moves)
    in_bed_or_isolated = Place.LAB in reading.rooms.present and reading.visit.state != State.SCREENING
    if not reading.may(P.LAB_ORDER) or not (is_there or in_bed_or_isolated):
        return []
    words = "Kirim lagi ke Lab" if reading.lab else "Kirim ke Lab"
    return [{"label": words, "icon": "flask", "key": "l", "url": _at(reading, "order_lab")}]


def _internally(reading: Reading, moves: list[Move]) -> list[dict]:
    rooms = [short_name(move.place) for move in moves if move.move == DETOUR and move.state != State.LAB]
    if not rooms or _sop_keeps_from(reading, "refer_internally") or not reading.may(P.REFERRAL_INTERNAL):
        return []
    dim = ", ".join(rooms[-2:]) + (" …" if len(rooms) > 2 else "")
    return [{"label": "Rujuk internal", "dim": dim, "icon": "back", "key": "o", "url": _at(reading, "refer")}]


def _outward(reading: Reading) -> list[dict]:
    if not reading.may(P.REFERRAL_OUT) or _sop_keeps_from(reading, "refer") or reading.visit.state == State.SCREENING:
        return []
    drafted = [letter for letter in reading.entry.letters if letter["status"] == "drafted"]
    words = {"label": "Rujuk ke FKRTL", "dim": "atau FKTP, sosial, hukum"}
    if drafted:
        words = {"label": "Surat rujukan", "dim": drafted[0]["to"]}
    return [{**words, "icon": "out", "key": "x", "url": _at(reading, "refer_out")}]


def _afterwards(reading: Reading) -> list[dict]:
    if reading.patient is None:
        return []
    found = []
    if reading.may(P.FOLLOW_UP_GIVE):
        dim = "tugas ke Pustu"
        found.append(
            {"label": "Tindak lanjut", "dim": dim, "icon": "house", "key": "t", "url": _at(reading, "follow_up")}
        )
    if reading.may(P.APPOINTMENT_WRITE):
        found.append({"label": "Janji temu", "icon": "calendar", "key": "n", "url": _at(reading, "appoint")})
    return found


def _beds(reading: Reading, moves: list[Move]) -> list[dict]:
    """Give the moves to a bed, which are no detour and need a reason where the SOP does not say them."""
    ahead = reading.options.next.place if reading.options.next else ""
    beds = [move for move in moves if move.move == ADVANCE and move.place in _BED_KEYS]
    return [
        {
            "label": f"Ke {move.label}",
            "icon": "bed",
            "key": _BED_KEYS[move.place],
            "url": _at(reading, "move", move.place),
        }
        for move in beds
        if move.place != ahead and _clinical(reading)
    ]


def _to(reading: Reading, move: Move) -> str:
    return _at(reading, "move", move.place)


def _clinical(reading: Reading) -> bool:
    return reading.visit.state not in (State.SCREENING, State.TRIAGE) and reading.may(P.SOAP_WRITE)


def _exams(reading: Reading) -> list[dict]:
    """Give the typed exams that have a sheet of their own."""
    words = ((kind, f"Catat {_lowered(kind.name)}", _at(reading, "exam", kind.code)) for kind in on_sheets(reading))
    return [{"label": label, "icon": kind.icon, "key": kind.key, "url": url} for kind, label, url in words]


def _ways(reading: Reading) -> list[dict]:
    """Give the sheets of the clusters themselves: the bed."""
    return [
        {"label": way.label, "icon": way.icon, "key": way.key, "url": reverse(way.url, args=[reading.entry.code])}
        for way in registry.ways(reading.visit.state)
        if reading.may(way.permission)
    ]


def _exit(reading: Reading) -> list[dict]:
    if not reading.may(P.VISIT_CLOSE):
        return []
    return [
        {"label": "Pulang", "dim": "atau cara keluar lain", "icon": "out", "key": "p", "url": _at(reading, "leave")}
    ]


def _emergency(reading: Reading) -> list[dict]:
    if reading.visit.state == State.EMERGENCY:
        stands_down = reading.is_served and reading.may(P.VISIT_MOVE)
        url = _at(reading, "stand_down")
        return [{"label": "Ternyata tidak gawat", "icon": "back", "key": "f", "url": url}] if stands_down else []
    if not reading.may(P.VISIT_ESCALATE) or Place.IGD not in reading.rooms.present:
        return []
    return [{"label": "Gawat, ke IGD", "icon": "alert", "key": "f", "url": _at(reading, "escalate"), "css": "red"}]


def _refused(reading: Reading) -> list[dict]:
    """Give what cannot be done now, each with its reason on one line; rooms nobody asks for are left out."""
    found = []
    for move in reading.options.moves:
        if move.allowed or move.move in (ESCALATE, HAND_ON):
            continue
        if move.move == ADVANCE and move.place not in _NOT_HERE:
            continue
        found.append({"label": move.label, "reason": _short(move.reasons[0].message)})
    if reading.may(P.REFERRAL_INTERNAL) and _sop_keeps_from(reading, "refer_internally"):
        found.append({"label": "Rujuk internal", "reason": "menurut SOP dibuat oleh dokter"})
    if reading.may(P.PRESCRIBE) and _sop_keeps_from(reading, "prescribe"):
        found.append({"label": "Resep", "reason": "menurut SOP ditulis oleh dokter"})
    if reading.may(P.REFERRAL_OUT) and _sop_keeps_from(reading, "refer"):
        found.append({"label": "Rujuk FKRTL", "reason": "menurut SOP dibuat oleh dokter"})
    return list({one["label"]: one for one in found}.values())


def _short(words: str) -> str:
    """Give the reason without what introduces it: who reads it stands before the button it is about."""
    return _lowered(words.removeprefix("Kunjungan belum bisa dipulangkan: ").split(". ")[0].rstrip("."))


def _lowered(words: str) -> str:
    """Give the words as they stand inside a sentence: an abbreviation keeps its capitals."""
    return words[:1].lower() + words[1:] if len(words) > 1 and not words[1].isupper() else words


def _sop_keeps_from(reading: Reading, verb: str) -> bool:
    return not reading.visit.profile.sop.allows(verb, reading.by.role)


def undo_of(reading: Reading) -> dict | None:
    """Give the last move while it can still be taken back, with the time that is left."""
    last = reading.events[-1] if reading.events else None
    if last is None or last.kind not in MOVES or "before" not in last.data or not reading.may(P.VISIT_UNDO):
        return None
    left = WINDOW - (timezone.now() - last.recorded_at)
    if left <= timedelta(0) or not _may_undo(last, reading):
        return None
    seconds = int(left.total_seconds())
    action = reverse("clusters:undo", args=[reading.visit.code, last.seq])
    left_words = f"{seconds // 60}.{seconds % 60:02d}"
    return {"label": f"Batalkan: {LABELS[Kind(last.kind)].lower()}", "left": left_words, "action": action}


def _may_undo(event: VisitEvent, reading: Reading) -> bool:
    return event.by_id == reading.by.pk or event.point_id == reading.entry.point_id
