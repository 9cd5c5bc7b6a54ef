"""Where the counter would send somebody: the cluster by status then age, the room by the SOP's own order."""

from datetime import date

import pytest

from puskesmas.facility.life_stages import Age
from puskesmas.facility.places import Line, Place
from puskesmas.visits import facts, sop
from puskesmas.visits.facts import Fact
from puskesmas.visits.flow import Standing
from puskesmas.visits.states import State
from registration.placement import Person, effect_of, known_after, propose

TODAY = date(2024, 5, 6)
PRESENT = frozenset(Place) - {"RANAP", "FISIO", "GIZI"}
SOPS = {key: sop.parse(text, key=key) for key, text in sop.shipped().items()}


def proposed(key, person, *marks, already=None):
    """Give the proposal for somebody who stands at the counter of a puskesmas."""
    sources = known_after(already or {}, person, marks)
    at = Standing(
        state=State.REGISTRATION, step="daftar", place="LOKET", reached="daftar", done=frozenset(),
        facts=facts.holding(sources),
    )  # fmt: skip
    return propose(SOPS[key], at, person, present=PRESENT)


def aged(years, sex="P", payer="jkn"):
    """Give a person of an age in years."""
    return Person(Age.between(date(TODAY.year - years, 1, 1), TODAY), sex, payer)


@pytest.mark.parametrize("key", sorted(SOPS))
@pytest.mark.parametrize(
    ("years", "marks", "room", "cluster"),
    [
        (32, (), "KLASTER3", Line.K3),
        (70, (), "KLASTER3", Line.K3),
        (3, (), "ANAK", Line.K2),
        (28, (Fact.PREGNANT,), "KIA", Line.K2),
        (28, (Fact.POSTPARTUM,), "KIA", Line.K2),
    ],
)
def test_status_comes_before_age_at_every_puskesmas(key, years, marks, room, cluster):
    answer = proposed(key, aged(years), *marks)

    assert (answer.place, answer.cluster) == (room, cluster)


def test_the_reason_says_age_status_and_clause():
    answer = proposed("sungai_kakap", aged(32))

    assert answer.why == "umur 32 tahun, tidak hamil, tidak gawat. SOP 5.2, dewasa dan lansia."
    assert answer.cluster_why == "Klaster 3 menurut umur"


def test_a_pregnant_woman_goes_to_klaster_2_because_she_is_pregnant():
    assert proposed("sungai_kakap", aged(32), Fact.PREGNANT).cluster_why == "Klaster 2 karena hamil"


def test_infection_goes_before_age_at_the_ministrys_flow():
    assert proposed("kemenkes", aged(32), Fact.INFECTIOUS).place == "INFEKSI"


def test_gigi_goes_first_at_the_ministrys_flow():
    assert proposed("kemenkes", aged(32), Fact.DENTAL).place == "GIGI"


def test_an_emergency_goes_to_igd_whoever_it_is():
    assert proposed("sungai_kakap", Person(), already={"emergency": ["door"]}).place == "IGD"


def test_nothing_is_proposed_while_nobody_knows_how_old_somebody_is():
    assert proposed("sungai_kakap", Person()) is None


def test_alternatives_fit_the_person():
    places = {one.place for one in proposed("sungai_kakap", aged(40, sex="L")).alternatives}

    assert "KIA" not in places and "ANAK" not in places
    assert len(places) == 2


def test_what_the_clerk_unticks_is_no_longer_known():
    after = known_after({"pregnant": ["door"], "jkn": ["coverage"]}, aged(28), ())

    assert "pregnant" not in after and "klaster_3" in after


def test_choosing_gigi_is_a_fact_where_the_sop_speaks_of_it_and_a_room_elsewhere():
    assert effect_of(SOPS["kemenkes"], "GIGI").facts == (Fact.DENTAL,)
    assert effect_of(SOPS["sungai_kakap"], "GIGI").places == ("GIGI",)
