"""Who pays themselves owes the karcis for being registered, once."""

from puskesmas.visits import movement
from puskesmas.visits.facts import Fact
from tests import cast
from tests.cast import at_counter, go_on, place_of, staff


def charged(visit):
    return [(given.service.code, given.amount) for given in visit.rendered.select_related("service")]


def test_pak_joko_owes_the_karcis_as_he_leaves_the_counter_of_sitiung(sitiung):
    visit = at_counter(sitiung, cast.pak_joko(sitiung))
    assert charged(visit) == []

    go_on(visit, "loket")

    assert charged(visit) == [("KARCIS", 10_000)]
    assert place_of(visit) == "KASIR"


def test_pak_budi_with_jkn_owes_none(sitiung):
    visit = at_counter(sitiung, cast.pak_budi(sitiung))

    go_on(visit, "loket")

    assert charged(visit) == []
    assert place_of(visit) == "SKRINING"


def test_a_puskesmas_without_a_karcis_charges_none(sungai_kakap):
    visit = at_counter(sungai_kakap, cast.pak_joko(sungai_kakap))

    go_on(visit, "loket")

    assert charged(visit) == []


def test_a_card_found_active_afterwards_takes_the_karcis_back(sitiung):
    visit = at_counter(sitiung, cast.pak_joko(sitiung))
    go_on(visit, "loket")

    movement.tell(visit, Fact.JKN, by=staff(sitiung, "loket"), reason="kartu aktif")

    assert charged(visit) == [("KARCIS", 0)]
