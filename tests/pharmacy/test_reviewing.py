"""Telaah: what stops a prescription, and what lets it go on."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from clusters import recording
from pharmacy import services
from pharmacy.checks import Answer, all_in_order
from pharmacy.labels import labels_of
from pharmacy.models import Review
from pharmacy.refusals import PrescriptionInvalid
from puskesmas.patients.services import note_allergy, withdraw_allergy
from puskesmas.visits.guards import MoveRefused
from tests import cast

from .conftest import in_kia, kinds, line, prepared, prescribed, stocked


@pytest.fixture
def written(dharma_rini, bu_wati, rina):
    return prescribed(in_kia(dharma_rini, bu_wati), ("AMOKSISILIN", 10), by=rina)


@pytest.fixture
def for_raka(dharma_rini, rina):
    visit = in_kia(dharma_rini, cast.raka(dharma_rini), services=["IMUNISASI"])
    return prescribed(visit, ("PARASETAMOL-SIRUP", 1), by=rina)


def test_a_prescription_in_order_goes_on(written, tono):
    reviewed = services.review(written, all_in_order(), by=tono)

    assert (reviewed.state, reviewed.reviewed_by) == ("reviewed", tono)
    kept = Review.objects.get()
    assert kept.is_passed and kept.answers["weight"] == {"ok": True, "note": ""}
    assert "prescription_reviewed" in kinds(written.visit)


def test_an_allergy_stops_it_until_somebody_writes_why_it_goes_on(written, bu_wati, tono, rina):
    note_allergy(bu_wati, substance="Penicillin", reaction="gatal", by=rina)

    with pytest.raises(MoveRefused) as refused:
        services.review(written, all_in_order(), by=tono)

    assert [(reason.code, reason.field) for reason in refused.value.reasons] == [("allergy", "AMOKSISILIN")]
    assert "Penicillin (gatal)" in refused.value.message
    assert not Review.objects.exists()

    services.review(written, all_in_order(), by=tono, override_reason="dr. Ayu: riwayat ruam ringan, diawasi")

    kept = Review.objects.get()
    assert kept.alerts == [{"code": "allergy", "drug": "AMOKSISILIN", "substance": "Penicillin"}]
    assert kept.override_reason.startswith("dr. Ayu")


def test_an_allergy_withdrawn_stops_nothing(written, bu_wati, tono, rina):
    withdraw_allergy(note_allergy(bu_wati, substance="Penisilin", by=rina), by=rina)

    assert services.review(written, all_in_order(), by=tono).state == "reviewed"


def test_an_allergy_under_a_record_merged_since_counts(written, dharma_rini, bu_wati, tono, rina):
    other = cast.a_patient(dharma_rini, "Wati N.", born=bu_wati.birth_date)
    note_allergy(other, substance="amoxicillin", by=rina)
    type(other).objects.filter(pk=other.pk).update(person_id=bu_wati.pk)

    with pytest.raises(MoveRefused, match="alergi amoxicillin"):
        services.review(written, all_in_order(), by=tono)


def test_a_child_nobody_weighed_is_stopped(for_raka, tono):
    with pytest.raises(MoveRefused, match="Timbang anak"):
        services.review(for_raka, all_in_order(), by=tono)

    assert services.review(for_raka, all_in_order(), by=tono, weight_kg=Decimal("14.2")).weight_kg == Decimal("14.2")


def test_a_child_weighed_in_the_room_goes_on(dharma_rini, rina, tono):
    visit = in_kia(dharma_rini, cast.raka(dharma_rini), services=["IMUNISASI"])

    written = prescribed(visit, ("PARASETAMOL-SIRUP", 1), by=rina, weight_kg=Decimal("14.2"))

    assert services.review(written, all_in_order(), by=tono).state == "reviewed"


def test_a_child_the_room_measured_in_this_visit_goes_on_and_a_correction_is_seen(dharma_rini, rina, tono):
    stocked(dharma_rini, "PARASETAMOL-SIRUP", 1)
    visit = in_kia(dharma_rini, cast.raka(dharma_rini), services=["IMUNISASI"])
    written = prescribed(visit, ("PARASETAMOL-SIRUP", 1), by=rina)
    assert [alert.code for alert in services.alerts_of(written)] == ["child_without_weight"]
    measured = recording.measure(visit, {"weight": "14,2"}, by=rina, entry=cast.entry_of(visit))
    assert services.alerts_of(written) == []
    recording.correct_vitals(measured, {"weight": "12,4"}, by=rina, reason="salah ketik")
    recording.measure(visit, {"temperature": "38"}, by=rina, entry=cast.entry_of(visit))

    packed = prepared(written, by=tono)

    assert packed.weight_kg is None
    assert [label.weight for label in labels_of(packed)] == ["12,4 kg"]


def test_a_child_weighed_another_day_is_not_weighed_in_this_visit(dharma_rini, rina, for_raka):
    other = in_kia(dharma_rini, cast.a_patient(dharma_rini, "Bayu", born=date(2023, 1, 1), sex="L"), services=["KIA"])
    recording.measure(other, {"weight": "11"}, by=rina, entry=cast.entry_of(other))

    assert [alert.code for alert in services.alerts_of(for_raka)] == ["child_without_weight"]


def test_a_tidak_stops_it_and_every_reason_is_said_at_once(for_raka, tono):
    answers = all_in_order() | {"dose_amount": Answer(ok=False, note="dosis dua kali lipat")}

    with pytest.raises(MoveRefused) as refused:
        services.review(for_raka, answers, by=tono)

    assert [reason.code for reason in refused.value.reasons] == ["child_without_weight", "not_in_order"]
    assert "dosis dua kali lipat" in refused.value.message


def test_a_check_left_open_is_bad_input(written, tono):
    with pytest.raises(PrescriptionInvalid) as refused:
        services.review(written, {"patient": Answer(ok=True)}, by=tono)

    assert len(refused.value.reasons) == 14


def test_a_midwife_does_not_review(written, rina):
    with pytest.raises(MoveRefused, match="tidak berwenang"):
        services.review(written, all_in_order(), by=rina)


def test_a_second_review_reads_who_was_first(written, tono):
    services.review(written, all_in_order(), by=tono)

    with pytest.raises(MoveRefused, match=f"ditelaah, oleh {tono.name}"):
        services.review(written, all_in_order(), by=tono)


def test_a_question_waits_for_whoever_wrote_it(written, dharma_rini, tono, rina):
    held = services.hold(written, reason="Dosis untuk berapa hari?", by=tono)
    assert (held.state, held.held_by) == ("held", tono)
    with pytest.raises(MoveRefused):
        services.dispense(held, by=tono)

    answered = services.clarify(held, answer="Lima hari", by=rina)

    assert (answered.state, answered.answered_by) == ("received", rina)
    assert services.review(answered, all_in_order(), by=tono).state == "reviewed"


def test_a_question_may_be_answered_by_a_change(written, dharma_rini, tono, rina):
    held = services.hold(written, reason="Stok kosong, ganti?", by=tono)

    changed = services.change(held, [line(dharma_rini, "PARASETAMOL-SIRUP", 1)], reason="diganti", by=rina)

    assert (changed.state, changed.answer) == ("received", "diganti")


def test_a_review_is_never_altered(written, tono):
    services.review(written, all_in_order(), by=tono)

    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Review.objects.update(override_reason="lain")


def test_the_database_passes_nothing_alarming_without_a_reason(written, tono):
    with pytest.raises(IntegrityError, match="nothing_alarming_is_passed_without_a_reason"):
        Review.objects.create(
            prescription=written,
            version=1,
            checklist="2024-1",
            open_points=1,
            is_passed=True,
            by=tono,
            at=written.changed_at,
        )


def test_a_weight_no_child_has_is_bad_input(for_raka, tono):
    for weight in ("0", "-3", "700"):
        with pytest.raises(PrescriptionInvalid) as refused:
            services.review(for_raka, all_in_order(), by=tono, weight_kg=Decimal(weight))
        assert refused.value.reasons[0].field == "weight_kg"


def test_a_reason_longer_than_is_kept_is_refused_rather_than_cut(written, tono):
    for verb in (services.hold, services.cancel):
        with pytest.raises(PrescriptionInvalid) as refused:
            verb(written, reason="x" * 201, by=tono)
        assert [(reason.code, reason.field) for reason in refused.value.reasons] == [("too_long", "reason")]
