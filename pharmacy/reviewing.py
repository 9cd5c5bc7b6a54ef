"""Telaah: reading a prescription before anything is taken off the shelf, or holding it back with a question."""

from decimal import Decimal

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused

from . import shelves
from .acts import locked_prescription, move, pharmacy_of
from .alerts import Alert, alerts_for
from .checks import Answers, checklist, errors_of, refused_in
from .lines import weight_errors
from .models import Prescription, Review
from .models.item import PrescriptionItem
from .refusals import PrescriptionInvalid, need, tidied
from .weights import kilograms, weight_of


def alerts_of(prescription: Prescription) -> list[Alert]:
    """Give what the record says against a prescription as it stands, for the pharmacist's page and the review."""
    drugs = [item.drug for item in _lines(prescription)]
    return alerts_for(prescription.visit, drugs, weight_kg=kilograms(weight_of(prescription)))


def review(
    prescription: Prescription,
    answers: Answers,
    *,
    by: Staff,
    override_reason: str = "",
    weight_kg: Decimal | None = None,
) -> Prescription:
    """Pass a prescription on to be prepared, each check answered.

    An alert of the record (allergy, a child nobody weighed) and a check answered Tidak stop it, all of them said at
    once, unless whoever reviews it writes why it goes on all the same. ``weight_kg`` is a weight found out here.
    """
    with transaction.atomic():
        prescription = locked_prescription(prescription, by=by, permission=Permission.PRESCRIPTION_REVIEW)
        at = move(prescription, "accept", by=by)
        _refuse_wrong(answers, weight_kg)
        prescription.weight_kg = weight_kg or prescription.weight_kg
        alerts = alerts_of(prescription)
        against = [alert.as_refusal() for alert in alerts] + refused_in(answers)
        override_reason = tidied(override_reason, field="override_reason")
        if against and not override_reason:
            message = " ".join(reason.message for reason in against)
            raise MoveRefused("guard_refused", f"Resep belum bisa diteruskan. {message}", against)
        _keep(prescription, answers, alerts, len(against), is_passed=True, override_reason=override_reason, by=by)
        prescription.reviewed_by, prescription.reviewed_at = by, at
        prescription.save()
        _tell(prescription, "passed", by=by, reason=override_reason)
        return prescription


def hold(prescription: Prescription, *, reason: str, by: Staff, answers: Answers | None = None) -> Prescription:
    """Hold a prescription back with a question for whoever wrote it; what was packed for it goes back."""
    with transaction.atomic():
        prescription = locked_prescription(prescription, by=by, permission=Permission.PRESCRIPTION_REVIEW)
        reason = need(reason, message="Tulis yang ditanyakan kepada penulis resep.", field="reason")
        at = move(prescription, "hold_back", by=by)
        shelves.put_back(prescription)
        alerts = alerts_of(prescription)
        points = len(alerts) + len(refused_in(answers or {}))
        _keep(prescription, answers or {}, alerts, points, is_passed=False, by=by)
        prescription.question, prescription.held_by, prescription.held_at = reason, by, at
        prescription.answer, prescription.answered_by, prescription.answered_at = "", None, None
        prescription.reviewed_by = prescription.reviewed_at = None
        prescription.prepared_by = prescription.prepared_at = None
        prescription.save()
        _tell(prescription, "held", by=by, reason=reason)
        return prescription


def _lines(prescription: Prescription) -> list[PrescriptionItem]:
    return list(prescription.items.had().filter(version=prescription.version).select_related("drug"))


def _refuse_wrong(answers: Answers, weight_kg: Decimal | None) -> None:
    errors = [*errors_of(answers), *weight_errors(weight_kg)]
    if errors:
        raise PrescriptionInvalid.because(errors)


def _keep(
    prescription: Prescription,
    answers: Answers,
    alerts: list[Alert],
    open_points: int,
    *,
    is_passed: bool,
    by: Staff,
    override_reason: str = "",
) -> None:
    Review.objects.create(
        prescription=prescription,
        version=prescription.version,
        checklist=checklist().version,
        answers={key: {"ok": answer.ok, "note": answer.note} for key, answer in answers.items()},
        alerts=[alert.as_kept() for alert in alerts],
        open_points=open_points,
        override_reason=override_reason,
        is_passed=is_passed,
        by=by,
        at=prescription.changed_at,
    )


def _tell(prescription: Prescription, outcome: str, *, by: Staff, reason: str = "") -> None:
    told = {"prescription": prescription.code, "outcome": outcome}
    visit = prescription.visit
    with movement.chapter(visit, by=by) as chapter:
        chapter.note(Kind.REVIEWED, point=pharmacy_of(visit), reason=reason, data=told)
