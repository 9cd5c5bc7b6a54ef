"""Writing a prescription, changing it and calling it off; and what its visit knows of it."""

import pytest

from pharmacy import services
from pharmacy.models import Prescription
from pharmacy.refusals import PrescriptionInvalid
from puskesmas.visits.guards import MoveRefused
from tests import cast

from .conftest import in_kia, kinds, line, prepared, prescribed, stocked


def facts(visit):
    return cast.fresh(visit).facts


def test_a_prescription_tells_its_visit_that_there_is_medicine_to_fetch(dharma_rini, bu_wati, rina):
    visit = in_kia(dharma_rini, bu_wati, services=["ANC"])

    written = prescribed(visit, ("AMOKSISILIN", 10), by=rina)

    assert facts(visit)["prescribed"] == [written.source]
    assert "kb_procedure" not in facts(visit)
    assert written.point.place == "KIA"
    assert written.number.endswith("-001")
    assert "prescribed" in kinds(visit)


def test_dmpa_tells_that_she_comes_back_for_it(dharma_rini, bu_wati, rina):
    visit = in_kia(dharma_rini, bu_wati)

    written = prescribed(visit, ("DMPA", 1), by=rina)

    assert facts(visit)["kb_procedure"] == [written.source]


def test_two_prescriptions_are_two_sources_and_two_numbers(dharma_rini, bu_wati, rina):
    visit = in_kia(dharma_rini, bu_wati)
    first = prescribed(visit, ("DMPA", 1), by=rina)
    second = prescribed(visit, ("AMOKSISILIN", 10), by=rina)

    services.cancel(second, reason="tidak jadi", by=rina)

    assert facts(visit)["prescribed"] == [first.source]
    assert second.number.endswith("-002")


def test_at_sungai_kakap_only_a_doctor_prescribes(sungai_kakap):
    visit = in_kia(sungai_kakap, cast.bu_wati(sungai_kakap))

    with pytest.raises(MoveRefused, match="menulis resep adalah dokter") as refused:
        prescribed(visit, ("DMPA", 1), by=cast.staff(sungai_kakap, "bidan"))

    assert refused.value.code == "guard_refused"
    assert prescribed(visit, ("DMPA", 1), by=cast.staff(sungai_kakap, "dokter"))


def test_a_cashier_does_not_prescribe(dharma_rini, bu_wati):
    visit = in_kia(dharma_rini, bu_wati)

    with pytest.raises(MoveRefused, match="tidak berwenang"):
        prescribed(visit, ("DMPA", 1), by=cast.staff(dharma_rini, "kasir"))


def test_a_click_from_a_room_she_has_left_is_refused(dharma_rini, bu_wati, rina):
    visit = in_kia(dharma_rini, bu_wati)
    left = cast.entry_of(visit)
    prescribed(visit, ("AMOKSISILIN", 10), by=rina)
    cast.go_on(visit, "bidan")

    with pytest.raises(MoveRefused) as refused:
        services.prescribe(visit, left, [line(dharma_rini, "DMPA", 1)], by=rina)

    assert refused.value.code == "stale_entry"
    assert rina.name in refused.value.message


def test_nobody_prescribes_at_the_counter(dharma_rini, bu_wati, rina):
    visit = cast.at_counter(dharma_rini, bu_wati)

    with pytest.raises(MoveRefused, match="belum diperiksa"):
        prescribed(visit, ("AMOKSISILIN", 10), by=rina)


def test_a_patient_without_a_name_is_prescribed_for_in_the_emergency_room_only(dharma_rini):
    ayu = cast.staff(dharma_rini, "dokter")
    visit = cast.fresh(cast.arrive(dharma_rini, facts=["emergency"]))
    assert visit.state == "emergency"

    written = prescribed(visit, ("AMOKSISILIN", 10), by=ayu)

    assert written.visit.patient is None


def test_what_is_wrong_with_the_lines_is_said_beside_each(dharma_rini, bu_wati, rina, sungai_kakap):
    visit = in_kia(dharma_rini, bu_wati)
    wrong = [line(dharma_rini, "DMPA", 0, dose=" "), line(sungai_kakap, "DMPA", 1, days=999)]

    with pytest.raises(PrescriptionInvalid) as refused:
        services.prescribe(visit, cast.entry_of(visit), wrong, by=rina)

    assert {reason.field for reason in refused.value.reasons} == {
        "items.0.quantity",
        "items.0.dose",
        "items.1.drug",
        "items.1.days",
    }
    assert not Prescription.objects.exists()


def test_a_prescription_without_drugs_is_refused(dharma_rini, bu_wati, rina):
    visit = in_kia(dharma_rini, bu_wati)

    with pytest.raises(PrescriptionInvalid) as refused:
        services.prescribe(visit, cast.entry_of(visit), [], by=rina)

    assert refused.value.reasons[0].field == "items"


def test_a_change_keeps_what_was_written_and_is_read_anew(dharma_rini, bu_wati, rina, tono):
    visit = in_kia(dharma_rini, bu_wati)
    batch = stocked(dharma_rini, "DMPA", 3)
    written = prepared(prescribed(visit, ("DMPA", 1), by=rina), by=tono)

    changed = services.change(written, [line(dharma_rini, "AMOKSISILIN", 6)], reason="tekanan darah tinggi", by=rina)

    assert changed.state == "received"
    assert changed.reviewed_at is None
    assert [item.drug.code for item in changed.items.current()] == ["AMOKSISILIN"]
    assert changed.items.filter(version=1).get().drug.code == "DMPA"
    assert "kb_procedure" not in facts(visit)
    batch.refresh_from_db()
    assert (batch.quantity, batch.reserved) == (3, 0)


def test_cancelling_withdraws_what_it_taught_and_puts_the_medicine_back(dharma_rini, bu_wati, rina, tono):
    visit = in_kia(dharma_rini, bu_wati)
    batch = stocked(dharma_rini, "DMPA", 3)
    written = prepared(prescribed(visit, ("DMPA", 1), by=rina), by=tono)

    cancelled = services.cancel(written, reason="pasien memilih pil", by=rina)

    assert (cancelled.state, cancelled.cancelled_by) == ("cancelled", rina)
    assert "prescribed" not in facts(visit) and "kb_procedure" not in facts(visit)
    batch.refresh_from_db()
    assert batch.free == 3
    withdrawn = visit.events.filter(kind="withdrawn").values_list("reason", flat=True)
    assert set(withdrawn) == {"pasien memilih pil"}


def test_nothing_is_cancelled_without_a_reason_nor_twice(dharma_rini, bu_wati, rina):
    written = prescribed(in_kia(dharma_rini, bu_wati), ("DMPA", 1), by=rina)
    with pytest.raises(PrescriptionInvalid):
        services.cancel(written, reason="  ", by=rina)
    services.cancel(written, reason="tidak jadi", by=rina)

    with pytest.raises(MoveRefused) as refused:
        services.cancel(written, reason="tidak jadi", by=rina)

    assert refused.value.code == "already_done"
    assert rina.name in refused.value.message
