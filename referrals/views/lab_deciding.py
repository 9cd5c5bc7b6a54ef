"""What the laboratory may do with an order now: the next step in front, others beside it, the refused with the why."""

from django.urls import reverse

from puskesmas.facility.places import Place
from puskesmas.visits.models import QueueEntry
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.moves import options

from ..models import LabOrder, LabStatus

S = LabStatus
LATER = {"label": "Hasil menyusul", "dim": "pasien tidak menunggu", "icon": "calendar", "key": "m", "open": "menyusul"}

WAITS = {"name": "waits", "value": "1"}


def decide(order: LabOrder, here: QueueEntry | None, *, untold: bool = False) -> dict:
    """Give the panel of next steps for an order, from where its patient is."""
    sop = order.visit.profile.sop
    panel = {"sop": f"SOP {sop.number}", "others": [], "refused": []}
    at_lab = here if here is not None and here.point.place == Place.LAB else None
    if untold:
        return panel | _to_tell()
    if order.status == S.RESULTED:
        return panel | _finished(order, at_lab)
    if at_lab is not None and order.status == S.ORDERED and at_lab.state != EntryState.SERVING:
        return panel | _still_in_line(order)
    if order.status == S.ORDERED:
        return panel | _to_sample(order, at_lab, here)
    return panel | _to_fill(order, here)


def _to_tell() -> dict:
    """A critical value goes before everything else."""
    bench = {"label": "Ke meja lab", "icon": "back", "key": "b", "url": reverse("referrals:bench")}
    why = "Nilai kritis disampaikan langsung kepada seseorang, dengan namanya, sebelum pekerjaan lain."
    return {"first": {"label": "Sudah saya sampaikan", "form": "kritis", "key": "k", "why": why}, "others": [bench]}


def _still_in_line(order: LabOrder) -> dict:
    take = reverse("referrals:take", args=[order.code])
    reason = "pasien belum dipanggil ke meja lab"
    return {
        "first": {"label": "Mulai layani", "action": take, "why": "Pasien masih antre; panggil dan cocokkan namanya."},
        "refused": [{"label": "Ambil sampel", "reason": reason}, {"label": "Isi hasil", "reason": reason}],
    }


def _to_sample(order: LabOrder, at_lab: QueueEntry | None, here: QueueEntry | None) -> dict:
    action = reverse("referrals:sample", args=[order.code])
    if at_lab is None:
        where = here.point.name if here is not None else "luar puskesmas"
        why = f"Pasien tetap di {where}; hanya sampelnya yang berjalan."
        return {"first": {"label": "Sampel sudah diambil", "action": action, "why": why}, "others": [LATER]}
    step = options(order.visit, at_lab).next
    home = step.label if step else "pengirim"
    stays = {"label": "Ambil, tunggu di lab", "icon": "flask", "key": "w", "action": action} | WAITS
    return {
        "first": {
            "label": f"Ambil sampel, kembali ke {home}",
            "action": action,
            "clause": _clause(step),
            "why": step.says if step else "Kembali ke unit yang mengirim.",
        },
        "others": [stays, LATER],
    }


def _to_fill(order: LabOrder, here: QueueEntry | None) -> dict:
    others = [LATER] if order.is_awaited else []
    if order.status == S.FOLLOWS_LATER and order.sampled_at is None:
        take = reverse("referrals:sample", args=[order.code])
        others = [{"label": "Catat sampel diambil", "icon": "flask", "key": "w", "action": take}]
    return {
        "first": {"label": _saving_words(here), "form": "hasil", "key": "Shift+Enter", "why": _saving_why(here)},
        "others": others,
    }


def _saving_words(here: QueueEntry | None) -> str:
    if here is not None and here.point.place == Place.LAB:
        step = options(here.visit, here).next
        return f"Simpan, kembali ke {step.label}" if step else "Simpan hasil"
    return "Simpan hasil"


def _saving_why(here: QueueEntry | None) -> str:
    if here is None:
        return "Pasien sudah pulang; hasil masuk ke kotak masuk peminta."
    if here.state == EntryState.HELD:
        return f"Pasien ditahan di {here.point.name}; hasil lengkap mengembalikannya ke antrean di tempat semula."
    return f"Pasien di {here.point.name}; hasil lengkap langsung terbaca di ruang itu."


def _finished(order: LabOrder, at_lab: QueueEntry | None) -> dict:
    if at_lab is not None and at_lab.state == EntryState.SERVING:
        step = options(order.visit, at_lab).next
        words = f"Kembali ke {step.label}" if step else "Selesai"
        back = reverse("referrals:go_on", args=[at_lab.code])
        return {"first": {"label": words, "action": back, "clause": _clause(step), "why": step.says if step else ""}}
    why = "Hasil sudah dikirim ke ruang peminta."
    return {"first": {"label": "Ke meja lab", "url": reverse("referrals:bench"), "why": why}}


def _clause(step) -> str:
    return f"Butir {step.clause}" if step and step.clause else ""
