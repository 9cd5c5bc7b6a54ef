"""Rooms write down what they measure, sort, screen and examine; each record has its sentence."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.utils import NotSupportedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clusters import recording
from clusters.models import ScreeningNote, Soap, Triage, VitalSigns
from puskesmas.patients.models import RecordOpened
from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from puskesmas.visits.guards import MoveRefused
from tests import cast
from tests.cast import arrive, at_counter, called_in, fresh, go_on, place_of, staff

PRESSURE = {"blood_pressure": "158/96", "pulse": "88"}


def kinds(visit):
    return list(visit.events.order_by("seq").values_list("kind", flat=True))


def last_event(visit, kind):
    return visit.events.filter(kind=kind).order_by("seq").last()


def in_the_room(facility, patient):
    """Let a JKN patient of Sungai Kakap reach the doctor's room."""
    visit = at_counter(facility, patient)
    go_on(visit, "loket")
    go_on(visit, "loket")
    called_in(visit, by=staff(facility, "dokter"))
    return fresh(visit)


# --- measuring ---


def test_an_unknown_patient_is_measured_at_the_pandu_desk_before_registration(sitiung):
    visit = movement.open_visit(sitiung, by=staff(sitiung, "pandu"))
    nurse = staff(sitiung, "pandu")
    entry = called_in(visit, by=nurse)

    vitals = recording.measure(visit, PRESSURE | {"weight": "70,5"}, by=nurse, entry=entry)

    assert fresh(visit).patient is None
    assert (vitals.systolic, vitals.diastolic, str(vitals.weight)) == (158, 96, "70.50")
    assert vitals.measured_by == nurse
    assert vitals.point.place == "PANDU"
    event = last_event(visit, "vitals_measured")
    assert event.data == {
        "record": vitals.code,
        "measured": ["diastolic", "pulse", "systolic", "weight"],
        "entry": entry.code,
        "place": "PANDU",
    }


def test_what_was_typed_wrong_is_not_kept(sungai_kakap):
    visit = arrive(sungai_kakap)

    with pytest.raises(ValidationError) as error:
        recording.measure(visit, {"blood_pressure": "96/158"}, by=staff(sungai_kakap, "perawat"))

    assert list(error.value.message_dict) == ["diastolic"]
    assert not VitalSigns.objects.exists()
    assert "vitals_measured" not in kinds(visit)


def test_a_rare_value_is_asked_about_once_and_kept_when_confirmed(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.raka(sungai_kakap))
    nurse = staff(sungai_kakap, "perawat")

    with pytest.raises(ValidationError) as error:
        recording.measure(visit, {"weight": "41"}, by=nurse)
    recording.measure(visit, {"weight": "41"}, by=nurse, confirmed=True)

    assert error.value.error_dict["weight"][0].code == "unusual"
    assert str(visit.vitals.get().weight) == "41.00"


def test_an_emergency_is_not_asked_twice(sungai_kakap):
    visit = arrive(sungai_kakap, facts=[Fact.EMERGENCY])

    recording.measure(visit, {"pulse": "220"}, by=staff(sungai_kakap, "perawat"))

    assert visit.vitals.get().pulse == 220


def test_a_measurement_written_later_keeps_its_own_time(sungai_kakap):
    visit = arrive(sungai_kakap)
    before = timezone.now() - timedelta(minutes=20)

    vitals = recording.measure(visit, PRESSURE, by=staff(sungai_kakap, "perawat"), at=before)

    assert vitals.measured_at == before
    assert last_event(visit, "vitals_measured").late is True


