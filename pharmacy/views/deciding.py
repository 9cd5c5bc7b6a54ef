"""What the pharmacist may do with a prescription now: the next step, others beside it, the refused with why."""

from django.urls import reverse

from puskesmas.facility.permissions import Permission as P
from puskesmas.visits.facts import Fact
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.moves import DISCHARGE, options
from puskesmas.visits.queueing import CALLS_BEFORE_ABSENT
from puskesmas.visits.states import EXITS, State

from ..models import PrescriptionState
from .paper import Paper

S = PrescriptionState
HOLD = {"label": "Tahan, tanya penulis", "icon": "letter", "key": "t", "open": "tahan"}
CANCEL = {"label": "Batalkan resep", "icon": "close", "key": "x", "open": "batal", "css": "red"}


def decide(paper: Paper) -> dict:
    """Give what components/_decide.html draws for a prescription, from where it and its patient are."""
    state = paper.prescription.state
    makers = {S.RECEIVED: _to_review, S.HELD: _held, S.REVIEWED: _to_prepare, S.PREPARED: _to_hand_over}
    made = makers.get(state, _finished)(paper)
    panel = {"sop": "", "others": [], "refused": []} | made
    if state in makers:
        panel["refused"] = [*panel["refused"], *_cannot_leave(paper)]
    panel["others"] = [*panel["others"], *_in_line(paper), *_labels(paper), *_cancelling(paper)]
    return panel


def _to_review(paper: Paper) -> dict:
    refused = [
        {"label": "Siapkan", "reason": "resep belum ditelaah"},
        {"label": "Serahkan", "reason": "obat belum siap"},
    ]
    if not paper.staff.can(P.PRESCRIPTION_REVIEW):
        return {"waits": "Apoteker menelaah resep ini.", "others": _rewriting(paper), "refused": refused}
    first = {"label": "Teruskan, siapkan obat", "form": "telaah", "why": "Setiap butir telaah dijawab Ya atau Tidak."}
    if paper.alerts:
        first["why"] = "Ada peringatan: tulis alasan diteruskan, atau tahan dan tanya penulis resep."
    rest = {
        "label": "Sisanya Ya, teruskan",
        "icon": "check",
        "key": "y",
        "form": "telaah",
        "name": "rest",
        "value": "ok",
    }
    return {"first": first, "others": [rest, HOLD, *_rewriting(paper)], "refused": refused}


def _held(paper: Paper) -> dict:
    refused = [{"label": "Siapkan", "reason": "menunggu jawaban penulis resep"}]
    if paper.staff.can(P.PRESCRIBE):
        first = {"label": "Kirim jawaban", "form": "jawab", "why": "Resep ditelaah lagi sesudah dijawab."}
        return {"first": first, "others": _rewriting(paper), "refused": refused}
    review = {"label": "Sudah jelas, teruskan", "icon": "check", "key": "m", "form": "telaah"}
    waits = f"Menunggu jawaban {paper.prescription.prescribed_by.name}. Bila dijawab lisan, telaah dan tulis alasannya."
    return {"waits": waits, "others": [review], "refused": refused}


def _to_prepare(paper: Paper) -> dict:
    refused = [{"label": "Serahkan", "reason": "obat belum disiapkan"}]
    if not paper.staff.can(P.PRESCRIPTION_DISPENSE):
        return {"waits": "Apoteker menyiapkan obat ini.", "others": _rewriting(paper), "refused": refused}
    short = [line for line in paper.lines if line.short and not line.item.is_not_had]
    why = "Batch yang lebih dahulu kedaluwarsa diambil lebih dahulu."
    if short:
        why = "Stok kurang: yang ada diberikan, sisanya menjadi salinan resep."
    first = {
        "label": "Obat siap",
        "action": reverse("pharmacy:dispense", args=[paper.prescription.code]),
        "why": why,
    }
    return {"first": first, "others": [HOLD, *_rewriting(paper)], "refused": refused}


def _to_hand_over(paper: Paper) -> dict:
    others = [HOLD] if paper.staff.can(P.PRESCRIPTION_REVIEW) else []
    if not paper.staff.can(P.PRESCRIPTION_HAND_OVER):
        return {"waits": "Obat siap; apoteker yang menyerahkannya.", "others": _rewriting(paper)}
    if may_hand_over(paper):
        label, why, clause = going_on(paper)
        return {"first": {"label": label, "form": "serah", "clause": clause, "why": why}, "others": others}
    if paper.at_window is not None:
        called = paper.at_window.state == EntryState.CALLED
        first = {
            "label": "Pasien datang, layani" if called else "Panggil, serahkan",
            "action": reverse("pharmacy:start", args=[paper.at_window.code]),
            "why": "Obat siap. Cocokkan dua tanda pengenal sesudah pasien datang.",
        }
        return {
            "first": first,
            "others": others,
            "refused": [{"label": "Serahkan", "reason": "pasien belum di loket obat"}],
        }
    where = paper.rooms.name(paper.here.place) if paper.here else "luar puskesmas"
    waits = f"Obat siap. Pasien masih di {where}; serahkan setelah pasien datang."
    return {"waits": waits, "others": others, "refused": [{"label": "Serahkan", "reason": f"pasien masih di {where}"}]}


