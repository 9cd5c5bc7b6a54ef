"""Publishing a revision of an SOP while patients are inside."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from puskesmas.ground import serve_data, verification
from puskesmas.visits import movement, profiles, sop
from puskesmas.visits.models import FlowProfile
from tests import cast
from tests.cast import arrive, at_counter, fresh, go_on, place_of, staff

PAY_FIRST = sop.shipped()["sungai_kakap"]


def pay_before_the_exam():
    """Give Sungai Kakap's SOP with the cashier moved before the exam."""
    start = PAY_FIRST.index('[[step]]\nkey = "kasir"')
    end = PAY_FIRST.index("[[step]]", start + 8)
    cashier, rest = PAY_FIRST[start:end], PAY_FIRST[:start] + PAY_FIRST[end:]
    at = rest.index('[[step]]\nkey = "periksa"')
    return rest[:at] + cashier + rest[at:]


def test_an_sop_changed_at_noon_leaves_the_patients_inside_on_theirs(sungai_kakap):
    early = at_counter(sungai_kakap, cast.pak_joko(sungai_kakap))
    movement.learn(early, "bill_open", source="rendered:x", by=staff(sungai_kakap, "loket"))
    profiles.publish(sungai_kakap, pay_before_the_exam(), key="sungai_kakap")
    late = at_counter(sungai_kakap, cast.a_patient(sungai_kakap, "Tini", born=cast.date(1990, 1, 1), payer="umum"))
    movement.learn(late, "bill_open", source="rendered:y", by=staff(sungai_kakap, "loket"))

    for visit in (early, late):
        go_on(visit, "loket")
        go_on(visit, "loket")

    assert (place_of(early), place_of(late)) == ("KLASTER3", "KASIR")
    assert fresh(early).profile.revision == 1
    assert fresh(late).profile.revision == 2


def test_publishing_the_same_text_again_changes_nothing(sungai_kakap):
    profiles.publish(sungai_kakap, PAY_FIRST, key="sungai_kakap")

    assert FlowProfile.objects.filter(facility=sungai_kakap).count() == 1


def test_a_file_that_cannot_run_is_not_published(sungai_kakap):
    with pytest.raises(sop.SopError):
        profiles.publish(sungai_kakap, PAY_FIRST.replace('place = "FARMASI"', 'place = "INFEKSI"'), key="sungai_kakap")

    assert FlowProfile.objects.get(facility=sungai_kakap).is_current


def test_closing_a_room_for_good_names_the_visits_that_still_need_it(sungai_kakap):
    visit = arrive(sungai_kakap)

    told = profiles.broken_by(sungai_kakap, without="FARMASI")

    assert len(told) == 1
    assert visit.number in told[0]
    assert profiles.broken_by(sungai_kakap) == []


def test_load_sop_says_which_facilities_there_are(sungai_kakap, capsys):
    with pytest.raises(CommandError, match="Facilities are: sungai_kakap"):
        call_command("load_sop", "galis", facility="nowhere")


def test_load_sop_names_line_and_fact_of_a_file_that_cannot_run(sungai_kakap, tmp_path):
    wrong = tmp_path / "sungai_kakap.toml"
    wrong.write_text(PAY_FIRST.replace('when = ["umum", "bill_open"]', 'when = ["umum", "lunas"]'))

    with pytest.raises(CommandError, match=r"line \d+: Unknown fact 'lunas'"):
        call_command("load_sop", str(wrong), facility="sungai_kakap")


def test_load_sop_puts_a_new_revision_in_force(sungai_kakap, tmp_path, capsys):
    changed = tmp_path / "sungai_kakap.toml"
    changed.write_text(pay_before_the_exam())

    call_command("load_sop", str(changed), facility="sungai_kakap")

    assert FlowProfile.objects.get(facility=sungai_kakap, is_current=True).revision == 2


def test_verify_names_the_visits_whose_room_is_no_more(sungai_kakap):
    assert verification.everybody_inside_can_go_on().wrong == []
    visit = arrive(sungai_kakap)
    sungai_kakap.points.filter(place="FARMASI").update(closed_for_good_on=sungai_kakap.today())

    finding = verification.everybody_inside_can_go_on()

    assert finding.looked_at == 1
    assert len(finding.wrong) == 1 and f"{visit.number} ({visit.code})" in finding.wrong[0]


def test_serve_says_after_a_migration_who_can_no_longer_go_on(sungai_kakap):
    visit = arrive(sungai_kakap)
    sungai_kakap.points.filter(place="FARMASI").update(closed_for_good_on=sungai_kakap.today())
    said = []

    serve_data.say_who_cannot_go_on(said.append)

    assert len(said) == 1 and visit.code in said[0]