def test_a_correction_is_a_new_version_with_its_reason(sungai_kakap):
    visit = arrive(sungai_kakap)
    nurse, doctor = staff(sungai_kakap, "perawat"), staff(sungai_kakap, "dokter")
    first = recording.measure(visit, PRESSURE, by=nurse)

    second = recording.correct_vitals(first, {"blood_pressure": "148/96"}, by=doctor, reason="salah ketik")

    assert (second.version, second.replaces, second.reason) == (2, first, "salah ketik")
    assert (second.systolic, second.pulse) == (148, None)
    assert (second.measured_by, second.recorded_by) == (nurse, doctor)
    assert second.measured_at == first.measured_at
    assert list(visit.vitals.current()) == [second]
    assert VitalSigns.objects.get(pk=first.pk).systolic == 158
    assert last_event(visit, "vitals_measured").data["replaces"] == first.code


def test_a_correction_without_a_reason_or_of_an_old_version_is_refused(sungai_kakap):
    visit = arrive(sungai_kakap)
    nurse = staff(sungai_kakap, "perawat")
    first = recording.measure(visit, PRESSURE, by=nurse)

    with pytest.raises(ValidationError, match="Tulis alasannya"):
        recording.correct_vitals(first, PRESSURE, by=nurse, reason=" ")
    recording.correct_vitals(first, PRESSURE, by=nurse, reason="salah ketik")
    with pytest.raises(MoveRefused, match="sudah diperbaiki Petugas perawat pukul") as late:
        recording.correct_vitals(first, PRESSURE, by=nurse, reason="lagi")

    assert late.value.code == "stale_entry"


def test_the_database_keeps_measurements_as_they_were(sungai_kakap):
    vitals = recording.measure(arrive(sungai_kakap), PRESSURE, by=staff(sungai_kakap, "perawat"))

    with pytest.raises((InternalError, NotSupportedError), match="Cannot update"), transaction.atomic():
        VitalSigns.objects.filter(pk=vitals.pk).update(pulse=1)
    with pytest.raises(IntegrityError, match="blood_pressure_is_two_numbers_falling"), transaction.atomic():
        vitals.pk, vitals.code, vitals.systolic = None, "x", 90
        vitals.save()


