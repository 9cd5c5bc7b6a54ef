"""The visit of somebody old rests on an ADL of the last year."""

from datetime import timedelta

import pytest
from django.urls import reverse

from clusters import instruments, screening
from clusters.klaster3.models import ElderlyVisit
from tests import cast
from tests.cast import staff
from tests.clusters.people import in_the_room, signed_in

TOLD = {"lansia-concerns": ["mobility", "sight"], "lansia-fell": "True", "lansia-care_plan": "home"}


@pytest.fixture
def ayu(sungai_kakap):
    return signed_in(staff(sungai_kakap, "dokter"))


def at_the_desk(ayu, facility, patient):
    visit, entry = in_the_room(facility, patient, services=["LANSIA"])
    ayu.post(reverse("clusters:recognise", args=[entry.code]), {"identifiers": ["name", "birth_date"]})
    return visit, entry


def adl(visit, entry, by, score=10):
    """Answer Barthel's items so that they add up to a score."""
    barthel, answers = instruments.instrument("barthel", on=visit.on), {}
    for item in barthel.items:
        given = min(score, item.highest)
        answers[item.key], score = str(given), score - given
    return screening.ask(visit, barthel, answers, by=by, entry=entry)


@pytest.fixture
def kakap(sungai_kakap):
    sungai_kakap.services.create(code="LANSIA", name="Pemeriksaan lansia", place="KLASTER3", cluster="k3")
    return sungai_kakap


def to(entry):
    return reverse("clusters:exam", args=[entry.code, "lansia"])


def test_the_visit_keeps_the_level_of_dependence_of_the_adl(ayu, kakap):
    visit, entry = at_the_desk(ayu, kakap, cast.pak_budi(kakap))
    too_early = ayu.post(to(entry), TOLD)
    adl(visit, entry, staff(kakap, "dokter"), score=10)

    answer = ayu.post(to(entry), TOLD, follow=True)

    assert too_early.status_code == 409 and "ADL belum dinilai" in too_early.content.decode()
    record = ElderlyVisit.objects.get(visit=visit)
    assert (record.adl_score, record.adl_class, record.adl_level, record.care_plan) == (10, "sedang", "B", "home")
    assert record.concerns == ["mobility", "sight"] and record.fell is True and record.lives_alone is None
    assert "ADL 10, tingkat B" in answer.content.decode() and "mobilisasi, penglihatan" in answer.content.decode()


def test_an_adl_older_than_a_year_does_not_stand(ayu, kakap, monday_morning):
    patient = cast.pak_budi(kakap)
    visit, entry = at_the_desk(ayu, kakap, patient)
    adl(visit, entry, staff(kakap, "dokter"))
    monday_morning.shift(timedelta(days=366))
    ayu = signed_in(staff(kakap, "dokter"))

    _later, entry = at_the_desk(ayu, kakap, patient)

    assert ayu.post(to(entry), TOLD).status_code == 409


def test_nobody_under_sixty_has_a_visit_of_the_old(ayu, kakap):
    _visit, entry = at_the_desk(ayu, kakap, cast.bu_wati(kakap, payer="jkn"))

    answer = ayu.post(to(entry), TOLD)

    assert answer.status_code == 409 and "berumur 60 tahun ke atas" in answer.content.decode()
