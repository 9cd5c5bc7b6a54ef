"""What may be done with a letter now, by the one who looks at it."""

from django.urls import reverse

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission

from ..models import OutwardReferral, ReferralStatus
from ..models.outward import AWAITED

P = Permission
S = ReferralStatus


def decide(referral: OutwardReferral, staff: Staff) -> dict:
    """Give the panel of next steps for a letter: its own next step in front, the rest beside it."""
    code = [referral.code]
    others, refused = [], []
    if staff.can(P.RECORD_READ):
        paper = {"label": "Cetak surat", "dim": "A5", "icon": "print", "key": "p"}
        others.append(paper | {"url": reverse("referrals:letter_print", args=code)})
    if referral.status == S.SENT and staff.can(P.REFERRAL_OUT):
        yes = {"label": "Faskes tujuan menerima", "icon": "check", "key": "d"}
        others.append(yes | {"action": reverse("referrals:accept", args=code)})
    if referral.status in (S.SENT, S.ACCEPTED) and referral.takes_the_patient:
        there = {"label": "Pasien sudah tiba", "icon": "house", "key": "i"}
        others.append(there | {"action": reverse("referrals:arrive", args=code)})
    if referral.status in (S.DRAFTED, S.SENT, S.ACCEPTED) and staff.can(P.REFERRAL_OUT):
        others.append({"label": "Ditolak", "dim": "pasien atau faskes", "icon": "close", "key": "x", "open": "tolak"})
    if referral.status in AWAITED and staff.can(P.REFERRAL_ANSWER):
        others.append({"label": "Tutup tanpa balasan", "icon": "out", "key": "t", "open": "tutup"})
    if referral.status == S.DRAFTED:
        refused.append({"label": "Catat balasan", "reason": "surat belum berangkat"})
    panel = {"sop": referral.get_status_display(), "others": others, "refused": refused, **_first(referral, staff)}
    if "first" not in panel:
        panel["waits"] = _waiting_words(referral)
    return panel


def _first(referral: OutwardReferral, staff: Staff) -> dict:
    if referral.status == S.DRAFTED and staff.can(P.REFERRAL_OUT):
        why = "Catat siapa yang menyetujui; sejak ini pasien ditunggu balasannya."
        return {"first": {"label": "Pasien berangkat", "form": "kirim", "key": "Shift+Enter", "why": why}}
    if referral.status in AWAITED and staff.can(P.REFERRAL_ANSWER) and staff.can(P.RECORD_READ):
        why = "Surat ditutup, dan pemantauannya terbuka sebagai tugas."
        return {"first": {"label": "Simpan balasan", "form": "balasan", "key": "Shift+Enter", "why": why}}
    return {}


def _waiting_words(referral: OutwardReferral) -> str:
    if referral.status in AWAITED:
        return "Menunggu balasan dari faskes tujuan; tenaga kesehatan yang mencatatnya."
    if referral.status == S.DRAFTED:
        return "Menunggu perujuk memberangkatkan."
    return "Surat ini sudah selesai."