def test_measuring_holds_to_twelve_statements(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    nurse = staff(sungai_kakap, "perawat")

    with CaptureQueriesContext(
        connection,
    ) as captured:
        recording.measure(visit, PRESSURE, by=nurse)

    statements = [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]
    assert len(statements) <= 12, "\n".join(statements)


def test_the_cashier_does_not_measure(sungai_kakap):
    visit = arrive(sungai_kakap)

    with pytest.raises(MoveRefused, match="tidak berwenang"):
        recording.measure(visit, PRESSURE, by=staff(sungai_kakap, "kasir"))


def test_nobody_measures_a_patient_of_another_puskesmas(sungai_kakap, galis):
    visit = arrive(sungai_kakap)

    with pytest.raises(MoveRefused, match="puskesmas lain"):
        recording.measure(visit, PRESSURE, by=staff(galis, "perawat"))


def test_nothing_is_measured_after_the_exit(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    movement.close(visit, by=staff(sungai_kakap, "loket"), disposition="left", reason="tidak sabar")

    with pytest.raises(MoveRefused, match="sudah selesai") as refused:
        recording.measure(visit, PRESSURE, by=staff(sungai_kakap, "perawat"))

    assert refused.value.code == "already_done"


def test_a_place_in_line_of_another_visit_is_refused(sungai_kakap):
    visit, other = arrive(sungai_kakap), arrive(sungai_kakap)

    with pytest.raises(MoveRefused, match="kunjungan lain"):
        recording.measure(visit, PRESSURE, by=staff(sungai_kakap, "perawat"), entry=cast.entry_of(other))


# --- triage ---


def test_red_sends_the_walk_to_the_emergency_room(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")

    recording.sort(visit, "merah", signs=["nyeri_dada"], by=staff(sungai_kakap, "loket"))
    go_on(visit, "loket")

    assert Fact.EMERGENCY in fresh(visit).holding
    assert place_of(visit) == "IGD"
    assert last_event(visit, "triaged").data["colour"] == "merah"


def test_green_goes_on_to_the_room(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_budi(sungai_kakap))
    go_on(visit, "loket")

    recording.sort(visit, "hijau", by=staff(sungai_kakap, "loket"))
    go_on(visit, "loket")

    assert place_of(visit) == "KLASTER3"


def test_a_change_of_colour_is_a_new_row_and_takes_back_its_own_word(sungai_kakap):
    visit = arrive(sungai_kakap)
    nurse = staff(sungai_kakap, "perawat")
    recording.sort(visit, "merah", signs=["syok"], by=nurse)

    recording.sort(visit, "kuning", by=nurse, reason="membaik sesudah cairan")

    assert list(Triage.objects.values_list("colour", flat=True)) == ["kuning", "merah"]
    assert Fact.EMERGENCY not in fresh(visit).holding


def test_an_emergency_the_door_saw_stays_when_triage_says_yellow(sungai_kakap):
    visit = arrive(sungai_kakap, facts=[Fact.EMERGENCY])

    recording.sort(visit, "kuning", by=staff(sungai_kakap, "perawat"))

    assert Fact.EMERGENCY in fresh(visit).holding


def test_a_colour_milder_than_its_signs_needs_a_reason(sungai_kakap):
    visit = arrive(sungai_kakap)
    nurse = staff(sungai_kakap, "perawat")

    with pytest.raises(ValidationError, match=r"termasuk merah\. Pilih merah, atau tulis alasannya"):
        recording.sort(visit, "kuning", signs=["kejang", "luka_kecil"], by=nurse)
    recording.sort(visit, "kuning", signs=["kejang"], by=nurse, reason="kejang sudah berhenti")

    assert Triage.objects.get().reason == "kejang sudah berhenti"


@pytest.mark.parametrize(
    ("colour", "signs", "field"), [("biru", [], "colour"), ("", [], "colour"), ("merah", ["pusing"], "signs")]
)
def test_an_unknown_colour_or_sign_has_its_sentence(sungai_kakap, colour, signs, field):
    with pytest.raises(ValidationError) as error:
        recording.sort(arrive(sungai_kakap), colour, signs=signs, by=staff(sungai_kakap, "perawat"))

    assert list(error.value.message_dict) == [field]


# --- identity and record ---


def test_two_identifiers_confirm_pak_budi(sungai_kakap):
    budi = cast.pak_budi(sungai_kakap)
    visit = in_the_room(sungai_kakap, budi)

    check = recording.confirm_identity(visit, ["name", "birth_date"], by=staff(sungai_kakap, "dokter"))

    assert check.patient == budi
    assert last_event(visit, "identity_confirmed").data["identifiers"] == ["name", "birth_date"]


@pytest.mark.parametrize("identifiers", [[], ["name"], ["name", "name"], ["name", "shoes"]])
def test_one_identifier_is_not_enough(sungai_kakap, identifiers):
    visit = in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))

    with pytest.raises(ValidationError, match="paling sedikit dua identitas"):
        recording.confirm_identity(visit, identifiers, by=staff(sungai_kakap, "dokter"))


def test_nobody_unknown_is_confirmed(sungai_kakap):
    with pytest.raises(MoveRefused, match="Identitas pasien belum dipastikan"):
        recording.confirm_identity(arrive(sungai_kakap), ["name", "nik"], by=staff(sungai_kakap, "dokter"))


def test_the_record_is_fetched_once_per_room_and_its_opening_listed(dharma_rini):
    wati = cast.bu_wati(dharma_rini)
    visit = at_counter(dharma_rini, wati, services=["KB-SUNTIK"])
    go_on(visit, "loket")
    rina = staff(dharma_rini, "bidan")

    recording.fetch_record(visit, by=rina)
    recording.fetch_record(visit, by=rina)

    assert kinds(visit).count("record_fetched") == 1
    assert RecordOpened.objects.get(patient=wati).visit_code == visit.code


# --- examination ---


def test_an_examination_tells_anamnesis_and_exam(sungai_kakap):
    visit = in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))

    soap = recording.examine(visit, subjective="pusing", assessment="hipertensi", by=staff(sungai_kakap, "dokter"))

    assert soap.point.place == "KLASTER3"
    assert kinds(visit)[-2:] == ["anamnesis_taken", "exam_recorded"]


