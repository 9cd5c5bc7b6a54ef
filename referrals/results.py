"""Giving laboratory results and having them read, also when the patient has gone."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.facts import Fact
from puskesmas.visits.models import Visit
from puskesmas.visits.movement import Chapter

from . import lab, lab_values, loose_ends
from .lab_ranges import Flag, Judgement, Person, table
from .models import (
    Appointment,
    FollowUp,
    LabOrder,
    LabOrderItem,
    LabStatus,
    LooseKind,
    Outcome,
    ResultKind,
    ResultToRead,
)
from .refusals import PaperRefused, already, invalid, must_be_allowed
from .telling import speaks_of, tell

MAY_BE_FILLED = (LabStatus.ORDERED, LabStatus.SAMPLED, LabStatus.FOLLOWS_LATER)


# What reading a typed value sets on its item.
READ = ("value", "number", "flag", "reference", "reference_source", "advice")


def give_result(order: LabOrder, *, results: Mapping[str, str], by: Staff) -> LabOrder:
    """Write down what the laboratory found, by test code; with the last value the visit waits no longer.

    1. Read each value, refuse what cannot be, and flag it by what is normal for this person on the day of the visit.
    2. Bill the tests done.
    3. With every test answered: the patient held for it is freed, one still in the laboratory goes back,
       and for one who has gone a paper opens for the requester.
    """
    with transaction.atomic():
        visit, order = lab.locked(order, by=by, permission=Permission.LAB_RESULT)
        if order.status not in MAY_BE_FILLED:
            raise already(f"Hasil pengantar ini tidak bisa diisi: {order.get_status_display().lower()}.")
        items = list(order.items.select_related("test__service"))
        answered = _answered(items, results, visit)
        if order.sampled_at is None:
            lab.take_sample(order, visit, by=by)  # a drop of blood read where it was taken
        now = timezone.now()
        for item in answered:
            item.entered_by, item.entered_at = by, now
        LabOrderItem.objects.bulk_update(answered, [*READ, "entered_by", "entered_at"])
        with movement.chapter(movement.locked(visit.pk), by=by) as chapter:
            lab.bill(answered, chapter)
            if all(item.has_value for item in items):
                order.complete(by=by, at=now)
                order.save()
                lab.stop_waiting(order, chapter)
            _tell_the_result(order, answered, chapter)
        if order.status == LabStatus.RESULTED:
            _pass_it_on(order, by=by)
    return order


def read_result(order: LabOrder, *, by: Staff) -> LabOrder:
    """Write down that someone who treats the patient has read the result; the first reader counts."""
    must_be_allowed(by, Permission.RECORD_READ)
    with transaction.atomic():
        visit, order = lab.locked(order, by=by, permission=Permission.LAB_READ)
        if order.status != LabStatus.RESULTED:
            raise already("Hasil laboratorium ini belum lengkap, jadi belum bisa ditandai sudah dibaca.")
        if order.read_at is None:
            order.read_by, order.read_at = by, timezone.now()
            order.save()
            tell(visit, Kind.RESULT_READ, by=by, data={"order": order.code})
    return order


def settle_late_result(
    paper: ResultToRead,
    *,
    outcome: str,
    by: Staff,
    advice: str = "",
    appointment: Appointment | None = None,
    follow_up: FollowUp | None = None,
) -> ResultToRead:
    """Decide on a result that came after the exit: nothing, call in, an appointment or a task; reading it first."""
    if outcome not in Outcome.values:
        raise invalid(f"Pilih keputusan: {', '.join(Outcome.labels)}.", "outcome")
    if outcome == Outcome.APPOINTMENT and appointment is None:
        raise invalid("Buat janji temunya dahulu.", "outcome")
    if outcome == Outcome.TASK and follow_up is None:
        raise invalid("Buat tugas tindak lanjutnya dahulu.", "outcome")
    with transaction.atomic():
        order = read_result(paper.order, by=by)
        paper = ResultToRead.objects.locked().get(pk=paper.pk)
        if paper.settled_at is not None:
            raise already("Hasil ini sudah diputuskan.")
        paper.order, paper.outcome, paper.advice = order, outcome, advice.strip()
        paper.appointment = appointment if outcome == Outcome.APPOINTMENT else None
        paper.follow_up = follow_up if outcome == Outcome.TASK else None
        paper.settled_by, paper.settled_at = by, timezone.now()
        paper.save()
    return paper


def _answered(items: list[LabOrderItem], results: Mapping[str, str], visit: Visit) -> list[LabOrderItem]:
    """Give the items answered now, each with its value and flag; refuse everything that is wrong at once."""
    by_code = {item.test.code: item for item in items}
    person = person_of(visit)
    answered, reasons = [], []
    if not results:
        reasons.append(Refusal("empty", "Isi sedikitnya satu hasil.", "results"))
    for code, typed in results.items():
        item = by_code.get(code)
        if item is None:
            reasons.append(Refusal("not_ordered", f"{code} tidak diminta pada pengantar ini.", code))
        elif item.has_value:
            reasons.append(Refusal("already_given", f"Hasil {item.test.name} sudah diisi.", code))
        elif wrong := read_into(item, str(typed), person, visit):
            reasons.append(Refusal("invalid", wrong, code))
        else:
            answered.append(item)
    if reasons:
        raise PaperRefused.because(reasons)
    return answered


def read_into(item: LabOrderItem, typed: str, person: Person, visit: Visit) -> str:
    """Put what was typed into an item; give the sentence that says what is wrong, or nothing."""
    test, judgement = item.test, Judgement()
    if test.kind == ResultKind.NUMERIC:
        number = lab_values.number_in(typed)
        if number is None:
            return f"Hasil {test.name} harus angka, misalnya 12,5."
        if number < 0 or not table().is_plausible(test.code, number):
            span = table().plausible_span(test.code) or "0 ke atas"
            return f"{test.name} {lab_values.written(number)} {test.unit} tidak mungkin ({span}). Periksa ketikannya."
        if abs(number) >= 10**9:
            return f"Hasil {test.name} terlalu besar. Periksa ketikannya."
        item.number, item.value = round(number, 3), lab_values.written(number)
        judgement = table().judge_number(test.code, number, person, visit.on)
    elif test.kind == ResultKind.CHOICE:
        chosen = lab_values.choice_in(typed, test.choices)
        if chosen is None:
            return f"Hasil {test.name} dipilih dari: {', '.join(test.choices)}."
        item.value = chosen
        judgement = table().judge_word(test.code, chosen, visit.on)
    else:
        item.value = " ".join(typed.split())
        if not item.value or len(item.value) > lab_values.LONGEST:
            return f"Tulis hasil {test.name}, paling panjang {lab_values.LONGEST} huruf."
    item.flag, item.reference = judgement.flag.value, judgement.reference[:60]
    item.reference_source, item.advice = judgement.source[:120], judgement.advice[:160]
    return ""


def person_of(visit: Visit) -> Person:
    """Give what of a patient decides which values are normal, on the day of the visit."""
    if visit.patient is None:
        return Person()
    return Person(
        sex=visit.patient.sex,
        years=visit.patient.age_on(visit.on).years,
        pregnant=Fact.PREGNANT in visit.holding,
    )


def _tell_the_result(order: LabOrder, answered: list[LabOrderItem], chapter: Chapter) -> None:
    flagged = [item.test.code for item in answered if item.flag == Flag.CRITICAL]
    told = {
        "order": order.code,
        "tests": [item.test.code for item in answered],
        "complete": order.status == LabStatus.RESULTED,
        "critical": flagged,
    }
    chapter.note(Kind.LAB_RESULT, data=told | speaks_of(chapter.visit))


def _pass_it_on(order: LabOrder, *, by: Staff) -> None:
    """Bring a complete result to whoever asked: by the patient's own feet, or as a paper when the patient has gone."""
    loose_ends.tie_up(order.visit_id, LooseKind.LAB, order.code, note="Hasil sudah diisi.", by=by)
    visit = movement.locked(order.visit_id)
    if visit.is_closed:
        ResultToRead.objects.create(
            facility_id=order.facility_id, order=order, requester=order.ordered_by, opened_at=order.resulted_at
        )
    else:
        lab.send_home(visit, by=by)
