"""The papers of many visits at once, as the small signs of a list: asked, in work, ready, critical."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from pharmacy.models import Prescription
from pharmacy.models.prescription import PrescriptionState
from puskesmas.facility.places import Place
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import Visit
from referrals.models import InternalReferral, LabOrder, LabOrderItem, LabStatus
from referrals.models.lab_item import LabFlag

ASKED, HALF, FULL, CRITICAL = "asked", "half", "full", "critical"
_ICONS = {Place.GIGI: "tooth", Place.GIZI: "fork", Place.FISIO: "body"}
_LAB = {
    LabStatus.ORDERED: (ASKED, "diminta"),
    LabStatus.SAMPLED: (HALF, "dikerjakan"),
    LabStatus.FOLLOWS_LATER: (HALF, "hasil menyusul"),
    LabStatus.RESULTED: (FULL, "hasil siap"),
}
_PRESCRIBED = {
    PrescriptionState.RECEIVED: (ASKED, "diminta"),
    PrescriptionState.HELD: (CRITICAL, "apoteker bertanya"),
    PrescriptionState.REVIEWED: (HALF, "ditelaah"),
    PrescriptionState.PREPARED: (HALF, "disiapkan"),
    PrescriptionState.HANDED_OVER: (FULL, "sudah diserahkan"),
    PrescriptionState.PARTIAL: (FULL, "diserahkan sebagian"),
}


@dataclass(frozen=True)
class Order:
    """One paper of a visit as a sign with its words."""

    icon: str
    state: str
    words: str


@dataclass
class Papers:
    """The papers of one visit that a list shows."""

    orders: list[Order]
    unread: bool = False
    critical: bool = False
    question: str = ""


def papers_of(visits: Collection[Visit]) -> dict[int, Papers]:
    """Give the papers of each visit, in three statements however many visits there are."""
    found: dict[int, Papers] = defaultdict(lambda: Papers([]))
    pks = [visit.pk for visit in visits]
    for order in _lab_orders(pks):
        _add_lab(found[order.visit_id], order)
    for prescription in _prescriptions(pks):
        state, words = _PRESCRIBED[prescription.state]
        found[prescription.visit_id].orders.append(Order("pill", state, f"Resep: {words}"))
    for referral in _internal(pks):
        _add_internal(found[referral.visit_id], referral)
    for visit in visits:
        if Fact.TO_BE_REFERRED in visit.holding:
            found[visit.pk].orders.append(Order("out", ASKED, "Surat rujukan: disiapkan"))
    return found


def _lab_orders(pks: list[int]) -> Iterable[LabOrder]:
    critical = LabOrderItem.objects.filter(order=OuterRef("pk"), flag=LabFlag.CRITICAL)
    rows = LabOrder.objects.filter(visit__in=pks).exclude(status=LabStatus.CANCELLED)
    return rows.annotate(is_critical=Exists(critical)).order_by("ordered_at", "pk")


def _add_lab(papers: Papers, order: LabOrder) -> None:
    state, words = _LAB[order.status]
    if order.is_critical and order.read_at is None:
        state, words = CRITICAL, f"{words}, nilai kritis"
        papers.critical = True
    papers.unread |= order.status == LabStatus.RESULTED and order.read_at is None
    papers.orders.append(Order("flask", state, f"Laboratorium: {words}"))


def _prescriptions(pks: list[int]) -> Iterable[Prescription]:
    rows = Prescription.objects.filter(visit__in=pks).exclude(state=PrescriptionState.CANCELLED)
    return rows.only("visit_id", "state").order_by("prescribed_at", "pk")


def _internal(pks: list[int]) -> Iterable[InternalReferral]:
    rows = InternalReferral.objects.filter(visit__in=pks, withdrawn_at__isnull=True)
    return rows.order_by("asked_at", "pk")


def _add_internal(papers: Papers, referral: InternalReferral) -> None:
    state, words = (FULL, "dijawab") if referral.answered_at else (ASKED, "diminta")
    papers.orders.append(Order(_ICONS.get(referral.place, "back"), state, f"{referral.get_place_display()}: {words}"))
    if not referral.answered_at:
        papers.question = referral.question