def test_a_complaint_alone_is_not_yet_an_examination(sungai_kakap):
    visit = in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))

    recording.examine(visit, subjective="pusing", by=staff(sungai_kakap, "dokter"))

    assert kinds(visit)[-1] == "anamnesis_taken"


def test_an_empty_examination_is_refused(sungai_kakap):
    visit = in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))

    with pytest.raises(ValidationError, match="satu bagian SOAP"):
        recording.examine(visit, subjective=" ", by=staff(sungai_kakap, "dokter"))


def test_an_examination_is_corrected_after_the_exit_and_speaks_of_its_day(sungai_kakap):
    visit = in_the_room(sungai_kakap, cast.pak_budi(sungai_kakap))
    doctor = staff(sungai_kakap, "dokter")
    soap = recording.examine(visit, subjective="pusing", by=doctor)
    go_on(visit, "dokter")

    after = recording.correct_soap(
        soap, subjective="pusing berputar", objective="", assessment="", plan="", by=doctor, reason="kurang lengkap"
    )

    assert list(visit.soaps.current()) == [after]
    assert Soap.objects.get(pk=soap.pk).subjective == "pusing"
    assert last_event(visit, "exam_recorded").data["service_on"] == "2024-05-06"
    assert fresh(visit).state == "discharged"


# --- screening ---


def a_note(facility, visit, **words):
    about = {"asked": ["Merokok", "Riwayat keluarga"], "found": "TD 158/96", "follow_up": "Periksa ulang tekanan darah"}
    return recording.screen(visit, by=staff(facility, "skrining"), **about | words)


def test_a_finding_follows_the_visit_and_is_acknowledged_where_it_is_read(sitiung):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))
    go_on(visit, "loket")
    note = a_note(sitiung, visit)
    go_on(visit, "skrining")
    doctor = staff(sitiung, "dokter")
    called_in(visit, by=doctor)

    assert list(visit.screening_notes.unread()) == [note]
    read = recording.acknowledge(note, by=doctor)

    assert note.cluster == "k3"
    assert (read.acknowledged_by, read.acknowledged_in.place) == (doctor, "KLASTER3")
    assert not visit.screening_notes.unread().exists()
    told = [kind for kind in kinds(visit) if kind in ("screened", "finding_noted", "finding_acknowledged")]
    assert told == ["screened", "finding_noted", "finding_acknowledged"]


def test_a_finding_is_acknowledged_once(sitiung):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))
    note = a_note(sitiung, visit)
    recording.acknowledge(note, by=staff(sitiung, "dokter"))

    with pytest.raises(MoveRefused, match=r"sudah dibaca dr\. Ayu Lestari pukul 08"):
        recording.acknowledge(note, by=staff(sitiung, "bidan"))


def test_a_screening_without_a_finding_leaves_no_note(sitiung):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))

    note = a_note(sitiung, visit, follow_up="")

    assert not ScreeningNote.objects.unread().exists()
    assert "finding_noted" not in kinds(visit)
    with pytest.raises(MoveRefused, match="tidak menitipkan catatan"):
        recording.acknowledge(note, by=staff(sitiung, "dokter"))


@pytest.mark.parametrize(("words", "field"), [({"asked": [" "]}, "asked"), ({"cluster": "k9"}, "cluster")])
def test_a_screening_asks_something_of_somebody(sitiung, words, field):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))

    with pytest.raises(ValidationError) as error:
        a_note(sitiung, visit, **words)

    assert list(error.value.message_dict) == [field]


def test_while_the_cluster_is_unknown_the_screener_says_it(sitiung):
    visit = arrive(sitiung)

    with pytest.raises(ValidationError, match="Klaster pasien belum diketahui"):
        a_note(sitiung, visit)

    assert a_note(sitiung, visit, cluster="k2").cluster == "k2"
