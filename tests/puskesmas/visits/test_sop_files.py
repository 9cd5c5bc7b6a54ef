"""The five SOP files run at the facilities they were written for, and a file that cannot run says where."""

import pytest

from puskesmas.visits import lawfulness, sop
from tests.cast import PLACES

GALIS = sop.shipped()["galis"]


def present(key):
    return PLACES[key].split()


@pytest.mark.parametrize("key", sorted(PLACES))
def test_every_shipped_sop_can_run_where_it_comes_from(key):
    lawfulness.check(sop.parse(sop.shipped()[key], key=key), present(key))


def broken(old, new, *, key="galis"):
    text = sop.shipped()[key]
    assert old in text
    return sop.parse(text.replace(old, new, 1), key=key)


def test_a_file_that_names_an_unknown_fact_is_told_the_line_and_the_facts_there_are():
    with pytest.raises(sop.SopError, match=r"line \d+: Unknown fact 'bayar'. Facts are: emergency"):
        broken('when = ["umum", "bill_open"]', 'when = ["umum", "bayar"]')


def test_a_room_the_facility_does_not_have_is_named():
    with pytest.raises(sop.SopError, match="no BERSALIN"):
        lawfulness.check(sop.parse(GALIS, key="galis"), set(present("galis")) - {"BERSALIN"})


def test_a_cashier_before_anyone_asked_who_pays_is_refused():
    sitiung = broken('decides = [["jkn", "umum"], ["klaster_2", "klaster_3"]]', "", key="sitiung_1")

    with pytest.raises(sop.SopError, match=r"'kasir' asks for umum, which no step before it decides"):
        lawfulness.check(sitiung, present("sitiung_1"))


def test_a_walk_that_never_passes_the_counter_is_refused():
    text = sop.shipped()["sungai_kakap"]
    start = text.index('[[step]]\nkey = "daftar"')
    without = text[:start] + text[text.index("[[step]]", start + 8) :]
    without = without.replace('state = "triage"\nplace = "LOKET"', 'state = "triage"\nplace = "LOKET"\n' + DECIDES)
    without = without.replace('decides = [["emergency", "not_emergency"]]', "", 1)

    with pytest.raises(sop.SopError, match="nobody has identified"):
        lawfulness.check(sop.parse(without, key="sungai_kakap"), present("sungai_kakap"))


DECIDES = 'decides = [["jkn", "umum"], ["klaster_2", "klaster_3"], ["emergency", "not_emergency"]]'


def test_an_unlawful_pair_is_named_with_line_and_facts():
    walk = broken('state = "pharmacy"\nplace = "FARMASI"', 'state = "screening"\nplace = "FARMASI"', key="sungai_kakap")

    with pytest.raises(sop.SopError, match=r"line \d+, with .*: \w+ to screening is not a lawful move"):
        lawfulness.check(walk, present("sungai_kakap"))


def test_variants_of_one_stop_must_stand_together():
    with pytest.raises(sop.SopError, match="must stand together"):
        broken('key = "rujukan"', 'key = "daftar"')


def test_an_unknown_word_in_a_step_is_refused_with_the_words_there_are():
    with pytest.raises(sop.SopError, match="unknown word unless"):
        broken('key = "pintu"', 'key = "pintu"\nunless = "x"')


def test_the_daftar_tilik_of_sitiung_has_its_fifteen_items():
    sitiung = sop.parse(sop.shipped()["sitiung_1"], key="sitiung_1")

    assert [check.no for check in sitiung.checks] == list(range(1, 16))