def _finished(paper: Paper) -> dict:
    if paper.is_served and not any(one.is_open for one in paper.others):
        label, why, clause = going_on(paper, verb="Selesai")
        action = reverse("pharmacy:go_on", args=[paper.at_window.code])
        return {"first": {"label": label, "action": action, "clause": clause, "why": why}}
    if another := next((one for one in paper.others if one.is_open), None):
        url = reverse("pharmacy:prescription", args=[another.code])
        return {
            "first": {"label": f"Lanjut resep {another.number}", "url": url, "why": "Resep lain pada kunjungan ini."}
        }
    if paper.staff.can(P.PRESCRIPTION_REVIEW):
        why = "Resep ini sudah selesai."
        return {"first": {"label": "Ke antrean farmasi", "url": reverse("pharmacy:queue"), "why": why}}
    return {"waits": "Resep ini sudah selesai."}


def may_hand_over(paper: Paper) -> bool:
    """Tell whether the patient is where medicine reaches them: called to the window, in a bed, or leaving referred."""
    return paper.is_served or paper.is_in_bed or paper.visit.state == State.FKRTL_REFERRAL


def going_on(paper: Paper, *, verb: str = "Serahkan") -> tuple[str, str, str]:
    """Say what comes after: the button's words, why, and the SOP's clause."""
    if not paper.is_served:
        where = paper.rooms.name(paper.here.place) if paper.here else "tempatnya"
        return f"{verb} di {where}", f"Pasien tetap di {where}; hanya obatnya yang berjalan.", ""
    if any(one.is_open for one in paper.others):
        return f"{verb}, lanjut resep berikutnya", "Masih ada resep lain pada kunjungan ini.", ""
    step = options(paper.visit, paper.at_window, rooms=paper.rooms).next
    if step is None:
        return f"{verb}, selesai", "SOP tidak menyebut langkah sesudah ini.", ""
    clause = f"Langkah {step.clause}" if step.clause else ""
    if step.state in EXITS:
        return f"{verb}, pulang", step.says, clause
    walked = {entry.place for entry in paper.entries}
    if step.place in walked and Fact.KB_PROCEDURE in paper.visit.holding:
        return f"{verb}, kembali ke tindakan KB", f"Di {step.label}. {step.says}", clause
    back = "kembali ke" if step.place in walked else "ke"
    return f"{verb}, {back} {step.label}", step.says, clause


def _cannot_leave(paper: Paper) -> list[dict]:
    """Give the refused way out with its reason, so that staff learn what the patient still waits for."""
    if paper.at_window is None:
        return []
    moves = options(paper.visit, paper.at_window, rooms=paper.rooms).moves
    way_out = next((move for move in moves if move.move == DISCHARGE and not move.allowed), None)
    return [{"label": "Pulang", "reason": way_out.reasons[0].message}] if way_out else []


def _in_line(paper: Paper) -> list[dict]:
    """Give calling again and absence, while the patient was called and has not come."""
    entry = paper.at_window
    if entry is None or not paper.staff.can(P.PRESCRIPTION_HAND_OVER):
        return []
    if entry.state == EntryState.WAITING and paper.prescription.state != S.PREPARED:
        take = reverse("pharmacy:start", args=[entry.code])
        return [{"label": "Panggil ke loket obat", "icon": "horn", "key": "p", "action": take}]
    if entry.state != EntryState.CALLED:
        return []
    again = reverse("pharmacy:recall", args=[entry.code])
    moves = [{"label": "Panggil ulang", "dim": f"{entry.calls}×", "icon": "horn", "key": "r", "action": again}]
    if entry.calls >= CALLS_BEFORE_ABSENT:
        absent = reverse("pharmacy:skip", args=[entry.code])
        moves.append({"label": "Belum datang", "icon": "out", "key": "a", "action": absent})
    return moves


def _labels(paper: Paper) -> list[dict]:
    found = []
    if paper.prescription.state == S.PREPARED or paper.prescription.is_given:
        url = reverse("pharmacy:labels", args=[paper.prescription.code])
        found.append({"label": "Cetak etiket", "icon": "print", "key": "e", "url": url})
        if any(item.owed_quantity for item in paper.prescription.lines):
            url = reverse("pharmacy:copy", args=[paper.prescription.code])
            found.append(
                {"label": "Salinan resep", "dim": "untuk yang belum didapat", "icon": "letter", "key": "s", "url": url}
            )
    return found


def _rewriting(paper: Paper) -> list[dict]:
    if not paper.staff.can(P.PRESCRIBE):
        return []
    return [
        {
            "label": "Ubah resep",
            "icon": "pill",
            "key": "h",
            "url": reverse("pharmacy:change", args=[paper.prescription.code]),
        }
    ]


def _cancelling(paper: Paper) -> list[dict]:
    may = paper.staff.can(P.PRESCRIBE) or paper.staff.can(P.PRESCRIPTION_REVIEW)
    return [CANCEL] if may and paper.prescription.is_open else []
